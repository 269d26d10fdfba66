"""
The order of what may be shown: deterministic, explainable, fair.

The order is a tuple of small numbers, each with a reason; the first that differs decides. What is
still equal then is ordered by a seed of the day, so that nobody is first for the name it bears.
decisions/0003-how-the-order-comes-about.md says why in this order.
"""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from bot.signposting.hours import BEST_FIRST as OPEN_FIRST
from bot.signposting.languages import (
    BEST_FIRST,
    is_kept_to_another_community,
    is_of_another_community,
)
from bot.signposting.listing import Entry
from bot.signposting.meeting import how_many, is_for_this_child, meets
from bot.signposting.rules import asked_for, may_tell_immigration_where_papers_matter, takes
from bot.signposting.search import Search
from bot.signposting.service import Service

CONFIDENCE = ("high", "medium", "low")
QUIET = frozenset({"sms", "whatsapp", "webchat"})
GROUPS = frozenset({"deaf", "learning_disability", "lgbt"})
NOT_ASYLUM = frozenset({"settled", "spouse_visa", "no_recourse"})
ANY_PAPERS = frozenset({"survivor_specialist", "legal"})
FOR_MIGRANTS = "migrant_refugee_support"

URNS = 4096
"""In so many urns the services lie for the draw among equals."""

Rank = tuple[int, ...]


def rank(one: Entry, search: Search) -> Rank:
    """Return where an entry stands: smaller is earlier. Same search, same day, same rank."""
    return (
        *_what_it_is(one, search),
        *(BEST_FIRST.index(how) for how in one.spoken.values()),
        *_what_it_is_like_today(one, search),
        *_how_well_it_is_known(one),
        *_how_easy_it_is(one),
        seed_of_the_day(one.service, search),
    )


def _what_it_is(one: Entry, search: Search) -> Iterator[int]:
    service, need = one.service, search.need
    for_child = is_for_this_child(service, need)
    yield may_tell_immigration_where_papers_matter(service, search)
    yield not for_child
    yield is_for_others(service, search)
    yield not meets(service, need)
    # A child is not sent to a line that is closed while another for children is open.
    yield OPEN_FIRST.index(one.opening.state) if for_child else 0
    # What nobody has checked stands after what somebody has, however much it offers (S61).
    yield {"fresh": 0, "ageing": 0, "stale": 1, "never": 2}[one.checked.state]
    yield takes(service, search) == "ask"
    yield is_for_other_papers(service, search)
    yield can_only_be_heard(one, search)
    yield -how_many(service, need)
    yield not is_made_for_her(service, search)


def _what_it_is_like_today(one: Entry, search: Search) -> Iterator[int]:
    stage = "now" if search.need.tonight else search.need.stage
    nearest = search.nearest(one.service)
    yield one.papers == "ask"
    yield one.opening.state != "open"
    yield stage is not None and stage not in one.service.stage
    yield len(search.chain) if nearest is None else nearest


def _how_well_it_is_known(one: Entry) -> Iterator[int]:
    yield CONFIDENCE.index(one.service.confidence)
    yield one.checked.state != "fresh"
    yield -(one.checked.source_year or 0)


def _how_easy_it_is(one: Entry) -> Iterator[int]:
    free = one.service.service_free or any(way.call_cost == "free" for way in one.contacts)
    yield not free
    yield QUIET.isdisjoint(way.type for way in one.contacts)


def is_for_others(service: Service, search: Search) -> bool:
    """
    Whether it is for people whom nothing she said makes her one of: shown, labelled, not pushed.

    A community or faith that is not known to be hers, or survivors of torture.
    """
    return (
        "torture" in service.only_for
        or is_kept_to_another_community(service, search.need)
        or is_of_another_community(service, search.need)
    )


def is_made_for_her(service: Service, search: Search) -> bool:
    """Whether it is there for a group she said she belongs to, or only for men and he is one."""
    if search.need.who == "man" and service.takes.woman == "no":
        return True
    return any(asked_for(code, search) for code in GROUPS.intersection(service.only_for))


def is_for_other_papers(service: Service, search: Search) -> bool:
    """
    Whether it states that it takes asylum seekers, says nothing of other papers, and hers are such.

    Not a survivors' or a legal service: these help whoever comes. Who is undocumented may have been
    an asylum seeker until last week.
    """
    if search.need.papers not in NOT_ASYLUM or not ANY_PAPERS.isdisjoint(service.sector):
        return False
    said = service.accepts
    others = {said.no_recourse, said.undocumented, said.spouse_visa}
    return FOR_MIGRANTS in service.sector and said.asylum == "yes" and others == {None}


def can_only_be_heard(one: Entry, search: Search) -> bool:
    """Whether she is Deaf and there is nothing but telephone lines to reach it by."""
    return "deaf" in search.need.groups and all(way.type == "voice" for way in one.contacts)


def seed_of_the_day(service: Service, search: Search) -> int:
    """Return a number that shuffles equals anew each day; the name has no part in it."""
    return urn_of_the_day(urn(service.id), search.today) << 64 | _drawn(service.id, search.today)


def urn(service_id: str) -> int:
    """
    Return which of the URNS a service lies in, for good.

    Each day the urns are drawn first, then what lies in one: so an index finds the first of
    thousands of equals without drawing them all (decisions/0012).
    """
    return int.from_bytes(sha256(service_id.encode()).digest()[:8]) % URNS


def urn_of_the_day(number: int, today: date) -> int:
    """Return when an urn comes up today: smaller is earlier."""
    return _drawn(str(number), today)


def _drawn(what: str, today: date) -> int:
    return int.from_bytes(sha256((today.isoformat() + what).encode()).digest()[:8])
