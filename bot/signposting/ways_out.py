"""The ways out of each trouble of plan B: which contacts of a service help in it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.signposting.hours import is_always_open
from bot.signposting.listing import Entry, PlanBWhen
from bot.signposting.rules import WAYS, usable_contacts
from bot.signposting.search import Search
from bot.signposting.service import Contact

Finder = Callable[[Entry, Search], tuple[Contact, ...]]


def of_any_kind(one: Entry, search: Search) -> tuple[Contact, ...]:
    """Return every contact she can use."""
    return usable_contacts(one.service, search.need.contact)


def at_any_hour(one: Entry, search: Search) -> tuple[Contact, ...]:
    """Return lines on which somebody is there day and night; not a page or a letterbox."""
    usable = of_any_kind(one, search)
    return tuple(way for way in usable if is_always_open(one.service, way))


def by_voice_at_any_hour(one: Entry, search: Search) -> tuple[Contact, ...]:
    """Return such lines to speak on, or to write to for someone who asked to write."""
    lines = at_any_hour(one, search)
    if search.need.contact and "voice" not in search.need.contact:
        return lines
    return tuple(contact for contact in lines if contact.type == "voice")


def without_speaking(one: Entry, search: Search) -> tuple[Contact, ...]:  # noqa: ARG001  # a Finder
    """Return what can be written to, whatever contacts she asked for."""
    return tuple(way for way in one.service.confirmed_contacts if way.type in WAYS["text"])


def without_a_trace_on_the_bill(one: Entry, search: Search) -> tuple[Contact, ...]:
    """Return web chats, and lines that no bill shows."""
    usable = of_any_kind(one, search)
    return tuple(
        way
        for way in one.service.confirmed_contacts
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
