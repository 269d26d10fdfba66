"""
The process that hosts everyone: its log, its ledger and its signals around the running channel.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bot.channels.telegram.means import Clock
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.run import Wiring, serve
from bot.channels.telegram.webhook_address import Door
from bot.messages import Answered, Card, Incoming
from bot.privacy.events import LedgerOpened
from bot.privacy.faults import report_faults, report_loop_faults
from bot.privacy.libraries import silence_libraries
from bot.privacy.log import Log
from bot.sessions.erasure import Ledger
from bot.sessions.keys import SessionKey
from bot.sessions.ledger_key import LedgerKey


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where this bot lives: its secrets, the file of its ledger, and how long silence may last.

    `door` is where it listens when Telegram is to call it.
    """

    token: str = field(repr=False)
    api_url: str = field(repr=False)
    ledger: Path
    ledger_key: LedgerKey
    silence: timedelta
    door: Door | None = None


class People(Protocol):
    """What answers everyone; `bot.visits.Visits` is one."""

    async def __call__(self, key: SessionKey, incoming: Incoming, /) -> Answered:
        """Answer one message of one visit."""
        ...

    async def keep_forgetting(self) -> None:
        """Drop visits that silence has ended, until cancelled."""
        ...

    def fallback(self) -> Card:
        """Return the card for a failure."""
        ...

    def invitation(self, language: str | None, /) -> tuple[str, str]:
        """Return what is said in a group, and what stands on its button."""
        ...

    def ordinary_message(self, language: str, /) -> str:
        """Return what may stay when she leaves."""
        ...


async def host(place: Place, open_people: Callable[[], Awaitable[People]], clock: Clock) -> None:
    """
    Hold everyone's conversation until the process is told to stop.

    Raises SettingError or StoreError when it cannot begin.
    """
    # Whatever a library says from here on is counted and never read (S42).
    counts, log = silence_libraries(), Log(sys.stderr)
    report_faults(log)
    report_loop_faults(asyncio.get_running_loop(), log)
    ledger = Ledger.open(place.ledger, place.ledger_key, clock())
    found = ledger.opening
    log.say(LedgerOpened(found.records, found.damaged, found.set_aside, found.taken_back))
    try:
        people = await open_people()
        await serve(_wiring(place, ledger, people, clock, log), stopping_on_signals())
    finally:
        ledger.close()
        for event in counts.take():
            log.say(event)


def _wiring(place: Place, ledger: Ledger, people: People, clock: Clock, log: Log) -> Wiring:
    return Wiring(
        token=place.token,
        api_url=place.api_url,
        ledger=ledger,
        answer=people,
        forgetting=people.keep_forgetting,
        fallback=people.fallback,
        invitation=people.invitation,
        ordinary_message=people.ordinary_message,
        clock=clock,
        silence=place.silence,
        say=log.say,
        patience=Patience(),
        door=place.door,
    )


def stopping_on_signals() -> asyncio.Event:
    """Return what is set when the process is told to end (SIGTERM, SIGINT)."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
