"""
The rows of a table, CSV or XLSX, as lines of an import.

The first row names the columns. A column that a record does not have is refused and never passed
over: somebody added `confidential` because it mattered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.cell_values import Cell, is_empty
from bot.exchange.columns import COLUMNS, MOST_CONTACTS, RowReader, header, room_in
from bot.exchange.lines import Line
from bot.exchange.record import nearest
from bot.exchange.report import Refusal
from bot.signposting.service import Service

MOST_ROWS = 500_000
PRIVATE = frozenset(
    {
        "address", "street", "postcode", "postal_code", "latitude", "longitude", "location", "map",
        "coordinates", "city", "directions",
    }
)  # fmt: skip
"""Columns that people add to say where a door is (S62)."""

SECRET = frozenset({"confidential", "secret", "private", "hidden", "do_not_publish"})
"""Columns that people add so that something is not shown."""


def lines_of(path: Path, rows: Iterable[Sequence[Cell]]) -> Iterator[Line]:
    """
    Yield each row that is not blank.

    Raises ExchangeError for a header that is none of ours, row and column named.
    """
    numbered = enumerate(rows, start=1)
    names = _names(path, next(numbered, (1, ()))[1])
    untold = _untold(names)
    reader = RowReader(names)
    for number, cells in numbered:
        if number > MOST_ROWS:
            raise ExchangeError(f"{path}: has more than {MOST_ROWS} rows. Split it in two")
        if not all(map(is_empty, cells)):
            yield _line(number, cells, names, reader, untold)


def _line(
    number: int, cells: Sequence[Cell], names: list[str], reader: RowReader, untold: tuple[str, ...]
) -> Line:
    plain, faults = reader.read(dict(zip(names, cells, strict=False)))
    told = {name for name in names if name}
    faults = [fault for fault in faults if fault[0] in told]
    if any(not is_empty(cell) for cell in cells[len(names) :]):
        remedy = "Put quotes around a cell that holds the separator, or empty what is too much"
        faults.append(("", "has more cells than the first row has names", remedy))
    for field in untold:
        plain.pop(field, None)
    return Line(str(number), plain, tuple(faults), untold)


def _names(path: Path, cells: Sequence[Cell]) -> list[str]:
    names = ["" if is_empty(cell) else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if faults := list(_wrong_names(path, names)):
        raise ExchangeError("\n".join(map(str, faults)))
    return names


def _wrong_names(path: Path, names: list[str]) -> Iterator[Refusal]:
    room = min(room_in(names), MOST_CONTACTS)
    known = header(room)
    for at, name in enumerate(names):
        if name not in known:
            what, remedy = "is no column of a service", _remedy(name, known)
            yield Refusal(str(path), "1", name or f"number {at + 1}", what, remedy)
        elif name in names[:at]:
            yield Refusal(str(path), "1", name, "stands there twice", "Remove one of the two")
    missing = [name for name in _must_have(names, room) if name not in names]
    for name in missing:
        remedy = "Put it back: export the directory, and edit that file"
        yield Refusal(str(path), "1", name, "is missing", remedy)


def _remedy(name: str, known: list[str]) -> str:
    plain = name.casefold().replace(" ", "_")
    if plain in PRIVATE:
        return "Remove it: no street address is kept for any service (S62)"
    if plain in SECRET:
        return "Remove it: `is_shelter` keeps places out, `telling` keeps names off ordinary lists"
    return nearest(name, known) if name else "Name it, or remove it"


def _must_have(names: list[str], room: int) -> Iterator[str]:
    """Yield the columns without which the others would be half of something."""
    yield "id"
    fields_there = {column.path[0] for column in COLUMNS if column.name in names}
    for column in COLUMNS:
        if len(column.path) > 1 and column.path[0] in fields_there:
            yield column.name
    own = {column.name for column in COLUMNS}
    yield from (name for name in header(room) if name not in own)


def _untold(names: list[str]) -> tuple[str, ...]:
    told = {column.path[0] for column in COLUMNS if column.name in names}
    if room_in(names):
        told.add("contacts")
    return tuple(one.name for one in fields(Service) if one.name not in told)
