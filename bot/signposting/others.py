"""
What stands beside the pair: what is for her need, help with health, and a last resort.

Nothing local and irrelevant fills a place. A contact is shown once: what is left without one of its
own is not shown again under another name.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.signposting.candidates import First, Last, Pool
from bot.signposting.entry import because, explained, reached_by
from bot.signposting.last_resort import last_resort
from bot.signposting.listing import Entry, Pair
from bot.signposting.meeting import (
    TALK,
    heals_the_body,
    is_for_this_child,
    is_health,
    meets,
)
from bot.signposting.pair import is_a_survivors_service
from bot.signposting.rank import is_for_others
from bot.signposting.rules import may_tell_immigration_where_papers_matter
from bot.signposting.search import Search
from bot.signposting.service import Service

AT_MOST = 8
"""How many services a listing shows, the pair among them (S65)."""

ENOUGH = 3
"""With fewer than these beside the pair, general lines are added."""


def choose_others(ranked: Pool, pair: Pair, search: Search) -> tuple[Entry, ...]:
    """Choose what stands beside the pair, out of a pool in which all have a contact."""
    before = in_pair(pair)
    room = AT_MOST - len(before)
    wanted = ranked.where(belongs)
    chosen = list(islice(unrepeated(before, wanted.in_order(), search), room))
    if not any(is_her_health_care(one.service, search) for one in (*before, *chosen)):
        chosen = _with_health(before, wanted, _health(ranked), room, search)
    missing = ENOUGH - len(chosen)
    if missing > 0:
        resort = unrepeated((*before, *chosen), last_resort(ranked), search)
        chosen += [because(one, ("fallback",)) for one in islice(resort, missing)]
    # Whatever else comes in: who may tell immigration offices stands after all of it (S7).
    chosen.sort(key=lambda one: may_tell_immigration_where_papers_matter(one.service, search))
    return tuple(explained(one, search, *one.why) for one in chosen)


def in_pair(pair: Pair) -> tuple[Entry, ...]:
    """Return the one or two entries of the pair that there are."""
    return tuple(one for one in (pair.community, pair.specialist) if one is not None)


def belongs(service: Service, search: Search) -> bool:
    """Whether it is for her need; for a child, also what is there for children to talk to."""
    return meets(service, search.need) or (
        # A child gets services for children first, whatever she chose (S13).
        is_for_this_child(service, search.need)
        and not {TALK, "children_family"}.isdisjoint(service.needs)
    )


def _with_health(
    before: Sequence[Entry], wanted: Pool, able: Iterable[Entry], room: int, search: Search
) -> list[Entry]:
    """Return what is wanted, with one health service in the last place if there is any (S5)."""
    health = list(islice(unrepeated(before, able, search), 1))
    rest = unrepeated((*before, *health), wanted.in_order(), search)
    return [*islice(rest, room - len(health)), *health]


def is_her_health_care(service: Service, search: Search) -> bool:
    """Whether it is health care, and not for other people."""
    return is_health(service) and not is_for_others(service, search)


def _health(ranked: Pool) -> Iterator[Entry]:
    """Yield health care she may have: a doctor for everyone, then one for survivors."""
    doctors_first = (Last(is_a_survivors_service), First(is_a_doctor))
    return ranked.where(is_her_health_care).in_order(*doctors_first)


def is_a_doctor(service: Service, search: Search) -> bool:  # noqa: ARG001  # a Test
    """Whether it does more than talk."""
    return heals_the_body(service)


def unrepeated(
    before: Iterable[Entry], entries: Iterable[Entry], search: Search
) -> Iterator[Entry]:
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
            # The hours follow the contacts that are left.
            yield one if left == one.contacts else reached_by(one, left, search)
