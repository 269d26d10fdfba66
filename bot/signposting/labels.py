"""
What a service is filed under in the index: one label for each thing that a rule or a rank asks.

Wherever a rule can be asked beforehand it is asked here, so that it is said in one place only. The
test of the index holds every label against the rules.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType

from bot.signposting.hours import LINES, is_always_open, is_constant
from bot.signposting.languages import FOR_EVERY_MIGRANT, KURDISH, spoken
from bot.signposting.meeting import heals_the_body, is_a_crisis_line, is_for_survivors, is_health
from bot.signposting.need import Need, Papers, Who
from bot.signposting.places import Areas
from bot.signposting.public_holidays import part_of
from bot.signposting.rank import FOR_MIGRANTS, QUIET, is_for_other_papers
from bot.signposting.rules import WAYS, accepts, is_not_police, takes, takes_her_age
from bot.signposting.search import Search
from bot.signposting.service import Contact, Service

Label = tuple[object, ...]

WHO: tuple[Who, ...] = ("woman", "man", "other")
PAPERS: tuple[Papers, ...] = ("no_recourse", "asylum", "spouse_visa", "undocumented")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
OTHER_WAY = "app"

WAY_OF: Mapping[str, str] = MappingProxyType(
    {type_: way for way, types in WAYS.items() for type_ in types}
)
"""The way of getting in touch that each type of contact belongs to; an app belongs to none."""


def labels(service: Service, areas: Areas) -> Iterator[Label]:
    """Yield what a service is filed under."""
    yield from _where(service)
    yield from _whom_it_takes(service)
    yield from _papers(service)
    yield from _what_it_does(service)
    yield from _whose_it_is(service)
    yield from _languages(service)
    yield from _how_well_it_is_known(service)
    for contact in service.confirmed_contacts:
        yield from _contact(service, contact)
    yield from _hours(service, areas)


@cache
def asking(**said: str) -> Search:
    """Return a search by someone who said only this: for rules that read nothing else."""
    return Search(Need("", **said), Areas(()), LONG_AGO, ())  # type: ignore[arg-type]


def _where(service: Service) -> Iterator[Label]:
    for area in service.serves:
        yield "serves", service.country, area


def _whom_it_takes(service: Service) -> Iterator[Label]:
    for who in WHO:
        if (answer := takes(service, asking(who=who))) != "yes":
            yield "takes", who, answer
    for age in ("child", "adult"):
        if not takes_her_age(service, asking(age=age)):
            yield "not_for", age
    if service.only_for:
        yield ("only_for_some",)
    for code in service.only_for:
        yield "only_for", code


def _papers(service: Service) -> Iterator[Label]:
    for papers in PAPERS:
        if (answer := accepts(service, asking(papers=papers))) != "ask":
            yield "papers", papers, answer
    if is_for_other_papers(service, asking(papers="settled")):
        yield ("for_other_papers",)


def _what_it_does(service: Service) -> Iterator[Label]:
    for need in service.needs:
        yield "need", need
    for stage in service.stage:
        yield "stage", stage
    sayings: dict[str, bool] = {
        "telling": service.telling,
        "may_tell_immigration": service.may_tell_immigration,
        "for_survivors": is_for_survivors(service),
        "health": is_health(service),
        "doctor": heals_the_body(service),
        "crisis_line": is_a_crisis_line(service),
        "for_migrants": FOR_MIGRANTS in service.sector,
        "for_any_victim": "criminal_justice" in service.sector,
        "of_the_kind": service.kind == "specialist"
        or (service.kind == "statutory" and is_for_survivors(service)),
    }
    yield from ((name,) for name, holds in sayings.items() if holds)


def _whose_it_is(service: Service) -> Iterator[Label]:
    if service.by_and_for == "yes":
        yield ("by_and_for",)
    if service.by_and_for == "yes" or (service.by_and_for == "ask" and service.community):
        yield ("of_a_community",)
    if not FOR_EVERY_MIGRANT.isdisjoint(service.community):
        yield ("for_every_migrant",)


def _languages(service: Service) -> Iterator[Label]:
    codes = {one.code for one in service.languages}
    for one in service.languages:
        if one.how == "staff" and one.basis == "stated":
            yield "staff_speak", one.code
    for code in codes if codes.isdisjoint(KURDISH) else codes | KURDISH:
        yield "listed", code
        yield "spoken", code, spoken(service, code)
    yield "unlisted", spoken(service, "")


def _how_well_it_is_known(service: Service) -> Iterator[Label]:
    yield "confidence", service.confidence
    yield "assured", service.assured_date
    yield "year", service.source.year or 0
    if service.show != "yes" or service.status != "active" or not is_not_police(service, asking()):
        yield ("held_back",)
    if service.service_free:
        yield ("free_service",)


def _contact(service: Service, contact: Contact) -> Iterator[Label]:
    way = WAY_OF.get(contact.type, OTHER_WAY)
    for label in _by_way(service, contact):
        yield label, way
        yield label, "any"
    if contact.type in QUIET:
        yield ("quiet",)
    if contact.type == "webchat":
        yield ("webchat",)


def _by_way(service: Service, contact: Contact) -> Iterator[str]:
    yield "way"
    if contact.call_cost == "free":
        yield "free"
    if contact.bill == "not_shown":
        yield "not_on_the_bill"
    if contact.type in LINES:
        yield "line"
    if is_always_open(service, contact):
        yield "always_open"


def _hours(service: Service, areas: Areas) -> Iterator[Label]:
    for contact in service.confirmed_contacts if areas.all else ():
        hours = (contact.hours or service.hours or "").strip()
        if contact.type in LINES and hours:
            kept = _kept(hours, service, areas)
            yield from (("line_hours", kept, line) for line in _lines(contact))


def _lines(contact: Contact) -> Iterator[str]:
    way = WAY_OF[contact.type]
    yield way
    if contact.type == "webchat":
        yield "webchat"
    elif contact.bill == "not_shown":
        yield f"{way} not on the bill"


def _kept(hours: str, service: Service, areas: Areas) -> tuple[str, str, str, str | None]:
    """Return hours with where they are kept: hours, zone, country, part of the country."""
    if is_constant(hours):
        return hours, "UTC", service.country, None
    chain = (areas.country(service.country).id,)
    search = Search(Need(service.country), areas, LONG_AGO, chain)
    home = search.home(service)
    return hours, str(search.zone(service)), service.country, part_of(service.country, home)
