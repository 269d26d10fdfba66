"""How recently services were checked, as bitmaps for one day; and the draw of that day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pyroaring import BitMap

from bot.signposting.freshness import has_lapsed_by, state_of
from bot.signposting.rank import URNS, urn_of_the_day


class DaySets(NamedTuple):
    """What is `fresh`, `ageing` and `stale` on a day, and what of the stale has lapsed (S61)."""

    fresh: BitMap
    ageing: BitMap
    stale: BitMap
    lapsed: BitMap


class Draw(NamedTuple):
    """The urns in the order in which they are drawn, and the place of each in that order."""

    order: list[int]
    places: list[int]


@dataclass
class Days:
    """Services by the day on which they were checked."""

    checked: Mapping[date, BitMap] = field(repr=False)
    _made: dict[date, DaySets] = field(default_factory=dict, init=False, repr=False)
    _drawn: dict[date, Draw] = field(default_factory=dict, init=False, repr=False)

    def on(self, today: date) -> DaySets:
        """Return the sets of a day; those of two days are kept."""
        if today not in self._made:
            while len(self._made) >= 2:
                del self._made[next(iter(self._made))]
            self._made[today] = self._make(today)
        return self._made[today]

    def draw(self, today: date) -> Draw:
        """Return the draw of a day; that of one day is kept."""
        if today not in self._drawn:
            order = sorted(range(URNS), key=lambda one: urn_of_the_day(one, today))
            places = sorted(range(URNS), key=order.__getitem__)
            self._drawn.clear()
            self._drawn[today] = Draw(order, places)
        return self._drawn[today]

    def _make(self, today: date) -> DaySets:
        states = {day: state_of(day, today) for day in self.checked}
        sets = (
            [one for day, one in self.checked.items() if states[day] == state]
            for state in ("fresh", "ageing", "stale")
        )
        gone = [one for day, one in self.checked.items() if has_lapsed_by(day, today)]
        return DaySets(*(BitMap.union(BitMap(), *found) for found in (*sets, gone)))
