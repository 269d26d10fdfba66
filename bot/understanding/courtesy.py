"""
Words around a command that change nothing: please, now, I want to.

They stand in locales/polite_words.yaml, for each language its own.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.understanding.skeleton import plain
from bot.understanding.word_files import error_at, read_words

FILE = "polite_words.yaml"
"""The file of these words, under the folder of catalogues."""

_ROUNDS = 4
"""So many of them are left away at most: "please can you now" is a command's whole courtesy."""


def bare(folded: str, words: Iterable[str]) -> str:
    """Return a folded text without the polite words (folded too) around it; maybe nothing."""
    known = tuple(words)
    for _ in range(_ROUNDS):
        shorter = _once(folded, known)
        if shorter == folded:
            break
        folded = shorter
    return folded


def _once(folded: str, words: Iterable[str]) -> str:
    for word in words:
        if folded == word:
            return ""
        if folded.startswith(f"{word} "):
            return folded[len(word) + 1 :]
        if folded.endswith(f" {word}"):
            return folded[: -len(word) - 1]
    return folded


def read_polite_words(path: Path) -> Mapping[str, tuple[str, ...]]:
    """
    Return each language's words, folded, the longest first; none without the file.

    Raises CatalogueError with file, line and remedy.
    """
    if not path.is_file():
        return {}
    document = read_words(path)
    value = document.value
    if not isinstance(value, dict) or not all(isinstance(words, list) for words in value.values()):
        raise error_at(document, (), "a list for each language is needed. Mend it")
    return {str(code): _longest_first(map(str, words)) for code, words in value.items()}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    folded = {plain(word) for word in words} - {""}
    return tuple(sorted(folded, key=lambda one: (-len(one), one)))
