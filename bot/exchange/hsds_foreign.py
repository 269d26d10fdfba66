"""
An HSDS service that somebody else wrote, as the cells of a record that waits for a person.

It is never shown as it comes: its contacts are unconfirmed, and what HSDS cannot say is filled with
the most careful value and named in a note, for whoever looks at it next.
"""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import phonenumbers

from bot.exchange.cell_values import Cell
from bot.exchange.cells import joined
from bot.exchange.hsds_shape import Object
from bot.signposting.service import Service

_GUESSED = "kind, by_and_for, sector, run_by, telling, is_shelter, takes, needs"
_NOTE = f"From HSDS, which does not say: {_GUESSED}. Look at each before this is shown."
_SHELTER = re.compile(r"\b(refuge|shelter|safe ?house|sanctuary)", re.IGNORECASE)
_CAREFUL: dict[str, Cell] = {
    "kind": "specialist",
    "by_and_for": "ask",
    "sector": "social_services",
    "run_by": "independent",
    "telling": "yes",
    "takes_woman": "ask",
    "takes_man": "ask",
    "takes_other": "ask",
    "needs": "someone_to_talk_to",
    "shares_with_immigration": "not_confirmed",
    "source_page": "weak",
    "confidence": "low",
    "show": "hold",
}
_NOT_KEPT = (
    ("service_at_locations", "no address, place or way there is kept of any service (S62)"),
    ("contacts", "no names of people are kept"),
    ("assurer_email", "no names of people are kept"),
    ("organization", "only services are kept, not who runs them"),
    ("schedules", "write the hours by hand, and look at next week as it then stands"),
    ("service_areas", "name the areas by their ids in areas.yaml"),
    ("fees_description", "the record only says whether it is free"),
    ("eligibility_description", "write `takes`, `accepts` and the ages"),
    ("alert", "notices end; write what still holds into the notes"),
)

_TOLD = frozenset({"id", "name", "name_en", "min_age", "max_age", "status"})

UNTOLD = tuple(one.name for one in fields(Service) if one.name not in _TOLD)
"""What a record keeps that is in the directory already: a person has looked at it since."""

Row = dict[str, Cell]


def foreign_row(given: Object) -> tuple[Row, dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the cells, where their values stand in the file, and what is not taken."""
    country = _country(given)
    row: Row = {**_CAREFUL, "id": f"hsds-{given['id']}".casefold(), "name": given.get("name")}
    texts = f"{given.get('name')} {given.get('description')}"
    row |= {
        "name_en": given.get("alternate_name"),
        "country": country,
        "is_shelter": "yes" if _SHELTER.search(texts) else "no",
        "min_age": _whole(given.get("minimum_age")),
        "max_age": _whole(given.get("maximum_age")),
        "status": str(given.get("status", "active")).replace(" ", "_"),
        "assured_date": given.get("assured_date"),
        "assurer_role": "elsewhere" if given.get("assured_date") else None,
        "source_note": "An HSDS file",
        "admin_notes": _NOTE,
        "languages": joined(_languages(given)),
    }
    columns: dict[str, str] = {"country": "service_at_locations[0].location.addresses[0].country"}
    for at, (way, contact) in enumerate(_contacts(given, country), start=1):
        row |= {f"contact_{at}_{key}": value for key, value in contact.items()}
        columns |= {f"contact_{at}_{key}": way for key in contact}
    left_out = tuple((key, why) for key, why in _NOT_KEPT if given.get(key))
    return row, columns, left_out


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _languages(given: Object) -> Iterator[str]:
    for one in given.get("languages", []):
        if code := one.get("code"):
            yield f"{code} ask assumed"


def _country(given: Object) -> str | None:
    """Return the country (ISO 3166) of the first address that names one, or of the first number."""
    for place in given.get("service_at_locations", []):
        for address in place.get("location", {}).get("addresses", []):
            if country := address.get("country"):
                return str(country)
    for phone in given.get("phones", []):
        if (number := _parsed(phone.get("number"), None)) is not None:
            return str(phonenumbers.region_code_for_number(number) or "") or None
    return None


def _contacts(given: Object, country: str | None) -> Iterator[tuple[str, Row]]:
    for at, phone in enumerate(given.get("phones", [])):
        text = str(phone.get("number", ""))
        number = _parsed(text, country)
        e164 = phonenumbers.PhoneNumberFormat.E164
        row: Row = {"type": "voice", "value": text}
        if number is not None:
            national = phonenumbers.PhoneNumberFormat.NATIONAL
            row |= {
                "value": phonenumbers.format_number(number, e164),
                "dial": phonenumbers.format_number(number, national),
            }
        yield f"phones[{at}].number", row | {"status": "unconfirmed"}
    for key, kind in (("email", "email"), ("url", "web")):
        if value := given.get(key):
            yield key, {"type": kind, "value": value, "status": "unconfirmed"}


def _parsed(text: object, country: str | None) -> Any:  # phonenumbers' own type
    try:
        return phonenumbers.parse(str(text), country)
    except phonenumbers.NumberParseException:
        return None
