"""
Telephone numbers as people type them, and the two forms in which a record keeps them (S63).

`020 7946 0000` in Britain becomes the international form for machines and the national one to be
dialled. A short code of our own list stays as it is, whatever a library thinks of it.
"""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberFormat

from bot.checks.services_contacts import TELEPHONE, dialled
from bot.checks.services_known import Known


@dataclass(frozen=True, slots=True)
class Number:
    """A number: `value` for machines, `dial` as dialled in its country."""

    value: str
    dial: str


def number_from(typed: str, country: str, known: Known) -> Number | None:
    """Return the number that a text is in a country; None when it is none."""
    digits = re.sub(r"[\s().\-/]", "", typed)
    if (country, digits) in known.short_codes:
        return Number(digits, typed)
    try:
        parsed = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    value = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    national = dialled(value, country, known.short_codes)
    if national is None:
        return None
    same = re.sub(r"\D", "", typed) == national
    spelt = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    return Number(value, typed if same else spelt)


def has_number(type_: str) -> bool:
    """Whether a contact of this type is a number."""
    return type_ in TELEPHONE
