"""A change to a record, as the history holds it and as its row holds it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from bot.storage.approval import Author
from bot.storage.record_change import Fields

Act = Literal["edit", "hide", "check", "review", "undo", "import"]
State = Literal["waiting", "live", "refused", "withdrawn"]
How = Literal["phoned", "wrote", "website", "met"]


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change to one record: who, when, what it was, what it is to be, and what became of it.

    `old` is None for a record that was new. `how` is how somebody checked or reviewed; `phoned_at`
    when the author first said that she phoned; `undoes` the change that this one takes back. Times
    are UTC.
    """

    id: int
    service_id: str
    act: Act
    state: State
    author: Author
    made_at: datetime
    old: Fields | None
    new: Fields
    how: How | None = None
    phoned_at: datetime | None = None
    note: str | None = None
    decided_by: Author | None = None
    decided_at: datetime | None = None
    undoes: int | None = None


def change_row(change: Change) -> dict[str, Any]:
    """Return the row of a change, without its id: the database numbers them."""
    decided = change.decided_by
    return {
        "service_id": change.service_id,
        "act": change.act,
        "state": change.state,
        "author_name": change.author.name,
        "author_role": change.author.role,
        "made_at": _kept(change.made_at),
        "old": change.old,
        "new": change.new,
        "how": change.how,
        "phoned_at": _kept(change.phoned_at),
        "note": change.note,
        "decided_name": decided.name if decided else None,
        "decided_role": decided.role if decided else None,
        "decided_at": _kept(change.decided_at),
        "undoes": change.undoes,
    }


def change_from_row(row: Any) -> Change:  # sqlalchemy's mapping of a row
    """Return the change that a row holds."""
    name, role = row["decided_name"], row["decided_role"]
    return Change(
        id=row["id"],
        service_id=row["service_id"],
        act=row["act"],
        state=row["state"],
        author=Author(row["author_name"], row["author_role"]),
        made_at=row["made_at"].replace(tzinfo=UTC),
        old=row["old"],
        new=row["new"],
        how=row["how"],
        phoned_at=_read(row["phoned_at"]),
        note=row["note"],
        decided_by=Author(name, role) if name else None,
        decided_at=_read(row["decided_at"]),
        undoes=row["undoes"],
    )


def _kept(moment: datetime | None) -> datetime | None:
    # Neither database keeps an offset in this type: it is always UTC.
    return moment.astimezone(UTC).replace(tzinfo=None) if moment is not None else None


def _read(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None else None
