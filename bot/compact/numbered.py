"""
Which of many texts may be the one at hand, asked by a number that its letters give.

A dictionary of tens of thousands of words takes ten times the room of the words. Here a word is
held as a checksum of four bytes, beside the number of what it belongs to. Two words can give the
same checksum, once in some tens of thousands: whoever asks looks at the text itself.
"""

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_BITS = 32

_END = b"\n"
"""What stands behind a whole word, so that it gives another checksum than the same beginning."""


def whole(text: str) -> int:
    """Return the checksum of a text that is whole."""
    return zlib.crc32(_END, begun(text))


def begun(text: str) -> int:
    """Return the checksum of the beginning of a text."""
    return zlib.crc32(text.encode())


def checksums(word: str) -> Iterator[int]:
    """Yield the checksums of every beginning of a word, itself among them, and of it as a whole."""
    sum_ = 0
    for letter in word:
        sum_ = zlib.crc32(letter.encode(), sum_)
        yield sum_
    yield zlib.crc32(_END, sum_)


@dataclass(frozen=True, slots=True)
class Numbered:
    """
    The numbers that belong to each checksum; `numbered` makes it.

    Columns of 32 bits each: `keys` are checksums in order, `values` the numbers that belong to
    them, and `starts` says where the keys begin of which the first bits are 0, 1, 2 and so on.
    """

    keys: memoryview = field(default=memoryview(b""), repr=False)
    values: memoryview = field(default=memoryview(b""), repr=False)
    starts: memoryview = field(default=memoryview(bytes(8)), repr=False)

    def of(self, sums: Iterable[int]) -> Iterator[int]:
        """Yield the numbers that belong to any of these checksums."""
        keys, values, starts = self.keys.cast("I"), self.values.cast("I"), self.starts.cast("I")
        shift = _shift(len(starts) - 1)
        for sum_ in sums:
            first = sum_ >> shift
            begin, end = starts[first], starts[first + 1]
            if begin != end:
                for place in range(begin, end):
                    if keys[place] == sum_:
                        yield values[place]


def numbered(pairs: Iterable[tuple[int, int]]) -> Numbered:
    """Return the numbers by their checksums, from pairs of a checksum and a number."""
    every = sorted(set(pairs))
    keys, values = array("I", (key for key, _ in every)), array("I", (one for _, one in every))
    parts = 1 << len(keys).bit_length()
    starts = array("I", (bisect_left(keys, first << _shift(parts)) for first in range(parts + 1)))
    return Numbered(*(memoryview(column.tobytes()) for column in (keys, values, starts)))


def _shift(parts: int) -> int:
    """Return how far a checksum is shifted so that its first bits number so many parts."""
    return _BITS - parts.bit_length() + 1
