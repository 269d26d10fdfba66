"""Lessons and their translations are read with a critical eye: each fault is found where it is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.checks.lessons import check_lessons
from bot.checks.lessons_locales import check_lesson_locales, counted
from bot.dialogue.lesson_files import read_lessons
from bot.errors import FlowError
from bot.i18n.catalog import lesson_source_of
from bot.i18n.catalogue_files import Message, extra_headers, key_of, read_catalogue, texts, written
from bot.i18n.lesson_files import current_lessons

ROOT = Path(__file__).parents[2]
LESSONS = "dialogues/lessons.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("dialogues", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def spoil(project: Path, old: str, new: str) -> None:
    path = project / LESSONS
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.whole  # make test runs the check itself
def test_the_shipped_lessons_have_nothing_to_mend() -> None:
    assert check_lessons(ROOT) == []
    assert check_lesson_locales(ROOT) == []


FAULTS = {
    "a telling title": ("title: Listening", "title: When she is not safe", "telling word"),
    "a long sentence": (
        "Silence is fine.",
        "Silence is fine " + "and so on " * 10,
        "long sentence",
    ),
    "a promise": ("Silence is fine.", "Here she is safe.", "in our name"),
    "an exclamation": ("Silence is fine.", "Silence is fine!", "exclamation mark"),
    "too many words": ("Silence is fine.", "It is fine. " * 50, "at most 220"),
    "a key nobody knows": ("    title: Listening", "    tittle: Listening", "not known here"),
    "one question less": (
        "      - ask: She stops in the middle and cries. What do you do?\n"
        "        answers: [I wait with her, I ask what happened next]\n",
        "",
        "questions",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_lesson_is_found(project: Path, name: str) -> None:
    old, new, said = FAULTS[name]
    spoil(project, old, new)
    found = check_lessons(project)
    assert any(said in str(problem) or LESSONS in str(problem) for problem in found)
    assert found
    assert all("lessons.yaml:" in problem.place for problem in found)


def test_a_file_that_holds_something_else_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "lessons.yaml").write_text("lessons: {one: {title: One}}\n", encoding="utf-8")
    with pytest.raises(FlowError, match="check dialogues"):
        read_lessons(tmp_path)


def change(project: Path, language: str, which: Callable[[Message], bool], text: str) -> None:
    path = lesson_source_of(project / "locales", language)
    catalogue, changed = read_catalogue(path), 0
    for message in texts(catalogue):
        if which(message):
            message.string, changed = text, changed + 1
    assert changed
    path.write_text(written(catalogue), encoding="utf-8")
    # As `locales update` writes it: with its headers.
    path.write_text(current_lessons(project)[path], encoding="utf-8")


def first_card(message: Message) -> bool:
    return key_of(message)[0] == "lesson.phone.card.0"


WRONG = {
    "a safety lesson not whole": ("", 'of the safety lesson "phone" untranslated'),
    "left in English": ("Someone else may read her phone", "English"),
    "too long": ("fjalë " * 160, "at most 900"),
    "shouting": ("Mos dërgo asgjë!", "exclamation mark"),
    "another script": ("تلفون", "script"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_of_a_translated_lesson_is_found(project: Path, name: str) -> None:
    text, said = WRONG[name]
    if name == "left in English":
        english = next(one for one in texts(read_catalogue(project / "locales" / "lessons.pot"))
                       if first_card(one))  # fmt: skip
        text = str(english.id)
    change(project, "sq", first_card, text)
    found = [str(one) for one in check_lesson_locales(project, "sq")]
    assert any(said in one for one in found), found


def test_half_a_lesson_is_refused_and_none_of_it_is_not(project: Path) -> None:
    def is_of_backlash(message: Message) -> bool:
        return (key_of(message)[0] or "").startswith("lesson.backlash.")

    change(project, "vi", is_of_backlash, "")
    assert check_lesson_locales(project, "vi") == []
    change(project, "vi", lambda one: key_of(one)[0] == "lesson.backlash.title", "Tiêu đề")
    found = [str(one) for one in check_lesson_locales(project, "vi")]
    assert any("Translate it whole" in one for one in found)


@pytest.mark.whole
def test_a_changed_english_text_begins_anew(project: Path) -> None:
    spoil(project, "Say it or show it. Send nothing.", "Say it, and send nothing.")
    found = [str(one) for one in check_lesson_locales(project)]
    assert any("not current" in one for one in found)
    for path, text in current_lessons(project).items():
        path.write_text(text, encoding="utf-8")
    assert counted(lesson_source_of(project / "locales", "sq"))["lesson.phone"] == 15


def test_the_note_of_a_second_reading_stays(project: Path) -> None:
    path = lesson_source_of(project / "locales", "sq")
    assert "X-Read-Back" in extra_headers(path)
    assert "X-Read-Back: 2026" in current_lessons(project)[path]


def test_the_same_sources_give_the_same_catalogues() -> None:
    for path, text in current_lessons(ROOT).items():
        assert path.read_text(encoding="utf-8") == text, path
