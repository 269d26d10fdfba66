"""
Plan B: what to try next when nobody answers, they say no, it is closed, or she cannot speak freely.

Each leads to a live service with a contact that answers just this. One that has no honest service
is left out. What is for her need goes before what is new to her: a crisis line for everybody is no
way out for a woman whom a survivors' line would understand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.signposting.entry import explained, reached_by
from bot.signposting.hours import BEST_FIRST as OPEN_FIRST
from bot.signposting.languages import that_count
from bot.signposting.last_resort import FOR_MIGRANTS, how_it_fills_in, may_fill_in
from bot.signposting.listing import Entry, PlanB, PlanBWhen, Spoken, Why
from bot.signposting.meeting import (
    TALK,
    are_all_ordinary,
    is_a_crisis_line,
    is_for_survivors,
    is_for_this_child,
    meets,
    meets_directly,
)
from bot.signposting.need import Need
from bot.signposting.rank import is_for_others
from bot.signposting.rules import is_interior_ministry_where_papers_matter
from bot.signposting.search import Search
from bot.signposting.service import Contact, Service
from bot.signposting.ways_out import WAYS_OUT, by_voice_at_any_hour, of_any_kind

SPOKEN_FIRST: tuple[Spoken, ...] = ("staff", "interpreter", "some_hours", "ask", "no")
NOT_FOR_HER_NEED = 4
"""From here on `how_it_meets` says that a service is not for her need, only somebody to turn to."""

OFTEN = 2
"""A service that already has so many rows gives way to any other that is for her need."""

AT_MOST = 4
"""So many rows may name one service when nothing else fits: never all five."""

Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A service as one row of plan B would name it, and how far down the finders it was found."""

    entry: Entry
    finder: int

    @property
    def id(self) -> str:
        """The id of the service."""
        return self.entry.service.id


@dataclass(frozen=True, slots=True)
class Tried:
    """What she has before her: the ids listed, and those among them that she tries first."""

    listed: frozenset[str]
    first: frozenset[str]


def plan_b(
    ranked: Sequence[Entry], shown: Sequence[Entry], call_first: str | None, search: Search
) -> tuple[PlanB, ...]:
    """
    Make plan B out of entries in their order, whatever contacts she asked for.

    `shown` are the entries of the listing and `call_first` the id it tells her to call first: that
    one and the first shown are never the way out when "they say no".
    """
    listed = [one.service.id for one in shown]
    first = {*listed[:1], *((call_first,) if call_first else ())}
    tried = Tried(frozenset(listed), frozenset(first))
    fitting = [one for one in ranked if _fits(one.service, search)]
    plans = list(_plans(fitting, tried, search))
    return tuple(plans or _any_national_one(ranked, search))


def how_it_meets(service: Service, need: Need) -> int:
    """
    Return how well it is for her need, smaller better.

    0 a child's own; 1 directly, and survivors are its field unless the need is an ordinary one;
    2 directly; 3 a survivors' line for any need but an ordinary one; NOT_FOR_HER_NEED otherwise.
    """
    direct, talks = meets_directly(service, need), TALK in service.needs
    ordinary = are_all_ordinary(need)
    if is_for_this_child(service, need) and (direct or talks):
        return 0
    if direct:
        return 1 if ordinary or is_for_survivors(service) else 2
    return 3 if talks and is_for_survivors(service) and not ordinary else NOT_FOR_HER_NEED


def _fits(service: Service, search: Search) -> bool:
    """Whether it is for her need, or somebody to turn to; nothing for other people."""
    if not _is_for_her(service, search):
        return False
    return how_it_meets(service, search.need) < NOT_FOR_HER_NEED or (
        may_fill_in(service, search)
        and (TALK in service.needs or _is_an_ordinary_door(service, search))
    )


def _is_for_her(service: Service, search: Search) -> bool:
    return not (
        is_for_others(service, search) or is_interior_ministry_where_papers_matter(service, search)
    )


def _is_an_ordinary_door(service: Service, search: Search) -> bool:
    return FOR_MIGRANTS in service.sector and are_all_ordinary(search.need)


def _plans(fitting: Sequence[Entry], tried: Tried, search: Search) -> Iterator[PlanB]:
    used = Counter[str]()
    for when in WAYS_OUT:
        doors = [door for door in _doors(when, fitting, search) if used[door.id] < AT_MOST]
        if when == "refused":
            doors = [door for door in doors if _is_another(door, tried)]
        best = min(doors, key=lambda door: _order(door, when, used, tried, search), default=None)
        if best is not None:
            used[best.id] += 1
            yield PlanB(when, _explained(best.entry, search))


def _is_another(door: Door, tried: Tried) -> bool:
    """Whether it is a door after one was shut: a new one, and not a line for people in despair."""
    return door.id not in tried.first and not is_a_crisis_line(door.entry.service)


def _doors(when: PlanBWhen, fitting: Sequence[Entry], search: Search) -> Iterator[Door]:
    for one in fitting:
        for number, finder in enumerate(WAYS_OUT[when]):
            if contacts := finder(one, search):
                same = contacts == one.contacts
                yield Door(one if same else reached_by(one, contacts, search), number)
                break


def _order(door: Door, when: PlanBWhen, used: Counter[str], tried: Tried, search: Search) -> Order:
    # Doors come in the order of rank, and min() keeps the first of equals.
    service = door.entry.service
    level = how_it_meets(service, search.need)
    return (
        level >= NOT_FOR_HER_NEED,
        door.finder,
        used[door.id] >= OFTEN,
        when == "no_answer" and door.id in tried.first,
        level,
        how_it_fills_in(service, search) if level >= NOT_FOR_HER_NEED else 0,
        used[door.id],
        # To someone who named nothing, the second try is somebody to talk to, not any clinic.
        not search.need.needs and TALK not in service.needs,
        _how_it_speaks(door.entry, search.need),
        OPEN_FIRST.index(door.entry.opening.state),
        door.id in tried.listed,
    )


def _how_it_speaks(one: Entry, need: Need) -> int:
    ways = [SPOKEN_FIRST.index(one.spoken[language]) for language in that_count(need)]
    return min(ways, default=0)


def _explained(one: Entry, search: Search) -> Entry:
    added: tuple[Why, ...] = () if meets(one.service, search.need) else ("fallback",)
    return explained(one, search, *added)


def _any_national_one(ranked: Sequence[Entry], search: Search) -> Iterator[PlanB]:
    """Yield one national service by any contact at all: the list is never empty if there is one."""
    national = [one for one in ranked if search.is_nationwide(one.service)]
    national.sort(key=lambda one: _how_far_fetched(one.service, search))
    for finder in (by_voice_at_any_hour, of_any_kind, _any_contact):
        for one in national:
            if contacts := finder(one, search):
                yield PlanB("no_answer", _explained(reached_by(one, contacts, search), search))
                return


def _how_far_fetched(service: Service, search: Search) -> tuple[bool, bool]:
    return (not _is_for_her(service, search), not may_fill_in(service, search))


def _any_contact(one: Entry, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    return one.service.confirmed_contacts
