"""
Which lines are open at a moment, as sets: each expression of hours is read once a quarter.

Distinct hours are few where services are many. What is constant through a quarter of an hour is
kept for that quarter; what can change at any minute (the sun) is kept for its minute.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.signposting.bits import Bits, either
from bot.signposting.hours import is_by_the_quarter, is_constant, opening_of
from bot.signposting.labels import Label
from bot.signposting.listing import OpenState

STATES: tuple[OpenState, ...] = ("open", "by_appointment", "closed")
"""What can be known of a line. Of all others nothing is."""

Sets = Mapping[tuple[str, OpenState], Bits]
"""Which services have a line of a sort (labels.py) that is in a state."""


class Kept(NamedTuple):
    """Hours, and where they are kept: time zone, country, part of the country for its holidays."""

    hours: str
    zone: str
    country: str
    part: str | None

    @property
    def by_the_quarter(self) -> bool:
        """Whether they can only change on a quarter of an hour."""
        return is_constant(self.hours) or is_by_the_quarter(self.hours)

    def state(self, at: datetime) -> OpenState:
        """Return the state at a moment."""
        return opening_of(self.hours, at, ZoneInfo(self.zone), self.country, self.part).state


class HourSets:
    """The lines of a country, by the hours they keep."""

    def __init__(self, lines: Sequence[tuple[Kept, str, Bits]]) -> None:
        self.lines = lines
        self._by_the_quarter = all(kept.by_the_quarter for kept, _, _ in lines)
        self._made: dict[datetime, Sets] = {}

    def at(self, moment: datetime) -> Sets:
        """Return the sets of a moment; the last few are kept."""
        steady = self._steady(moment)
        if steady not in self._made:
            while len(self._made) >= 4:
                del self._made[next(iter(self._made))]
            self._made[steady] = self._make(steady)
        return self._made[steady]

    def _steady(self, moment: datetime) -> datetime:
        minute = moment.minute - moment.minute % 15 if self._by_the_quarter else moment.minute
        return moment.astimezone(UTC).replace(minute=minute, second=0, microsecond=0)

    def _make(self, moment: datetime) -> Sets:
        found: dict[tuple[str, OpenState], list[Bits]] = {}
        for kept, line, numbers in self.lines:
            found.setdefault((line, kept.state(moment)), []).append(numbers)
        return {key: either(sets) for key, sets in found.items()}


def lines_of(filed: Mapping[Label, Bits]) -> Iterator[tuple[Kept, str, Bits]]:
    """Yield the lines among all that is filed: their hours, their sort, whose they are."""
    for label, numbers in filed.items():
        if label[0] == "line_hours":
            yield Kept(*label[1]), str(label[2]), numbers  # type: ignore[misc]
