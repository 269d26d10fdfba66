"""
Look for phrases in a text, by whole words.

A phrase is written as people write it. `*` at the end of a word stands for any ending ("rape*");
`*` alone, between two words, stands for up to two more or none
("afraid of * husband"). In Arabic a word may carry what
is written together with it: and, so, with, for, to, the, and the marks of the present and future.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from bot.understanding.skeleton import ARABIC, plain

_BEFORE_ARABIC = "(?:[وف]?(?:[بكل]?ال|لل|[بلكسحه])?)"
_UP_TO_TWO_WORDS = r"(?:\S+ ){0,2}"
_NOTHING = "(?!)"
_STARTS_ARABIC = re.compile(f"[{ARABIC}]")


class Phrases:
    """A set of phrases. Asked with text that `plain` has folded."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        alternatives = "|".join(filter(None, map(_pattern_of, self._phrases)))
        return re.compile(rf"(?<!\S)(?:{alternatives or _NOTHING})(?!\S)")

    def first_in(self, folded: str) -> str | None:
        """Return the first piece of the text that one of the phrases fits, or None."""
        found = self._pattern.search(folded)
        return found[0] if found else None

    def taken_out_of(self, folded: str) -> str:
        """Return the text with every fitting piece replaced by a mark that fits no word."""
        return self._pattern.sub("|", folded)


def _pattern_of(phrase: str) -> str:
    words = phrase.split()
    while words and words[-1] == "*":
        words.pop()
    return "".join(map(_piece, words)).removesuffix(" ")


def _piece(word: str) -> str:
    if word == "*":
        return _UP_TO_TWO_WORDS
    parts = plain(word.rstrip("*")).split()
    endings = [""] * (len(parts) - 1) + [r"\S*" if word.endswith("*") else ""]
    return "".join(_word(part, ending) for part, ending in zip(parts, endings, strict=True))


def _word(folded: str, ending: str) -> str:
    before = _BEFORE_ARABIC if _STARTS_ARABIC.match(folded) else ""
    return f"{before}{re.escape(folded)}{ending} "
