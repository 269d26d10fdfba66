"""One sentence as it was heard, and how many of many are heard or mistaken with two bounds."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence: whether it is of danger, how it sounded unlearned, whether a list knows it."""

    is_danger: bool
    sounds: float
    is_listed: bool
    is_few: bool

    def taken_for_danger(self, sure: float, ordinary: float) -> bool:
        """Whether it would bring the urgent card with these two bounds."""
        vetoed = self.sounds < ordinary and not self.is_few
        return self.sounds > sure or (self.is_listed and not vetoed)


def shares(every: Sequence[Heard], sure: float, ordinary: float) -> tuple[float, float]:
    """Return how many in 100 of danger are heard, and of ordinary ones mistaken."""
    return tuple(
        100 * sum(one.taken_for_danger(sure, ordinary) for one in kind) / len(kind)
        for kind in (
            [one for one in every if one.is_danger],
            [one for one in every if not one.is_danger],
        )
    )  # type: ignore[return-value]
