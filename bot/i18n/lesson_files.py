"""
The translators' files of the lessons and of what is printed for groups: lessons.po, lessons.pot.

They lie beside the other catalogues and are made in the same way. They are apart because only the
safety lessons have to stand in every language: any other lesson is there whole, or falls back whole
(bot/decisions, "Lessons in a catalogue of their own").
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.extract import extract as babel_extract

from bot.i18n.catalog import LESSON_TEMPLATE, lesson_source_of
from bot.i18n.catalogue_files import (
    KEYWORDS,
    Catalog,
    TextCatalog,
    current,
    is_of_lessons,
    named,
    translated_languages,
    written,
)
from bot.i18n.compiling import compile_one
from bot.i18n.extract import extract_dialogue


def extract_lessons(root: Path) -> Catalog:
    """Return every text of the lessons without translations. Raises ContentError."""
    template = TextCatalog(
        header_comment="# Lessons for supporters. Made by a program: translate lessons.po.",
        project="Fingerpost",
        version="1",
        msgid_bugs_address="",
        language_team="",
        fuzzy=False,
    )
    for path, method in _sources(root):
        with path.open("rb") as file:
            for _, ids, comments, context in babel_extract(method, file, KEYWORDS, [], {}):
                where = [(named(path, root), 0)]
                template.add(ids, None, where, auto_comments=comments, context=context)
    return template


def _sources(root: Path) -> Iterator[tuple[Path, Callable[..., Any]]]:
    for path in sorted((root / "dialogues").glob("*.yaml")):
        if is_of_lessons(path):
            yield path, extract_dialogue


def current_lessons(root: Path) -> Mapping[Path, str]:
    """
    Return template and catalogues as they have to be, with the translations there were.

    Raises ContentError for a source and CatalogueError for a catalogue that cannot be read.
    """
    folder, template = root / "locales", extract_lessons(root)
    files = {folder / LESSON_TEMPLATE: written(template)}
    for language in translated_languages(folder):
        path = lesson_source_of(folder, language.code)
        files[path] = current(path, template, language)
    return files


def update_lessons(root: Path) -> None:
    """Bring the catalogues of lessons under `root`/locales up to date. Raises ContentError."""
    for path, text in current_lessons(root).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def compile_lessons(root: Path) -> None:
    """Compile the catalogue of lessons of every language that has one."""
    folder = root / "locales"
    for language in translated_languages(folder):
        source = lesson_source_of(folder, language.code)
        if source.is_file():
            compile_one(source, folder / LESSON_TEMPLATE)
