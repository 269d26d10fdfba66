"""
Many short texts in one piece of memory, as letters and where each text ends.

A list of thousands of short strings takes three times the room of their letters, and the lists of
all languages have fifty thousand. Here a text becomes a string when somebody reads it.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol, overload

WIDTH = 4
"""Bytes of each bound."""


class Letters(Protocol):
    """Bytes of which a part can be had: of this process, or of a file."""

    def __getitem__(self, at: slice, /) -> bytes | memoryview:
        """Return the bytes from one place to another."""
        ...


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Texts(Sequence[str]):
    """
    Texts in their order; equal to any other sequence of the same ones. `texts` makes it.

    `letters` is all that is held, in UTF-8; `bounds` says where each text begins there, and where
    the last ends: 32 bits each.
    """

    letters: Letters
    bounds: memoryview

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.bounds) // WIDTH - 1

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> "Texts": ...

    def __getitem__(self, at: "int | slice") -> "str | Texts":
        """Return a text, or some that follow each other. Raises IndexError."""
        if isinstance(at, slice):
            return self._cut(*at.indices(len(self)))
        place = range(len(self))[at]
        begin, end = self.bounds[WIDTH * place : WIDTH * (place + 2)].cast("I")
        return str(self.letters[begin:end], "utf-8")

    def _cut(self, begin: int, end: int, _step: int) -> "Texts":
        return Texts(self.letters, self.bounds[WIDTH * begin : WIDTH * (max(begin, end) + 1)])

    def __iter__(self) -> Iterator[str]:
        """Yield every text."""
        bounds = self.bounds.cast("I")
        first = bounds[0]
        # At once: the letters may lie in a file.
        letters = self.letters[first : bounds[-1]]
        return (str(letters[one - first : end - first], "utf-8") for one, end in pairwise(bounds))

    def __eq__(self, other: object) -> bool:
        """Whether the same texts stand there in the same order."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(
            mine == theirs for mine, theirs in zip(self, other, strict=True)
        )

    def __hash__(self) -> int:
        """Return what is the same for equal ones."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Return how many there are: the texts themselves would fill pages."""
        return f"Texts({len(self)})"


def texts(every: Iterable[str] = ()) -> Texts:
    """Return these texts in one piece of memory."""
    return _together([text.encode() for text in every])


def lines_of(content: bytes) -> Texts:
    """Return each line of a text in UTF-8, without ever making it a string."""
    return _together(content.splitlines())


def _together(pieces: Sequence[bytes]) -> Texts:
    bounds = array("I", accumulate(map(len, pieces), initial=0))
    return Texts(memoryview(b"".join(pieces)), memoryview(bounds.tobytes()))
