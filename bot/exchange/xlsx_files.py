"""
The directory as a spreadsheet (XLSX), read and written row by row.

All cells are written as text, so that no telephone number becomes a quantity. What a spreadsheet
computes, merges or takes for a date is refused, with its row and column.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from bot.errors import ExchangeError
from bot.exchange.cell_values import Cell
from bot.exchange.cells import ERRORS, guarded, unguarded
from bot.exchange.columns import header, to_row
from bot.exchange.limits import refuse_bomb, refuse_unfit, refused
from bot.exchange.lines import Line
from bot.exchange.plain import to_plain
from bot.exchange.table_lines import lines_of
from bot.signposting.service import Service

SHEET = "services"
"""The name of the sheet that holds the records."""

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]{1,40})"')
_OVERLAP = 200


class XlsxWriter:
    """Writes services one after another. `contacts` is the most that any of them has."""

    def __init__(self, path: Path, contacts: int) -> None:
        from openpyxl import Workbook

        self._path, self._names = path, header(contacts)
        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(SHEET)
        self._sheet.freeze_panes = "C2"
        self._sheet.append(self._names)

    def add(self, service: Service) -> None:
        """Write one row."""
        row = to_row(to_plain(service))
        self._sheet.append(
            [escaped(guarded(row[name])) if name in row else None for name in self._names]
        )

    def close(self) -> list[str]:
        """Finish the file. Raises OSError when it cannot be written."""
        # The sheet first: left open, it fails once more when Python clears up, with a traceback.
        self._sheet.close()
        self._book.save(self._path)
        return []


def escaped(text: str) -> str:
    """Return a text without the characters that no spreadsheet can hold, the way Excel does it."""
    return _UNSEEN.sub(lambda found: f"_x{ord(found[0][0]):04X}_" + found[0][1:], text)


def unescaped(cell: str) -> str:
    """Return the text that a cell stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)


def read_xlsx(path: Path) -> Iterator[Line]:
    """Yield each record. Raises ExchangeError for a file that cannot be read."""
    yield from lines_of(path, read_cells(path, SHEET))


def read_cells(path: Path, name: str) -> Iterator[list[Cell]]:
    """
    Yield the rows of a sheet, the one of this name or the only one. Raises ExchangeError.
    """
    refuse_unfit(path)
    refuse_bomb(path)
    _refuse_macros_and_merged_cells(path)
    book = _book(path)
    try:
        yield from _rows(path, _sheet(path, book, name))
    finally:
        book.close()


def names_of_sheets(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a file. Raises ExchangeError."""
    refuse_unfit(path)
    refuse_bomb(path)
    book = _book(path)
    try:
        return tuple(book.sheetnames)
    finally:
        book.close()


def _book(path: Path) -> Any:  # openpyxl's read-only workbook
    from openpyxl import load_workbook

    try:
        return load_workbook(path, read_only=True, keep_links=False)
    except Exception as error:  # a spoilt file can make openpyxl raise anything
        what = f"cannot be read as a spreadsheet ({type(error).__name__})"
        raise refused(path, what, "Open it in a spreadsheet program and save it as .xlsx") from None


def _sheet(path: Path, book: Any, name: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if name in sheets:
        return sheets[name]
    if len(sheets) == 1:
        return next(iter(sheets.values()))
    names = ", ".join(sheets)
    raise refused(path, f"has several sheets ({names})", f"Call the right one `{name}`")


def _rows(path: Path, sheet: Any) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
    names: Sequence[Any] = ()
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            names = names or row
            yield [_cell(path, number, at, value, names) for at, value in enumerate(row)]
    except (ExchangeError, GeneratorExit):
        raise
    except Exception as error:  # a spoilt file can make openpyxl raise anything
        what = f"a row cannot be read ({type(error).__name__})"
        raise refused(path, what, "Open it in a spreadsheet program and save it again") from None


def _cell(path: Path, number: int, at: int, value: Any, names: Sequence[Any]) -> Cell:
    if value is None or isinstance(value, bool | int | float):
        return value
    name = str(names[at]) if at < len(names) else f"number {at + 1}"
    if isinstance(value, datetime | date | time):
        return _day(path, number, name, value)
    text = str(value)
    if text.startswith("=") or text in ERRORS:
        what = f"row {number}, column {name}: is a formula, or what a formula failed to give"
        raise refused(path, what, "Paste the value itself")
    return unguarded(unescaped(text.strip()))


def _day(path: Path, number: int, name: str, value: datetime | date | time) -> str:
    if name == "assured_date" and isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    what = f"row {number}, column {name}: the spreadsheet took it for a date or a time ({value})"
    raise refused(path, what, "Format the column as text, and type it again")


def _refuse_macros_and_merged_cells(path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        if any("vbaproject" in name.casefold() for name in names):
            raise refused(path, "holds macros", "Save it as .xlsx, without macros")
        for name in names:
            if name.startswith("xl/worksheets/") and (cells := _merged(packed, name)):
                what = f"cells {cells} are merged, so that nobody can say whose value it is"
                raise refused(path, what, "Split them, and write the value into each row")


def _merged(packed: zipfile.ZipFile, name: str) -> str | None:
    before = b""
    with packed.open(name) as sheet:
        while part := sheet.read(1 << 20):
            if found := _MERGED.search(before + part):
                return found[1].decode("ascii")
            before = part[-_OVERLAP:]
    return None
