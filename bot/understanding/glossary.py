"""
What everyday words are called in English, so that what was learned in one language serves in all.

Sentences of danger differ from language to language; that he, hit and me stand together in them
does not. locales/<lang>/glossary.yaml gives the words of a language for up to fourteen hundred
English ones, and hearing.py learns from these names beside the letters of the language itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from bot.compact.sorted_names import SortedNames
from bot.understanding.skeleton import ARABIC, plain
from bot.understanding.word_files import error_at, read_words
from bot.yaml_file import Document

FILE = "glossary.yaml"
"""The file of these words, in the folder of each language."""

UNNAMED = "?"
"""Stands in a row of names for a word that has none: that something was said there tells too."""

_CARRIED = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف", "ك", "ه", "س", "د", "ن")
"""What Arabic writes together with the next word, and other languages of its script with a verb."""

_SHORTEST_CARRIER = 2

_PAIRED = "_"
"""Stands between two words that have a name together; no folded text holds it."""


def _none() -> SortedNames:
    return SortedNames.of({})


@dataclass(frozen=True)
class Glossary:
    """
    English names by folded word: of whole words, and of words that begin so.

    Two words may have a name together, among the whole ones: in Vietnamese most things do. What is
    written with a hyphen is two.
    """

    whole: SortedNames = field(default_factory=_none, repr=False)
    begun: SortedNames = field(default_factory=_none, repr=False)

    def names_in(self, folded: str) -> list[str]:
        """
        Return the names of the words of a text that `plain` has folded, in their order.

        UNNAMED stands for a word without a name; none at all where no word has one.
        """
        found = list(self._names(folded.split()))
        return [name or UNNAMED for name in found] if any(found) else []

    def may_be_slip(self, word: str, meant: str) -> bool:
        """
        Whether a folded word may be another one with a slip of spelling.

        A word that has a name of its own is that word and no other: "posso" is "I can", not "posto"
        misspelt. It does no harm where both have the same name, or where the other has none and
        differs in its ending alone: "contract" and "contracts".
        """
        name, of_the_other = self._name(word), self._name(meant)
        if name is None or name == of_the_other:
            return True
        return of_the_other is None and meant.startswith(word[:-1])

    def _names(self, words: Sequence[str]) -> Iterator[str | None]:
        at = 0
        while at < len(words):
            together = self._name_of_two(words[at : at + 2])
            yield together or self._name(words[at])
            at += 2 if together else 1

    def _name_of_two(self, words: Sequence[str]) -> str | None:
        return self.whole.get(_PAIRED.join(words)) if self._has_pairs and words[1:] else None

    @cached_property
    def _has_pairs(self) -> bool:
        return _PAIRED in self.whole.text

    def _name(self, word: str) -> str | None:
        readings = (word, *_without_what_it_carries(word))
        return next(filter(None, map(self._listed, readings)), None)

    def _listed(self, word: str) -> str | None:
        return self.whole.get(word) or self.begun.longest_beginning(word)


@lru_cache(maxsize=1024)
def _without_what_it_carries(word: str) -> tuple[str, ...]:
    if not ARABIC[0] <= word[:1] <= ARABIC[-1]:
        return ()
    return tuple(
        word[len(one) :]
        for one in _CARRIED
        if word.startswith(one) and len(word) - len(one) >= _SHORTEST_CARRIER
    )


def read_glossary(path: Path) -> Glossary:
    """
    Read a language's file; an empty glossary without one.

    Raises CatalogueError with file, line and remedy.
    """
    if not path.is_file():
        return Glossary()
    document = read_words(path)
    whole, begun = dict[str, str](), dict[str, str]()
    for name, word, folded in _written(document):
        listed = begun if word.endswith("*") else whole
        listed.setdefault(folded, name)  # of two names for one word the first counts
    return glossary_of(whole, begun)


def glossary_of(whole: Mapping[str, str], begun: Mapping[str, str]) -> Glossary:
    """Return a glossary of these names by folded word: of whole words, and of beginnings."""
    return Glossary(SortedNames.of(whole), SortedNames.of(begun))


def _written(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield each name with one of its words, as it is written and folded."""
    value = document.value
    if not isinstance(value, dict):
        raise error_at(document, (), "a list is needed for each word. Mend it")
    for name, words in value.items():
        if not isinstance(words, list):
            raise error_at(document, (name,), "a list is needed. Write [] for no word")
        for word in words:
            yield name, word, _folded(document, name, word)


def _folded(document: Document, name: str, word: object) -> str:
    text = word if isinstance(word, str) else ""
    words = plain(text).split()
    if len(words) not in ({1} if "*" in text else {1, 2}):
        what = f"{word!r} is neither one word nor two. Write one, which a star may end"
        raise error_at(document, (name,), f"{what}, or two without a star; numbers in quotes")
    return _PAIRED.join(words)
