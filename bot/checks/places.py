"""
Check what people edit in `services_data/places/`: areas that exist, shapes, nothing twice.

A name under two areas is no slip: she is asked which. The same name twice under one is. Whether the
files that `python -m tests.places` writes from these are current is not looked at here, only
whether they are there.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.checks.problem import Problem, by_place, problem_of
from bot.errors import ContentError
from bot.exchange.record import nearest
from bot.exchange.service_files import read_areas
from bot.signposting.places import Areas
from bot.understanding.gazetteer import FILES
from bot.yaml_file import Document, read_yaml

FOLDER = "places"
UNDER_AREAS = ("own_regions", "own_counties", "own_parts")
BRITISH = "GB"

_AROUND = re.compile(r"[A-Z]{2}\.\w+")
_LETTERS = re.compile(r"[A-Z]{1,2}")
_DISTRICT = re.compile(r"(\d{1,2})(?:-(\d{1,2})|[A-Z])?")

Where = tuple[str | int, ...]
"""The way to a part of a file: keys and places in lists."""


def check_places(folder: Path) -> list[Problem]:
    """Return all that is wrong in `services_data/places/`, sorted by file and line."""
    try:
        areas = Areas(read_areas(read_yaml(folder / "areas.yaml")))
        found = list(_problems(folder / FOLDER, areas))
    except ContentError as error:
        return [problem_of(error)]
    return sorted(found, key=by_place)


def _problems(folder: Path, areas: Areas) -> Iterator[Problem]:
    yield from _own(read_yaml(folder / "own_cities.yaml"), areas, under_areas=False)
    for name in UNDER_AREAS:
        yield from _own(read_yaml(folder / f"{name}.yaml"), areas, under_areas=True)
    yield from _parts(read_yaml(folder / "parts.yaml"), areas)
    yield from _postcodes(read_yaml(folder / "postcodes.yaml"), areas)
    for name in FILES:
        if not (folder / name).is_file():
            remedy = "Fetch it again with the project"
            yield Problem(f"{folder / name}:1", "this part of the gazetteer is not there", remedy)


def _own(document: Document, areas: Areas, *, under_areas: bool) -> Iterator[Problem]:
    """Yield what is wrong in a file of country, then area or city, then a list of names."""
    for country, _ in _mapping(document, ()):
        yield from _country(document, country, areas, country)
        for name, names in _mapping(document, (country,)):
            if under_areas:
                yield from _area(document, country, name, areas, country, name)
            yield from _names(document, names, country, name)


def _mapping(document: Document, where: Where) -> Iterable[tuple[str, Any]]:
    value = _at(document, where)
    if not isinstance(value, dict) or not value:
        what = "names under a country, a city or an area are needed"
        raise ContentError(f"{document.place(*where)}: {what}. Write `GB:`, then a name")
    return value.items()


def _at(document: Document, where: Where) -> Any:
    value = document.value
    for step in where:
        value = value[step]
    return value


def _country(
    document: Document, country: str, areas: Areas, *where: str | int
) -> Iterator[Problem]:
    known = [area.country for area in areas.countries]
    if country not in known:
        what = f"{country!r} is no country of areas.yaml"
        yield Problem(document.place(*where), what, nearest(country, known))


def _area(
    document: Document, country: str, area: str, areas: Areas, *where: str | int
) -> Iterator[Problem]:
    known = [one.id for one in areas.all if one.country == country]
    if known and area not in known:
        what = f"{area!r} is no area of {country} in areas.yaml"
        yield Problem(document.place(*where), what, nearest(area, known))


def _names(document: Document, names: object, *where: str | int) -> Iterator[Problem]:
    if not isinstance(names, list) or not names:
        what = f"{where[-1]!r} has no list of names"
        yield Problem(document.place(*where), what, "Write them in [ ], with commas between")
        return
    seen: set[str] = set()
    for at, entry in enumerate(names):
        for name in str(entry).split(" = "):
            yield from _name(document, name.strip(), seen, *where, at)


def _name(document: Document, name: str, seen: set[str], *where: str | int) -> Iterator[Problem]:
    if not name:
        yield Problem(document.place(*where), "an empty name", "Remove it, or the extra ` = `")
    elif name in seen:
        what = f"{name!r} stands twice under {where[-2]!r}"
        yield Problem(document.place(*where), what, "Remove one of the two")
    seen.add(name)


def _parts(document: Document, areas: Areas) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for at, part in _entries(document, {"around", "area", "towns"}):
        around, towns = str(part["around"]), part["towns"]
        country = around.partition(".")[0]
        if not _AROUND.fullmatch(around):
            what = f"{around!r} is no country and part of it as GeoNames writes them"
            yield Problem(document.place(at, "around"), what, "Write it such as GB.ENG")
        yield from _country(document, country, areas, at, "around")
        yield from _area(document, country, str(part["area"]), areas, at, "area")
        yield from _names(document, towns, at, "towns")
        for town in dict.fromkeys(map(str, towns if isinstance(towns, list) else ())):
            first = seen.setdefault((around, town), str(part["area"]))
            if first != part["area"]:
                what = f"{town!r} stands under {first!r} already: it can lie in one area only"
                yield Problem(document.place(at, "towns"), what, "Remove one of the two")


def _postcodes(document: Document, areas: Areas) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, one in _entries(document, {"letters", "around"}, {"districts"}):
        letters = str(one["letters"])
        if not _LETTERS.fullmatch(letters) or letters in seen:
            what = f"{letters!r} is not one or two capital letters, or stands twice"
            yield Problem(document.place(at, "letters"), what, "Mend it, or put the two together")
        seen.add(letters)
        yield from _names(document, one["around"], at, "around")
        for area in one["around"] if isinstance(one["around"], list) else ():
            yield from _area(document, BRITISH, str(area), areas, at, "around")
        for area, numbers in one.get("districts", {}).items():
            yield from _area(document, BRITISH, area, areas, at, "districts", area)
            yield from _districts(document, str(numbers), at, "districts", area)


def _districts(document: Document, numbers: str, *where: str | int) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in numbers.split():
        match = _DISTRICT.fullmatch(one)
        if match is None or (match[2] is not None and int(match[1]) >= int(match[2])):
            what = f"{one!r} is no district"
            yield Problem(document.place(*where), what, "Write 7, 1A, or 1-4 for all from 1 to 4")
        elif one in seen:
            what = f"the district {one!r} stands twice for {where[-1]!r}"
            yield Problem(document.place(*where), what, "Remove one of the two")
        seen.add(one)


def _entries(
    document: Document, needed: set[str], allowed: Iterable[str] = ()
) -> Iterator[tuple[int, dict[str, Any]]]:
    if not isinstance(document.value, list) or not document.value:
        raise ContentError(f"{document.place()}: a list is needed. Begin each entry with a dash")
    for at, entry in enumerate(document.value):
        if not isinstance(entry, dict) or not needed <= set(entry) <= {*needed, *allowed}:
            keys = ", ".join(sorted({*needed, *allowed}))
            what = f"an entry has {keys} and nothing else"
            raise ContentError(f"{document.place(at)}: {what}. Mend its keys")
        yield at, entry
