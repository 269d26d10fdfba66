"""
Many short texts in one piece of memory, as letters and where each text ends.

A list of thousands of short strings takes three times the room of their letters, and the lists of
all languages have fifty thousand. Here a text becomes a string when somebody reads it.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Self, overload


class Texts(Sequence[str]):
    """Texts in their order; equal to any other sequence of the same ones."""

    __slots__ = ("_bounds", "_letters")

    def __init__(self, texts: Iterable[str] = ()) -> None:
        pieces = [text.encode() for text in texts]
        self._letters = b"".join(pieces)
        self._bounds = memoryview(array("I", accumulate(map(len, pieces), initial=0)))

    @classmethod
    def packed(cls, letters: bytes, bounds: bytes) -> Self:
        """Return what `letters` and `bounds` of others were."""
        made = cls.__new__(cls)
        made._letters, made._bounds = letters, memoryview(bounds).cast("I")
        return made

    @property
    def letters(self) -> bytes:
        """All that is held, in UTF-8; a slice holds what it was cut from."""
        return self._letters

    @property
    def bounds(self) -> bytes:
        """Where each text begins among the letters, and where the last ends: 32 bits each."""
        return self._bounds.tobytes()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> "Texts": ...

    def __getitem__(self, at: "int | slice") -> "str | Texts":
        """Return a text, or some that follow each other. Raises IndexError."""
        if isinstance(at, slice):
            return self._cut(*at.indices(len(self)))
        begin = range(len(self))[at]
        return self._letters[self._bounds[begin] : self._bounds[begin + 1]].decode()

    def _cut(self, begin: int, end: int, _step: int) -> "Texts":
        made = Texts.__new__(Texts)
        made._letters, made._bounds = self._letters, self._bounds[begin : max(begin, end) + 1]
        return made

    def __iter__(self) -> Iterator[str]:
        """Yield every text."""
        return (self._letters[begin:end].decode() for begin, end in pairwise(self._bounds))

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
