"""The list of services: search that forgives spelling, and a few filters."""

from collections.abc import Callable, Mapping

from starlette.responses import Response

from bot.admin.guard import Asked
from bot.admin.labels import words_of_codes
from bot.admin.search import found_services
from bot.admin.work import overdue_among
from bot.signposting.places import Area
from bot.signposting.service import Service

MOST = 100
"""How many services a page lists."""


async def services(asked: Asked) -> Response:
    """Show the services that a text and the filters leave."""
    directory, given = await asked.desk.directory(), asked.request.query_params
    typed, country, only = given.get("q", "")[:100], given.get("country", ""), given.get("only", "")
    chosen = [one for one in directory.services if country in ("", one.country)]
    late = {one.service.id for one in overdue_among(chosen, asked.desk.today)}
    passes = _filters(late).get(only, lambda _: True)
    found = found_services(typed, filter(passes, chosen))
    return asked.page(
        "services.html",
        services=found[:MOST],
        found=len(found),
        typed=typed,
        country=country,
        only=only,
        countries=countries(asked, directory.areas.countries),
        filters=_filter_names(asked),
        codes=words_of_codes(asked.texts),
    )


def countries(asked: Asked, areas: tuple[Area, ...]) -> list[tuple[str, str]]:
    """Return the countries of the directory, each by its name."""
    words = asked.desk.words(asked.texts.language)
    return [(area.country, words.country_name(area.country)) for area in areas]


def _filters(late: set[str]) -> Mapping[str, Callable[[Service], bool]]:
    return {
        "overdue": lambda one: one.show == "yes" and one.id in late,
        "unconfirmed": lambda one: any(not contact.confirmed for contact in one.contacts),
        "hidden": lambda one: one.show != "yes" or one.status != "active",
        "shelters": lambda one: one.is_shelter,
    }


def _filter_names(asked: Asked) -> list[tuple[str, str]]:
    say = asked.texts.say
    return [
        ("overdue", say("to be checked again")),
        ("unconfirmed", say("with a contact that nobody confirmed")),
        ("hidden", say("hidden or not working")),
        ("shelters", say("shelters")),
    ]
