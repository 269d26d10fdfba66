"""One thing that is wrong in a file, and what to do about it: what every check returns."""

from dataclasses import dataclass

from bot.errors import ContentError


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong.

    `place` is `file:line`; `what` says what is wrong and what is allowed; `remedy` says what to do.
    Neither of the two ends in a full stop.
    """

    place: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return `file:line: what. remedy`, the way every message about a file reads."""
        return f"{self.place}: {self.what}. {self.remedy}"


def problem_of(error: ContentError) -> Problem:
    """Return the problem that an error about a file reports (`file:line: what. What to do`)."""
    place, _, rest = str(error).partition(": ")
    what, _, remedy = rest.rpartition(". ")
    return Problem(place, what, remedy) if what else Problem(place, rest, "Mend it")


def by_place(problem: Problem) -> tuple[str, int]:
    """Return what sorts problems by file and line."""
    file, _, line = problem.place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.place, 0)
