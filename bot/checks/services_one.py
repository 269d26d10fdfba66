"""
Judge one record that somebody hands in, by all that `check services` asks of a file.

The record has no file and no line: what is wrong is said of its columns.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.checks.problem import Problem
from bot.checks.schema import read_schema, shape_problems
from bot.checks.services import CHECKS
from bot.checks.services_known import Found, Known
from bot.errors import DirectoryError
from bot.exchange.columns import Fault, column_of
from bot.exchange.lines import Line
from bot.exchange.plain import Plain
from bot.exchange.record import build
from bot.exchange.service_files import Standing, read_areas, read_short_codes, read_taxonomy
from bot.signposting.places import Areas
from bot.signposting.service import Service
from bot.yaml_file import Document, read_yaml

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class LineDocument(Document):
    """A list of one record, whose parts have columns and no lines."""

    column: Callable[[Where], str] = column_of

    def place(self, *where: str | int) -> str:
        """Return the column of a part of the record."""
        return self.column(where[1:])


class Judge:
    """Knows what a record may refer to. `services` are the ids there are, and those to come."""

    def __init__(self, folder: Path, services: Collection[str], latest: date) -> None:
        """Read the lists of `services_data/`. Raises ContentError for one that is wrong."""
        self._folder = folder
        self._schema = read_schema(folder / "schema" / "services.json")
        codes = read_short_codes(read_yaml(folder / "short_codes.yaml"))
        self._known = Known(
            areas=Areas(read_areas(read_yaml(folder / "areas.yaml"))),
            short_codes=frozenset((one.country, one.code) for one in codes),
            taxonomy=read_taxonomy(read_yaml(folder / "taxonomy.yaml")),
            services=services,
            latest=latest,
            today=None,
        )

    def service(self, line: Line, plain: Plain) -> tuple[Service | None, list[Fault]]:
        """Return the service that plain values stand for, or what is wrong with them."""
        document = LineDocument(self._folder, [plain], column=line.column)
        if faults := [_fault(one) for _, one in shape_problems(document, self._schema)]:
            return None, faults
        try:
            service = build(document, (0,), plain, Service)
        except DirectoryError as error:
            column, _, what = str(error).partition(": ")
            said, _, remedy = what.rpartition(". ")
            return None, [(column, said, remedy)]
        faults = [_fault(one) for one in self._problems(Found(service, Standing(document, (0,))))]
        return (None, faults) if faults else (service, [])

    def _problems(self, found: Found) -> Iterator[Problem]:
        for check in CHECKS:
            yield from check(found, self._known)


def _fault(problem: Problem) -> Fault:
    return problem.place, problem.what, problem.remedy
