"""
Read the translators' files of the lessons with a critical eye.

All that is looked for in any catalogue (locales.py), but for two things: only a safety lesson has
to stand in every language, and any other is translated whole or not at all, so that nobody meets
half a lesson in her language (S80).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.checks.locales import UPDATE, CatalogueReader
from bot.checks.problem import Problem, problem_of
from bot.checks.promises import VERBS
from bot.dialogue.lesson_files import read_lessons
from bot.errors import ContentError
from bot.i18n.catalog import LESSON_TEMPLATE, lesson_source_of
from bot.i18n.catalogue_files import (
    Catalog,
    Message,
    is_translated,
    key_of,
    read_catalogue,
    texts,
    translated_languages,
)
from bot.i18n.languages import Language
from bot.i18n.lesson_files import current_lessons, extract_lessons
from bot.i18n.words import SOURCE

LESSON = "lesson"

WORD_GIVEN = re.compile(r"\bsure\b|\bmy word\b")
"""Answers that promise, which a lesson offers so that somebody may see what they cost."""


def check_lesson_locales(root: Path, language: str | None = None) -> list[Problem]:
    """Return every problem of the catalogues of lessons under `root`/locales; or of one of them."""
    try:
        return list(_problems(root, language))
    except ContentError as error:
        return [problem_of(error)]


def _problems(root: Path, only: str | None) -> Iterator[Problem]:
    folder = root / "locales"
    template = extract_lessons(root)
    if not [*texts(template)]:
        return
    if only in {None, SOURCE}:
        path = folder / LESSON_TEMPLATE
        if not path.is_file() or path.read_text("utf-8") != current_lessons(root)[path]:
            yield Problem(f"{path}:1", "not current with the English texts", UPDATE)
    for language in translated_languages(folder):
        if only in {None, language.code}:
            reader = lesson_reader(folder, language, template)
            yield from reader.problems(name_each=only is not None)


def lesson_reader(folder: Path, language: Language, template: Catalog) -> "LessonReader":
    """
    Return what reads a language's lessons. dialogues/ beside `folder` says which are about safety.
    """
    lessons = read_lessons(folder.parent / "dialogues")
    everywhere = {one.id for one in lessons.values() if one.everywhere}
    return LessonReader(folder, language, template, everywhere)


class LessonReader(CatalogueReader):
    """Reads one language's lessons."""

    def __init__(
        self, folder: Path, language: Language, template: Catalog, everywhere: set[str]
    ) -> None:
        super().__init__(folder, language, template)
        self.path, self.everywhere = lesson_source_of(folder, language.code), everywhere
        told = (key_of(message)[1] for message in texts(template))
        # What a lesson says with such a verb is what somebody else does, or shall not do.
        self.promising |= frozenset(
            one for one in told if VERBS.search(one) or WORD_GIVEN.search(one)
        )

    def not_as_read(self, catalog: Catalog) -> Iterator[Problem]:  # noqa: ARG002  # the same shape
        """Yield nothing: whether a language counts as read is decided by its other texts."""
        yield from ()

    def untranslated(self, catalog: Catalog, *, name_each: bool) -> Iterator[Problem]:
        """Yield a safety lesson that is not whole, and any other that is there in part."""
        missing = of_each(catalog, translated=False)
        there = of_each(catalog, translated=True)
        for part, number in missing.items():
            kind, _, id_ = part.partition(".")
            if kind == LESSON and id_ in self.everywhere:
                what = f'{number} texts of the safety lesson "{id_}" untranslated'
                yield Problem(f"{self.path}:1", what, "Translate them: it stands in every language")
            elif part in there:
                what = f'{number} texts of "{part}" untranslated, the others are there'
                yield Problem(f"{self.path}:1", what, "Translate it whole, or leave it out whole")
        for message in self.halves(catalog) if name_each else ():
            what = f'{message.context}: untranslated "{key_of(message)[1][:40]}"'
            yield Problem(self.place(message), what, "Translate it")

    def halves(self, catalog: Catalog) -> Iterator[Message]:
        """Yield what has no translation in a lesson or handout of which another text has one."""
        there = of_each(catalog, translated=True)
        for message in texts(catalog):
            if not is_translated(message) and _part(message.context) in there:
                yield message


def of_each(catalog: Catalog, *, translated: bool) -> dict[str, int]:
    """Return how many texts of each lesson and handout have a translation, or have none."""
    found: dict[str, int] = {}
    for message in texts(catalog):
        if is_translated(message) is translated:
            part = _part(message.context)
            found[part] = found.get(part, 0) + 1
    return found


def counted(path: Path) -> dict[str, int]:
    """Return how many texts of each lesson and handout are translated in a catalogue's file."""
    return of_each(read_catalogue(path), translated=True)


def _part(context: str | None) -> str:
    """Return the lesson or handout of a context: its first two words."""
    return ".".join((context or "").split(".")[:2])
