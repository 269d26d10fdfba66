"""What stands in a translator's spreadsheet that came back, sheet by sheet."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import ExchangeError
from bot.exchange.cell_values import Cell
from bot.exchange.report import Refusal
from bot.exchange.xlsx_files import read_cells
from bot.sheets.part import TEXTS, Part

NEEDED = ("context", "form", "English", "translation", "review")
"""The columns that are read."""

AGAIN = "Make a new sheet with `locales sheet`, and write it there"
"""What to do where a row does not fit the catalogue any more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file."""

    path: Path
    part: Part

    def refusal(self, row: str, column: str, what: str, remedy: str) -> Refusal:
        """Return what keeps a cell from being taken."""
        place = "" if self.part.name == TEXTS else f", sheet {self.part.name}"
        return Refusal(f"{self.path}{place}", row, column, what, remedy)


@dataclass(frozen=True, slots=True)
class GivenText:
    """What a translator wrote in a row, and the number of that row as the program counts it."""

    row: str
    translation: str
    review: str


Given = dict[tuple[str, str, str], GivenText]
"""The rows of a sheet, by context, English and plural form."""


def given_in(sheet: Sheet) -> Given:
    """Return the rows of a sheet. Raises ExchangeError for one that is none of ours."""
    rows = read_cells(sheet.path, sheet.part.name)
    names = [str(cell or "").strip() for cell in next(rows, [])]
    if missing := [name for name in NEEDED if name not in names]:
        what = f"row 1, column {missing[0]}: is missing"
        raise ExchangeError(str(sheet.refusal("", "", what, AGAIN)))
    found: Given = {}
    for number, cells in enumerate(rows, start=2):
        row = {name: _text(cell) for name, cell in zip(names, cells, strict=False)}
        if any(row.values()):
            key = (row["context"], row["English"], row["form"])
            found[key] = GivenText(str(number), row["translation"], row["review"])
    return found


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
