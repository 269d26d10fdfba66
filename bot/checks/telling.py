"""
Whether a text would give her away to someone who glances at a locked phone (S25).

Each language's words stand in locales/<lang>/telling.yaml.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.errors import CatalogueError, ContentError
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml


@dataclass(frozen=True)
class TellingWords:
    """
    One language's telling words, and what is allowed although it looks like one.

    Both in the notation of bot/understanding/phrases.py.
    """

    words: tuple[str, ...] = field(repr=False)
    allowed: tuple[str, ...] = field(repr=False, default=())

    @cached_property
    def found_by(self) -> Phrases:
        """The words, ready to look for."""
        return Phrases(self.words)

    @cached_property
    def passed_over(self) -> Phrases:
        """What is allowed, ready to look for."""
        return Phrases(self.allowed)


def read_telling_words(folder: Path, language: str) -> TellingWords:
    """
    Read a language's telling words under `folder` (`locales/`).

    Raises CatalogueError with file, line and remedy.
    """
    try:
        document = read_yaml(folder / language / "telling.yaml")
    except ContentError as error:
        raise CatalogueError(str(error)) from None
    value = document.value
    if (
        not isinstance(value, dict)
        or not value.get("words")
        or not {*value} <= {"words", "allowed"}
    ):
        raise CatalogueError(
            f'{document.place()}: a list "words" is needed, and perhaps a list "allowed". Mend it'
        )
    return TellingWords(tuple(value["words"]), tuple(value.get("allowed") or ()))


def telling_word_in(text: str, words: TellingWords) -> str | None:
    """Return the first telling word of a text, as the check sees it (folded), or None."""
    return words.found_by.first_in(words.passed_over.taken_out_of(plain(text)))
