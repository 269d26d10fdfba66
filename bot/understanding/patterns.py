"""
Patterns of names that speak of danger, in whatever language they are said.

A sum of single words and of pairs (hearing.py) hears no more than what stands together. A pattern
sees five names in a row and has learned what each of them says in each place: "he", "not", "let",
"me", "out". For each pattern it counts how strongly it was seen at most, and how much of it there
was in all. Learned from the sentences of all languages together, by their names in English
(glossary.py), so there is one file for all, locales/hearing.patterns, made by
`python -m tests.hearing`. What a language makes of it, its own weights say.
"""

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.compact.headed import bytes_of, headed, numbers_in, read_headed
from bot.errors import CatalogueError

FILE = "hearing.patterns"
"""The file of the patterns, under the folder of catalogues."""

REACH = 5
"""So many names in a row one pattern sees. In English 3 heard 2 of 100 fewer, 7 no more."""

LONGEST = 20
"""So many names of a text are looked at."""

_KIND = "fingerpost patterns 1"


@dataclass(frozen=True)
class Patterns:
    """
    What was learned, in whole numbers that `scale` turns into shares of a score.

    `numbers` gives each name its number, from 1. `seen` says for each place of a pattern, and in it
    for each name, what the name adds to each pattern; `begin` where each pattern begins. `most` and
    `all_of_it` are the weights of how strongly a pattern was seen at most, and of all that was seen
    of it; `alone` those of each name; `bias` what is added in the end.
    """

    learned_from: str
    scale: float
    bias: float
    numbers: Mapping[str, int] = field(repr=False)
    seen: "Sequence[array[int]]" = field(repr=False)
    begin: "array[int]" = field(repr=False)
    most: "array[float]" = field(repr=False)
    all_of_it: "array[float]" = field(repr=False)
    alone: "array[float]" = field(repr=False)

    def score(self, names: Sequence[str]) -> float:
        """Return how much a row of names sounds like danger, 0 where none is known."""
        row = [self.numbers[name] for name in names if name in self.numbers][:LONGEST]
        if not row:
            return 0.0
        most, whole = self._found_in(row)
        found = sum(weight * one for weight, one in zip(self.most, most, strict=True))
        spread = sum(weight * one for weight, one in zip(self.all_of_it, whole, strict=True))
        shown = found + spread / math.sqrt(len(row))
        return shown * self.scale + sum(self.alone[one] for one in row) + self.bias

    def _found_in(self, row: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return how strongly each pattern was seen at most, and in all."""
        windows = zip(*map(self._window, _windows(row)), strict=True)
        counted = [[max(seen, 0) for seen in one] for one in windows]
        return [max(one) for one in counted], [sum(one) for one in counted]

    def _window(self, window: Sequence[int]) -> list[int]:
        """Return what each pattern sees in one row of names; 0 is no name."""
        size = len(self.begin)
        parts = [
            place[number * size : (number + 1) * size]
            for place, number in zip(self.seen, window, strict=True)
            if number
        ]
        return [sum(one) for one in zip(self.begin, *parts, strict=True)]


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
    size = (len(numbers) + 1) * told["patterns"]
    if len(body) != REACH * size:
        raise ValueError(len(body))
    seen = [numbers_in(body[at : at + size], "b") for at in range(0, len(body), size)]
    lists = (array("d", told[name]) for name in ("most", "all_of_it", "alone"))
    begin = array("i", told["begin"])
    return Patterns(told["learned_from"], told["scale"], told["bias"], numbers, seen, begin, *lists)


def written(patterns: Patterns) -> bytes:
    """Return the bytes of the file."""
    head = {
        "learned_from": patterns.learned_from,
        "scale": patterns.scale,
        "bias": patterns.bias,
        "patterns": len(patterns.begin),
        "names": list(patterns.numbers),
        "begin": list(patterns.begin),
        "most": list(patterns.most),
        "all_of_it": list(patterns.all_of_it),
        "alone": list(patterns.alone),
    }
    return headed(_KIND, head, b"".join(map(bytes_of, patterns.seen)))
