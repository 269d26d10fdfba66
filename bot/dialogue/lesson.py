"""
A short lesson for those who support her, as a value.

Both answers to a question lead to the same kind reply: what was tapped is looked at nowhere, so
that nothing can be scored and nothing kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LESSONS = "lessons"
"""The name by which an option opens the list of lessons, where it would name a page."""

NOTES_OF = "note:"
"""How the id of a button begins that opens the notes of the country (ISO 3166) behind it."""


@dataclass(frozen=True, slots=True)
class LessonQuestion:
    """A question at the end of a lesson, its two answers, and the reply to either."""

    ask: str
    answers: tuple[str, ...]
    reply: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """
    One lesson: what stands on its cards in order, its questions, the line to remember.

    `everywhere` marks a safety lesson, which stands in every language. `notes` are the subjects of
    the country notes that belong to it.
    """

    id: str
    title: str
    cards: tuple[str, ...]
    questions: tuple[LessonQuestion, ...]
    line: str
    everywhere: bool = False
    notes: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many cards one goes through, with the questions and the line to remember."""
        return len(self.cards) + len(self.questions) + 1

    def question_on(self, number: int) -> int | None:
        """Return which question (from 0) stands on a card, counted from 1; None for no question."""
        at = number - 1 - len(self.cards)
        return at if 0 <= at < len(self.questions) else None

    def reply_on(self, number: int) -> int | None:
        """Return the question (from 0) whose reply stands on a card, counted from 1, if one."""
        at = number - 2 - len(self.cards)
        return at if 0 <= at < len(self.questions) else None


Lessons = Mapping[str, Lesson]
"""Every lesson by its id, in the order of the list."""
