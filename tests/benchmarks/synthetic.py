"""
Directories of any size, drawn from the real one with a fixed seed.

Every record is taken as often as every other, so all that depends on kind, needs, papers or contact
keeps its share; who works with whom stays together. Areas, languages, hours and dates are drawn
anew, and each contact has a value of its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice
from random import Random

from bot.signposting.directory import Directory
from bot.signposting.need import NEEDS, Need
from bot.signposting.service import Contact, Service
from tests.conversation.visit import directory as shipped

TODAY = date(2026, 11, 20)
COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
LANGUAGES = ("sq", "ar", "fa", "ti", "so", "ur", "bn", "pl", "tr", "ckb", "uk", "es", "en")
WHOLE_COUNTRY = 0.35
"""So many of the needs name no area: these look at most services."""


def made(size: int) -> Directory:
    """Return a directory of so many services."""
    known, dice = shipped(), Random(size)  # noqa: S311  # nothing secret
    return Directory(1, tuple(islice(_services(known, dice), size)), known.area_list)


def _services(known: Directory, dice: Random) -> Iterator[Service]:
    languages = [one.languages for one in known.services if one.languages]
    hours = [way.hours or one.hours for one in known.services for way in one.contacts]
    areas = {code: [one.id for one in known.area_list if one.country == code] for code in COUNTRIES}
    for batch in count():
        for one in known.services:
            others = dice.choice(languages) if dice.random() < 0.3 else one.languages
            yield replace(
                one,
                id=f"{one.id}-{batch}",
                serves=_elsewhere(one, areas[one.country], dice),
                contacts=tuple(_another(way, batch, hours, dice) for way in one.contacts),
                partners=tuple(replace(each, id=f"{each.id}-{batch}") for each in one.partners),
                assured_date=_some_day(dice),
                languages=others,
            )


def _elsewhere(one: Service, areas: list[str], dice: Random) -> tuple[str, ...]:
    """Return other areas, as many; who serves the whole country goes on doing so."""
    if areas[0] in one.serves:
        return one.serves
    return tuple(dice.choice(areas[1:]) for _ in one.serves)


def _another(way: Contact, batch: int, hours: list[str | None], dice: Random) -> Contact:
    drawn = dice.choice(hours) if dice.random() < 0.3 else way.hours
    return replace(way, value=f"{way.value}-{batch}", hours=drawn)


def _some_day(dice: Random) -> date | None:
    return None if dice.random() < 0.3 else TODAY - timedelta(days=dice.randrange(400))


def needs(size: int) -> list[Need]:
    """Return a mix of needs: whole countries and areas, papers, ages, ways of contact."""
    known, dice = shipped(), Random(3)  # noqa: S311  # nothing secret
    areas = {code: [one.id for one in known.area_list if one.country == code] for code in COUNTRIES}
    return [_need(COUNTRIES[number % 6], areas, dice) for number in range(size)]


def _need(country: str, areas: dict[str, list[str]], dice: Random) -> Need:
    whole = dice.random() < WHOLE_COUNTRY
    return Need(
        country,
        None if whole else dice.choice(areas[country]),
        tuple(dice.sample(NEEDS, dice.choice((0, 1, 1, 1, 2)))),
        tuple(dice.sample(LANGUAGES, dice.choice((1, 1, 2)))),
        papers=dice.choice((None, None, None, "asylum", "undocumented", "settled")),
        age=dice.choice((None, None, None, None, "child")),
        contact=dice.choice(((), (), (), ("text",), ("voice",))),
        tonight=dice.choice((None, None, None, True)),
        in_confidence=dice.choice((None, True, False)),
    )
