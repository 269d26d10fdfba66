"""An Entry for a service that passed the rules: all a listing says of it, and why it is there."""

from typing import Literal

from bot.signposting.freshness import checked
from bot.signposting.hours import hours_kept, opening, steady
from bot.signposting.languages import spoken
from bot.signposting.listing import Entry, Opening, Why
from bot.signposting.meeting import is_health, meets
from bot.signposting.rules import accepts, usable_contacts
from bot.signposting.search import Search
from bot.signposting.service import Contact, Service


def entry(service: Service, search: Search) -> Entry:
    """
    Describe a service for this search, with the contacts she can use and no reasons yet.

    The contacts may be none: a community group is named without one.
    """
    contacts = usable_contacts(service, search.need.contact)
    return Entry(
        service=service,
        why=(),
        papers=_papers(service, search),
        spoken={one: spoken(service, one) for one in search.need.languages},
        opening=_opening(service, contacts, search),
        contacts=contacts,
        checked=checked(service, search.today),
    )


def reached_by(one: Entry, contacts: tuple[Contact, ...], search: Search) -> Entry:
    """Return the entry with these contacts, and with the hours of these."""
    opened = _opening(one.service, contacts, search)
    return Entry(one.service, one.why, one.papers, one.spoken, opened, contacts, one.checked)


def _opening(service: Service, contacts: tuple[Contact, ...], search: Search) -> Opening:
    kept = hours_kept(service, contacts)
    found = steady(kept)
    if found is not None:
        return found
    home = search.home(service)
    zone = search.zone_at(service.country, home)
    return opening(kept, search.at, zone, service.country, home)


def _papers(service: Service, search: Search) -> Literal["yes", "ask", "not_asked"]:
    answer = accepts(service, search)
    if answer is None:
        return "not_asked"
    return "yes" if answer == "yes" else "ask"


def explained(one: Entry, search: Search, *added: Why) -> Entry:
    """Return the entry with every reason it is there for, and these besides."""
    return because(one, (*_reasons(one, search), *added))


def because(one: Entry, why: tuple[Why, ...]) -> Entry:
    """Return the entry with these reasons."""
    # Quicker than Entry._replace, and done for all that is shown.
    return Entry(one.service, why, one.papers, one.spoken, one.opening, one.contacts, one.checked)


def _reasons(one: Entry, search: Search) -> list[Why]:
    service, ways, need = one.service, one.spoken.values(), search.need
    nationwide = search.is_nationwide(service)
    reasons: tuple[tuple[Why, bool], ...] = (
        ("need", meets(service, need)),
        ("language", "staff" in ways),
        ("interpreter", "interpreter" in ways),
        ("area", not nationwide),
        ("nationwide", nationwide),
        ("papers", one.papers == "yes"),
        ("women", service.takes.man == "no"),
        ("men", service.takes.woman == "no"),
        ("lgbt", "lgbt" in service.only_for),
        ("deaf", "deaf" in service.only_for),
        ("under_18", "under_18" in service.only_for and need.age == "child"),
        ("open_now", one.opening.state == "open"),
        ("health", is_health(service)),
    )
    return [reason for reason, holds in reasons if holds]
