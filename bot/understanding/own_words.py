"""
Answers in her own words: "I need a flat" where the card says "Somewhere to live".

locales/<lang>/answers.yaml holds phrases for the answers of some questions. Where a text holds
those of several answers, what she says first counts: "a room for me and my son" asks for a room.
A word after "=" counts only where it is all that she says: a house alone asks for one, "problems in
the house" does not.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rapidfuzz.distance import OSA

from bot.understanding.options import MaySlip
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain
from bot.understanding.word_files import error_at, read_words
from bot.yaml_file import Document

FILE = "answers.yaml"
"""The file of these words, in the folder of each language."""

ALONE = "="
"""What stands before a word that must be all of the text."""

_SHORTEST_MISSPELT = 5


@dataclass(frozen=True)
class Question:
    """
    The phrases of one question's answers, in the notation of phrases.py.

    `options` holds beside each phrase the id of the answer it stands for.
    """

    phrases: Sequence[str] = field(default=(), repr=False)
    options: Sequence[str] = field(default=(), repr=False)

    @cached_property
    def _within(self) -> list[tuple[str, str]]:
        """The phrases that may stand anywhere in a text, each with its answer."""
        said = zip(self.phrases, self.options, strict=True)
        return [(phrase, option) for phrase, option in said if not phrase.startswith(ALONE)]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases([phrase for phrase, _ in self._within])

    @cached_property
    def wholly(self) -> Mapping[str, str]:
        """The answer to each phrase, folded, as it stands without choices and open endings."""
        said = zip(self.phrases, self.options, strict=True)
        return {plain(phrase): option for phrase, option in said if "/" not in phrase}

    @cached_property
    def _words(self) -> list[tuple[str, str]]:
        """Every phrase of one long word, folded, with its answer; an open ending is left away."""
        words = ((plain(phrase), option) for phrase, option in self._within)
        return [(word, one) for word, one in words if " " not in word and _is_long(word)]

    def named(self, folded: str, offered: Collection[str], shortest: int = 1) -> str | None:
        """
        Return the answer that a text, folded by `plain`, says first; the longer of two there.

        What says it has so many letters at least.
        """
        spans = (
            (start, -length, self._within[number][1])
            for number, start, length in self._phrases.spans_in(folded)
            if self._within[number][1] in offered and length > shortest
        )
        return min(spans, default=(0, 0, None))[2]

    def nearly_named(
        self, folded: str, offered: Collection[str], may_be_slip: MaySlip
    ) -> str | None:
        """Return the answer from whose words the text is one slip away, if it is one alone."""
        typed = [word for word in folded.split() if _is_long(word)]
        found = {
            option
            for known, option in self._words
            if option in offered
            and any(_is_near(word, known) and may_be_slip(word, known) for word in typed)
        }
        return found.pop() if len(found) == 1 else None


OwnWords = Mapping[str, Question]
"""The questions of one language by their slots."""


def read_own_words(path: Path) -> OwnWords:
    """
    Read a language's file; without one there are no words.

    Raises CatalogueError with file, line and remedy.
    """
    if not path.is_file():
        return {}
    document = read_words(path)
    if not isinstance(document.value, dict):
        raise error_at(document, (), "a list is needed for each answer of a question. Mend it")
    return {slot: _question(document, slot) for slot in document.value}


def _question(document: Document, slot: str) -> Question:
    value = document.value[slot]
    if not isinstance(value, dict):
        raise error_at(document, (slot,), "a list is needed for each answer. Mend it")
    said = list(_said(document, slot, value))
    return Question([phrase for phrase, _ in said], [option for _, option in said])


def _said(
    document: Document, slot: str, answers: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    known: dict[str, str] = {}
    for option, phrases in answers.items():
        for phrase in _listed(document, (slot, option), phrases):
            if (other := known.setdefault(phrase, option)) != option:
                what = f"{phrase!r} stands under {other} too. Keep it under one answer"
                raise error_at(document, (slot, option), what)
            yield phrase, option


def _listed(document: Document, where: tuple[str, str], phrases: object) -> Iterable[str]:
    if not isinstance(phrases, list):
        raise error_at(document, where, "a list of phrases is needed. Write [] for none")
    for phrase in phrases:
        if not isinstance(phrase, str) or not plain(phrase):
            raise error_at(
                document, where, f"{phrase!r} is no phrase: quote it, with letters in it"
            )
    return phrases


def _is_long(word: str) -> bool:
    return len(word) >= _SHORTEST_MISSPELT


def _is_near(word: str, known: str) -> bool:
    return OSA.distance(word, known, score_cutoff=1) <= 1
