"""
What the match finds: the shapes of a listing, in codes, before any words.

These are the shapes of the `match --json` contract; presentation turns the codes into her language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from bot.signposting.service import Contact, Service

Why = Literal[
    "need", "language", "interpreter", "area", "nationwide", "remote", "papers", "women", "men",
    "lgbt", "deaf", "under_18", "open_now", "partner", "health", "fallback",
]  # fmt: skip
OpenState = Literal["open", "closed", "by_appointment", "not_known"]
Spoken = Literal["staff", "interpreter", "some_hours", "ask", "no"]
CheckedState = Literal["never", "fresh", "ageing", "stale"]
PlanBWhen = Literal["no_answer", "refused", "closed", "cannot_speak", "watched"]
Met = Literal["need_and_language", "need", "national_only"]


@dataclass(frozen=True, slots=True)
class UrgentNumber:
    """A number for urgent help, from the country's emergency file. `dial` is as dialled there."""

    id: str
    country: str
    dial: str
    how: Literal["voice", "sms", "app"]
    kind: Literal["emergency", "police", "ambulance", "fire", "helpline"]
    basis: Literal["stated", "general_knowledge"]
    note_code: str | None = None
    service: str | None = None
    source_url: str | None = None
    source_year: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a line is open at the moment asked for, and when it opens next (local time)."""

    state: OpenState
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """How well a record is known (S61). `on` is the day when someone said "I checked this"."""

    state: CheckedState
    on: date | None = None
    source_year: int | None = None


class Entry(NamedTuple):
    """One service of a listing, with why it is there. `contacts` are the confirmed, usable ones."""

    # A NamedTuple, to be quick: one or two dozen are made for a page, each in a third of the time
    # of a frozen dataclass. Nothing may treat it as a list.

    service: Service
    why: tuple[Why, ...]
    papers: Literal["yes", "ask", "not_asked"]
    spoken: dict[str, Spoken]
    opening: Opening
    contacts: tuple[Contact, ...]
    checked: Checked


@dataclass(frozen=True, slots=True)
class Pair:
    """A community group and a specialist; `together` when they are known to work together."""

    community: Entry | None
    specialist: Entry | None
    together: bool
    call_first: str | None


@dataclass(frozen=True, slots=True)
class PlanB:
    """What to try when a thing goes wrong."""

    when: PlanBWhen
    entry: Entry


@dataclass(frozen=True, slots=True)
class Listing:
    """
    Everything that is shown for a need: urgent numbers, the pair, others, plan B.

    `plan_b` may be made only when somebody looks at it (later.py).
    """

    urgent: tuple[UrgentNumber, ...]
    pair: Pair
    others: tuple[Entry, ...]
    plan_b: Sequence[PlanB]
    met: Met

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The pair and the others, in the order shown: at most eight."""
        pair = (self.pair.community, self.pair.specialist)
        return tuple(entry for entry in pair if entry is not None) + self.others
