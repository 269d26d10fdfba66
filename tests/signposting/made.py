"""Services, areas and searches made up for one promise each."""

# a promise changes any field it likes

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.signposting.directory import Directory
from bot.signposting.listing import Listing
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.places import Area, Areas
from bot.signposting.search import Search, search
from bot.signposting.service import Contact, Service, Source, Takes

NOON = datetime.fromisoformat("2026-11-20T12:00:00+00:00")

AREAS = (
    Area("UK", "GB", "country", {"en": "United Kingdom"}, time_zone="Europe/London"),
    Area("London", "GB", "region", {"en": "London"}, parent="UK"),
    Area("London/Newham", "GB", "place", {"en": "Newham"}, parent="London"),
    Area("Wales", "GB", "region", {"en": "Wales"}, parent="UK"),
    Area("Spain", "ES", "country", {"en": "Spain"}, time_zone="Europe/Madrid"),
    Area("Canarias", "ES", "region", {"es": "Canarias"}, "Spain", "Atlantic/Canary"),
)

PLAIN = Service(
    id="plain",
    name="Plain",
    country="GB",
    kind="specialist",
    by_and_for="no",
    sector=("survivor_specialist",),
    run_by="independent",
    telling=False,
    is_shelter=False,
    takes=Takes("yes", "yes", "yes"),
    needs=("domestic_abuse",),
    shares_with_immigration="not_confirmed",
    source=Source("own", year=2024),
    confidence="high",
    show="yes",
    serves=("UK",),
)


def line(value: str, type_: Any = "voice", **changes: Any) -> Contact:
    """A confirmed contact."""
    return replace(Contact(type_, value, "confirmed"), **changes)


def service(id_: str = "plain", **changes: Any) -> Service:
    """A service that everything lets through, with these changes and a number of its own."""
    changes.setdefault("contacts", (line("+44" + id_),))
    return replace(PLAIN, id=id_, **changes)


def need(**said: Any) -> Need:
    """A need in the United Kingdom for help with abuse at home, with these things said."""
    return Need(**{"country": "GB", "needs": ("domestic_abuse",), **said})


def searching(**said: Any) -> Search:
    """A search for `need(...)` at noon."""
    return search(need(**said), Areas(AREAS), NOON)


def listing(*services: Service, at: datetime = NOON, **said: Any) -> Listing:
    """The listing that these services make for `need(...)`."""
    return make_listing(need(**said), Directory(1, services, AREAS), (), at)


def shown(*services: Service, **said: Any) -> list[str]:
    """The ids that these services make in a listing, in order."""
    return [one.service.id for one in listing(*services, **said).entries]
