"""The ways out of each trouble of plan B: which contacts of a service help in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from bot.signposting.entry import reached_by
from bot.signposting.hours import BEST_FIRST, is_always_open
from bot.signposting.listing import Entry, PlanBWhen
from bot.signposting.rules import WAYS, usable_contacts
from bot.signposting.search import Search
from bot.signposting.service import Contact, Service

Finder = Callable[[Service, Search], tuple[Contact, ...]]


def of_any_kind(service: Service, search: Search) -> tuple[Contact, ...]:
    """Return every contact she can use."""
    return usable_contacts(service, search.need.contact)


def at_any_hour(service: Service, search: Search) -> tuple[Contact, ...]:
    """Return lines on which somebody is there day and night; not a page or a letterbox."""
    usable = of_any_kind(service, search)
    return tuple(way for way in usable if is_always_open(service, way))


def by_voice_at_any_hour(service: Service, search: Search) -> tuple[Contact, ...]:
    """Return such lines to speak on, or to write to for someone who asked to write."""
    lines = at_any_hour(service, search)
    if search.need.contact and "voice" not in search.need.contact:
        return lines
    return tuple(contact for contact in lines if contact.type == "voice")


def any_contact(service: Service, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    """Return whatever is confirmed, whatever contacts she asked for."""
    return service.confirmed_contacts


def without_speaking(service: Service, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    """Return what can be written to, whatever contacts she asked for."""
    return tuple(way for way in service.confirmed_contacts if way.type in WAYS["text"])


def without_a_trace_on_the_bill(service: Service, search: Search) -> tuple[Contact, ...]:
    """Return web chats, and lines that no bill shows."""
    usable = of_any_kind(service, search)
    return tuple(
        way
        for way in service.confirmed_contacts
        if way.type == "webchat" or (way.bill == "not_shown" and way in usable)
    )


WAYS_OUT: Mapping[PlanBWhen, tuple[Finder, ...]] = MappingProxyType(
    {
        "no_answer": (by_voice_at_any_hour,),
        "refused": (of_any_kind,),
        "closed": (at_any_hour,),
        "cannot_speak": (without_speaking,),
        "watched": (without_a_trace_on_the_bill, without_speaking),
    }
)
"""For each trouble the contacts that help in it; the later ones only when the earlier find none."""


def by_way_out(one: Entry, when: PlanBWhen, search: Search) -> Entry:
    """Return the entry with the contacts that help in this trouble, and with their hours."""
    found = (finder(one.service, search) for finder in WAYS_OUT[when])
    contacts = next(contacts for contacts in found if contacts)
    return one if contacts == one.contacts else reached_by(one, contacts, search)


def _found_by(service: Service, when: PlanBWhen, search: Search) -> int:
    """Return which finder of a trouble is the first to find a contact, or how many there are."""
    found = (number for number, finder in enumerate(WAYS_OUT[when]) if finder(service, search))
    return next(found, len(WAYS_OUT[when]))


@dataclass(frozen=True, slots=True, eq=False)
class Reaches:
    """A test: whether this finder finds a contact."""

    finder: Finder

    def __call__(self, service: Service, search: Search) -> bool:
        """Answer it."""
        return bool(self.finder(service, search))


@dataclass(frozen=True, slots=True, eq=False)
class HasWayOut:
    """A test: whether some contact helps in this trouble."""

    when: PlanBWhen

    def __call__(self, service: Service, search: Search) -> bool:
        """Answer it."""
        return _found_by(service, self.when, search) < len(WAYS_OUT[self.when])


@dataclass(frozen=True, slots=True, eq=False)
class WayOutFound:
    """A key: how far down the finders of this trouble a contact was found."""

    when: PlanBWhen

    def __call__(self, one: Entry, search: Search) -> int:
        """Return the number of the finder."""
        return _found_by(one.service, self.when, search)


@dataclass(frozen=True, slots=True, eq=False)
class WayOutOpens:
    """A key: whether the contacts that help in this trouble are open, the best first."""

    when: PlanBWhen

    def __call__(self, one: Entry, search: Search) -> int:
        """Return the place of the state among the states."""
        return BEST_FIRST.index(by_way_out(one, self.when, search).opening.state)


class AfterOthers(NamedTuple):
    """A key: services with these ids come after all others."""

    ids: frozenset[str]

    def __call__(self, one: Entry, search: Search) -> bool:  # noqa: ARG002  # a Key
        """Return True for these."""
        return one.service.id in self.ids
