"""
A record as the fields of a form, and back.

Pure. A field is named by the way to it: `takes.woman`, `contacts.0.value`. What cannot be a record
gives a message for each field that is wrong, and nothing else.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, get_args

import msgspec

from bot.admin.numbers import has_number, number_from
from bot.admin.plain_hours import DAYS, PlainHours, kept_hours, plain_hours
from bot.checks.services_known import Known
from bot.i18n.staff_texts import StaffTexts
from bot.signposting.service import Papers, Service

Form = Mapping[str, list[str]]
"""What a form holds: every value of each field."""

MANY = ("community", "sector", "stage", "needs", "only_for", "serves", "refers_to")
ONE = (
    "name", "name_en", "country", "kind", "by_and_for", "run_by", "based_in", "answers",
    "shares_with_immigration", "confidence", "show", "status", "reached_through", "hours_words",
    "admin_notes",
)  # fmt: skip
SWITCHES = ("is_shelter", "telling", "service_free")
NUMBERS = ("min_age", "max_age")
PAPERS = tuple(one for one in get_args(Papers) if one != "settled")
INSIDE = {
    "takes": ("woman", "man", "other"),
    "accepts": PAPERS,
    "accepts_basis": PAPERS,
    "source": ("page", "url", "note"),
}
"""Fields that are records of their own, and what stands in them."""

ROWS = {
    "contacts": (
        "type", "value", "status", "label_code", "call_cost", "bill", "hours", "source_url",
        "source_year",
    ),
    "languages": ("code", "how", "basis"),
    "summaries": ("language", "text"),
    "partners": ("id", "basis", "reviewed"),
}  # fmt: skip
"""Lists of records, and what stands in each row; a row whose second field is empty is none."""

KEY = {"contacts": "value", "languages": "code", "partners": "id", "summaries": "text"}
"""The field of a row without which there is no row."""

MOST_ROWS = 60

LONGEST_NUMBER = 4
"""Digits: the longest is a year."""


def form_of_record(service: Service) -> dict[str, list[str]]:
    """Return the fields that a record fills."""
    record = _plain(service)
    fields: dict[str, list[str]] = {}
    for name in (*MANY, *ONE, *SWITCHES, *NUMBERS):
        fields[name] = _shown(record[name])
    for name, parts in (*INSIDE.items(), ("source", ("year", "month"))):
        fields |= {f"{name}.{part}": _shown(record[name][part]) for part in parts}
    for name, parts in ROWS.items():
        for at, row in enumerate(record[name]):
            if row.get("dial"):
                row["value"] = row["dial"]  # what people know it by
            fields |= {f"{name}.{at}.{part}": _shown(row[part]) for part in parts}
    interpreters = record["interpreters"] or {"offered": None, "count": None}
    fields |= {f"interpreters.{part}": _shown(value) for part, value in interpreters.items()}
    return fields | _hours_shown(service.hours)


def _plain(service: Service) -> dict[str, Any]:
    return msgspec.json.decode(msgspec.json.encode(service), type=dict[str, Any])


def _shown(value: Any) -> list[str]:  # a plain value of a record
    if value is None:
        return [""]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _hours_shown(hours: str | None) -> dict[str, list[str]]:
    plain = plain_hours(hours) if hours else None
    way = "not_known" if not hours else "always" if hours == "24/7" else "written"
    shown = {"hours.way": [way], "hours.written": [hours or ""], "hours.holidays": [""]}
    shown |= {f"hours.{day}": [""] for day in DAYS}
    if plain is not None:
        shown |= {"hours.way": ["week"], "hours.holidays": ["yes" if plain.holidays_closed else ""]}
        shown |= {f"hours.{day}": [text] for day, text in zip(DAYS, plain.days, strict=True)}
    return shown


def _same_week(form: Form, hours: str | None) -> bool:
    shown = _hours_shown(hours)
    return all(_one(form, name) == _one(shown, name) for name in shown)


def hours_in(form: Form) -> str | None:
    """Return the hours that a form says, as a record keeps them; None for not known."""
    match _one(form, "hours.way"):
        case "always":
            return "24/7"
        case "week":
            days = tuple(_one(form, f"hours.{day}") for day in DAYS)
            closed = _one(form, "hours.holidays") == "yes"
            return kept_hours(PlainHours(days, closed)) or "?"
        case "written":
            return _one(form, "hours.written") or None
        case _:
            return None


class RecordReader:
    """Reads a form over a record that stands, or from nothing (`base` None)."""

    def __init__(self, form: Form, base: Service | None, known: Known, texts: StaffTexts) -> None:
        self._form, self._base, self._known, self._texts = form, base, known, texts
        self.errors: dict[str, str] = {}

    def record(self, id_: str) -> Service | None:
        """Return the record, or None; then `errors` says what is wrong, by field."""
        # What no field of the form holds stays as it stands.
        plain = {**(_plain(self._base) if self._base else {}), "id": id_}
        plain |= {name: [one for one in self._form.get(name, []) if one] for name in MANY}
        plain |= {name: _one(self._form, name) or None for name in ONE}
        plain |= {name: _switch(_one(self._form, name)) for name in SWITCHES}
        plain |= {name: self._number(name) for name in NUMBERS}
        plain |= {name: self._inside(name, parts) for name, parts in INSIDE.items()}
        plain["source"] |= {one: self._number(f"source.{one}") for one in ("year", "month")}
        plain |= {name: list(self._rows(name)) for name in ROWS}
        plain |= {"interpreters": self._interpreters(), "hours": self._hours()}
        return self._converted(plain)

    def _converted(self, plain: dict[str, Any]) -> Service | None:
        if not plain["name"]:
            self.errors["name"] = self._texts.say("Write the name as the service writes it.")
        if not plain["sector"]:
            self.errors["sector"] = self._texts.say("Choose at least one.")
        try:
            service = msgspec.convert(plain, Service)
        except msgspec.ValidationError as error:
            if not self.errors:
                self.errors[_path_in(str(error))] = self._texts.say("Choose one of these.")
            return None
        return None if self.errors else service

    def _inside(self, name: str, parts: Iterable[str]) -> dict[str, str | None]:
        return {part: _one(self._form, f"{name}.{part}") or None for part in parts}

    def _hours(self) -> str | None:
        # The same week can be written in several ways: one that nobody changed stays as it is.
        before = self._base.hours if self._base else None
        if _same_week(self._form, before):
            return before
        found, written = hours_in(self._form), [_one(self._form, f"hours.{day}") for day in DAYS]
        if found is None and any(written) and not (before and plain_hours(before)):
            # Hours that somebody wrote are not passed over because of a button above them.
            self.errors["hours"] = self._texts.say(
                "You wrote hours: choose “in these hours” above."
            )
        return found

    def _interpreters(self) -> dict[str, Any] | None:
        offered = _one(self._form, "interpreters.offered")
        count = self._number("interpreters.count")
        return {"offered": offered, "count": count} if offered else None

    def _number(self, name: str) -> int | None:
        text = _one(self._form, name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
            self.errors[name] = self._texts.say("Write a number in digits, or nothing.")
            return None
        return int(text)

    def _day(self, name: str) -> str | None:
        text = _one(self._form, name)
        with suppress(ValueError):
            return date.fromisoformat(text).isoformat() if text else None
        self.errors[name] = self._texts.say("Write the day like 2026-03-02, or nothing.")
        return None

    def _rows(self, name: str) -> Iterable[dict[str, Any]]:
        for at in range(MOST_ROWS):
            way = f"{name}.{at}"
            row: dict[str, Any] = {
                part: _one(self._form, f"{way}.{part}") or None for part in ROWS[name]
            }
            if not row[KEY[name]] or _one(self._form, f"{way}.remove"):
                continue
            if name == "partners":
                row["reviewed"] = self._day(f"{way}.reviewed")
            yield self._contact(way, row) if name == "contacts" else row

    def _contact(self, way: str, row: dict[str, Any]) -> dict[str, Any]:
        row["source_year"] = self._number(f"{way}.source_year")
        row["label_code"] = row["label_code"] or "general"
        row["status"] = row["status"] or "unconfirmed"
        if not has_number(row["type"] or ""):
            return row
        if (standing := self._standing(row["value"])) is not None:
            return row | standing
        country = _one(self._form, "country")
        number = number_from(row["value"], country, self._known)
        if number is None:
            self.errors[f"{way}.value"] = not_a_number(self._texts)
            return row
        return row | {"value": number.value, "dial": number.dial}

    def _standing(self, typed: str) -> dict[str, str | None] | None:
        """Return a number that stands already as it stands: it is not written anew."""
        for one in self._base.contacts if self._base else ():
            if typed in (one.dial, one.value):
                return {"value": one.value, "dial": one.dial}
        return None


def not_a_number(texts: StaffTexts) -> str:
    """Return what is said of something that is no number."""
    return texts.say(
        "This is no number of that country. Write it as it is dialled there, or with + and the "
        "country's number. A short number has to stand in the list of short codes."
    )


def _one(form: Form, name: str) -> str:
    return form.get(name, [""])[-1].strip()


def _switch(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _path_in(message: str) -> str:
    """Return the field that an error of msgspec names."""
    path = message.partition("`$.")[2].partition("`")[0]
    return path.replace("[", ".").replace("]", "")
