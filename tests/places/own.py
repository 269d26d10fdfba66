"""
What people wrote into services_data/places/own_*.yaml, put to what GeoNames has.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.signposting.places import Area
from bot.yaml_file import read_yaml
from tests.places.cities import Place

_PEOPLE = {"region": 300_000, "county": 200_000, "part": 20_000}
"""How likely a place is meant that GeoNames gives no number of people for."""


def add_own(places: list[Place], areas: Sequence[Area], folder: Path) -> None:
    """Add to the places what the four files hold. Ends the program at a name that is not known."""
    _add_cities(places, read_yaml(folder / "own_cities.yaml").value)
    _add_areas(places, areas, read_yaml(folder / "own_regions.yaml").value)
    _add_under(places, "county", read_yaml(folder / "own_counties.yaml").value)
    _add_under(places, "part", read_yaml(folder / "own_parts.yaml").value)


def _add_cities(places: list[Place], own: dict[str, dict[str, list[str]]]) -> None:
    known: dict[tuple[str, str], Place] = {}
    for one in sorted(places, key=lambda place: (place.kind != "quarter", place.population)):
        known[one.country, one.name] = one
    for country, cities in own.items():
        for name, names in cities.items():
            if (country, name) not in known:
                raise SystemExit(f"own_cities.yaml: GeoNames has no {name} in {country}")
            known[country, name].names.update(dict.fromkeys(names))


def _add_areas(
    places: list[Place], areas: Sequence[Area], own: dict[str, dict[str, list[str]]]
) -> None:
    known = {area.key: area for area in areas}
    itself = {(one.country, one.area): one for one in reversed(places) if _is_area(one)}
    for country, regions in own.items():
        for area_id, names in regions.items():
            area = known.get((country, area_id))
            if area is None:
                raise SystemExit(f"own_regions.yaml: areas.yaml has no {area_id} in {country}")
            place = itself.get(area.key)
            if place is None:
                name = area.names.get(_LOCAL[country], area.names["en"])
                place = Place(country, area_id, "region", _PEOPLE["region"], name)
                places.append(place)
            place.names.update(dict.fromkeys([*area.names.values(), *names]))


_LOCAL = {"GB": "en", "MT": "mt", "ES": "es", "DE": "de", "IT": "it", "FR": "fr"}


def _is_area(place: Place) -> bool:
    return place.name == place.area


def _add_under(places: list[Place], kind: str, own: dict[str, dict[str, list[str]]]) -> None:
    known = {(one.country, one.area, one.name): one for one in places}
    for country, area, names in _lines(own):
        place = known.get((country, area, names[0]))
        if place is None:
            name = names[0]
            itself = name == area.rpartition("/")[2]
            place = Place(country, area, "region" if itself else kind, _PEOPLE[kind], name)
            if itself:
                place.population = _PEOPLE["region"]
            places.append(place)
        place.names.update(dict.fromkeys(names))


def _lines(own: dict[str, dict[str, list[Any]]]) -> Iterator[tuple[str, str, list[str]]]:
    for country, areas in own.items():
        for area, entries in areas.items():
            for entry in entries:
                yield country, area, [one.strip() for one in str(entry).split(" = ")]
