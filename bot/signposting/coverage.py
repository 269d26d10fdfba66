"""
Where nobody is found: how many services a woman is shown, by region, need and language.

Pure. A cell is counted with the rules that make a listing, for a woman who says where she is and
what she needs and nothing else. Police and what is on hold do not count, nor does a language that
no page says staff speak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bot.signposting.directory import Directory
from bot.signposting.languages import speaks
from bot.signposting.need import NEEDS, Need
from bot.signposting.rules import passes
from bot.signposting.search import Search, search
from bot.signposting.service import Kind, Service

Stage = Literal["now", "recovery"]
By = Literal["need", "language"]

KINDS: tuple[Kind, ...] = get_args(Kind)
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is looked at; None means all. `country` ISO 3166, `need` of NEEDS, `language` ISO 639.

    A service that names no stage is there at every stage.
    """

    country: str | None = None
    need: str | None = None
    language: str | None = None
    kind: Kind | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One region (an id of areas.yaml), and its numbers in the order of the columns."""

    country: str
    region: str
    numbers: tuple[int, ...]

    @property
    def empty(self) -> int:
        """How many of its cells nobody fills."""
        return self.numbers.count(0)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers of services: what is emptiest stands first, among the rows and the columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def empty(self) -> int:
        """How many cells nobody fills."""
        return sum(row.empty for row in self.rows)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many services one region has for one need, in one language, of one kind and stage."""

    country: str
    region: str
    need: str
    language: str
    kind: Kind
    stage: Stage
    services: int


class Coverage:
    """The coverage of a directory at a moment. `now` is aware."""

    def __init__(self, directory: Directory, now: datetime) -> None:
        self._directory, self._now = directory, now

    def heat_map(self, asked: Asked, by: By, languages: Sequence[str]) -> HeatMap:
        """Return the numbers by region, and by need or by language."""
        columns = tuple(NEEDS if by == "need" else languages)
        rows = [
            Row(country, region, tuple(self._numbers(country, region, asked, by, columns)))
            for country, region in self.regions(asked.country)
        ]
        order = sorted(range(len(columns)), key=lambda at: _emptiness(columns[at], rows, at))
        ordered = [
            Row(row.country, row.region, tuple(row.numbers[at] for at in order)) for row in rows
        ]
        ordered.sort(key=lambda row: (-row.empty, sum(row.numbers), row.country, row.region))
        return HeatMap(tuple(columns[at] for at in order), tuple(ordered))

    def regions(self, country: str | None) -> Iterator[tuple[str, str]]:
        """Yield each region that is offered to choose from, with its country."""
        areas = self._directory.areas
        for one in areas.countries:
            if country in {None, one.country}:
                # A country without parts is its own region.
                for area in areas.choices(one.country) or (one,):
                    yield one.country, area.id

    def cells(self, asked: Asked, languages: Sequence[str]) -> Iterator[Cell]:
        """Yield every cell, the empty ones first."""
        found = list(self._cells(asked, languages))
        found.sort(key=lambda cell: cell.services)
        yield from found

    def _numbers(
        self, country: str, region: str, asked: Asked, by: By, columns: Sequence[str]
    ) -> Iterator[int]:
        for column in columns:
            need = column if by == "need" else asked.need
            language = column if by == "language" else asked.language
            shown = self._shown(country, region, need)
            yield sum(
                _is_of(service, asked.kind, asked.stage)
                and (language is None or speaks(service, language))
                for service in shown
            )

    def _cells(self, asked: Asked, languages: Sequence[str]) -> Iterator[Cell]:
        for country, region in self.regions(asked.country):
            for need in NEEDS if asked.need is None else (asked.need,):
                shown = self._shown(country, region, need)
                for language in languages if asked.language is None else (asked.language,):
                    spoken = [service for service in shown if speaks(service, language)]
                    for kind in KINDS if asked.kind is None else (asked.kind,):
                        for stage in STAGES if asked.stage is None else (asked.stage,):
                            number = sum(_is_of(service, kind, stage) for service in spoken)
                            yield Cell(country, region, need, language, kind, stage, number)

    def _shown(self, country: str, region: str, need: str | None) -> list[Service]:
        asking = self._search(country, region, need)
        return [
            service
            for service in self._directory.services
            if service.country == country
            and (need is None or need in service.needs)
            and passes(service, asking)
        ]

    def _search(self, country: str, region: str, need: str | None) -> Search:
        needs = () if need is None else (need,)
        return search(Need(country, region, needs), self._directory.areas, self._now)


def _is_of(service: Service, kind: Kind | None, stage: Stage | None) -> bool:
    of_kind = kind is None or service.kind == kind
    return of_kind and (stage is None or not service.stage or stage in service.stage)


def _emptiness(name: str, rows: Sequence[Row], at: int) -> tuple[int, int, str]:
    numbers = [row.numbers[at] for row in rows]
    return (-numbers.count(0), sum(numbers), name)
