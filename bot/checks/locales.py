"""
Read the translators' files with a critical eye: `python -m bot check locales [language]`.

Finds what a program can find: texts that are missing or old, a number that changed, a label that
will not fit, a word that must not stand on a lock screen. Whether the words are kind and right, a
native speaker reads (locales/README.md).
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.checks.locales_letters import (
    english_left,
    foreign_letters,
    said_in_two_ways,
    wrong_script,
)
from bot.checks.locales_plurals import missing_forms, wrong_rule
from bot.checks.locales_promises import (
    no_promise_words,
    promised,
    read_promise_words,
    read_promising,
)
from bot.checks.problem import Problem
from bot.checks.telling import TellingWords, read_telling_words, telling_word_in
from bot.errors import CatalogueError
from bot.i18n import contexts, extract
from bot.i18n.catalog import TEMPLATE, source_of
from bot.i18n.catalogue_files import (
    Catalog,
    Message,
    extra_headers,
    forms,
    is_translated,
    key_of,
    read_catalogue,
    texts,
    translated_languages,
    written,
)
from bot.i18n.catalogue_files import extract as extract_texts
from bot.i18n.languages import Language
from bot.i18n.review import unread_safety_texts
from bot.i18n.words import PLACEHOLDER, SOURCE

__all__ = ["check_locales", "telling_word_in"]

LANGUAGES = "languages.yaml"
UPDATE = "Run: python -m bot locales update"
_LIMIT = re.compile(r"at most (\d+) characters")
_BUTTONS = frozenset({"button", "safety.button"})
_LABEL = 40
"""The most characters of a button, whether a comment says so or not."""

_NUMBER = re.compile(r"\d+")
_EXCLAMATION = re.compile("[!¡！]")


def check_locales(root: Path, language: str | None = None) -> list[Problem]:
    """
    Return every problem of the catalogues under `root`/locales.

    With a language, only its own, and each untranslated text by name; without one, a line for each
    language says how many. A file that cannot be read is a problem, not an exception.
    """
    try:
        return list(_problems(root, language))
    except CatalogueError as error:
        place, _, what = str(error).partition(": ")
        said, _, remedy = what.rpartition(". ")
        return [Problem(place, said, remedy)]


def _problems(root: Path, only: str | None) -> Iterator[Problem]:
    folder = root / "locales"
    template = extract_texts(root)
    if only in {None, SOURCE}:
        yield from _template_problems(folder, template)
        yield from no_promise_words(folder)
    for language in translated_languages(folder):
        if only in {None, language.code}:
            yield from CatalogueReader(folder, language, template).problems(
                name_each=only is not None
            )


def _template_problems(folder: Path, template: Catalog) -> Iterator[Problem]:
    path = folder / TEMPLATE
    if not path.is_file() or path.read_text(encoding="utf-8") != written(template):
        yield Problem(f"{path}:1", "not current with the English texts", UPDATE)
    telling = read_telling_words(folder, SOURCE)
    for message in texts(template):
        place = message.locations[0][0]
        for what, remedy in _source_faults(message, telling):
            yield Problem(place, f"{_named(message)}: {what}", remedy)


def _source_faults(message: Message, telling: TellingWords) -> Iterator[tuple[str, str]]:
    for text in _english(message):
        yield from too_long(message, text)
        yield from _telling(message, text, telling)
        yield from _shouting(message, text)


class CatalogueReader:
    """Reads one language's catalogue. What is true of those of lessons alone: checks/lessons.py."""

    def __init__(self, folder: Path, language: Language, template: Catalog) -> None:
        self.path = source_of(folder, language.code)
        self.folder, self.language, self.template = folder, language, template
        self.telling = read_telling_words(folder, language.code)
        self.promises = read_promise_words(folder).get(language.code)
        self.promising = read_promising(folder)

    def problems(self, *, name_each: bool) -> Iterator[Problem]:
        """Yield all that is wrong with the catalogue."""
        catalog = read_catalogue(self.path)
        yield from self.not_current(catalog)
        yield from self.untranslated(catalog, name_each=name_each)
        for what, remedy in wrong_rule(catalog, self.language.code):
            yield Problem(f"{self.path}:1", what, remedy)
        translated = [*filter(is_translated, texts(catalog))]
        for message in translated:
            for what, remedy in (*missing_forms(message, catalog), *self.faults(message)):
                yield Problem(self.place(message), f"{_named(message)}: {what}", remedy)
        yield from self.in_two_ways(translated)

    def place(self, message: Message) -> str:
        """Return file and line of a text."""
        return f"{self.path}:{message.lineno or 1}"

    def not_current(self, catalog: Catalog) -> Iterator[Problem]:
        """Yield what is not as the English and languages.yaml have it."""
        if {*map(key_of, texts(catalog))} != {*map(key_of, texts(self.template))}:
            yield Problem(f"{self.path}:1", "not current with the English texts", UPDATE)
        if extra_headers(self.path).get("X-Review") != self.language.review:
            what = f'X-Review is not "{self.language.review}", as languages.yaml says'
            yield Problem(f"{self.path}:1", what, UPDATE)
        yield from self.not_as_read(catalog)

    def not_as_read(self, catalog: Catalog) -> Iterator[Problem]:
        """Yield when languages.yaml says otherwise than the remarks on the safety texts (S80)."""
        unread, place = unread_safety_texts(texts(catalog)), f"{self.folder / LANGUAGES}:1"
        if unread and self.language.review == "reviewed":
            what = f"{self.language.code} is called reviewed, but {unread} safety texts are drafts"
            yield Problem(place, what, "Write `review: draft`, or have them read (locales take)")
        if not unread and self.language.review == "draft":
            what = f"every safety text of {self.language.code} was read by somebody"
            yield Problem(place, what, "Write `review: reviewed`, and run: locales update")

    def untranslated(self, catalog: Catalog, *, name_each: bool) -> Iterator[Problem]:
        """Yield what has no translation."""
        missing = [message for message in texts(catalog) if not is_translated(message)]
        safety = sum(contexts.is_safety(message.context) for message in missing)
        remedy = f"Run: python -m bot check locales {self.language.code}"
        place = str(self.path.parents[1])
        if safety:
            what = f"{safety} safety messages untranslated, language not offered"
            yield Problem(place, what, remedy)
        if len(missing) > safety:
            what = f"{len(missing) - safety} other messages untranslated, shown in English"
            yield Problem(place, what, remedy)
        for message in missing if name_each else ():
            what = "marked as needing work" if message.fuzzy else "untranslated"
            yield Problem(self.place(message), f"{_named(message)}: {what}", "Translate it")

    def halves(self, catalog: Catalog) -> Iterator[Message]:  # noqa: ARG002  # as of lessons
        """Yield nothing: here a text may stand alone, and the others are read in English."""
        yield from ()

    def in_two_ways(self, translated: list[Message]) -> Iterator[Problem]:
        """Yield what one English text is called by two names."""
        by_key = {key_of(message): message for message in translated}
        said = [(key[0] or "", key[1], forms(message)[0]) for key, message in by_key.items()]
        for context, english, (what, remedy) in said_in_two_ways(said):
            message = by_key[context, english]
            yield Problem(self.place(message), f"{_named(message)}: {what}", remedy)

    def faults(self, message: Message) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with any form of a translation, and what to do."""
        for text in forms(message):
            yield from self.faults_of(message, text)

    def faults_of(self, message: Message, text: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with one translation of a text, and what to do."""
        pairs: tuple[Callable[[Message, str], Iterator[tuple[str, str]]], ...] = (
            _placeholders, _digits, _edges, too_long, _shouting,
        )  # fmt: skip
        for fault in pairs:
            yield from fault(message, text)
        yield from _telling(message, text, self.telling)
        yield from promised(text, _english(message), self.promises, self.promising)
        yield from wrong_script(text, self.language.code)
        yield from foreign_letters(text, self.language.code)
        if not _is_area(message):
            yield from english_left(text, _english(message), self.language.code)


def _named(message: Message) -> str:
    context, english = key_of(message)
    return f'{context} "{english if len(english) <= 40 else english[:39] + "…"}"'


def _english(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


def _placeholders(message: Message, text: str) -> Iterator[tuple[str, str]]:
    wanted, given = set(PLACEHOLDER.findall(_english(message)[-1])), set(PLACEHOLDER.findall(text))
    # A form for one or two may say the number in a word.
    spoken = {"count"} if isinstance(message.id, tuple) else set()
    if given - wanted or wanted - given - spoken or "{" in PLACEHOLDER.sub("", text):
        names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
        yield "the placeholders differ", f"Write exactly these, untranslated: {names}"


def _digits(message: Message, text: str) -> Iterator[tuple[str, str]]:
    if any(letter.isdecimal() and not letter.isascii() for letter in text):
        yield "digits other than 0 to 9", "Write digits as 0 to 9 in every language (S63)"
    allowed = [sorted(_NUMBER.findall(english)) for english in _english(message)]
    if sorted(_NUMBER.findall(text)) not in allowed:
        numbers = ", ".join(allowed[-1]) or "none"
        yield "the numbers differ from the English", f"Write exactly these: {numbers}"


def _edges(message: Message, text: str) -> Iterator[tuple[str, str]]:
    english = _english(message)[0]
    if _around(english) != _around(text):
        yield "spaces or line ends at the edges differ", "Begin and end it as the English does"
    first = text.lstrip()[:1]
    if message.context != contexts.LANGUAGE and english[:1].isupper() and first.islower():
        yield "begins with a small letter", "Begin with a capital, as the English does"


def _around(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def too_long(message: Message, text: str) -> Iterator[tuple[str, str]]:
    """Yield that a translation is longer than its comment allows, or than a button may be."""
    # A long comment is kept in several lines: the limit may stand across two of them.
    said = _LIMIT.finditer(" ".join(message.auto_comments))
    limits = {int(limit[1]) for limit in said} | (
        {_LABEL} if message.context in _BUTTONS else set()
    )
    for limit in sorted(limits):
        if len(text) > limit:
            yield f"{len(text)} characters; at most {limit}", "Say it shorter"


def _shouting(message: Message, text: str) -> Iterator[tuple[str, str]]:  # noqa: ARG001  # one shape
    if _EXCLAMATION.search(text):
        yield "an exclamation mark", "Write it calmly"


def _is_area(message: Message) -> bool:
    """Whether this is a name of a place: many are the same in every language."""
    return (message.context or "").startswith("area.")


def _telling(message: Message, text: str, telling: TellingWords) -> Iterator[tuple[str, str]]:
    first_line = text.strip().partition("\n")[0]
    if _on_lock_screen(message) and (word := telling_word_in(first_line, telling)):
        yield f'the telling word "{word}" on a lock screen', "Say it with ordinary words (S25)"


def _on_lock_screen(message: Message) -> bool:
    cover = (message.context or "").removeprefix(contexts.SAFETY).startswith(contexts.COVER)
    return cover or any(extract.LOCK_SCREEN in comment for comment in message.auto_comments)
