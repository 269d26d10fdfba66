"""
What a text may have been meant to say, where a word of it is one slip away from a word of danger.

Fear and a cracked screen make slips. A word that stands in no list is read as the one word of the
list that it nearly is: one letter wrong, missing, too many, or changed places with the next. Short
words are left alone, since each of them is near to many others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.understanding.skeleton import plain

SHORTEST = 5
"""Letters that a word must have before a slip in it is looked for."""

_READINGS = 8
"""The most ways in which one text is read."""


class Vocabulary:
    """
    The words of some phrases, by how they stand there: whole, or as a beginning.

    `ordinary` words are never taken for slips.
    """

    def __init__(self, phrases: Iterable[str], ordinary: Iterable[str]) -> None:
        whole: set[str] = set()
        begun: set[str] = set()
        for choice in _choices(phrases):
            (begun if choice.endswith("*") else whole).update(plain(choice).split())
        self._ordinary = {word for choice in _choices(ordinary) for word in plain(choice).split()}
        self._whole = _by_first_letter(whole)
        self._begun = _by_first_letter_and_length(begun)
        self._known = whole | self._ordinary
        self._beginnings = tuple(begun)

    def readings(self, folded: str) -> Iterator[str]:
        """Yield what a text that `plain` has folded may have been meant to say, but itself."""
        words = folded.split()
        ways = [self._ways(word) for word in words]
        for reading in islice(product(*ways), _READINGS):
            if (text := " ".join(reading)) != folded:
                yield text

    def _ways(self, word: str) -> Sequence[str]:
        if len(word) < SHORTEST or word in self._known or word.startswith(self._beginnings):
            return (word,)
        return tuple(dict.fromkeys(self._near(word))) or (word,)

    def _near(self, word: str) -> Iterator[str]:
        yield from _one_slip_from(word, self._whole.get(word[0], ()))
        for length, beginnings in self._begun.get(word[0], {}).items():
            for end in (length, length + 1, length - 1):
                if end <= len(word):
                    yield from _one_slip_from(word[:end], beginnings)


def _choices(phrases: Iterable[str]) -> Iterator[str]:
    for phrase in phrases:
        for word in phrase.split():
            yield from word.split("/")


def _one_slip_from(word: str, known: Collection[str]) -> Iterator[str]:
    found = extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=3)
    return (near for near, *_ in found)


def _by_first_letter(words: Iterable[str]) -> Mapping[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for word in sorted(words):
        if len(word) >= SHORTEST:
            found[word[0]].append(word)
    return found


def _by_first_letter_and_length(words: Iterable[str]) -> Mapping[str, Mapping[int, list[str]]]:
    found = defaultdict[str, dict[int, list[str]]](dict)
    for word in sorted(words):
        if len(word) >= SHORTEST:
            found[word[0]].setdefault(len(word), []).append(word)
    return found
