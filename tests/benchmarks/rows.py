"""
What was measured, as it is written down and shown.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

LATEST = Path(__file__).parent / "latest.json"

Row = dict[str, str | float | bool]
"""One line of a table: the names of its columns and what stands in them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something to hold: what was seen, and the least (or, `at_most`, the most) it may be."""

    what: str
    seen: float
    bar: float
    at_most: bool = False

    @property
    def is_held(self) -> bool:
        """Whether it is."""
        return self.seen <= self.bar if self.at_most else self.seen >= self.bar

    def as_row(self) -> Row:
        """Return it as a line of a table."""
        kind = "at most" if self.at_most else "at least"
        return {
            "what": self.what,
            "seen": round(self.seen, 3),
            "bar": f"{kind} {self.bar:g}",
            "held": self.is_held,
        }


def write(part: str, rows: Sequence[Row]) -> None:
    """Put a table into latest.json, in the place of the one of this name."""
    known = json.loads(LATEST.read_text(encoding="utf-8")) if LATEST.exists() else {}
    known[part] = list(rows)
    LATEST.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


def show(console: Console, title: str, rows: Sequence[Row]) -> None:
    """Print a table."""
    table = Table(*rows[0], title=title, title_justify="left")
    for row in rows:
        table.add_row(*(_shown(value) for value in row.values()))
    console.print(table)


def _shown(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return value if isinstance(value, str) else f"{value:,}"
