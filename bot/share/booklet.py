"""
The lessons as a booklet to print: A5, a lesson to a page or two, a cover that tells nothing.

It is made from the same texts as the cards. A lesson that is not in the language yet stands in
English, and says so above its text (S80).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.dialogue.lesson import Lesson
from bot.i18n import contexts
from bot.i18n.direction import direction
from bot.i18n.words import Words
from bot.presentation.lesson_card import lessons_name, remember, title_of
from bot.presentation.missing import language_said
from bot.share.faces import Faces
from bot.share.pages import Pages, Sheet

A5 = Sheet(width=148, height=210, margin=16, letters=3.5)
LARGE, TITLE, SMALL = 2.4, 1.5, 0.85
AIR = 2.0
"""The room (mm) below a question."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A lesson, and the words in which it stands."""

    lesson: Lesson
    words: Words

    def text(self, english: str, *part: str | int) -> str:
        """Return a text of the lesson; `part` names it in its context."""
        return self.words.pgettext(contexts.lesson(self.lesson.id, *part), english)


def booklet(words: Words, chapters: Iterable[Chapter], faces: Faces) -> bytes:
    """Return the booklet in a language as PDF. Raises ContentError for an unknown letter."""
    name = lessons_name(words)
    pages = Pages(A5, words.direction, name, faces, numbered_from=2)
    pages.begin(down=A5.height / 3)
    pages.write(name, LARGE)
    for chapter in chapters:
        pages.begin()
        _write(pages, chapter, words)
    if words.is_draft:
        pages.space(A5.letters * 2)
        pages.write(
            words.pgettext("safety.welcome", "No native speaker has read this translation yet."),
            SMALL,
        )
    return pages.as_bytes()


def _write(pages: Pages, chapter: Chapter, words: Words) -> None:
    lesson, behind = chapter.lesson, chapter.words.behind
    if (said := said_in_another(chapter, words)) is not None:
        pages.write(said, SMALL, after=2)
    if behind is not None:
        pages.turn(direction(behind.language))
    pages.write(title_of(chapter.words, lesson), TITLE, after=2)
    for at, card in enumerate(lesson.cards):
        for paragraph in chapter.text(card, "card", at).split("\n\n"):
            pages.write(paragraph, after=2.2)
    line = chapter.text(lesson.line, "line")
    # The last question goes on with the line to remember: alone on a page that looks forgotten.
    below = AIR + pages.height_of(remember(words), 1.1) + pages.height_of(line, 1.1)
    *before, last = range(len(lesson.questions))
    for at in before:
        _question(pages, chapter, at)
    _question(pages, chapter, last, below)
    pages.turn(words.direction)
    pages.write(remember(words), 1.1)
    if behind is not None:
        pages.turn(direction(behind.language))
    pages.write(line, 1.1)
    pages.turn(words.direction)


def said_in_another(chapter: Chapter, words: Words) -> str | None:
    """Return the line that says in which other language a lesson stands; None for hers."""
    behind = chapter.words.behind
    return None if behind is None else language_said(words, behind.language)


def _question(pages: Pages, chapter: Chapter, at: int, below: float = 0.0) -> None:
    """Write a question where it fits on the page, with so much (mm) below it."""
    question = chapter.lesson.questions[at]
    ask = chapter.text(question.ask, "ask", at)
    answers = "\n".join(
        f"– {chapter.text(answer, 'answer', at, nth)}"
        for nth, answer in enumerate(question.answers)
    )
    reply = chapter.text(question.reply, "reply", at)
    parts = ((ask, 1.0, 0.0), (answers, SMALL, 4.0), (reply, SMALL, 0.0))
    pages.keep_together(sum(pages.height_of(*part) for part in parts) + below)
    for text, scale, inset in parts:
        pages.write(text, scale, inset=inset)
    pages.space(AIR)
