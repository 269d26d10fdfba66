"""The project's texts, as if some languages had no more than the lessons that have to stand."""

import os
from pathlib import Path

from bot.dialogue.lesson_files import read_lessons
from bot.i18n.catalog import LESSON_TEMPLATE, TEMPLATE, Catalogues, lesson_source_of, source_of
from bot.i18n.catalogue_files import read_catalogue, texts, written
from tests.languages import LOCALES, offered

DIALOGUES = LOCALES.parent / "dialogues"


def lacking_lessons(folder: Path, *languages: str) -> Catalogues:
    """
    Return the catalogues of every language; of these ones with the safety lessons alone (S80).

    They are made in an empty folder. A new language begins so.
    """
    for name in ("languages.yaml", TEMPLATE, LESSON_TEMPLATE):
        os.symlink(LOCALES / name, folder / name)
    for language in set(offered()) - {"en"}:
        source_of(folder, language).parent.mkdir(parents=True)
        os.symlink(source_of(LOCALES, language), source_of(folder, language))
        lessons = lesson_source_of(LOCALES, language)
        if language in languages:
            lesson_source_of(folder, language).write_text(_safety_alone(lessons), encoding="utf-8")
        else:
            os.symlink(lessons, lesson_source_of(folder, language))
    return Catalogues(folder)


def _safety_alone(lessons: Path) -> str:
    everywhere = [one.id for one in read_lessons(DIALOGUES).values() if one.everywhere]
    assert everywhere
    beginnings = tuple(f"lesson.{id_}." for id_ in everywhere)
    catalogue = read_catalogue(lessons)
    taken = [one for one in texts(catalogue) if not str(one.context).startswith(beginnings)]
    assert len(taken) > 100
    for one in taken:
        one.string = ""
    return written(catalogue)
