"""
What an import would do and what it may not: the one report that every format gives.

Made before anything is written. While one line is refused, nothing of the file is taken.
"""

from dataclasses import dataclass, field

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    One thing in a file that keeps it from being imported.

    `row` is counted as the file's own program counts it, `column` is the name of a column or the
    way to a value; both are empty when the whole file is meant. Neither `what` nor `remedy` ends
    in a full stop.
    """

    file: str
    row: str
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return it as one line: where, what, and what to do."""
        where = f": row {self.row}" if self.row else ""
        where += f", column {self.column}" if self.row and self.column else ""
        return f"{self.file}{where}: {self.what}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A value of a file that is not taken, although its line is: which record, what, and why."""

    id: str
    what: str
    why: str


@dataclass(slots=True)
class ImportReport:
    """
    What an import would do, by ids of services.

    `stamp` is that of the directory it was compared with. `changed` has the fields that would
    change. `waiting` are taken as proposals, which a second
    person has to agree to (S93). `gone` are in the directory and not in the file: they stay.
    """

    stamp: str
    added: list[str] = field(default_factory=list)
    changed: dict[str, Ids] = field(default_factory=dict)
    waiting: dict[str, Ids] = field(default_factory=dict)
    same: int = 0
    gone: Ids = ()
    refused: list[Refusal] = field(default_factory=list)
    refused_in_all: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    left_out_in_all: int = 0
    applied: bool = False

    @property
    def does_something(self) -> bool:
        """Whether applying it would write anything."""
        return bool(self.added or self.changed or self.waiting)

    def refuse(self, refusal: Refusal) -> None:
        """Count a refusal; the first few are kept to be shown."""
        self.refused_in_all += 1
        if len(self.refused) < KEPT:
            self.refused.append(refusal)

    def leave_out(self, left: LeftOut) -> None:
        """Count what is not taken; the first few are kept to be shown."""
        self.left_out_in_all += 1
        if len(self.left_out) < KEPT:
            self.left_out.append(left)


KEPT = 50
"""How many refusals are shown: who has more mends these first."""
