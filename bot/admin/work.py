"""
What there is to do, the most pressing first: the page that an administrator opens with.

Pure: records, changes, reports and the day go in, lists come out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.signposting.country_notes import CountryNote
from bot.signposting.directory import Directory
from bot.signposting.freshness import FRESH_DAYS, is_old
from bot.signposting.languages import OF_THE_COUNTRY
from bot.signposting.listing import UrgentNumber
from bot.signposting.match import make_listing
from bot.signposting.meeting import is_a_crisis_line, is_for_survivors
from bot.signposting.need import Need
from bot.signposting.partnership import Partnership, partnerships_in
from bot.signposting.places import Area
from bot.signposting.service import Contact, Service
from bot.storage.change_rows import Change
from bot.storage.house_settings import HouseSettings
from bot.storage.reports import Report


@dataclass(frozen=True, slots=True)
class Overdue:
    """A record to be checked again: the risk (3 highest), and the days since the last check."""

    service: Service
    risk: int
    days: int | None


@dataclass(frozen=True, slots=True)
class MissingPair:
    """A language (ISO 639) for which no group is known in some of the `parts` of a country."""

    country: str
    language: str
    areas: tuple[Area, ...]
    parts: int


@dataclass(frozen=True, slots=True)
class FromFiles:
    """What grows old in files, not in the database: urgent numbers, notes on law and practice."""

    urgent: tuple[UrgentNumber, ...] = ()
    notes: tuple[CountryNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that waits for somebody."""

    waiting: tuple[Change, ...]
    reported: tuple[tuple[Service, tuple[Report, ...]], ...]
    overdue: tuple[Overdue, ...]
    unconfirmed: tuple[tuple[Service, Contact], ...]
    urgent: tuple[UrgentNumber, ...]
    notes: tuple[CountryNote, ...]
    partners: tuple[Partnership, ...]
    checked: int
    shown: int


def work_of(
    directory: Directory,
    waiting: tuple[Change, ...],
    reports: tuple[Report, ...],
    files: FromFiles,
    today: date,
    settings: HouseSettings,
) -> Work:
    """Return what there is to do."""
    shown = [one for one in directory.services if one.show == "yes" and one.status == "active"]
    overdue = overdue_among(shown, today)
    return Work(
        waiting=waiting,
        reported=tuple(_reported(directory, reports)),
        overdue=overdue,
        unconfirmed=tuple((one, way) for one in shown for way in one.contacts if not way.confirmed),
        urgent=tuple(one for one in files.urgent if is_old(one, today)),
        notes=tuple(sorted(_expiring(files.notes, today, settings), key=lambda note: note.expires)),
        partners=tuple(
            pair
            for pair in partnerships_in(directory.by_id)
            if pair.is_due(today, settings.partners_days)
        ),
        checked=len(shown) - len(overdue),
        shown=len(shown),
    )


def overdue_among(services: Iterable[Service], today: date) -> tuple[Overdue, ...]:
    """Return what nobody checked in ninety days: the highest risk first, then the longest ago."""
    late = [
        Overdue(one, risk_of(one), _days_since(one.assured_date, today))
        for one in services
        if one.assured_date is None or (today - one.assured_date).days > FRESH_DAYS
    ]
    return tuple(
        sorted(
            late,
            # Never checked is longer ago than any day.
            key=lambda one: (-one.risk, one.days is not None, -(one.days or 0), one.service.id),
        )
    )


def risk_of(service: Service) -> int:
    """
    Return what a wrong number may cost: 3 for whom she turns to in danger, 1 for ordinary needs.
    """
    if service.is_shelter or is_a_crisis_line(service):
        return 3
    return 2 if is_for_survivors(service) or service.telling else 1


def _days_since(day: date | None, today: date) -> int | None:
    return (today - day).days if day is not None else None


def _reported(
    directory: Directory, reports: tuple[Report, ...]
) -> Iterable[tuple[Service, tuple[Report, ...]]]:
    ids = dict.fromkeys(report.service_id for report in reports)
    for id_ in ids:
        if (service := directory.by_id.get(id_)) is not None:
            yield service, tuple(one for one in reports if one.service_id == id_)


def _expiring(
    notes: Iterable[CountryNote], today: date, settings: HouseSettings
) -> Iterable[CountryNote]:
    return (note for note in notes if (note.expires - today).days <= settings.notes_days)


def missing_pairs(
    directory: Directory, languages: Iterable[str], now: datetime
) -> tuple[MissingPair, ...]:
    """
    Return where no community group that speaks a language is known: by country, then by language.

    Asks the match itself, for each language in each part of each country that she can choose. The
    country's own languages are left out: groups are named for what they speak besides.
    """
    found = []
    for country in directory.areas.countries:
        own = OF_THE_COUNTRY.get(country.country, frozenset())
        parts = directory.areas.choices(country.country)
        for language in (one for one in languages if one not in own):
            areas = tuple(area for area in parts if _has_no_group(directory, area, language, now))
            if areas:
                found.append(MissingPair(country.country, language, areas, len(parts)))
    return tuple(found)


def _has_no_group(directory: Directory, area: Area, language: str, now: datetime) -> bool:
    need = Need(area.country, area=area.id, languages=(language,))
    group = make_listing(need, directory, (), now).pair.community
    return group is None or "language" not in group.why
