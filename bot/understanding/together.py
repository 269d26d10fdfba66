"""
Words that mean danger together, in whatever order they stand.

A list of phrases hears what its writer thought of. Here each language gives words for a few ideas,
such as who it is, hurting, being shut in, fear (locales/<lang>/danger.yaml), and one table for all
languages says which ideas together mean danger (locales/danger.yaml). An ordinary idea among them,
such as a ball or an exam, keeps the words from meaning it.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from bot.compact.texts import texts
from bot.understanding.anchors import Anchors, anchors_of
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain
from bot.understanding.word_files import error_at, read_words
from bot.yaml_file import Document

TABLE = "danger.yaml"
"""The file of the table under the folder of catalogues, and of the words under each language."""

ORDINARY = "ordinary"
"""The idea that keeps others from meaning danger."""


@dataclass(frozen=True, slots=True)
class Table:
    """
    Which ideas there are, and which of them together mean danger.

    `ideas` is every idea but the ordinary one; each of `dangers` is a set of them.
    """

    ideas: tuple[str, ...] = ()
    dangers: tuple[frozenset[str], ...] = ()

    def means_danger(self, found: frozenset[str]) -> bool:
        """Whether the ideas that were found mean danger."""
        return ORDINARY not in found and any(danger <= found for danger in self.dangers)


@dataclass(frozen=True)
class Together:
    """
    One language's words for each idea, and the table they are held against.

    `every_word` are phrases in the notation of phrases.py, one idea after the other; `ends` says of
    each idea, in that order, how many there are up to its last. `anchors` gives those of all of
    them, where somebody has worked them out before.
    """

    table: Table = Table()
    every_word: Sequence[str] = field(default=(), repr=False)
    ends: Mapping[str, int] = field(default_factory=dict, repr=False)
    anchors: Callable[[], Anchors] | None = field(default=None, repr=False, compare=False)

    def words(self, idea: str) -> Sequence[str]:
        """Return the phrases of an idea; none for one that there is not."""
        bounds = pairwise((0, *self.ends.values()))
        return next(
            (self.every_word[slice(*one)] for known, one in zip(self.ends, bounds, strict=True)
             if known == idea), (),
        )  # fmt: skip

    @cached_property
    def prepared(self) -> Anchors:
        """The anchors of all the phrases."""
        return self.anchors() if self.anchors is not None else anchors_of(self.every_word)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.every_word, self.prepared)

    def _idea_of(self, number: int) -> str:
        return tuple(self.ends)[bisect_right(tuple(self.ends.values()), number)]

    def ideas_in(self, folded: str) -> frozenset[str]:
        """Return the ideas of which a text, folded by `plain`, holds a word."""
        return frozenset(map(self._idea_of, self._phrases.all_in(folded)))

    def mean_danger(self, folded: str) -> bool:
        """Whether the words of a text, folded by `plain`, mean danger together."""
        return bool(self.ends) and self.table.means_danger(self.ideas_in(folded))


def read_table(path: Path) -> Table:
    """Read the table. Raises CatalogueError with file, line and remedy."""
    document = read_words(path)
    value = document.value
    if not isinstance(value, dict) or set(value) != {"ideas", "danger"}:
        raise error_at(document, (), "the keys here are ideas, danger. Mend them")
    ideas = tuple(str(idea) for idea in value["ideas"])
    for at, danger in enumerate(value["danger"]):
        if strange := set(danger) - set(ideas):
            raise error_at(document, ("danger", at), f"{min(strange)!r} is no idea. Mend it")
    return Table(ideas, tuple(frozenset(danger) for danger in value["danger"]))


def read_together(path: Path, table: Table) -> Together:
    """
    Read one language's words. Raises CatalogueError with file, line and remedy.

    A language without the file has none: its phrases are all that is heard.
    """
    if not path.is_file():
        return Together(table)
    document = read_words(path)
    known = {*table.ideas, ORDINARY}
    if not isinstance(document.value, dict) or set(document.value) != known:
        listed = ", ".join(sorted(known))
        raise error_at(document, (), f"the keys here are {listed}. Mend them")
    words = {idea: list(_words(document, idea)) for idea in (*table.ideas, ORDINARY)}
    ends = accumulate(len(one) for one in words.values())
    every_word = texts(chain.from_iterable(words.values()))
    return Together(table, every_word, dict(zip(words, ends, strict=True)))


def _words(document: Document, idea: str) -> Iterable[str]:
    value: Any = document.value[idea]
    if not isinstance(value, list) or not all(isinstance(one, str) and plain(one) for one in value):
        raise error_at(document, (idea,), "a list of words is needed, each with letters. Mend it")
    return value
