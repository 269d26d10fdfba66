"""
Look for phrases in a text, by whole words.

A phrase is written as people write it. `*` at the end of a word stands for any ending ("rape*");
`*` alone, between two words, stands for up to two more or none ("afraid of * husband"). `/` between
words stands for one or the other, and a hyphen keeps two words of one choice together
("won't/will-not let me out"); an apostrophe at the end of a word joins it to the next or not
("nuk/s' dua" also finds "s'dua" and "sdua"). In Arabic a word may carry what is written together
with it: and, so, with, for, to, the, and the marks of the present, the future and "not".
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.anchors import ELISION, Anchors, anchors_of
from bot.understanding.skeleton import ARABIC, plain

_BEFORE_ARABIC = "[وف]?(?:[بكل]?ال|لل|[بلكسحهتغد])?"
_BEFORE_FIRST = f"(?:(?:(?:عم|رح|ما)ب?|[كتغد]ا)(?=[يتنب])|{_BEFORE_ARABIC})"
"""The first word of a phrase may carry the longer marks of the dialects too. (On every word they
would double the time that the patterns take to make.)"""

_UP_TO_TWO_WORDS = r"(?:\S+ ){0,2}"
_STARTS_ARABIC = re.compile(f"[{ARABIC}]")


class Phrases:
    """
    A set of phrases. Asked with text that `plain` has folded.

    A phrase is made ready to look for when a text comes that may hold it. `anchors` are those of
    these phrases, where somebody has worked them out before.
    """

    def __init__(self, phrases: Sequence[str], anchors: Anchors | None = None) -> None:
        self._phrases = phrases
        self._anchors = anchors
        self._patterns: dict[int, re.Pattern[str]] = {}

    def first_in(self, folded: str) -> str | None:
        """Return the first piece of the text that one of the phrases fits, or None."""
        found = self._first(f"{folded} ", 0, self._within(folded))
        return found[0].rstrip() if found else None

    def all_in(self, folded: str) -> list[int]:
        """Return the numbers of the phrases that the text holds, in the order of the file."""
        return [number for number, _, _ in self.spans_in(folded)]

    def spans_in(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """
        Yield of each phrase in the text its number, where it begins first, and its length.

        The space that follows it is part of it.
        """
        text = f"{folded} "
        for number in self._numbers_within(folded):
            if found := self._pattern(number).search(text):
                yield number, found.start(), len(found[0])

    def taken_out_of(self, folded: str) -> str:
        """Return the text with every fitting piece replaced by a mark that fits no word."""
        patterns = self._within(folded)
        text, at, kept = f"{folded} ", 0, ""
        while found := self._first(text, at, patterns):
            kept += f"{text[at : found.start()]}| "
            at = found.end()
        return f"{kept}{text[at:]}".rstrip()

    def _within(self, folded: str) -> list[re.Pattern[str]]:
        """Return what looks for each phrase that may be in the text, in the order of the file."""
        return [self._pattern(number) for number in self._numbers_within(folded)]

    def _numbers_within(self, folded: str) -> list[int]:
        if self._anchors is None:
            self._anchors = anchors_of(self._phrases)
        return self._anchors.within(folded)

    def _pattern(self, number: int) -> re.Pattern[str]:
        if (known := self._patterns.get(number)) is None:
            pattern = rf"(?<!\S){_pattern_of(self._phrases[number])}"
            known = self._patterns[number] = re.compile(pattern)
        return known

    def _first(
        self, text: str, at: int, patterns: Iterable[re.Pattern[str]]
    ) -> re.Match[str] | None:
        found = filter(None, (pattern.search(text, at) for pattern in patterns))
        return min(found, key=lambda match: match.start(), default=None)


def _pattern_of(phrase: str) -> str:
    words = phrase.split()
    while words and words[-1] == "*":
        words.pop()
    return "".join(
        _piece(word, _BEFORE_ARABIC if at else _BEFORE_FIRST) for at, word in enumerate(words)
    )


def _piece(word: str, before_arabic: str) -> str:
    """Return the pattern of a word or of several to choose from, with the space that follows it."""
    if word == "*":
        return _UP_TO_TWO_WORDS
    choices = list(filter(None, map(_choice, word.split("/"))))
    # What is written before a word is tried once for all choices: before each it would be slow.
    arabic = [choice for choice in choices if _STARTS_ARABIC.match(choice)]
    other = [choice for choice in choices if choice not in arabic]
    if arabic:
        other.append(f"{before_arabic}(?:{'|'.join(arabic)})")
    return f"(?:{'|'.join(other)})" if other else ""


def _choice(word: str) -> str:
    folded = plain(word.rstrip("*")).split()
    if not folded:
        return ""
    pattern = " ".join([re.escape(folded[0]), *map(_later_word, folded[1:])])
    if word.endswith("*"):
        return rf"{pattern}\S* "
    return f"{pattern} ?" if word.endswith(ELISION) else f"{pattern} "


def _later_word(folded: str) -> str:
    return f"{_BEFORE_ARABIC if _STARTS_ARABIC.match(folded) else ''}{re.escape(folded)}"
