"""A change in words that a person can compare: field by field, what was and what is to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.i18n.staff_texts import StaffTexts
from bot.storage.record_change import KEYS, Fields


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its name, and the lines that go and come."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def rows_of(old: Fields | None, new: Fields, texts: StaffTexts) -> list[Row]:
    """Return the fields of a change that say anything, in the order of the record."""
    names = field_names(texts)
    found = []
    for name, after in new.items():
        before = old[name] if old is not None else None
        gone, come = _lines(name, before), _lines(name, after)
        row = Row(names.get(name, name), _without(gone, come), _without(come, gone))
        if row.before or row.after:
            found.append(row)
    return found


def _without(lines: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line not in others)


def _lines(name: str, value: Any) -> tuple[str, ...]:  # a plain value of any shape
    if value in (None, "", [], {}):
        return ()
    if isinstance(value, list):
        return tuple(_item(name, one) for one in value)
    if isinstance(value, dict):
        return tuple(f"{key}: {one}" for key, one in value.items() if one is not None)
    return (_plain(value),)


def _item(name: str, value: Any) -> str:
    if name not in KEYS:
        return _plain(value)
    return ", ".join(_plain(one) for one in value.values() if one is not None)


def _plain(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def field_names(texts: StaffTexts) -> Mapping[str, str]:
    """Return the word for each field."""
    say = texts.say
    return {
        "id": "id",
        "name": say("Name, as they write it"),
        "name_en": say("What it is, in English, if the name is not English"),
        "summaries": say("What it does, in one line"),
        "country": say("Country"),
        "kind": say("Kind"),
        "by_and_for": say("Is it run by and for a community?"),
        "community": say("Which communities"),
        "sector": say("What kind of work"),
        "stage": say("When"),
        "run_by": say("Who runs it"),
        "telling": say("Would its name or purpose give her away to someone reading along?"),
        "is_shelter": say("Is it a shelter or refuge?"),
        "takes": say("For whom"),
        "needs": say("Needs"),
        "shares_with_immigration": say(
            "Does it pass on to immigration authorities what it learns?"
        ),
        "source": say("Where we know it from"),
        "confidence": say("How sure are we?"),
        "show": say("Do women see it?"),
        "serves": say("Areas that it serves"),
        "contacts": say("Numbers and addresses"),
        "based_in": say("Where it sits"),
        "languages": say("Languages"),
        "interpreters": say("Interpreters on request"),
        "hours": say("Opening hours"),
        "hours_words": say("Hours in words, for us"),
        "answers": say("What happens when one phones?"),
        "service_free": say("Is their help free?"),
        "only_for": say("Only for"),
        "min_age": say("Youngest age"),
        "max_age": say("Oldest age"),
        "accepts": say("Papers that it accepts"),
        "accepts_basis": say("How we know about papers"),
        "partners": say("With whom it works"),
        "reached_through": say("It is reached only through"),
        "status": say("State"),
        "assured_date": say("Checked on"),
        "assurer_role": say("Checked by"),
        "admin_notes": say("Notes for us; no woman sees them"),
    }
