"""
Patterns of names that speak of danger, in whatever language they are said.

A sum of single words and of pairs (hearing.py) hears no more than what stands together. A pattern
sees five names in a row and has learned what each of them says in each place: "he", "not", "let",
"me", "out". For each pattern it counts how strongly it was seen at most, and how much of it there
was in all. These counts speak for themselves, and together in verdicts: one that is seen may mean
nothing beside another. Learned from the sentences of all languages together, by their names in
English (glossary.py), so there is one file for all, locales/hearing.patterns, made by
`python -m tests.hearing`. What a language makes of it, its own weights say.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from operator import mul
from pathlib import Path
from typing import Any, NamedTuple

from bot.compact.headed import bytes_of, headed, numbers_in, read_headed
from bot.errors import CatalogueError

FILE = "hearing.patterns"
"""The file of the patterns, under the folder of catalogues."""

REACH = 5
"""So many names in a row one pattern sees. In English 3 heard 2 of 100 fewer, 7 no more."""

LONGEST = 20
"""So many words of a text are looked at."""

_KIND = "fingerpost patterns 2"


class Verdict(NamedTuple):
    """
    What several patterns say together: a weight for each count, and where it begins to speak.

    Above that it is worth `worth` for each one.
    """

    weights: "array[float]"
    begin: float
    worth: float

    def score(self, counts: Sequence[float]) -> float:
        """Return what it makes of the counts of all patterns."""
        return self.worth * max(0.0, _weighed(self.weights, counts) + self.begin)


@dataclass(frozen=True)
class Patterns:
    """
    What was learned, in whole numbers that `scale` turns into shares of a score.

    `numbers` gives each name its number, from 1. `seen` says for each place of a pattern, and in it
    for each name, what the name adds to each pattern; `begin` where each pattern begins. `plainly`
    are the weights of how strongly each pattern was seen at most, and then of all that was seen of
    each; `verdicts` go over the same counts. `alone` are the weights of each name; `bias` is what
    is added in the end.
    """

    learned_from: str
    scale: float
    bias: float
    numbers: Mapping[str, int] = field(repr=False)
    seen: "Sequence[array[int]]" = field(repr=False)
    begin: "array[int]" = field(repr=False)
    plainly: "array[float]" = field(repr=False)
    verdicts: Sequence[Verdict] = field(repr=False)
    alone: "array[float]" = field(repr=False)

    def score(self, names: Sequence[str]) -> float:
        """Return how much a row of names sounds like danger, 0 where none is known."""
        row = [self.numbers[name] for name in names if name in self.numbers][:LONGEST]
        if not row:
            return 0.0
        counts = self._counts(row)
        told = _weighed(self.plainly, counts) + sum(one.score(counts) for one in self.verdicts)
        return told + sum(self.alone[one] for one in row) + self.bias

    def _counts(self, row: Sequence[int]) -> list[float]:
        """Return how strongly each pattern was seen at most, and then all that was seen of each."""
        windows = zip(*map(self._window, _windows(row)), strict=True)
        counted = [[max(seen, 0) for seen in one] for one in windows]
        share = self.scale / math.sqrt(len(row))
        most = [self.scale * max(one) for one in counted]
        return most + [share * sum(one) for one in counted]

    def _window(self, window: Sequence[int]) -> list[int]:
        """Return what each pattern sees in one row of names; 0 is no name."""
        size = len(self.begin)
        parts = [
            place[number * size : (number + 1) * size]
            for place, number in zip(self.seen, window, strict=True)
            if number
        ]
        return list(map(sum, zip(self.begin, *parts, strict=True)))


def _weighed(weights: Iterable[float], counts: Iterable[float]) -> float:
    return float(sum(map(mul, weights, counts)))


def _windows(row: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield every row of REACH numbers that holds one of these at least."""
    padded = [*[0] * (REACH - 1), *row, *[0] * (REACH - 1)]
    return (padded[at : at + REACH] for at in range(len(padded) - REACH + 1))


@dataclass(frozen=True)
class PatternsFile:
    """The patterns of a folder of catalogues, read once for all languages when first asked for."""

    path: Path

    @cached_property
    def patterns(self) -> Patterns | None:
        """The patterns; None where there are none or they cannot be read."""
        with suppress(CatalogueError):  # single words and pairs are heard; `check` says the rest
            return read_patterns(self.path)
        return None


def read_patterns(path: Path) -> Patterns | None:
    """
    Read the patterns; None where there are none.

    Raises CatalogueError, with the remedy, for a file that is no such thing.
    """
    if not path.is_file():
        return None
    try:
        return _unpacked(*read_headed(path, _KIND))
    except (TypeError, ValueError, KeyError):
        raise CatalogueError(f"{path}: no patterns here. Run: python -m tests.hearing") from None


def _unpacked(told: Mapping[str, Any], body: memoryview) -> Patterns:
    numbers = {name: number for number, name in enumerate(told["names"], 1)}
    begin, verdicts = array("i", told["begin"]), told["verdicts"]
    size = (len(numbers) + 1) * len(begin)
    seen = [numbers_in(body[at * size : (at + 1) * size], "b") for at in range(REACH)]
    plainly, *rest = _cut(numbers_in(body[REACH * size :], "f"), 2 * len(begin), len(verdicts) + 1)
    weighed = [Verdict(weights, *said) for weights, said in zip(rest, verdicts, strict=True)]
    figures = told["learned_from"], told["scale"], told["bias"]
    return Patterns(*figures, numbers, seen, begin, plainly, weighed, array("d", told["alone"]))


def _cut(numbers: "array[float]", size: int, times: int) -> list["array[float]"]:
    """Return these numbers as so many arrays of one size. Raises ValueError for more or fewer."""
    if len(numbers) != size * times:
        raise ValueError(len(numbers))
    return [numbers[at * size : (at + 1) * size] for at in range(times)]


def written(patterns: Patterns) -> bytes:
    """Return the bytes of the file."""
    head = {
        "learned_from": patterns.learned_from,
        "scale": patterns.scale,
        "bias": patterns.bias,
        "names": list(patterns.numbers),
        "begin": list(patterns.begin),
        "verdicts": [(one.begin, one.worth) for one in patterns.verdicts],
        "alone": list(patterns.alone),
    }
    verdicts = (one.weights for one in patterns.verdicts)
    numbers: list[array[Any]] = [*patterns.seen, patterns.plainly, *verdicts]
    return headed(_KIND, head, b"".join(map(bytes_of, numbers)))
