"""Open what the pages work with, out of the parts that bot/app/staff.py hands in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.admin.desk import CardPreview, Desk, DrawAgreement, StartedWith, known_now
from bot.admin.second_factor import SecondFactors
from bot.admin.soundness import refuse_unsound_record
from bot.admin.work import FromFiles
from bot.checks.services_known import Known
from bot.exchange.service_files import DirectoryFiles
from bot.i18n.catalog import Catalogues
from bot.i18n.staff_texts import open_staff_texts
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.storage.accounts import open_accounts
from bot.storage.batches import open_batches
from bot.storage.changes import open_changes
from bot.storage.counts import open_counts
from bot.storage.house_settings import open_house_settings
from bot.storage.open_directory import LiveDirectory
from bot.storage.reports import open_reports
from bot.storage.store import at


@dataclass(frozen=True, slots=True)
class Parts:
    """What a desk is made of: the address of the database, the files, and the ports."""

    url: str
    files: DirectoryFiles
    directory: LiveDirectory
    card: CardPreview
    agreement: DrawAgreement
    locales: Path
    catalogues: Catalogues
    growing_old: FromFiles
    factors: SecondFactors
    started_with: StartedWith
    clock: Callable[[], datetime]


async def desk_of(parts: Parts) -> Desk:
    """Return the desk. Raises StoreError for a database that cannot be used."""
    known, judge = _known(parts), _Judge(parts)
    languages = parts.catalogues.languages
    return Desk(
        accounts=await open_accounts(parts.url),
        changes=await open_changes(parts.url, judge),
        batches=await open_batches(parts.url, judge.beside),
        reports=await open_reports(parts.url),
        counts=await open_counts(parts.url),
        settings=await open_house_settings(parts.url),
        factors=parts.factors,
        started_with=parts.started_with,
        directory=judge.directory,
        known=known,
        card=parts.card,
        agreement=parts.agreement,
        texts=open_staff_texts(parts.locales),
        languages={code: languages[code].name for code in parts.catalogues.offered},
        words=parts.catalogues.words,
        files=parts.growing_old,
        store=at(parts.url),
        clock=parts.clock,
    )


def _known(parts: Parts) -> Known:
    codes = ((one.country, one.code) for one in parts.files.short_codes)
    empty = Directory(0, (), parts.files.areas)
    known = Known(
        areas=empty.areas,
        short_codes=frozenset(codes),
        taxonomy=parts.files.taxonomy,
        services=frozenset(),
        latest=parts.clock().date(),
        today=None,
    )
    return known_now(known, empty, parts.clock().date())


class _Judge:
    """Judges a record against the directory as it was last looked at."""

    def __init__(self, parts: Parts) -> None:
        self._parts, self._known = parts, _known(parts)
        self._latest: Directory | None = None

    async def directory(self) -> Directory:
        """Return the newest snapshot, and judge by it from now on."""
        self._latest = await self._parts.directory.newest()
        return self._latest

    def __call__(self, service: Service) -> None:
        """Raise ApprovalError for a record that must not go live."""
        self.beside(service, frozenset())

    def beside(self, service: Service, others: frozenset[str]) -> None:
        """Do so for a record that may refer to others too, by their ids: they go live with it."""
        day = self._parts.clock().date()
        seen = self._latest or Directory(0, (), self._parts.files.areas)
        known = known_now(self._known, seen, day)
        known = replace(known, services=frozenset({*known.services, *others}))
        refuse_unsound_record(service, known)
