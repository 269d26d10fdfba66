"""
Plan B: what to try next when nobody answers, they say no, it is closed, or she cannot speak freely.

Each leads to a live service with a contact that answers just this. One that has no honest service
is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from bot.signposting.entry import explained, reached_by
from bot.signposting.hours import is_always_open
from bot.signposting.listing import Entry, PlanB, PlanBWhen, Why
from bot.signposting.meeting import TALK, meets
from bot.signposting.rank import is_for_others
from bot.signposting.rules import (
    WAYS,
    is_interior_ministry_where_papers_matter,
    usable_contacts,
)
from bot.signposting.search import Search
from bot.signposting.service import Contact

Finder = Callable[[Entry, Search], tuple[Contact, ...]]


def _at_any_hour(one: Entry, search: Search) -> tuple[Contact, ...]:
    """Return lines on which somebody is there day and night; not a page or a letterbox."""
    return tuple(
        contact
        for contact in usable_contacts(one.service, search.need.contact)
        if contact.type not in {"web", "email", "app"} and is_always_open(one.service, contact)
    )


def _by_voice_at_any_hour(one: Entry, search: Search) -> tuple[Contact, ...]:
    lines = _at_any_hour(one, search)
    if search.need.contact and "voice" not in search.need.contact:
        return lines
    return tuple(contact for contact in lines if contact.type == "voice")


def _of_another(one: Entry, search: Search) -> tuple[Contact, ...]:
    return usable_contacts(one.service, search.need.contact)


def _without_speaking(one: Entry, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    return tuple(way for way in one.service.confirmed_contacts if way.type in WAYS["text"])


def _off_the_bill(one: Entry, search: Search) -> tuple[Contact, ...]:
    return tuple(way for way in _of_another(one, search) if way.bill == "not_shown")


def _by_web_chat(one: Entry, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    return tuple(way for way in one.service.confirmed_contacts if way.type == "webchat")


WAYS_OUT: Mapping[PlanBWhen, tuple[Finder, ...]] = MappingProxyType(
    {
        "no_answer": (_by_voice_at_any_hour,),
        "refused": (_of_another,),
        "closed": (_at_any_hour,),
        "cannot_speak": (_without_speaking,),
        "watched": (_off_the_bill, _by_web_chat),
    }
)
"""For each trouble the contacts that help in it; the later ones only when the earlier find none."""


def plan_b(ranked: Sequence[Entry], listed: frozenset[str], search: Search) -> tuple[PlanB, ...]:
    """
    Make plan B out of entries in their order, whatever contacts she asked for.

    `listed` are the ids that the listing shows: others go first, so that a second try is a new one.
    """
    fitting = [one for one in ranked if _fits(one, search)]
    plans = list(_plans(fitting, listed, search))
    return tuple(plans or _last_resort(ranked, search))


def _plans(fitting: Sequence[Entry], listed: frozenset[str], search: Search) -> Iterator[PlanB]:
    used: set[str] = set()
    for when in WAYS_OUT:
        choices = sorted(fitting, key=lambda one: _second_choice(one, listed, used))
        if when == "refused":
            choices = _other_doors(choices, search)
        found = _first(choices, WAYS_OUT[when], search)
        if found is not None:
            used.add(found.service.id)
            yield PlanB(when, found)


def _second_choice(one: Entry, listed: frozenset[str], used: set[str]) -> tuple[bool, bool]:
    return (one.service.id in used, one.service.id in listed)


def _fits(one: Entry, search: Search) -> bool:
    """Whether it is for her need, or somebody to talk to; nothing for other people."""
    return _is_for_her(one, search) and (
        meets(one.service, search.need) or TALK in one.service.needs
    )


def _is_for_her(one: Entry, search: Search) -> bool:
    return not (
        is_for_others(one.service, search)
        or is_interior_ministry_where_papers_matter(one.service, search)
    )


def _other_doors(choices: Sequence[Entry], search: Search) -> list[Entry]:
    """Return national services, those for her very need first."""
    national = [one for one in choices if search.is_nationwide(one.service)]
    return sorted(national, key=lambda one: not meets(one.service, search.need))


def _first(choices: Sequence[Entry], finders: Sequence[Finder], search: Search) -> Entry | None:
    for finder in finders:
        for one in choices:
            if contacts := finder(one, search):
                return _shown(one, contacts, search)
    return None


def _shown(one: Entry, contacts: tuple[Contact, ...], search: Search) -> Entry:
    added: tuple[Why, ...] = () if meets(one.service, search.need) else ("fallback",)
    return explained(reached_by(one, contacts, search), search, *added)


def _last_resort(ranked: Sequence[Entry], search: Search) -> Iterator[PlanB]:
    """Yield one national service by any contact at all: the list is never empty if there is one."""
    national = [one for one in ranked if search.is_nationwide(one.service)]
    national.sort(key=lambda one: not _is_for_her(one, search))
    for finder in (_by_voice_at_any_hour, _of_another, _any_contact):
        if found := _first(national, (finder,), search):
            yield PlanB("no_answer", found)
            return


def _any_contact(one: Entry, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    return one.service.confirmed_contacts
