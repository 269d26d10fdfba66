"""What the checks of a note on a country are handed: the note with its place, and all known."""

from dataclasses import dataclass
from datetime import date

from bot.checks.problem import Problem
from bot.checks.telling import TellingWords
from bot.exchange.service_files import Standing
from bot.signposting.country_notes import CountryNote
from bot.signposting.places import Areas
from bot.signposting.service import Service


@dataclass(frozen=True, slots=True)
class NoteFound:
    """A note, and where it stands."""

    note: CountryNote
    standing: Standing

    def place(self, *where: str | int) -> str:
        """Return `file:line` of a part of this note."""
        return self.standing.place(*where)

    def problem(self, what: str, remedy: str, *where: str | int) -> Problem:
        """Return a problem with a part of this note."""
        return Problem(self.place(*where), what, remedy)


@dataclass(frozen=True, slots=True)
class NotesKnown:
    """
    What a note may refer to. `services` are by id, `telling` the English telling words.

    `latest` is the last day that is not in the future; `today` is the day against which age is
    judged, None when it is not asked for.
    """

    areas: Areas
    services: dict[str, Service]
    telling: TellingWords
    latest: date
    today: date | None
