"""
Plan B: what to try next when nobody answers, they say no, it is closed, or she cannot speak freely.

Each leads to a live service with a contact that answers just this. One that has no honest service
is left out. What is for her need goes before what is new to her: a crisis line for everybody is no
way out for a woman whom a survivors' line would understand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.signposting.candidates import First, Key, Last, Pool
from bot.signposting.entry import explained, reached_by
from bot.signposting.languages import that_count
from bot.signposting.last_resort import how_it_fills_in, may_fill_in
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
from bot.signposting.rank import FOR_MIGRANTS, is_for_other_papers, is_for_others
from bot.signposting.rules import may_tell_immigration_where_papers_matter
from bot.signposting.search import Search
from bot.signposting.service import Service
from bot.signposting.ways_out import (
    WAYS_OUT,
    AfterOthers,
    HasWayOut,
    Reaches,
    WayOutFound,
    WayOutOpens,
    any_contact,
    by_voice_at_any_hour,
    by_way_out,
    of_any_kind,
)

SPOKEN_FIRST: tuple[Spoken, ...] = ("staff", "interpreter", "some_hours", "ask", "no")
NOT_FOR_HER_NEED = 4
"""From here on `how_it_meets` says that a service is not for her need, only somebody to turn to."""

OFTEN = 2
"""A service that already has so many rows gives way to any other that is for her need."""

AT_MOST = 4
"""So many rows may name one service when nothing else fits: never all five."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What she has before her: the ids listed, and those among them that she tries first."""

    listed: frozenset[str]
    first: frozenset[str]


def plan_b(
    ranked: Pool, shown: Sequence[Entry], call_first: str | None, search: Search
) -> tuple[PlanB, ...]:
    """
    Make plan B out of what passed the rules, whatever contacts she asked for.

    `shown` are the entries of the listing and `call_first` the id it tells her to call first: that
    one and the first shown are never the way out when "they say no".
    """
    listed = [one.service.id for one in shown]
    first = {*listed[:1], *((call_first,) if call_first else ())}
    tried = Tried(frozenset(listed), frozenset(first))
    plans = list(_plans(ranked.where(fits), tried, search))
    return tuple(plans or _any_national_one(ranked, search))


def how_it_meets(one: Entry, search: Search) -> int:
    """
    Return how well it is for her need, smaller better.

    0 a child's own; 1 directly, and survivors are its field unless the need is an ordinary one;
    2 directly; 3 a survivors' line for any need but an ordinary one; NOT_FOR_HER_NEED otherwise.
    """
    return _how_it_meets(one.service, search.need)


def _how_it_meets(service: Service, need: Need) -> int:
    direct, talks = meets_directly(service, need), TALK in service.needs
    ordinary = are_all_ordinary(need)
    if is_for_this_child(service, need) and (direct or talks):
        return 0
    if direct:
        return 1 if ordinary or is_for_survivors(service) else 2
    return 3 if talks and is_for_survivors(service) and not ordinary else NOT_FOR_HER_NEED


def fits(service: Service, search: Search) -> bool:
    """Whether it is for her need, or somebody to turn to; nothing for other people."""
    if not is_for_her(service, search):
        return False
    return is_for_her_need(service, search) or (
        may_fill_in(service, search)
        and (TALK in service.needs or _is_an_ordinary_door(service, search))
    )


def is_for_her_need(service: Service, search: Search) -> bool:
    """Whether it is more than somebody to turn to."""
    return _how_it_meets(service, search.need) < NOT_FOR_HER_NEED


def is_for_her(service: Service, search: Search) -> bool:
    """Whether it is for nobody else, and tells no immigration office where papers matter."""
    return not (
        is_for_others(service, search) or may_tell_immigration_where_papers_matter(service, search)
    )


def is_to_talk_to(service: Service, search: Search) -> bool:  # noqa: ARG001  # a Test
    """Whether its record says that it is somebody to talk to."""
    return TALK in service.needs


FOR_HER_NEED_FIRST = First(is_for_her_need)
FOR_OTHER_PAPERS_LAST = Last(is_for_other_papers)
TO_TALK_TO_FIRST = First(is_to_talk_to)


def _is_an_ordinary_door(service: Service, search: Search) -> bool:
    return FOR_MIGRANTS in service.sector and are_all_ordinary(search.need)


def _plans(fitting: Pool, tried: Tried, search: Search) -> Iterator[PlanB]:
    used = Counter[str]()
    for when in WAYS_OUT:
        doors = fitting.where(HasWayOut(when)).without(ids_used(used, AT_MOST))
        if when == "refused":
            # A door after one was shut: a new one, and not a line for people in despair.
            doors = doors.without(tried.first).where(is_no_crisis_line)
        best = doors.first(_order(when, used, tried, search))
        if best is not None:
            used[best.service.id] += 1
            yield PlanB(when, _explained(by_way_out(best, when, search), search))


def is_no_crisis_line(service: Service, search: Search) -> bool:  # noqa: ARG001  # a Test
    """Whether it is anything but a line for people in despair."""
    return not is_a_crisis_line(service)


def ids_used(used: Counter[str], often: int) -> frozenset[str]:
    """Return the ids of what stands in so many rows, or more."""
    return frozenset([id_ for id_, rows in used.items() if rows >= often])


def _order(when: PlanBWhen, used: Counter[str], tried: Tried, search: Search) -> Iterator[Key]:
    yield from (FOR_HER_NEED_FIRST, FOR_OTHER_PAPERS_LAST, WayOutFound(when))
    # An order by nobody changes nothing: nothing stands before the first row, and few stand in two.
    most = max(used.values(), default=0)
    if most >= OFTEN:
        yield AfterOthers(ids_used(used, OFTEN))
    if when == "no_answer":
        yield AfterOthers(tried.first)
    yield from (how_it_meets, how_a_stranger_fills_in)
    for rows in range(1, min(most + 1, AT_MOST)):
        yield AfterOthers(ids_used(used, rows))
    if not search.need.needs:
        yield TO_TALK_TO_FIRST
    yield from (how_it_speaks, WayOutOpens(when), AfterOthers(tried.listed))


def how_a_stranger_fills_in(one: Entry, search: Search) -> int:
    """Return how early what is not for her need fills in; 0 for all that is."""
    return 0 if is_for_her_need(one.service, search) else how_it_fills_in(one, search)


def how_it_speaks(one: Entry, search: Search) -> int:
    """Return how well her language can be spoken there, the best of those that count."""
    ways = [SPOKEN_FIRST.index(one.spoken[language]) for language in that_count(search.need)]
    return min(ways, default=0)


def _explained(one: Entry, search: Search) -> Entry:
    added: tuple[Why, ...] = () if meets(one.service, search.need) else ("fallback",)
    return explained(one, search, *added)


def _any_national_one(ranked: Pool, search: Search) -> Iterator[PlanB]:
    """Yield one national service by any contact at all: the list is never empty if there is one."""
    for finder in (by_voice_at_any_hour, of_any_kind, any_contact):
        national = ranked.where(is_national, Reaches(finder))
        for one in national.in_order(First(is_for_her), First(may_fill_in)):
            found = reached_by(one, finder(one.service, search), search)
            yield PlanB("no_answer", _explained(found, search))
            return


def is_national(service: Service, search: Search) -> bool:
    """Whether it serves the whole country."""
    return search.is_nationwide(service)
