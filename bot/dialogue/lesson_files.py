"""
Read the lessons, dialogues/lessons*.yaml, into values.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.dialogue.lesson import Lesson, LessonQuestion, Lessons
from bot.errors import ContentError, FlowError
from bot.yaml_file import Document, read_yaml

PATTERN = "lessons*.yaml"
"""The files of lessons among those of dialogues/."""


def read_lessons(folder: Path) -> Lessons:
    """
    Return every lesson of a folder; none where there is no such file.

    Raises FlowError with file, line and remedy.
    """
    found: dict[str, Lesson] = {}
    for path in sorted(folder.glob(PATTERN)):
        found.update(_lessons(_read(path)))
    return found


def _read(path: Path) -> Document:
    try:
        return read_yaml(path)
    except ContentError as error:
        raise FlowError(str(error)) from None


def _lessons(document: Document) -> Iterator[tuple[str, Lesson]]:
    try:
        for id_, raw in document.value["lessons"].items():
            yield id_, _lesson(id_, raw)
    except (AttributeError, KeyError, TypeError) as error:
        raise FlowError(
            f"{document.place()}: a lesson has another shape than it should ({error}). "
            "Run: python -m bot check dialogues"
        ) from None


def _lesson(id_: str, raw: dict[str, Any]) -> Lesson:
    return Lesson(
        id=id_,
        title=raw["title"].strip(),
        cards=tuple(card.strip() for card in raw["cards"]),
        questions=tuple(map(_question, raw["questions"])),
        line=raw["line"].strip(),
        everywhere=raw.get("everywhere", False),
        notes=tuple(raw.get("notes", ())),
    )


def _question(raw: dict[str, Any]) -> LessonQuestion:
    answers = tuple(answer.strip() for answer in raw["answers"])
    return LessonQuestion(raw["ask"].strip(), answers, raw["reply"].strip())
