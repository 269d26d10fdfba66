"""
A service as one row of a spreadsheet, and a row as the plain values of a service.

The columns are the fields of the record. A record inside (`source.url`) is the column `source_url`;
contacts have numbered groups of columns (`contact_1_value`); lists stand in one cell, with
semicolons between, and languages and partners as words: `sq staff stated; en some_hours assumed`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from bot.exchange.cell_values import Cell, WrongCellError, is_empty, value_of, written
from bot.exchange.plain import Plain
from bot.signposting.service import (
    Accepts,
    AcceptsBasis,
    Contact,
    Interpreters,
    Service,
    Source,
    Takes,
)

Fault = tuple[str, str, str]
"""The column, what is wrong, what to do."""

ROOM = 3
"""So many contacts have room in every file, so that one can be added by hand."""

MOST_CONTACTS = 50

_INSIDE: Mapping[str, type] = {
    "takes": Takes,
    "source": Source,
    "interpreters": Interpreters,
    "accepts": Accepts,
    "accepts_basis": AcceptsBasis,
}
_ALWAYS_INSIDE = frozenset({"takes", "source"})
_CONTACT = tuple(one.name for one in fields(Contact))
_NEEDED_CONTACT = ("type", "value", "status")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the way to its value in a record, and whether it must be filled."""

    name: str
    path: tuple[str, ...]
    needed: bool


def service_columns() -> Iterator[Column]:
    """Yield every column but those of contacts, in the order of the record."""
    for one in fields(Service):
        if one.name in _INSIDE:
            yield from _inside(one.name)
        elif one.name != "contacts":
            yield Column(one.name, (one.name,), _has_no_default(one))


def _inside(name: str) -> Iterator[Column]:
    for one in fields(_INSIDE[name]):
        needed = name in _ALWAYS_INSIDE and _has_no_default(one)
        yield Column(f"{name}_{one.name}", (name, one.name), needed)


def _has_no_default(one: Any) -> bool:  # dataclasses.Field has no useful type here
    return one.default is MISSING and one.default_factory is MISSING


COLUMNS = tuple(service_columns())


def header(contacts: int) -> list[str]:
    """Return the names of all columns, with room for so many contacts."""
    own = [column.name for column in COLUMNS]
    return own + [f"contact_{at + 1}_{key}" for at in range(contacts) for key in _CONTACT]


def room_in(names: Iterable[str]) -> int:
    """Return for how many contacts these columns have room."""
    numbers = (name.split("_")[1] for name in names if name.startswith("contact_"))
    return max((int(one) for one in numbers if one.isdecimal()), default=0)


def column_of(where: tuple[str | int, ...]) -> str:
    """Return the column in which a part of a record stands, given the way to it."""
    if not where:
        return ""
    first, *rest = where
    if first == "contacts" and rest:
        key = rest[1] if len(rest) > 1 else "value"
        return f"contact_{int(rest[0]) + 1}_{key}"
    if first in _INSIDE and rest:
        return f"{first}_{rest[0]}"
    return str(first)


def to_row(plain: Plain) -> dict[str, str]:
    """Return the cells of a record, given as plain values; what is not known has no cell."""
    row: dict[str, str] = {}
    for column in COLUMNS:
        value = _at(plain, column.path)
        if value not in (None, [], {}):
            row[column.name] = written(column.path[-1], value)
    for at, contact in enumerate(plain.get("contacts", [])):
        row |= {f"contact_{at + 1}_{key}": written(key, contact[key]) for key in contact}
    return row


def _at(plain: Plain, path: tuple[str, ...]) -> Any:
    value: Any = plain
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


class RowReader:
    """Reads rows that have the same columns."""

    def __init__(self, names: Iterable[str]) -> None:
        self._groups = [
            {key: f"contact_{at + 1}_{key}" for key in _CONTACT} for at in range(room_in(names))
        ]

    def read(self, row: Mapping[str, Cell]) -> tuple[Plain, list[Fault]]:
        """Return the plain values of a row, and what is wrong with its cells."""
        plain: Plain = {"contacts": [], "serves": []}
        faults: list[Fault] = []
        for column in COLUMNS:
            if not is_empty(cell := row.get(column.name)):
                _put(plain, column.path, _value(column.name, column.path[-1], cell, faults))
            elif column.needed:
                remedy = "Fill it: services_data/README.md says with what"
                faults.append((column.name, "is empty", remedy))
        plain["contacts"] = list(self._contacts(row, faults))
        return plain, faults

    def _contacts(self, row: Mapping[str, Cell], faults: list[Fault]) -> Iterator[Plain]:
        gap: str | None = None
        for names in self._groups:
            given = {key: row[name] for key, name in names.items() if not is_empty(row.get(name))}
            if not given:
                gap = gap or names["type"]
                continue
            if gap is not None:
                faults.append((gap, "is empty, and a later contact is not", "Close the gap"))
            faults += _missing(names, given)
            yield {key: _value(names[key], key, cell, faults) for key, cell in given.items()}


def _missing(names: Mapping[str, str], given: Mapping[str, Cell]) -> Iterator[Fault]:
    for key in _NEEDED_CONTACT:
        if key not in given:
            remedy = "Fill it, or empty all columns of this contact"
            yield names[key], "is empty, but other columns of this contact are not", remedy


def _put(plain: Plain, path: tuple[str, ...], value: Any) -> None:
    *above, last = path
    for key in above:
        plain = plain.setdefault(key, {})
    plain[last] = value


def _value(name: str, key: str, cell: Cell, faults: list[Fault]) -> Any:
    try:
        return value_of(key, cell)
    except WrongCellError as error:
        faults.append((name, error.what, error.remedy))
        return None
