"""A change in words that a person can compare: field by field, what was and what is to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.admin.labels import Choices, words_of_codes
from bot.i18n.staff_texts import StaffTexts
from bot.storage.record_change import Fields


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its name, and the lines that go and come."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Namer:
    """Gives the word for a code by the field that holds it; what is no code stays as it is."""

    def __init__(self, texts: StaffTexts, choices: Choices) -> None:
        codes = words_of_codes(texts)
        areas = dict(choices.areas(regions_only=False))
        self.fields, self._texts = field_names(texts), texts
        self._words: dict[str, Mapping[str, str]] = {
            **{name: codes[name] for name in ("kind", "run_by", "stage", "show", "status")},
            **{name: codes[name] for name in ("answers", "confidence")},
            **{f"contacts.{name}": codes[name] for name in ("type", "call_cost", "bill")},
            "contacts.status": codes["contact_status"],
            "contacts.label_code": dict(choices.of("contact_labels")),
            "languages.code": dict(choices.languages()),
            "languages.how": codes["spoken"],
            "languages.basis": codes["basis"],
            "partners.basis": codes["partner_basis"],
            "by_and_for": codes["yes"],
            "shares_with_immigration": codes["shares"],
            "needs": dict(choices.of("needs")),
            "sector": dict(choices.of("sectors")),
            "community": dict(choices.of("communities")),
            "only_for": dict(choices.of("only_for")),
            "serves": {code: name.lstrip("– ") for code, name in areas.items()},
            "based_in": {code: name.lstrip("– ") for code, name in areas.items()},
            "takes": codes["yes"],
            "accepts": codes["yes"],
            "accepts_basis": codes["accepts_basis"],
            "papers": codes["papers"],
            "who": codes["takes"],
            "switch": codes["switch"],
        }

    def word(self, field: str, value: Any) -> str:
        """Return the word for a value of a field."""
        if field == "partners.reviewed":
            return self._texts.say("last reviewed {day}", day=value)
        if isinstance(value, bool):
            return self._words["switch"]["yes" if value else "no"]
        return self._words.get(field, {}).get(str(value), str(value))


def rows_of(old: Fields | None, new: Fields, namer: Namer) -> list[Row]:
    """Return the fields of a change that say anything, in the order of the record."""
    found = []
    for name, after in new.items():
        before = old[name] if old is not None else None
        gone, come = _lines(name, before, namer), _lines(name, after, namer)
        row = Row(namer.fields.get(name, name), _without(gone, come), _without(come, gone))
        if row.before or row.after:
            found.append(row)
    return found


def _without(lines: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line not in others)


def _lines(name: str, value: Any, namer: Namer) -> tuple[str, ...]:  # a plain value of any shape
    if value in (None, "", [], {}):
        return ()
    if isinstance(value, list):
        return tuple(_item(name, one, namer) for one in value)
    if isinstance(value, dict):
        inside = "who" if name == "takes" else "papers"
        return tuple(
            f"{namer.word(inside, key)}: {namer.word(name, one)}"
            for key, one in value.items()
            if one is not None
        )
    return (namer.word(name, value),)


SAYS_NOTHING = (None, "general", "not_known")
"""Values of a part of an item that are not worth a word."""


def _item(name: str, value: Any, namer: Namer) -> str:
    if not isinstance(value, dict):
        return namer.word(name, value)
    return ", ".join(
        namer.word(f"{name}.{part}", one) for part, one in value.items() if one not in SAYS_NOTHING
    )


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
