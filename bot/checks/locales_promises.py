"""
No translation promises what its English does not (S6).

The words of promise of every language stand in locales/promise_words.yaml. A translation may hold
one where its English is known to promise or to deny something: then locales/en/promises.yaml says
which code keeps it.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bot.checks.problem import Problem
from bot.errors import CatalogueError, ContentError
from bot.understanding.phrases import Phrases
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

WORDS = "promise_words.yaml"
"""The file of the words under the folder of catalogues."""


def read_promise_words(folder: Path) -> Mapping[str, Phrases]:
    """
    Return each language's words of promise, by its code (ISO 639); none without the file.

    Raises CatalogueError with file, line and remedy.
    """
    if not (folder / WORDS).is_file():
        return {}
    try:
        document = read_yaml(folder / WORDS)
    except ContentError as error:
        raise CatalogueError(str(error)) from None
    value = document.value
    if not isinstance(value, dict) or not all(isinstance(words, list) for words in value.values()):
        raise CatalogueError(f"{document.place()}: a list for each language is needed. Mend it")
    return {str(code): Phrases([*map(str, words)]) for code, words in value.items()}


def no_promise_words(folder: Path) -> Iterator[Problem]:
    """Yield a problem where no list of these words is there: nothing would be looked for (S6)."""
    if not read_promise_words(folder):
        what = "no list of words of promise, so no translation is held against it"
        yield Problem(f"{folder / WORDS}:1", what, "Put it back, with a list for each language")


def read_promising(folder: Path) -> frozenset[str]:
    """Return the English texts that promise or deny something; none where nothing is listed."""
    path = folder / "en" / "promises.yaml"
    if not path.is_file():
        return frozenset()
    listed = read_yaml(path).value
    # What has another shape is found by the check of the promises themselves.
    entries = listed if isinstance(listed, list) else []
    return frozenset(str(one["text"]) for one in entries if isinstance(one, dict) and "text" in one)


def promised(
    text: str, english: Collection[str], words: Phrases | None, promising: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the word with which a translation promises more than its `english` forms do."""
    if words is None or promising & set(english):
        return
    if word := words.first_in(plain(text)):
        what = f'the word of promise "{word}", where the English promises nothing'
        yield what, "Say only what the English says (S6)"
