"""What the checks of a service are handed: the record with its place, and all that is known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.checks.problem import Problem
from bot.exchange.service_files import Taxonomy
from bot.signposting.places import Areas
from bot.signposting.service import Service


class Placed(Protocol):
    """Where a record stands: in a file, or in a form."""

    def place(self, *where: str | int) -> str:
        """Return what names a part of the record, for whoever has to mend it."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A service, and where its record stands."""

    service: Service
    standing: Placed

    def problem(self, what: str, remedy: str, *where: str | int) -> Problem:
        """Return a problem with a part of this record."""
        return Problem(self.standing.place(*where), what, remedy)


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a record may refer to.

    `short_codes` holds country and digits. `latest` is the last day that is not in the future;
    `today` is the day against which age is judged, None when it is not asked for.
    """

    areas: Areas
    short_codes: frozenset[tuple[str, str]]
    taxonomy: Taxonomy
    services: Collection[str]
    latest: date
    today: date | None
