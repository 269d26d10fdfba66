"""
How recently services were checked, as sets for one day; and the draw of that day.

The draw is a row of questions like any other of the rank: an urn comes before another when, at the
first bit in which their places of the day differ, it has the nought.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple

from bot.signposting.bits import Bits, bits_of
from bot.signposting.freshness import has_lapsed_by, state_of
from bot.signposting.questions import Question
from bot.signposting.rank import URNS, urn_of_the_day


class DaySets(NamedTuple):
    """
    What is `fresh`, `recent` (fresh or ageing) and `stale` on a day (S61).

    `lapsed` is what of the stale was checked too long ago to be shown.
    """

    fresh: Bits
    recent: Bits
    stale: Bits
    lapsed: Bits


@dataclass
class Days:
    """
    The numbers of services by the day on which they were checked; None for never.

    `urns` holds the urn of each number.
    """

    checked: Mapping[date | None, "array[int]"] = field(repr=False)
    urns: "array[int]" = field(repr=False)
    _made: dict[date, DaySets] = field(default_factory=dict, init=False, repr=False)
    _drawn: dict[date, list[Question]] = field(default_factory=dict, init=False, repr=False)

    def on(self, today: date) -> DaySets:
        """Return the sets of a day; those of two days are kept."""
        if today not in self._made:
            while len(self._made) >= 2:
                del self._made[next(iter(self._made))]
            self._made[today] = self._make(today)
        return self._made[today]

    def draw(self, today: date) -> list[Question]:
        """Return the questions that draw the urns of a day; those of one day are kept."""
        if today not in self._drawn:
            self._drawn.clear()
            self._drawn[today] = [(half, 1) for half in self._draw(today)]
        return self._drawn[today]

    def _make(self, today: date) -> DaySets:
        fresh, ageing, stale = (
            self._of(day for day in self.checked if state_of(day, today) == state)
            for state in ("fresh", "ageing", "stale")
        )
        lapsed = self._of(day for day in self.checked if day and has_lapsed_by(day, today))
        return DaySets(fresh, fresh | ageing, stale, lapsed)

    def _of(self, days: Iterable[date | None]) -> Bits:
        return bits_of(chain.from_iterable(self.checked[day] for day in days))

    def _draw(self, today: date) -> Iterator[Bits]:
        places = places_of(today)
        # The highest number stands first in a binary number.
        urns = [(places[urn], len(list(all_))) for urn, all_ in groupby(reversed(self.urns))]
        for bit in reversed(range(URNS.bit_length() - 1)):
            digits = ("01"[not place >> bit & 1] * count for place, count in urns)
            yield int("".join(digits) or "0", 2)


@lru_cache(maxsize=2)
def places_of(today: date) -> tuple[int, ...]:
    """Return the place of each urn in the draw of a day."""
    order = sorted(range(URNS), key=lambda one: urn_of_the_day(one, today))
    return tuple(sorted(range(URNS), key=order.__getitem__))
