"""
Put the gazetteer together: GeoNames' cities, our areas, our own names, postcodes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.exchange.service_files import read_areas
from bot.signposting.places import Area
from bot.understanding.skeleton import spelt
from bot.understanding.sounds import sounds, spoken, voiced
from bot.yaml_file import read_yaml
from tests.places.cities import Place, cities, great_cities, namesakes
from tests.places.own import add_own
from tests.places.postcodes import postcodes

_LONGEST_KEY = 14


def build(services_data: Path) -> None:
    """Write the five .tsv files into services_data/places/."""
    folder = services_data / "places"
    areas = read_areas(read_yaml(services_data / "areas.yaml"))
    places = list(cities(areas, read_yaml(folder / "parts.yaml").value))
    add_own(places, areas, folder)
    places = _with_areas(places, areas)
    far = namesakes()
    for place in places:
        greatest = max(far.get(name.casefold(), 0) for name in (place.name, *place.names))
        place.elsewhere = greatest > max(3 * place.population, 100_000)
    places.sort(key=lambda one: (one.country, -one.population, one.area, one.name))
    codes = postcodes(read_yaml(folder / "postcodes.yaml").value)
    _write(folder / "places.tsv", (_line(one) for one in places))
    _write(folder / "spellings.tsv", _spellings(places, codes))
    _write(folder / "sounds.tsv", _sounds(places))
    _write(folder / "voices.tsv", map(_voices, places))
    ours = {spelt(name) for place in places for name in (place.name, *place.names)}
    _write(folder / "elsewhere.tsv", sorted({spelt(name) for name in great_cities()} - ours))


def _with_areas(places: list[Place], areas: Iterable[Area]) -> list[Place]:
    """Add the areas that nothing yet is called, and see that each place's area exists."""
    known = {(area.country, area.id): area for area in areas}
    for place in places:
        if (place.country, place.area) not in known:
            raise SystemExit(f"{place.name}: {place.country} has no area {place.area}")
    named = {(place.country, place.area, place.name) for place in places}
    for area in known.values():
        if area.kind == "country" or area.choose == "parts":
            continue
        own = list(area.names.values())
        if not any((area.country, area.id, name) in named for name in [*own, area.id]):
            size = 300_000 if area.kind == "region" else 50_000
            place = Place(area.country, area.id, "region", size, own[-1])
            place.names.update(dict.fromkeys(own))
            places.append(place)
    return places


def _line(place: Place) -> str:
    names = [one for one in place.names if one != place.name]
    columns = (
        place.country, place.area, place.kind, str(place.population),
        "elsewhere" if place.elsewhere else "", place.name, "|".join(names),
    )  # fmt: skip
    return "\t".join(columns)


def _spellings(places: list[Place], codes: Mapping[str, list[str]]) -> list[str]:
    found: dict[str, dict[str, None]] = {}
    for number, place in enumerate(places):
        for name in (place.name, *place.names):
            mark = "" if name == place.name else "~"
            spellings = found.setdefault(spelt(name), {})
            if str(number) not in spellings:
                spellings[f"{mark}{number}"] = None
    found.pop("", None)
    lines = [f"{spelling}\t{' '.join(numbers)}" for spelling, numbers in found.items()]
    lines += [f"={code}\t{'|'.join(ids)}" for code, ids in codes.items()]
    return sorted(lines)


def _sounds(places: list[Place]) -> list[str]:
    found: dict[str, dict[int, None]] = {}
    for number, place in enumerate(places):
        for name in (*spoken(place.name, place.country), *place.names):
            for key in sounds(name):
                if 1 < len(key) <= _LONGEST_KEY:
                    found.setdefault(key, {})[number] = None
    return sorted(f"{key}\t{' '.join(map(str, numbers))}" for key, numbers in found.items())


def _voices(place: Place) -> str:
    names = (*spoken(place.name, place.country), *place.names)
    return "|".join(dict.fromkeys(filter(None, map(voiced, names))))


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
