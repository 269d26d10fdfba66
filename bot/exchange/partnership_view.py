"""
Who works together, and when the two last reviewed how, in a terminal.
"""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.signposting.partnership import Partnership


def print_partnerships(
    found: Sequence[Partnership], today: date, days: int, *, only_due: bool
) -> None:
    """Print partnerships, and how many are due after so many days without a review."""
    console = Console()
    due = [pair for pair in found if pair.is_due(today, days)]
    table = Table("who", "with whom", "last reviewed", "", title="Partnerships")
    for pair in due if only_due else found:
        day = pair.reviewed.isoformat() if pair.reviewed else "not yet"
        names = escape(pair.one.name), escape(pair.other.name)
        table.add_row(*names, day, "to be reviewed" if pair in due else "")
    console.print(table)
    said = f"{len(due)} of {len(found)} are to be reviewed: not in {days} days, or never"
    console.print(said, highlight=False)
