"""
Pieces of bytes one after the other in a file, each read when somebody asks for it.

Such a file is replaced whole and never written into, so that what is open stays as it was.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.compact.numbered import Numbered
from bot.compact.texts import Texts


class Span(NamedTuple):
    """Where a piece begins and ends."""

    begin: int
    end: int


class TextsAt(NamedTuple):
    """Where the letters of texts lie, and their bounds."""

    letters: Span
    bounds: memoryview


class NumberedAt(NamedTuple):
    """Where the columns of numbers by their checksums lie."""

    keys: Span
    values: Span
    starts: Span


class Bulk:
    """Puts pieces one after the other."""

    def __init__(self) -> None:
        self._pieces: list[bytes | memoryview] = []
        self._size = 0

    def put(self, piece: bytes | memoryview) -> Span:
        """Add a piece and return where it lies."""
        begin, self._size = self._size, self._size + len(piece)
        self._pieces.append(piece)
        return Span(begin, self._size)

    def put_texts(self, held: Texts) -> TextsAt:
        """Add texts and return where they lie."""
        return TextsAt(self.put(held.letters[:]), held.bounds)

    def put_numbered(self, held: Numbered) -> NumberedAt:
        """Add numbers by their checksums and return where they lie."""
        return NumberedAt(self.put(held.keys), self.put(held.values), self.put(held.starts))

    def __iter__(self) -> Iterator[bytes | memoryview]:
        """Yield every piece."""
        return iter(self._pieces)


class OpenFile:
    """The pieces of a file, from a place in it on. Raises OSError when there is none."""

    def __init__(self, file: Path, begin: int) -> None:
        self._number = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
        self._begin = begin

    def __del__(self) -> None:
        """Let go of the file with the last piece of it."""
        with suppress(AttributeError, OSError):
            os.close(self._number)

    def read(self, begin: int, end: int) -> bytes:
        """Return what lies between two places. Raises OSError."""
        return os.pread(self._number, max(0, end - begin), self._begin + begin)

    def texts(self, at: TextsAt) -> Texts:
        """Return texts; each is read when somebody reads it."""
        return Texts(_Piece(self, at.letters), at.bounds)

    def numbered(self, at: NumberedAt) -> Numbered:
        """Return numbers by their checksums. Raises OSError."""
        return Numbered(*(memoryview(self.read(*column)) for column in at))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a file, of which a part can be had."""

    file: OpenFile
    span: Span

    def __getitem__(self, at: slice) -> bytes:
        begin, end, _ = at.indices(self.span.end - self.span.begin)
        return self.file.read(self.span.begin + begin, self.span.begin + end)
