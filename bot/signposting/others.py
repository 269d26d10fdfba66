"""
What stands beside the pair: what is for her need, help with health, and a last resort.

Nothing local and irrelevant fills a place. A contact is shown once: what is left without one of its
own is not shown again under another name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.signposting.entry import explained, reached_by
from bot.signposting.last_resort import last_resort
from bot.signposting.listing import Entry, Pair
from bot.signposting.meeting import (
    TALK,
    heals_the_body,
    is_for_survivors,
    is_for_this_child,
    is_health,
    meets,
)
from bot.signposting.rank import is_for_others
from bot.signposting.rules import is_interior_ministry_where_papers_matter
from bot.signposting.search import Search

AT_MOST = 8
"""How many services a listing shows, the pair among them (S65)."""

ENOUGH = 3
"""With fewer than these beside the pair, general lines are added."""


def choose_others(ranked: Sequence[Entry], pair: Pair, search: Search) -> tuple[Entry, ...]:
    """Choose what stands beside the pair, out of entries in their order that all have a contact."""
    before = in_pair(pair)
    room = AT_MOST - len(before)
    wanted = [one for one in ranked if _belongs(one, search)]
    chosen = list(islice(unrepeated(before, wanted), room))
    if not any(_is_her_health_care(one, search) for one in (*before, *chosen)):
        chosen = _with_health(before, wanted, _health(ranked, search), room)
    missing = ENOUGH - len(chosen)
    if missing > 0:
        resort = unrepeated((*before, *chosen), last_resort(ranked, search))
        chosen += [replace(one, why=(*one.why, "fallback")) for one in islice(resort, missing)]
    # Whatever else comes in: an interior ministry stands after all of it (S7).
    chosen.sort(key=lambda one: is_interior_ministry_where_papers_matter(one.service, search))
    return tuple(_explained(one, search) for one in chosen)


def in_pair(pair: Pair) -> tuple[Entry, ...]:
    """Return the one or two entries of the pair that there are."""
    return tuple(one for one in (pair.community, pair.specialist) if one is not None)


def _explained(one: Entry, search: Search) -> Entry:
    # What an earlier entry has shown already is gone from the contacts: the hours follow.
    return explained(reached_by(one, one.contacts, search), search, *one.why)


def _belongs(one: Entry, search: Search) -> bool:
    return meets(one.service, search.need) or (
        # A child gets services for children first, whatever she chose (S13).
        is_for_this_child(one.service, search.need)
        and not {TALK, "children_family"}.isdisjoint(one.service.needs)
    )


def _with_health(
    before: Sequence[Entry], wanted: Iterable[Entry], able: Iterable[Entry], room: int
) -> list[Entry]:
    """Return what is wanted, with one health service in the last place if there is any (S5)."""
    health = list(islice(unrepeated(before, able), 1))
    rest = islice(unrepeated((*before, *health), wanted), room - len(health))
    return [*rest, *health]


def _is_her_health_care(one: Entry, search: Search) -> bool:
    return is_health(one.service) and not is_for_others(one.service, search)


def _health(ranked: Iterable[Entry], search: Search) -> list[Entry]:
    """Return health care: a doctor for everyone, then one for survivors, then for others."""
    able = (one for one in ranked if is_health(one.service))
    return sorted(able, key=lambda one: _how_far_from_a_doctor_for_all(one, search))


def _how_far_from_a_doctor_for_all(one: Entry, search: Search) -> tuple[bool, ...]:
    service = one.service
    return (
        is_for_others(service, search),
        is_for_survivors(service),
        not heals_the_body(service),
    )


def unrepeated(before: Iterable[Entry], entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries with the contacts that nothing earlier has shown, leaving out the empty."""
    ids, values, through = set[str](), set[str](), set[str]()

    def note(one: Entry) -> None:
        ids.add(one.service.id)
        values.update(contact.value for contact in one.contacts)
        if one.service.reached_through:
            through.add(one.service.reached_through)

    for one in before:
        note(one)
    for one in entries:
        if one.service.id in ids | through or one.service.reached_through in ids:
            continue
        left = tuple(contact for contact in one.contacts if contact.value not in values)
        if left:
            note(one)
            yield one if left == one.contacts else replace(one, contacts=left)
