"""
The lists of what people type: each language has all of them, and each can be read (S11).

The bot runs without one that is missing and hears less, which nobody would see.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.checks.locales import LANGUAGES
from bot.checks.problem import Problem, problem_of
from bot.errors import ContentError
from bot.i18n.languages import read_languages
from bot.understanding.courtesy import FILE as POLITE
from bot.understanding.courtesy import read_polite_words
from bot.understanding.glossary import FILE as GLOSSARY
from bot.understanding.glossary import read_glossary
from bot.understanding.hearing import FILE as WEIGHTS
from bot.understanding.hearing import read_hearing
from bot.understanding.lexicon import (
    COUNTRIES_CALLED,
    ORDINARY_WORDS,
    read_lexicons,
    read_lists_of_words,
)
from bot.understanding.own_words import FILE as OWN_WORDS
from bot.understanding.patterns import FILE as PATTERNS
from bot.understanding.patterns import read_patterns
from bot.understanding.together import TABLE

NEEDED = {
    TABLE: (
        "words that mean danger together are not heard",
        "Write the words of each idea, as en/danger.yaml has them",
    ),
    OWN_WORDS: ("no answer can be typed in other words", "Write it, or {} for no words"),
    GLOSSARY: (
        "sentences of other languages teach it nothing",
        "Write it, or {} for no words",
    ),
    WEIGHTS: (
        "danger is heard by the lists alone",
        "Write sentences to learn from, then run: python -m tests.hearing",
    ),
}
"""Each file that a language needs beside its lists, what is lost without it, and the remedy."""

NEEDED_BY_ALL = {
    PATTERNS: (
        "danger is heard by single words and pairs alone",
        "Take it from the project, or run: python -m tests.hearing",
    ),
}
"""The same for what lies beside the languages and serves them all."""


def check_typed_words(locales: Path) -> list[Problem]:
    """Return the problem of the first list that cannot be read, if any."""
    try:
        languages = read_languages(locales / LANGUAGES)
        read_lexicons(locales, languages)
        for language in languages:
            read_hearing(locales / language.code / WEIGHTS)
            read_glossary(locales / language.code / GLOSSARY)
        read_patterns(locales / PATTERNS)
        for words in (ORDINARY_WORDS, COUNTRIES_CALLED):
            read_lists_of_words(locales / words)
    except ContentError as error:
        return [problem_of(error)]
    return []


def check_missing_words(locales: Path) -> list[Problem]:
    """Return every list that a language lacks."""
    try:
        codes = [language.code for language in read_languages(locales / LANGUAGES)]
        polite = read_polite_words(locales / POLITE)
    except ContentError as error:
        return [problem_of(error)]
    missing = [problem for code in codes for problem in _missing(locales / code, NEEDED)]
    impolite = [_not_polite(locales, code) for code in codes if code not in polite]
    return [*missing, *impolite, *_missing(locales, NEEDED_BY_ALL)]


def _missing(folder: Path, needed: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    for name, (lost, remedy) in needed.items():
        if not (folder / name).is_file():
            yield Problem(f"{folder / name}:1", f"this file is not there: {lost}", remedy)


def _not_polite(locales: Path, code: str) -> Problem:
    what = f"{code} has no list here: a command with a please beside it is not understood"
    return Problem(f"{locales / POLITE}:1", what, "Write its words, or [] for none")
