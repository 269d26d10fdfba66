"""
All that a page needs: the directory, what may be done with it, and how it looks to a woman.

Made once by bot/app/staff.py. `card` is the port through which a page shows a service as she sees
it; it is handed in, so that this package never touches what a visit is made of.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from bot.admin.second_factor import SecondFactors
from bot.admin.work import FromFiles
from bot.checks.services_known import Known
from bot.i18n.staff_texts import StaffTexts
from bot.i18n.words import Words
from bot.messages import Card
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.storage.accounts import Accounts
from bot.storage.batches import Batches
from bot.storage.changes import Changes
from bot.storage.counts import Counts
from bot.storage.house_settings import HouseSettingsStore
from bot.storage.reports import Reports
from bot.storage.store import DirectoryStore


class CardPreview(Protocol):
    """The port that draws a service's card."""

    def __call__(
        self, service: Service, directory: Directory, language: str, now: datetime, /
    ) -> Card:
        """Return the card of a service in a language (ISO 639) that the bot offers."""
        ...


@dataclass(frozen=True, slots=True)
class StartedWith:
    """What was set where the program was started, as far as a keeper may see it. No secret."""

    silence_minutes: int
    database: str
    bot_name: str | None


class DrawAgreement(Protocol):
    """The port that draws up an agreement between two services."""

    def __call__(self, group: Service, specialist: Service, language: str, form: str, /) -> bytes:
        """Return it in a language (ISO 639) that the bot offers; `form` is pdf or txt."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """
    What the pages work with.

    `known` is what a record may refer to, but for the ids of services, which change. `languages`
    are those of the bot by code, each by its own name; `words` the women's catalogues, for names
    of places and needs; `files` what grows old in files; `store` is asked for
    records that cannot be read, `factors` opens what the accounts keep of second factors.
    """

    accounts: Accounts
    changes: Changes
    batches: Batches
    reports: Reports
    counts: Counts
    settings: HouseSettingsStore
    factors: SecondFactors
    started_with: StartedWith
    directory: Callable[[], Awaitable[Directory]]
    known: Known
    card: CardPreview
    agreement: DrawAgreement
    texts: Mapping[str, StaffTexts]
    languages: Mapping[str, str]
    words: Callable[[str], Words]
    files: FromFiles
    store: DirectoryStore
    clock: Callable[[], datetime]

    async def close(self) -> None:
        """Let go of the database."""
        staff = (self.accounts, self.changes, self.batches, self.settings)
        for one in (*staff, self.reports, self.counts, self.store):
            await one.close()

    @property
    def today(self) -> date:
        """The day it is, in UTC."""
        return self.clock().date()


def known_now(known: Known, directory: Directory, today: date) -> Known:
    """Return what a record of this directory may refer to."""
    return replace(
        known,
        areas=directory.areas,
        services=frozenset(directory.by_id),
        latest=today,
        today=None,
    )
