"""
Who works together, and when the two last reviewed how, in a terminal.
"""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from bot.signposting.partnership import Partnership
from bot.signposting.service import Service


def print_partnerships(
    found: Sequence[Partnership], today: date, days: int, *, only_due: bool
) -> None:
    """
    Print partnerships, and how many are due after so many days without a review.

    Below each name stands the id, by which `lessons agreement` is told of the two.
    """
    console = Console()
    due = [pair for pair in found if pair.is_due(today, days)]
    whom = (Column(one, overflow="fold") for one in ("who", "with whom"))
    table = Table(*whom, "last reviewed", title="Partnerships")
    for pair in due if only_due else found:
        day = pair.reviewed.isoformat() if pair.reviewed else "not yet"
        two = map(_named, (pair.one, pair.other))
        table.add_row(*two, f"{day}\nto be reviewed" if pair in due else day)
    console.print(table)
    said = f"{len(due)} of {len(found)} are to be reviewed: not in {days} days, or never"
    console.print(said, highlight=False)


def _named(service: Service) -> str:
    return f"{escape(service.name)}\n[dim]{escape(service.id)}[/dim]"
