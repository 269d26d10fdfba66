"""
Hand on what a woman said of a service with one tap, without her waiting for it (S46).

Whatever becomes of it, her card stands: nothing here is awaited, and nothing here can fail her.
"""

from collections.abc import Callable
from contextlib import suppress

from bot.service_report import FieldReport
from bot.turn import Turn

TakeReport = Callable[[FieldReport], None]
"""The port: takes a report and returns at once. What it raises is passed over."""


def unheard(_report: FieldReport) -> None:
    """Stand in where nobody keeps a list of reports."""


def hand_on(turn: Turn, take: TakeReport) -> None:
    """Hand the report of a turn on, if it has one."""
    if turn.report is not None:
        with suppress(Exception):
            take(turn.report)
