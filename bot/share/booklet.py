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
from bot.messages import Direction
from bot.presentation.lesson_card import lessons_name, remember, title_of
from bot.presentation.missing import language_said
from bot.share.faces import Faces
from bot.share.pages import Pages, Sheet

A5 = Sheet(width=148, height=210, margin=16, letters=3.5)
LARGE, TITLE, SMALL = 2.4, 1.5, 0.85
AIR = 2.0
"""The room (mm) below a question."""

ABOVE_DRAFT = A5.letters * 2
"""The room (mm) between the last lesson and what says that the translation is a draft."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A lesson, and the words in which it stands."""

    lesson: Lesson
    words: Words

    @property
    def direction(self) -> Direction:
        """Which way it is read: it may stand in another language than the booklet."""
        behind = self.words.behind
        return self.words.direction if behind is None else direction(behind.language)

    def text(self, english: str, *part: str | int) -> str:
        """Return a text of the lesson; `part` names it in its context."""
        return self.words.pgettext(contexts.lesson(self.lesson.id, *part), english)


def booklet(words: Words, chapters: Iterable[Chapter], faces: Faces) -> bytes:
    """Return the booklet in a language as PDF. Raises ContentError for an unknown letter."""
    name = lessons_name(words)
    pages = Pages(A5, words.direction, name, faces, numbered_from=2)
    pages.begin(down=A5.height / 3)
    pages.write(name, LARGE)
    printed = tuple(chapters)
    # What says that this is a draft goes on with the last lesson, for the same reason as its line.
    end = _height_of_draft(pages, words)
    for chapter in printed:
        pages.begin()
        _write(pages, chapter, words, end if chapter is printed[-1] else 0.0)
    if words.is_draft:
        pages.space(ABOVE_DRAFT)
        pages.write(_draft(words), SMALL)
    return pages.as_bytes()


def _draft(words: Words) -> str:
    return words.pgettext("safety.welcome", "No native speaker has read this translation yet.")


def _height_of_draft(pages: Pages, words: Words) -> float:
    """Return how much of the last page (mm) the line about a draft needs; 0 where there is none."""
    return ABOVE_DRAFT + pages.height_of(_draft(words), SMALL) if words.is_draft else 0.0


def _write(pages: Pages, chapter: Chapter, words: Words, end: float) -> None:
    """Write a lesson, and leave so much (mm) free below it on the page where it ends."""
    _begin(pages, chapter, words)
    for at, card in enumerate(chapter.lesson.cards):
        for paragraph in chapter.text(card, "card", at).split("\n\n"):
            pages.write(paragraph, after=2.2)
    line = chapter.text(chapter.lesson.line, "line")
    # The last question goes on with the line to remember: alone on a page that looks forgotten.
    below = AIR + pages.height_of(remember(words), 1.1) + pages.height_of(line, 1.1) + end
    *before, last = range(len(chapter.lesson.questions))
    for at in before:
        _question(pages, chapter, at)
    _question(pages, chapter, last, below)
    pages.turn(words.direction)
    pages.write(remember(words), 1.1)
    pages.turn(chapter.direction)
    pages.write(line, 1.1)
    pages.turn(words.direction)


def _begin(pages: Pages, chapter: Chapter, words: Words) -> None:
    """Write the title of a lesson, and above it what says that it is in another language."""
    if (said := said_in_another(chapter, words)) is not None:
        pages.write(said, SMALL, after=2)
    pages.turn(chapter.direction)
    pages.write(title_of(chapter.words, chapter.lesson), TITLE, after=2)


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
