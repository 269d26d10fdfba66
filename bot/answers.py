"""
Answers: all that a session remembers of her.

An answer is a question's id and the id of what was chosen, in the order in which they were given.
The position in a flow is never stored: it is found by replaying these. A question that a flow asks
again (narrowing a listing) has one entry for each time.
"""

from dataclasses import dataclass

Entry = tuple[str, str]

WISH = "what_about"
"""The question of what she looks for: its answer may be typed on other cards too (wishes.py)."""

SKIPPED = "skip"
"""What stands for "I'd rather not say": an answer like any other, and it sets nothing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The ordered answers of one visit. Never changed, only followed by new ones."""

    entries: tuple[Entry, ...] = ()

    def __len__(self) -> int:
        return len(self.entries)

    def to(self, question: str) -> tuple[str, ...]:
        """Return every answer to a question, oldest first."""
        return tuple(value for asked, value in self.entries if asked == question)

    def last(self, question: str) -> str | None:
        """Return the newest answer to a question."""
        given = self.to(question)
        return given[-1] if given else None

    def adding(self, question: str, value: str) -> "Answers":
        """Return these answers and one more."""
        return Answers((*self.entries, (question, value)))

    def without_last(self) -> "Answers":
        """Return these answers as they stood before the newest."""
        return Answers(self.entries[:-1])

    def replacing(self, question: str, value: str) -> "Answers":
        """Return these answers with the newest one to a question changed where it stands."""
        for at in range(len(self.entries) - 1, -1, -1):
            if self.entries[at][0] == question:
                return Answers((*self.entries[:at], (question, value), *self.entries[at + 1 :]))
        return self.adding(question, value)

    def only(self, *questions: str) -> "Answers":
        """Return the answers to these questions alone."""
        return Answers(tuple(entry for entry in self.entries if entry[0] in questions))
