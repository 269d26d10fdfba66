"""
What a tap on the card of a service says of it: that it did not work, and nothing of who says so.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from bot.move import Move
from bot.sessions.session import Session

ReportKind = Literal["number_failed", "could_not_help"]


@dataclass(frozen=True, slots=True)
class FieldReport:
    """That something did not work: of which service, and what. Nothing of who says so (S46)."""

    service_id: str
    kind: ReportKind


def report_in(session: Session, move: Move) -> FieldReport | None:
    """Return what a tap on the card of a service says of it; once in a visit."""
    top = session.top
    kind = next((one for one in get_args(ReportKind) if one == move.id), None)
    if move.kind != "tap" or kind is None or session.reported or top is None:
        return None
    shown = session.shown[top.number - 1 : top.number] if top.kind == "service" else ()
    return FieldReport(shown[0], kind) if shown else None
