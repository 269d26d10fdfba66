"""
How much a text sounds like danger or like a command, learned from sentences.

Lists of words know what somebody thought of; this knows what the sentences of danger and the
ordinary ones of a language have in common (tests/hearing/sentences), and what its commands have. It
is a sum for danger and one for each command: each piece of a text (a word, two words, three to five
letters, a word without its vowels, how it begins and ends) has a weight in it, more for what it is
about and less for all else. To each sum belongs a second one, over what the words are called in
English (glossary.py), which is learned from the sentences of every language: he, hit and me stand
together in all of them. That of danger leans on longer patterns of those names too (patterns.py).
The weights lie in locales/<lang>/hearing.weights, made by `python -m tests.hearing`; nothing is
learned while she is talking, and nothing from her.

Of danger it decides nothing alone but where it is very sure; and it takes back what a list heard in
a text that sounds ordinary through and through (distress.py). Of commands it is asked when a text
is nothing that is known as it is spelt (meaning.py).
"""

import json
import math
import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bot.compact.headed import bytes_of, headed, numbers_in, read_headed
from bot.compact.sorted_names import SortedNames
from bot.errors import CatalogueError
from bot.understanding.command_texts import Command
from bot.understanding.glossary import UNNAMED, Glossary
from bot.understanding.patterns import Patterns
from bot.understanding.skeleton import skeleton

FILE = "hearing.weights"
"""The file of the weights, under the folder of the language."""

BUCKETS = 1 << 17
"""So many weights the sum for danger has: each piece falls into one of them."""

COMMAND_BUCKETS = 1 << 13
"""So many each command has. Its texts are short and few."""

SHARED_BUCKETS = 1 << 17
"""So many weights the sum over names has for danger; for a command as many as its other sum."""

SURE_OF_A_COMMAND = 0.3
"""
A text is a command that it sounds so much like. Of command texts put aside in four languages this
finds 82 in 100, and takes 0.7 of 100 other sentences for one; 0.2 would find 84 and take 0.9.
"""

SURE_OF_LEAVING = 0.2
"""
The same for leaving: not to go when she wants to is worse than to go when she does not. Of texts
put aside in six languages it finds 69 in 100 (66 with 0.3), and takes 0.24 of 100 others (0.21).
"""

_KIND = "fingerpost hearing 8"
_DANGER = "danger"
_SHARED = " shared"
_WITHIN = 4
"""Two names stand together when so many are between them, or fewer."""

_MANY_NAMES = 8
_LETTERS = (3, 4, 5)
_LONGEST_PIECE = 5
_MANY_WORDS = 12
_SOFT = re.compile("[aeiouwyh]")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Sum:
    """
    The weights of one sum. `scale` turns a weight (-127 to 127) into its share of a score.
    """

    scale: float
    bias: float
    weights: "array[int]" = field(repr=False)

    def score(self, pieces: Iterable[int]) -> float:
        """Return the sum over the numbers of a text's pieces: 0 is neither yes nor no."""
        buckets = {piece % len(self.weights) for piece in pieces}
        told = sum(self.weights[bucket] for bucket in buckets)
        return told * self.scale / math.sqrt(len(buckets) or 1) + self.bias


class Sums(NamedTuple):
    """
    A sum over the pieces of a text, and one over what its words are called in English.

    `leaning` says how much is made of the patterns of those names.
    """

    own: Sum
    shared: Sum
    leaning: float = 0.0

    def score(self, own: Iterable[int], shared: Iterable[int], patterns: float = 0.0) -> float:
        """
        Return all together; where no word has a name, that of the letters alone.

        `patterns` is the score of Patterns.
        """
        known = frozenset(shared)
        named = self.shared.score(known) + self.leaning * patterns if known else 0.0
        return self.own.score(own) + named


@dataclass(frozen=True)
class Hearing:
    """
    What one language has learned to hear.

    `learned_from` is the digest of the sentences, 64 hexadecimal digits. `patterns` are those of
    all languages; without them hearing goes by single words and pairs.
    """

    learned_from: str
    danger: Sums
    commands: Mapping[Command, Sums] = field(default_factory=dict, repr=False)
    glossary: Glossary = field(default_factory=Glossary, repr=False)
    patterns: Patterns | None = field(default=None, repr=False)

    def score(self, folded: str) -> float:
        """
        Return how much a text that `plain` has folded sounds like danger: 0 is neither.

        Above 0 it sounds more like the sentences of danger, below more like the ordinary ones.
        """
        names = self.glossary.names_in(folded)
        patterns = self.patterns.score(names) if self.patterns is not None else 0.0
        return self.danger.score(pieces_of(folded), shared_pieces_of(names), patterns)

    def command(self, folded: str) -> Command | None:
        """Return the command that a folded text surely sounds like, None for none of them."""
        own, shared = pieces_of(folded), shared_pieces_of(self.glossary.names_in(folded))
        scores = {name: one.score(own, shared) for name, one in self.commands.items()}
        best = max(scores, key=lambda name: scores[name], default=None)
        bound = SURE_OF_LEAVING if best == "leave" else SURE_OF_A_COMMAND
        return best if best is not None and scores[best] > bound else None


def pieces_of(folded: str) -> frozenset[int]:
    """Return the number of each piece of a folded text."""
    return frozenset(zlib.crc32(piece.encode()) for piece in _pieces(folded))


def shared_pieces_of(names: Sequence[str]) -> frozenset[int]:
    """Return the number of each piece of a row of names, none of an empty one."""
    known = [name for name in names if name != UNNAMED]
    return frozenset(zlib.crc32(piece.encode()) for piece in _shared_pieces(known))


def _shared_pieces(names: Sequence[str]) -> Iterator[str]:
    """Yield each name, each two that follow each other, each two near each other in any order."""
    yield from [f"n{min(len(names), _MANY_NAMES)}"] if names else []
    yield from (f"K{one}" for one in names)
    yield from (f"O{one} {next_one}" for one, next_one in pairwise(names))
    for at, one in enumerate(names):
        for other in islice(names, at + 1, at + 1 + _WITHIN):
            yield "U" + " ".join(sorted((one, other)))


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


def read_hearing(path: Path, patterns: Patterns | None = None) -> Hearing | None:
    """
    Read a language's weights; None where there are none. The patterns are those of all languages.

    Raises CatalogueError, with the remedy, for a file that is no such thing.
    """
    if not path.is_file():
        return None
    try:
        return _unpacked(*read_headed(path, _KIND), patterns)
    except (TypeError, ValueError, KeyError):
        raise CatalogueError(f"{path}: no weights here. Run: python -m tests.hearing") from None


def _unpacked(told: Mapping[str, Any], body: memoryview, patterns: Patterns | None) -> Hearing:
    glossary, at = _glossary(told["glossary"], body)
    sums = {}
    for name, (buckets, scale, bias) in told["sums"].items():
        sums[name] = Sum(scale, bias, numbers_in(body[at : at + buckets], "b"))
        at += buckets
    if at != len(body):
        raise ValueError(at)
    every = {
        name: Sums(one, sums[name + _SHARED], told["leaning"].get(name, 0.0))
        for name, one in sums.items()
        if name + _SHARED in sums
    }
    return Hearing(told["learned_from"], every.pop(_DANGER), every, glossary, patterns)


def written(hearing: Hearing) -> bytes:
    """Return the bytes of a language's file."""
    every: dict[str, Sums] = {_DANGER: hearing.danger}
    every |= {str(name): one for name, one in hearing.commands.items()}
    sums = {
        f"{name}{ending}": one
        for name, both in every.items()
        for ending, one in (("", both.own), (_SHARED, both.shared))
    }
    shapes = {name: (len(one.weights), one.scale, one.bias) for name, one in sums.items()}
    lengths, glossary = _written_glossary(hearing.glossary)
    head = {
        "learned_from": hearing.learned_from,
        "leaning": {name: one.leaning for name, one in every.items()},
        "glossary": lengths,
        "sums": shapes,
    }
    weights = (bytes_of(one.weights) for one in sums.values())
    return headed(_KIND, head, b"".join((glossary, *weights)))


def _written_glossary(glossary: Glossary) -> tuple[list[int], bytes]:
    """Return how long each part of a glossary is, in bytes, and the parts."""
    both = glossary.whole, glossary.begun
    names = json.dumps([list(one.names) for one in both], ensure_ascii=False).encode()
    parts = [names]
    for one in both:
        parts += [one.text.encode(), bytes_of(one.which)]
    return list(map(len, parts)), b"".join(parts)


def _glossary(lengths: Sequence[int], body: memoryview) -> tuple[Glossary, int]:
    """Return the glossary as it was when this was learned, and where in the body it ends."""
    ends = list(accumulate(lengths, initial=0))
    named, *parts = (body[begin:end] for begin, end in pairwise(ends))
    # Each name is held once, however many languages have it.
    names = [list(map(sys.intern, one)) for one in json.loads(bytes(named))]
    whole, begun = (
        SortedNames(str(text, "utf-8"), one, numbers_in(which, "H"))
        for one, text, which in zip(names, parts[::2], parts[1::2], strict=True)
    )
    return Glossary(whole, begun), ends[-1]
