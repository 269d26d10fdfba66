"""
How much a text sounds like danger, learned from sentences.

Lists of words know what somebody thought of; this knows what the sentences of danger and the
ordinary ones of a language have in common (tests/hearing/sentences). It is a sum: each piece of a
text (a word, two words, three to five letters, a word without its vowels, how it begins and ends)
has a weight, more for danger and less for what is ordinary. The weights lie in
locales/<lang>/hearing.weights, made by `python -m tests.hearing`; nothing is learned while she is
talking, and nothing from her.

It decides nothing alone but where it is very sure; and it takes back what a list heard in a text
that sounds ordinary through and through (distress.py).
"""

import math
import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bot.errors import CatalogueError
from bot.understanding.skeleton import skeleton

FILE = "hearing.weights"
"""The file of the weights, under the folder of the language."""

BUCKETS = 1 << 17
"""So many weights there are: each piece falls into one of them."""

_HEAD = "fingerpost hearing 3"
_LETTERS = (3, 4, 5)
_LONGEST_PIECE = 5
_MANY_WORDS = 12
_SOFT = re.compile("[aeiouwyh]")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Hearing:
    """
    The weights of one language. `scale` turns a weight (-127 to 127) into its share of a score.

    `learned_from` is the digest of the sentences, 64 hexadecimal digits.
    """

    scale: float
    bias: float
    learned_from: str
    weights: "array[int]" = field(repr=False)

    def score(self, folded: str) -> float:
        """
        Return how much a text that `plain` has folded sounds like danger: 0 is neither.

        Above 0 it sounds more like the sentences of danger, below more like the ordinary ones.
        """
        buckets = buckets_of(folded)
        told = sum(self.weights[bucket] for bucket in buckets)
        return told * self.scale / math.sqrt(len(buckets) or 1) + self.bias


def buckets_of(folded: str) -> frozenset[int]:
    """Return where the pieces of a folded text fall."""
    return frozenset(zlib.crc32(piece.encode()) % BUCKETS for piece in _pieces(folded))


def _pieces(folded: str) -> Iterator[str]:
    words = folded.split()
    yield from _whole(words)
    for word in words:
        yield from (f"w{word}", f"p{word[:4]}", f"q{word[:6]}")
    yield from _side_by_side([word[:_LONGEST_PIECE] for word in words])
    yield from _of_bones([_bones(word) for word in skeleton(folded).split()])
    padded = f" {folded} "
    for length in _LETTERS:
        yield from (padded[at : at + length] for at in range(len(padded) - length + 1))


def _whole(words: Sequence[str]) -> Iterator[str]:
    """Yield how many words there are, and which it begins and ends with."""
    yield f"n{min(len(words), _MANY_WORDS)}"
    if words:
        yield from (f"F{words[0]}", f"E{words[-1]}", f"G{' '.join(words[:2])}")


def _side_by_side(short: Sequence[str]) -> Iterator[str]:
    for apart in (1, 2):
        yield from (f"{apart}{a} {b}" for a, b in zip(short, short[apart:], strict=False))


def _of_bones(bones: Sequence[str]) -> Iterator[str]:
    yield from (f"B{one}" for one in bones)
    yield from (f"C{one} {next_one}" for one, next_one in pairwise(bones))


def _bones(word: str) -> str:
    """Return what is left of a word in any spelling: its first letter and its consonants."""
    return _DOUBLED.sub(r"\1", word[:1] + _SOFT.sub("", word[1:]))


def read_hearing(path: Path) -> Hearing | None:
    """
    Read a language's weights; None where there are none.

    Raises CatalogueError, with the remedy, for a file that is no such thing.
    """
    if not path.is_file():
        return None
    try:
        hearing = _unpacked(*path.read_bytes().split(b"\n", 1))
    except (TypeError, ValueError, zlib.error):
        hearing = None
    if hearing is None:
        raise CatalogueError(f"{path}: no weights here. Run: python -m tests.hearing")
    return hearing


def _unpacked(head: bytes, packed: bytes) -> Hearing | None:
    name, scale, bias, learned_from = head.decode("ascii").rsplit(" ", 3)
    weights = array("b", zlib.decompress(packed))
    if name != _HEAD or len(weights) != BUCKETS:
        return None
    return Hearing(float(scale), float(bias), learned_from, weights)


def written(hearing: Hearing) -> bytes:
    """Return the bytes of a language's file."""
    head = f"{_HEAD} {hearing.scale!r} {hearing.bias!r} {hearing.learned_from}\n"
    return head.encode("ascii") + zlib.compress(hearing.weights.tobytes(), 9)
