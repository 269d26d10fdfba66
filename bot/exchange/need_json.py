"""
A need as JSON in, a listing as JSON out: the contract of `python -m bot match`.

What is not in the contract is refused with one line: what is wrong, and what is allowed.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, get_args

from anyascii import anyascii
from rapidfuzz.distance import OSA

from bot.errors import NeedError
from bot.signposting.directory import Directory
from bot.signposting.languages import KURDISH, OF_THE_PROJECT
from bot.signposting.listing import Entry, Listing, Pair, UrgentNumber
from bot.signposting.need import NEEDS, ContactWay, Need, Papers, Who
from bot.signposting.places import Area
from bot.signposting.search import as_read_here
from bot.signposting.service import Contact

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
"""The countries of the project: what is allowed while the directory holds no areas."""

GROUPS = ("deaf", "disabled", "lgbt")
CLOSED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "papers": get_args(Papers),
        "age": ("child", "adult"),
        "who": get_args(Who),
        "children": ("none", "with_me", "boy_over_14"),
        "stage": ("now", "recovery"),
    }
)
"""Keys that hold one of a few words."""

LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"needs": NEEDS, "groups": GROUPS, "contact": get_args(ContactWay)}
)
"""Keys that hold a list of a few words."""

KEYS = (
    "country", "area", "needs", "languages", "papers", "age", "who", "groups", "children",
    "contact", "tonight", "stage", "in_confidence", "at",
)  # fmt: skip

Reader = Callable[[str, object], object]

RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", flags=re.ASCII
)
YEARS = range(2000, 2100)
NEAREST = 3
FIRST_FEW = 6
"""How many allowed languages a message names."""

LONGEST = 80
"""More of a wrong value than this is not repeated in a message: it stays one readable line."""


def read_need(text: str, directory: Directory) -> Need:
    """
    Read a need from JSON text. `directory` knows the countries, the areas and the languages.

    Raises NeedError with one line: what is wrong, what is allowed, and for areas the nearest three.
    """
    given = _object(text)
    for key in given:
        if key not in KEYS:
            raise _refused(key, "is no key of a need", "the keys are " + ", ".join(KEYS))
    country = _country(given.pop("country", None), directory)
    values: dict[str, Any] = {
        key: _readers(key)(key, value) for key, value in given.items() if value is not None
    }
    need = Need(country, **values)
    _check_languages(need.languages, directory)
    if need.area is not None:
        _check_area(need.country, need.area, directory)
    return as_read_here(need)


def countries(directory: Directory) -> tuple[str, ...]:
    """Return the codes of the countries that can be asked about: those that have areas."""
    return tuple(area.country for area in directory.areas.countries) or COUNTRIES


def _country(value: object, directory: Directory) -> str:
    allowed = countries(directory)
    if value is None:
        raise NeedError("'country' is missing: allowed are " + ", ".join(allowed))
    return _one_of("country", value, allowed)


def _object(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "too long or nested too deep")
        raise NeedError(f"this is not JSON ({reason}): allowed is one object of JSON") from None
    if not isinstance(given, dict):
        raise NeedError("a need is one object of JSON: allowed is {'country': ...} and more keys")
    return given


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise _refused(key, "stands twice", "each key once")
    return dict(pairs)


def _refused(value: object, wrong: str, allowed: str) -> NeedError:
    shown = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    if len(shown) > LONGEST:
        shown = shown[:LONGEST] + "…"
    return NeedError(f"{shown} {wrong}: {allowed}")


def _readers(key: str) -> Reader:
    if key in CLOSED:
        return _word
    if key in LISTS:
        return _words
    special: dict[str, Reader] = {
        "area": _area,
        "languages": _languages,
        "tonight": _truth,
        "in_confidence": _truth,
        "at": _moment,
    }
    return special[key]


def _word(key: str, value: object) -> str:
    return _one_of(key, value, CLOSED[key])


def _words(key: str, value: object) -> tuple[str, ...]:
    return _each(key, value, lambda one: _one_of(key, one, LISTS[key]))


def _one_of(key: str, value: object, allowed: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _refused(value, f"is not allowed in {key!r}", "allowed are " + ", ".join(allowed))
    return value


def _each(key: str, value: object, read: Callable[[object], str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _refused(value, f"is not allowed in {key!r}", "allowed is a list, or null")
    return tuple(dict.fromkeys(read(one) for one in value))


def _languages(key: str, value: object) -> tuple[str, ...]:
    return _each(key, value, _language)


def _language(value: object) -> str:
    if not isinstance(value, str):
        raise _no_language(value)
    return value


def _check_languages(languages: Iterable[str], directory: Directory) -> None:
    """Refuse a code that nobody would understand: it would look like a language nobody speaks."""
    # Records on hold count too: a language that an administrator has written down is one.
    listed = {one.code for service in directory.services for one in service.languages}
    for one in languages:
        if one not in listed and one not in OF_THE_PROJECT and one not in KURDISH:
            raise _no_language(one)


def _no_language(value: object) -> NeedError:
    few = ", ".join(OF_THE_PROJECT[:FIRST_FEW])
    allowed = f"allowed are {few}, … or another ISO 639 code that a service lists"
    return _refused(value, "is not allowed in 'languages'", allowed)


def _truth(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _refused(value, f"is not allowed in {key!r}", "allowed are true, false and null")
    return value


def _area(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _refused(value, f"is not allowed in {key!r}", "allowed is the id of an area, or null")
    return value


def _moment(key: str, value: object) -> datetime:
    moment = _parsed(value) if isinstance(value, str) and RFC_3339.fullmatch(value) else None
    if moment is None or moment.year not in YEARS:
        allowed = "allowed is RFC 3339 with an offset, such as 2026-11-20T09:30:00+01:00"
        raise _refused(value, f"is not allowed in {key!r}", allowed)
    return moment


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def _check_area(country: str, area: str, directory: Directory) -> None:
    if directory.areas.get(country, area) is None:
        names = ", ".join(nearest_areas(country, area, directory)) or "none"
        raise _refused(area, f"is no area of {country}", f"the nearest allowed are {names}")


def nearest_areas(country: str, typed: str, directory: Directory) -> tuple[str, ...]:
    """Return the ids of the three areas of a country whose id or name is most like what came."""
    wanted = _skeleton(typed[:LONGEST])
    areas = [area for area in directory.areas.all if area.country == country]
    areas.sort(key=lambda area: (_distance(wanted, area), area.id))
    return tuple(area.id for area in areas[:NEAREST])


def _distance(wanted: str, area: Area) -> int:
    names = {area.id, area.id.rpartition("/")[2], *area.names.values()}
    return min(OSA.distance(wanted, _skeleton(name)) for name in names)


def _skeleton(name: str) -> str:
    return anyascii(name).casefold().strip()


def listing_to_json(listing: Listing) -> dict[str, Any]:
    """Return a listing as the plain values of the contract, ready for `json.dumps`."""
    return {
        "urgent": [_number(number) for number in listing.urgent],
        "pair": _pair(listing.pair),
        "others": [_service(one) for one in listing.others],
        "plan_b": [{"when": one.when, "service": _service(one.entry)} for one in listing.plan_b],
        "met": listing.met,
    }


def _number(number: UrgentNumber) -> dict[str, Any]:
    return {"id": number.id, "dial": number.dial, "kind": number.kind, "how": number.how}


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "community": _service(pair.community) if pair.community else None,
        "specialist": _service(pair.specialist) if pair.specialist else None,
        "together": pair.together,
        "call_first": pair.call_first,
    }


def _service(one: Entry) -> dict[str, Any]:
    opens_at, checked_on = one.opening.opens_at, one.checked.on
    return {
        "id": one.service.id,
        "name": one.service.name,
        "kind": one.service.kind,
        "why": list(one.why),
        "papers": one.papers,
        "spoken": dict(one.spoken),
        "open": one.opening.state,
        "opens_at": opens_at.isoformat() if opens_at else None,
        "contacts": [_contact(contact) for contact in one.contacts],
        "checked": {
            "state": one.checked.state,
            "date": checked_on.isoformat() if checked_on else None,
            "source_year": one.checked.source_year,
        },
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "type": contact.type,
        "value": contact.value,
        "dial": contact.dial,
        "call_cost": contact.call_cost,
        "bill": contact.bill,
    }


def print_listing(listing: Listing, *, as_json: bool) -> None:
    """Print a listing: as one JSON object, or as a table for a person."""
    if as_json:
        print(json.dumps(listing_to_json(listing), ensure_ascii=False))
        return
    from bot.exchange.listing_table import print_table

    print_table(listing)
