"""
The coverage of the directory, as a heat map in a terminal and as a CSV file.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from string import ascii_letters

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.exchange.limits import refused
from bot.signposting.coverage import Cell, HeatMap

_WARMTH = ((0, "bold white on red"), (1, "black on yellow"), (3, "black on green"))
"""From how many services on a cell has a colour; the number stands there too."""

_LAST_DIGIT = 9
MANY = "+"
"""Ten and more, so that a map of a country fits eighty columns."""


def print_heat_map(found: HeatMap, title: str) -> None:
    """Print the map: the emptiest rows and columns first, columns by letter with a legend."""
    console = Console()
    table = Table(title=title, box=None, padding=(0, 1, 0, 0), title_justify="left")
    table.add_column("region", no_wrap=True, max_width=26)
    heads = ascii_letters[: len(found.columns)]
    for head in heads:
        table.add_column(head, no_wrap=True)
    for row in found.rows:
        table.add_row(f"{row.country} {row.region}", *map(_warm, row.numbers))
    console.print(table)
    legend = ", ".join(map(" ".join, zip(heads, found.columns, strict=True)))
    console.print(f"\n{legend}", highlight=False)
    cells = len(found.rows) * len(found.columns)
    said = f"{found.empty} of {cells} cells are empty. {MANY} is ten and more."
    console.print(said, highlight=False)


def print_counted(rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Print what was looked for and not found: country, what about, which one, how often (S46)."""
    console = Console()
    said = "Looked for and not found in the last twelve weeks, in whole tens"
    if not rows:
        console.print(f"\n{said}: nothing reached ten", highlight=False)
        return
    table = Table(title=f"\n{said}", box=None, title_justify="left", show_header=False)
    for country, about, code, number in rows:
        table.add_row(country, about, code, str(number))
    console.print(table)


def _warm(number: int) -> Text:
    style = next(style for least, style in reversed(_WARMTH) if number >= least)
    return Text(str(number) if number <= _LAST_DIGIT else MANY, style)


def write_cells(path: Path, cells: Iterable[Cell]) -> int:
    """Write a row for each cell; return how many. Raises ExchangeError."""
    written = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([one.name for one in fields(Cell)])
            for cell in cells:
                writer.writerow(astuple(cell))
                written += 1
    except OSError as error:
        raise refused(path, f"cannot be written ({error})", "Choose another place") from None
    return written
