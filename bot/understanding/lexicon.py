"""
What people type, per language: read from locales/<lang>/understanding.yaml.

A list of words that many phrases share, such as the people of a household, is written once under
`sets` and named in a phrase by `<its name>`.

Every lexicon is searched whatever language the card stands in: she may type in any.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from bot.compact.texts import Texts, texts
from bot.errors import CatalogueError
from bot.understanding.anchors import Anchors, anchors_of
from bot.understanding.command_texts import COMMANDS, Command, CommandTexts, command_texts
from bot.understanding.courtesy import FILE as POLITE
from bot.understanding.courtesy import read_polite_words
from bot.understanding.hearing import FILE as WEIGHTS
from bot.understanding.hearing import Hearing, read_hearing
from bot.understanding.own_words import FILE as OWN_WORDS
from bot.understanding.own_words import OwnWords, read_own_words
from bot.understanding.patterns import FILE as PATTERNS
from bot.understanding.patterns import PatternsFile
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain
from bot.understanding.slips import Vocabulary
from bot.understanding.together import ORDINARY, TABLE, Table, Together, read_table, read_together
from bot.understanding.word_files import error_at, read_words
from bot.yaml_file import Document

ORDINARY_WORDS = "ordinary_words.yaml"
"""The file of words that are no slip of a place's name, under the folder of catalogues."""

COUNTRIES_CALLED = "countries_called.yaml"
"""The file of what people call the countries besides the names on the cards, in the same folder."""

NO_TABLE = Table()
"""No ideas mean danger together: for a lexicon that is read alone."""

_KEYS = {"sets", "distress", "ordinary", "commands"}
_SET = re.compile(r"<(\w+)>")


class NamedLanguage(Protocol):
    """What a lexicon needs to know of its language. bot/i18n/languages.py has the whole of it."""

    @property
    def code(self) -> str:
        """ISO 639."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def latin(self) -> tuple[str, ...]:
        """Ways to type its name in Latin letters."""

    @property
    def called(self) -> tuple[str, ...]:
        """Its names in the other languages of the bot."""

    @property
    def safe_word(self) -> str | None:
        """The word that, typed alone, brings the urgent numbers (S12)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    What looking for a lexicon's phrases needs: their anchors, and each folded command.
    """

    distress: Anchors
    ordinary: Anchors
    command_by_text: CommandTexts


@dataclass(frozen=True)
class Lexicon:
    """
    One language's phrases, as written in its file.

    `distress` brings the urgent card (S11); `ordinary` holds what looks like distress and is not;
    `commands` what can be typed instead of tapping; `names` how the language itself is called;
    `together` holds the words that mean danger together; `folder` is where the language's files lie
    that are read only when asked for (hearing.py, own_words.py), `patterns` those of all languages;
    `polite` are the folded words that may stand around a command; `ready` is what was prepared
    before, if anything was.
    """

    language: str
    distress: Sequence[str] = field(repr=False)
    ordinary: Sequence[str] = field(repr=False)
    commands: Mapping[Command, Sequence[str]] = field(repr=False)
    names: tuple[str, ...] = ()
    safe_word: str | None = None
    together: Together = field(default_factory=Together, repr=False)
    folder: Path | None = field(default=None, repr=False, compare=False)
    patterns: PatternsFile | None = field(default=None, repr=False, compare=False)
    polite: tuple[str, ...] = field(default=(), repr=False)
    ready: Prepared | None = field(default=None, repr=False, compare=False)

    @cached_property
    def prepared(self) -> Prepared:
        """The phrases' anchors and the folded commands."""
        if self.ready is not None:
            return self.ready
        commands = command_texts(self.commands)
        return Prepared(anchors_of(self.distress), anchors_of(self.ordinary), commands)

    @cached_property
    def distress_phrases(self) -> Phrases:
        """The distress phrases, ready to look for."""
        return Phrases(self.distress, self.prepared.distress)

    @cached_property
    def ordinary_phrases(self) -> Phrases:
        """The ordinary phrases, ready to look for."""
        return Phrases(self.ordinary, self.prepared.ordinary)

    @cached_property
    def hearing(self) -> Hearing | None:
        """How danger sounds in this language; None where that was not learned or cannot be read."""
        if self.folder is None:
            return None
        patterns = self.patterns.patterns if self.patterns is not None else None
        with suppress(CatalogueError):  # the lists hear without it; `check` says what is wrong
            return read_hearing(self.folder / WEIGHTS, patterns)
        return None

    def may_be_slip(self, word: str, meant: str) -> bool:
        """Whether a folded word may be another one with a slip of spelling, as far as is known."""
        return self.hearing is None or self.hearing.glossary.may_be_slip(word, meant)

    @cached_property
    def own_words(self) -> OwnWords:
        """What may be typed instead of tapping an answer; nothing where that cannot be read."""
        with suppress(CatalogueError):  # she can tap; `check` says what is wrong
            return {} if self.folder is None else read_own_words(self.folder / OWN_WORDS)
        return {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the distress phrases, to see slips by."""
        ordinary = frozenset(self.together.words(ORDINARY))
        dangers = (word for word in self.together.every_word if word not in ordinary)
        return Vocabulary((*self.distress, *dangers), (*self.ordinary, *ordinary))

    @property
    def command_by_text(self) -> CommandTexts:
        """Each folded text that is a command, and which."""
        return self.prepared.command_by_text

    @cached_property
    def plain_names(self) -> frozenset[str]:
        """The folded names of the language."""
        return frozenset(map(plain, self.names))


def read_lexicons(folder: Path, languages: Iterable[NamedLanguage]) -> tuple[Lexicon, ...]:
    """
    Read the lexicon of each language under `folder` (`locales/`).

    Raises CatalogueError with file, line and remedy when one is missing or wrong.
    """
    table, polite = read_table(folder / TABLE), read_polite_words(folder / POLITE)
    patterns = PatternsFile(folder / PATTERNS)
    return tuple(
        replace(
            read_lexicon(folder / one.code / "understanding.yaml", one, table),
            polite=polite.get(one.code, ()),
            patterns=patterns,
        )
        for one in languages
    )


def read_lists_of_words(path: Path) -> dict[str, tuple[str, ...]]:
    """
    Return the words of a file of lists: of each language, or of each country.

    Read so are ORDINARY_WORDS, by ISO 639, and COUNTRIES_CALLED, by ISO 3166.

    Raises CatalogueError with file, line and remedy.
    """
    document = read_words(path)
    if not isinstance(document.value, dict):
        raise error_at(document, (), "a list of words is needed for each language. Mend it")
    return {code: tuple(_words(document, code)) for code in document.value}


def read_lexicon(path: Path, language: NamedLanguage, table: Table = NO_TABLE) -> Lexicon:
    """Read one lexicon. Raises CatalogueError with file, line and remedy."""
    document = read_words(path)
    value = document.value
    if not isinstance(value, dict) or set(value) != _KEYS:
        raise error_at(document, (), f"the keys here are {', '.join(sorted(_KEYS))}. Mend them")
    _check_sets(document)
    return Lexicon(
        language.code,
        _phrases(document, "distress"),
        _phrases(document, "ordinary"),
        _commands(document),
        (language.name, *language.latin, *language.called),
        language.safe_word,
        read_together(path.with_name(TABLE), table),
        path.parent,
    )


def _commands(document: Document) -> dict[Command, Texts]:
    given = document.value["commands"]
    if not isinstance(given, dict) or set(given) != set(COMMANDS):
        known = ", ".join(COMMANDS)
        raise error_at(document, ("commands",), f"every one of {known} is needed, and no other")
    return {name: _phrases(document, "commands", name) for name in COMMANDS}


def _phrases(document: Document, *where: str) -> Texts:
    return texts(
        _filled(document, (*where, at), one) for at, one in enumerate(_words(document, *where))
    )


def _words(document: Document, *where: str) -> list[str]:
    value: Any = document.value
    for key in where:
        value = value[key]
    if not isinstance(value, list) or not all(isinstance(one, str) and plain(one) for one in value):
        raise error_at(document, where, "a list of phrases is needed, each with letters. Mend it")
    return value


def _filled(document: Document, where: tuple[str | int, ...], phrase: str) -> str:
    """Return a phrase with each set in the place of its name, as words to choose from."""
    sets = document.value["sets"]
    if strange := set(_SET.findall(phrase)) - set(sets):
        known = ", ".join(sorted(sets)) or "none"
        raise error_at(document, where, f"<{min(strange)}> is no set; there is: {known}. Mend it")
    return _SET.sub(lambda found: "/".join(map(_one_word, sets[found[1]])), phrase)


def _one_word(choice: str) -> str:
    return choice.replace(" ", "-")


def _check_sets(document: Document) -> None:
    sets = document.value["sets"]
    if not isinstance(sets, dict):
        raise error_at(document, ("sets",), "the sets are lists with a name each, or {}. Mend it")
    for name in sets:
        if _SET.search(str(sets[name])):
            raise error_at(document, ("sets", name), "a set holds words, no other set. Mend it")
        _phrases(document, "sets", name)
