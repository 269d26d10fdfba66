"""
Which phrases can be in a text at all, told by its words.

There are thousands of phrases in all languages together. To make each ready to look for would take
seconds and a hundred megabytes; of those whose anchor is not among the words of a text, none can be
in it. An anchor is the piece of a phrase that is rarest in texts: it stands at the start of a word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.compact import numbered
from bot.compact.numbered import Numbered
from bot.understanding.skeleton import plain

LONGEST_BEFORE = 4
"""The most letters that an Arabic word carries before it, as phrases.py reads it."""

ELISION = ("'", "’")
"""What joins a word to the next one, or not."""


class Head(NamedTuple):
    """What a word of the text is, or how it begins, where a choice of a phrase stands."""

    text: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Anchors:
    """
    The numbers of phrases by the word, or the beginning of a word, at which each is anchored.
    """

    held: Numbered = field(default_factory=Numbered)

    def within(self, folded: str) -> list[int]:
        """
        Return the numbers of the phrases that may be in a text which `plain` has folded.

        Of other phrases one may be among them, by chance.
        """
        return sorted(set(self.held.of(_checksums(folded))))


def _checksums(folded: str) -> Iterator[int]:
    for word in set(folded.split()):
        carried = 0 if word.isascii() else LONGEST_BEFORE
        for start in range(min(carried + 1, len(word))):
            yield from numbered.checksums(word[start:])


def anchors_of(phrases: Iterable[str]) -> Anchors:
    """Return the anchors of phrases, numbered from 0. One without letters has none."""
    known: dict[str, tuple[Head, ...]] = {}
    return Anchors(
        numbered.numbered(
            (numbered.begun(head.text) if head.begins else numbered.whole(head.text), number)
            for number, phrase in enumerate(phrases)
            for head in _anchor(phrase, known)
        )
    )


def _anchor(phrase: str, known: dict[str, tuple[Head, ...]]) -> tuple[Head, ...]:
    """Return the heads of the rarest piece; `known` are the pieces of other phrases."""
    return min(_pieces(phrase, known), key=_commonness, default=())


def _pieces(phrase: str, known: dict[str, tuple[Head, ...]]) -> Iterator[tuple[Head, ...]]:
    """Yield the heads of every piece that surely stands at the start of a word."""
    joined = False
    for word in phrase.split():
        if (heads := known.get(word)) is None:
            heads = known[word] = tuple(_heads(word))
        if heads and not joined:
            yield heads
        if heads:
            joined = any(choice.endswith(ELISION) for choice in word.split("/"))


def _heads(word: str) -> Iterator[Head]:
    for choice in word.split("/"):
        folded = plain(choice.rstrip("*")).split()
        if folded:
            open_ended = choice.endswith(("*", *ELISION))
            yield Head(folded[0], open_ended and len(folded) == 1)


def _commonness(heads: Iterable[Head]) -> float:
    """Return how often a piece may be met, roughly: short words are common, beginnings more so."""
    return sum(2.0 ** -(len(head.text) - head.begins) for head in heads)
