"""
S22, S41: killed at any moment and started again, the bot erases everything when the time is up.

The bot is killed (SIGKILL) somewhere in a conversation, while other chats make message ids, and
started again on the same state folder. A message whose id was lost lies behind an open intent; it
is found again when it stands at most 99 ids further. One that stands further is mended by her next
tap on it.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from bot.sessions.owed import GUESSES
from tests.conversation.visit import NOW
from tests.telegram.bot import SILENCE, Clock, key, running
from tests.telegram.fake.client import ROOT, FakeTelegram
from tests.telegram.fake.errors import ControlError
from tests.telegram.hooked import free_port, hooked, set_webhook

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

FIRST = 800_000_000
QUICK, WHOLE, CALLED = 8, 500, 50
WORDS = ("Coventry", "hello", "back", "umbrella")


@dataclass
class Counts:
    """What is printed. `lost` are messages of the bot that stood without being known, by chat."""

    kills: int = 0
    intents: int = 0
    open: int = 0
    lost: dict[int, dict[int, int]] = field(default_factory=dict)


@dataclass
class Nursery:
    """The process that makes bots. `port` is where they are called; 0 for bots that fetch."""

    process: subprocess.Popen[str]
    telegram: FakeTelegram
    folder: Path
    port: int

    def bear(self) -> int:
        """Make a bot and return its process id."""
        asked = {
            "token": self.telegram.token,
            "api_url": self.telegram.api_url,
            "folder": str(self.folder),
            "at": NOW.isoformat(),
            "port": self.port,
        }
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def nursery(telegram: FakeTelegram, folder: Path, port: int = 0) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.telegram.killed"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield Nursery(process, telegram, folder, port)
        finally:
            # Its bots too: one that is left behind would ask for updates for ever.
            os.killpg(process.pid, signal.SIGKILL)


async def talk(telegram: FakeTelegram, chat: int, chance: random.Random) -> None:
    """Talk with the bot at random, for ever."""
    await telegram.text(chat, "/start en")
    if chance.random() < 0.15:
        # Other chats talk too: usually little, sometimes more than can be searched.
        await telegram.traffic(chance.choice((10, 150)))
    while True:
        if chance.random() < 0.02:
            await telegram.traffic(chance.choice((1, 10, 80)))
        with suppress(ControlError):
            await act(telegram, chat, chance)
        await asyncio.sleep(chance.uniform(0, 0.01))


async def act(telegram: FakeTelegram, chat: int, chance: random.Random) -> None:
    done = chance.random()
    if done < 0.2:
        await telegram.text(chat, "/start en")
    elif done < 0.4:
        await telegram.text(chat, chance.choice(WORDS))
    else:
        cards = [card for card in await telegram.standing(chat) if card.buttons]
        if cards:
            button = chance.choice(cards[-1].buttons)
            await telegram.tap(chat, cards[-1].message_id, button.data or "", force=True)


async def kill_in_the_middle(born: Nursery, chat: int, chance: random.Random) -> None:
    bot = born.bear()
    if chance.random() < 0.8:
        # Usually it has answered what waited; sometimes it is killed over that, too.
        with suppress(TimeoutError):
            await born.telegram.settled(0.4)
    talking = asyncio.create_task(talk(born.telegram, chat, chance))
    await asyncio.sleep(chance.uniform(0.02, 0.22))
    os.kill(bot, signal.SIGKILL)
    talking.cancel()
    with suppress(asyncio.CancelledError):
        await talking


async def look_at_what_was_lost(born: Nursery, counts: Counts) -> None:
    """Note the messages that stand and are in no ledger, with how far behind an intent they are."""
    async with opened(born.folder) as ledger:
        open_before, counts.open = counts.open, ledger.counts().intents
        counts.intents += max(0, counts.open - open_before)
        for chat in await born.telegram.chats():
            due = ledger.everything(ChatAddress(chat))
            known = {*due.message_ids} if due is not None else set()
            intents = due.intents if due is not None else ()
            for message in await born.telegram.standing(chat):
                if message.sender == "bot" and message.message_id not in known:
                    far = min((message.message_id - one.after for one in intents
                               if one.after < message.message_id), default=0)  # fmt: skip
                    # As it was when it was lost: later on its intent is settled.
                    counts.lost.setdefault(chat, {}).setdefault(message.message_id, far)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Ledger]:
    for _ in range(200):
        try:
            ledger = Ledger.open(folder / "ledger", key(), NOW)
            break
        except Exception:
            # The killed process has not let go of its lock yet.
            await asyncio.sleep(0.005)
    else:
        raise AssertionError("the ledger stays locked")
    try:
        yield ledger
    finally:
        ledger.close()


async def kill_and_look(
    telegram: FakeTelegram, folder: Path, kills: int, seed: int, port: int = 0
) -> tuple[Counts, dict[int, list[int]]]:
    chance, counts = random.Random(seed), Counts()  # noqa: S311  # no secret
    # As over a real line: a while passes before a message is there, and before the bot hears of it.
    await telegram.settings(latency_ms=4, keep_calls=False)
    await telegram.fail("hang_after", "sendMessage", times=None, seconds=0.02)
    if port:
        await set_webhook(telegram, port)
    with nursery(telegram, folder, port) as born:
        for number in range(kills):
            # Some women come back to a chat in which the bot was killed before.
            chat = FIRST + (number if chance.random() < 0.7 else chance.randrange(number + 1))
            await kill_in_the_middle(born, chat, chance)
            counts.kills += 1
            await look_at_what_was_lost(born, counts)
    return counts, await after_the_time_is_up(telegram, folder, port)


async def after_the_time_is_up(
    telegram: FakeTelegram, folder: Path, port: int
) -> dict[int, list[int]]:
    """Start once more, let everything that waited be answered, let the time pass, and look."""
    await telegram.heal()
    await telegram.settings(latency_ms=0)
    beside = (
        hooked(telegram, folder, Clock(NOW), port=port)
        if port
        else running(telegram, folder, Clock(NOW))
    )
    async with beside as bot:
        await telegram.settled(30)
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        await bot.silence()
        standing = {chat: ids for chat, ids in (await telegram.chats()).items() if ids}
        await mend_by_a_tap(telegram, standing)
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        await bot.silence()
        assert not any((await telegram.chats()).values())
        assert bot.ledger.counts().chats == 0
    return standing


async def mend_by_a_tap(telegram: FakeTelegram, standing: dict[int, list[int]]) -> None:
    for chat in standing:
        for message in await telegram.standing(chat):
            await telegram.tap(chat, message.message_id, message.buttons[0].data or "", force=True)
    await telegram.settled(30)


def report(counts: Counts, not_found: dict[int, list[int]]) -> None:
    lost = sum(map(len, counts.lost.values()))
    left = sum(map(len, not_found.values()))
    far_away = sum(far >= GUESSES for one in counts.lost.values() for far in one.values())
    print(
        f"kills {counts.kills}, intents open {counts.intents}, messages lost {lost}, "
        f"found again {lost - left}, not found {left} of {far_away} that lay too far away"
    )
    for chat, ids in not_found.items():
        for message_id in ids:
            far = counts.lost[chat][message_id]
            assert far >= GUESSES, f"{far} ids behind its intent, and not found"


async def test_s22_after_a_few_kills_nothing_stands_when_the_time_is_up(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)  # noqa: S311  # no secret
    counts, not_found = await kill_and_look(telegram, tmp_path, QUICK, seed)
    report(counts, not_found)
    assert counts.kills == QUICK


@pytest.mark.whole
async def test_s22_after_five_hundred_kills_nothing_stands_when_the_time_is_up(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    counts, not_found = await kill_and_look(telegram, tmp_path, WHOLE, 20261120)
    report(counts, not_found)
    assert counts.kills == WHOLE
    assert counts.intents > 0


@pytest.mark.whole
async def test_s22_after_fifty_kills_of_a_bot_that_is_called_nothing_stands_in_the_end(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.settings(repeat_after_ms=5)
    counts, not_found = await kill_and_look(telegram, tmp_path, CALLED, 20261121, free_port())
    report(counts, not_found)
    assert counts.kills == CALLED
