"""
Read the lessons and handouts with a critical eye: their shape, their length, what they promise.

A lesson takes at most two minutes, ends with three questions, and its first line gives nothing away
(S91, S81, S25). It speaks of what she who supports does; that this program or anybody would do
something is said nowhere (S6).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.checks.problem import Problem, by_place, problem_of
from bot.checks.schema import schema_problems
from bot.checks.telling import read_telling_words, telling_word_in
from bot.dialogue.lesson import Lesson
from bot.dialogue.lesson_files import PATTERN, read_lessons
from bot.errors import ContentError
from bot.i18n.words import SOURCE
from bot.yaml_file import Document, read_yaml

MOST_WORDS = 220
"""The most words of a lesson without its questions: two minutes at an easy pace."""

MOST_IN_A_SENTENCE = 24
"""The most words of a sentence (S81)."""

SCHEMAS = ((PATTERN, "lessons_schema.json"), ("handouts*.yaml", "handouts_schema.json"))
"""Files of dialogues/ and the schema that each is held against."""

PROMISE = re.compile(
    r"\b(?:we|the bot|this bot|this program|the list) (?:will|can) (?:call|send|tell|keep|help)"
    r"|\bis safe\b|\bcertainly\b|\bguarantee",
    re.IGNORECASE,
)
"""Words in which a lesson would promise something in our name."""

_SENTENCE = re.compile(r"(?<=[.?:”])\s+|\n")


def check_lessons(root: Path) -> list[Problem]:
    """Return every problem of the lessons and handouts under `root`/dialogues."""
    folder = root / "dialogues"
    try:
        found = [*_misshapen(folder)]
        return sorted(found or _problems(root), key=by_place)
    except ContentError as error:
        return [problem_of(error)]


def _misshapen(folder: Path) -> Iterator[Problem]:
    for pattern, schema in SCHEMAS:
        for path in sorted(folder.glob(pattern)):
            document = read_yaml(path)
            yield from (found for _, found in schema_problems(document, folder / schema))


def _problems(root: Path) -> Iterator[Problem]:
    folder = root / "dialogues"
    telling = read_telling_words(root / "locales", SOURCE)
    documents = [read_yaml(path) for path in sorted(folder.glob(PATTERN))]
    for id_, lesson in read_lessons(folder).items():
        place = next(_place(one, id_) for one in documents if id_ in one.value["lessons"])
        if word := telling_word_in(lesson.title, telling):
            what = f'the title of "{id_}" holds the telling word "{word}"'
            yield Problem(place, what, "Say it with ordinary words (S25)")
        if (words := words_in(lesson)) > MOST_WORDS:
            what = f'"{id_}" has {words} words; at most {MOST_WORDS}'
            yield Problem(place, what, "Two minutes are enough: say less")
        yield from (Problem(place, *fault) for text in said_in(lesson) for fault in _faults(text))


def _place(document: Document, id_: str) -> str:
    return document.place("lessons", id_)


def words_in(lesson: Lesson) -> int:
    """Return how many words a lesson has to be read, without its questions."""
    return sum(len(text.split()) for text in (lesson.title, *lesson.cards, lesson.line))


def said_in(lesson: Lesson) -> Iterator[str]:
    """Yield every text of a lesson."""
    yield from (lesson.title, *lesson.cards, lesson.line)
    for question in lesson.questions:
        yield from (question.ask, *question.answers, question.reply)


def _faults(text: str) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.split(text):
        if len(sentence.split()) > MOST_IN_A_SENTENCE:
            yield f"a long sentence: {sentence[:60]!r}", "Make two of it (S81)"
    if "!" in text:
        yield f"an exclamation mark in {text[:60]!r}", "Write it calmly"
    if found := PROMISE.search(text):
        yield f"{found[0]!r} promises something in our name", "Say only what she can do (S6)"
