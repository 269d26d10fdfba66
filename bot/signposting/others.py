"""
What stands beside the pair: what is for her need, help with health, and a last resort.

Nothing local and irrelevant fills a place. A contact is shown once: what is left without one of its
own is not shown again under another name.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, tee

from bot.signposting.candidates import First, Last, Pool
from bot.signposting.entry import because, explained, reached_by
from bot.signposting.last_resort import last_resort
from bot.signposting.listing import Entry, Pair
from bot.signposting.meeting import (
    TALK,
    are_all_ordinary,
    heals_the_body,
    is_about_health,
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
    # The same order, walked a second time where a doctor takes a place in it.
    wanted, again = tee(ranked.where(belongs).in_order())
    chosen = list(islice(unrepeated(before, wanted, search), room))
    health: list[Entry] = []
    if not any(is_her_health_care(one.service, search) for one in (*before, *chosen)):
        health = list(islice(unrepeated(before, _health(ranked), search), 1))
        rest = unrepeated((*before, *health), again, search)
        chosen = list(islice(rest, room - len(health)))
    missing = max(0, ENOUGH - len(chosen) - len(health))
    resort = unrepeated((*before, *chosen, *health), last_resort(ranked), search)
    fillers = [because(one, ("fallback",)) for one in islice(resort, missing)]
    # Help with health is always there (S5). In confidence, someone to turn to goes before it, but
    # where it is health that she asks about.
    is_last = not (are_all_ordinary(search.need) or is_about_health(search.need))
    more = (*fillers, *health) if is_last else (*health, *fillers)
    # Whatever else comes in: who may tell immigration offices stands after all of it (S7).
    chosen = sorted((*chosen, *more), key=lambda one: _may_tell(one, search))
    return tuple(explained(one, search, *one.why) for one in chosen)


def _may_tell(one: Entry, search: Search) -> bool:
    return may_tell_immigration_where_papers_matter(one.service, search)


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
        """Remember what has been shown with a service: its id, its contacts, its door."""
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
