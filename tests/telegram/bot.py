"""The bot, run beside a test against the fake: the real content, a clock that the test moves."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.channels.telegram.means import Answer
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.run import Wiring, serve
from bot.channels.telegram.webhook_address import Door
from bot.messages import Answered, Incoming
from bot.privacy.events import Event, Fault
from bot.sessions.erasure import Counts, Ledger
from bot.sessions.keys import SessionKey
from bot.sessions.ledger_key import LedgerKey, read_ledger_key
from bot.sessions.store import MemorySessions
from bot.signposting.directory import Directory
from bot.visits import Visits
from tests.conversation.visit import NOW, directory, world
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.seen import Standing

KEY_TEXT = base64.b64encode(bytes(range(32))).decode()
SHE = 700_100_001
"""A woman's account, and so her chat."""

SILENCE = timedelta(minutes=15)
PATIENCE = Patience(pauses=(0.01, 0.02, 0.05), longest=2)


class Files:
    """The directory as the files have it: a database adds nothing to what is seen."""

    async def current(self) -> Directory:
        return directory()


def key() -> LedgerKey:
    return read_ledger_key(KEY_TEXT)


@dataclass
class Clock:
    """A clock that stands until the test moves it."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


@dataclass
class Running:
    """A bot that runs, and what it said to its log."""

    telegram: FakeTelegram
    clock: Clock
    ledger: Ledger
    visits: Visits
    stop: asyncio.Event
    said: list[Event] = field(default_factory=list)
    fails: bool = False
    answering: Answer | None = None
    looks: int = 0

    @property
    def faults(self) -> list[Fault]:
        return [event for event in self.said if isinstance(event, Fault)]

    async def answer(self, key: SessionKey, incoming: Incoming) -> Answered:
        if self.fails:
            raise RuntimeError(f"planned, about {incoming}")
        return await (self.answering or self.visits)(key, incoming)

    async def begin(self, chat: int = SHE, payload: str = "en") -> Standing:
        """Press Start on a link and return the card."""
        await self.telegram.text(chat, f"/start {payload}".rstrip())
        return await self.card(chat)

    async def card(self, chat: int = SHE) -> Standing:
        """Return what stands when all is answered: one card of the bot and nothing else."""
        await self.telegram.settled()
        (card,) = await self.telegram.standing(chat)
        assert card.sender == "bot"
        return card

    async def tap(self, label: str, chat: int = SHE) -> None:
        await self.telegram.tap_label(chat, label)
        await self.telegram.settled()

    async def silence(self) -> None:
        """Let the timer look at the ledger once more than it has."""
        before = self.looks
        while self.looks < before + 2:  # noqa: ASYNC110  # it is counted where nothing waits
            await asyncio.sleep(0.005)
        await self.telegram.settled()

    async def standing(self, chat: int = SHE) -> list[Standing]:
        await self.telegram.settled()
        return await self.telegram.standing(chat)


async def nothing() -> None:
    await asyncio.Event().wait()


def wiring_for(
    token: str,
    api_url: str,
    ledger: Ledger,
    visits: Visits,
    answer: Answer,
    clock: Clock,
    patience: Patience,
    forgetting: Callable[[], Coroutine[Any, Any, None]],
    say: Callable[[Event], None],
    door: Door | None = None,
) -> Wiring:
    return Wiring(
        token=token,
        api_url=api_url,
        ledger=ledger,
        answer=answer,
        forgetting=forgetting,
        fallback=visits.fallback,
        invitation=visits.invitation,
        ordinary_message=visits.ordinary_message,
        clock=clock,
        silence=SILENCE,
        say=say,
        patience=patience,
        look_every=0.02,
        door=door,
    )


@asynccontextmanager
async def running(
    telegram: FakeTelegram,
    folder: Path,
    clock: Clock | None = None,
    *,
    patience: Patience = PATIENCE,
    forgetting: Callable[[], Coroutine[Any, Any, None]] | None = None,
    door: Door | None = None,
) -> AsyncIterator[Running]:
    """Run a bot whose ledger lies in this folder. With a door, it is to be called there."""
    clock = clock or Clock()
    ledger = Ledger.open(folder / "ledger", key(), clock())
    visits = Visits(world(), Files(), MemorySessions(), clock)
    bot = Running(telegram, clock, ledger, visits, asyncio.Event())
    counts = ledger.counts

    def counted() -> Counts:
        bot.looks += 1
        return counts()

    ledger.counts = counted  # type: ignore[method-assign]
    wiring = wiring_for(
        telegram.token,
        telegram.api_url,
        ledger,
        visits,
        bot.answer,
        clock,
        patience,
        forgetting or nothing,
        bot.said.append,
        door,
    )
    serving = asyncio.create_task(serve(wiring, bot.stop))
    try:
        yield bot
        assert not serving.done(), serving
    finally:
        bot.stop.set()
        await serving
        ledger.close()
