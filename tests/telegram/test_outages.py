"""S22: Telegram out of reach for minutes, for hours, for two days: erased late, or counted."""

import io
import json
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram import polling
from bot.privacy.events import NotErased
from bot.privacy.log import Log
from bot.sessions.erasure import Ledger
from tests.telegram.bot import SHE, SILENCE, Clock, Running, key, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.faults import How

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

CHATS = range(SHE, SHE + 12)
A_MINUTE = timedelta(minutes=1)
MINUTES = 5
ASKED_TO_WAIT = 240
"""Seconds that a 429 asks for; a test cannot wait them out, and the bot does not either."""

OUTAGES: tuple[How, ...] = (
    "server_error", "bad_gateway", "drop_before", "drop_after", "too_many_requests",
)  # fmt: skip
EACH = [
    pytest.param(how, marks=() if how in {"server_error", "drop_after"} else pytest.mark.whole)
    for how in OUTAGES
]
"""`make test` tries two of them, `make test-all` each."""


@pytest.fixture(autouse=True)
def impatient_fetching(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test not wait ten seconds for the next fetch."""
    monkeypatch.setattr(polling, "PAUSES", (0.02,))


async def pass_by(bot: Running, time: timedelta) -> None:
    """Let time pass for Telegram and for the bot, and let the timer look."""
    await bot.telegram.advance(seconds=time.total_seconds())
    bot.clock.pass_by(time)
    await bot.silence()


async def goes_down(telegram: FakeTelegram, how: How) -> None:
    """Let every call fail, fetching too; only a 429 would keep fetching asleep for minutes."""
    await telegram.fail(how, "*", times=None, seconds=ASKED_TO_WAIT)
    fetching: How = "server_error" if how == "too_many_requests" else how
    await telegram.fail(fetching, "getUpdates", times=None)


async def deleted(telegram: FakeTelegram) -> Counter[int]:
    """Return how often each message was deleted, as far as the bot was told so."""
    calls = await telegram.calls("deleteMessages")
    return Counter(
        message_id
        for call in calls
        if call["status"] == 200
        for message_id in _ids(call["parameters"]["message_ids"])
    )


def _ids(given: str | list[int]) -> list[int]:
    return json.loads(given) if isinstance(given, str) else given


async def not_erased(bot: Running) -> int:
    return sum(event.messages for event in bot.said if isinstance(event, NotErased))


@pytest.mark.parametrize("how", EACH)
async def test_s22_after_minutes_without_telegram_all_is_erased_and_nothing_twice(
    how: How, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        for chat in CHATS:
            await bot.begin(chat)
            await bot.tap("Find something near me", chat)
        before = await deleted(telegram)
        await goes_down(telegram, how)
        bot.clock.pass_by(SILENCE)
        for _ in range(MINUTES):
            await pass_by(bot, A_MINUTE)
        stood = [ids for ids in (await telegram.chats()).values() if ids]
        assert len(stood) == (0 if how == "drop_after" else len(CHATS))
        assert bot.ledger.counts().chats == len(CHATS), "nobody was told that it was done"
        await telegram.heal()
        await pass_by(bot, 2 * A_MINUTE)
        assert not any((await telegram.chats()).values())
        assert bot.ledger.counts().chats == 0
        after = await deleted(telegram)
        assert len(after) == len(before) + len(CHATS)
        assert max(after.values()) == 1, "nothing is deleted twice"
        assert len(await telegram.calls("sendMessage")) == len(CHATS), "nothing is sent twice"
        calls = (await telegram.state())["calls"]
        await pass_by(bot, 2 * A_MINUTE)
        fetches = len(await telegram.calls("getUpdates"))
        assert (await telegram.state())["calls"] - calls <= fetches
        assert await not_erased(bot) == 0
    assert await telegram.violations() == []


@pytest.mark.parametrize("how", EACH)
async def test_s21_what_she_left_while_telegram_failed_for_minutes_goes_when_it_is_back(
    how: How, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail(how, "*", times=None, seconds=ASKED_TO_WAIT)
        await telegram.text(SHE, "xyzzy")
        await telegram.settled()
        await telegram.tap_label(SHE, "Leave") if how != "drop_after" else None
        await telegram.settled()
        assert how == "drop_after" or await bot.visits._sessions.count() == 0
        for _ in range(MINUTES):
            await pass_by(bot, A_MINUTE)
        await telegram.heal()
        await pass_by(bot, SILENCE)
        await pass_by(bot, 2 * A_MINUTE)
        assert await bot.standing() == []
        assert bot.ledger.counts().chats == 0
        assert await not_erased(bot) == 0


async def stopped_for(telegram: FakeTelegram, folder: Path, hours: int) -> tuple[Running, str]:
    """Leave twelve cards standing, start again after so many hours; return the bot and its log."""
    clock = Clock()
    async with running(telegram, folder, clock) as bot:
        for chat in CHATS:
            await bot.begin(chat)
    await telegram.advance(hours=hours)
    clock.pass_by(timedelta(hours=hours))
    async with running(telegram, folder, clock) as bot:
        await bot.silence()
        await pass_by(bot, A_MINUTE)
    written = io.StringIO()
    for event in bot.said:
        Log(written).say(event)
    return bot, written.getvalue()


async def test_s22_a_bot_started_again_after_47_hours_still_erases_everything(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    bot, log = await stopped_for(telegram, tmp_path, 47)
    assert not any((await telegram.chats()).values())
    assert bot.ledger.counts().erased == len(CHATS)
    assert log == ""


async def test_s22_a_bot_started_again_after_49_hours_says_how_many_it_could_not_erase(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    bot, log = await stopped_for(telegram, tmp_path, 49)
    assert sum(map(len, (await telegram.chats()).values())) == len(CHATS)
    assert bot.ledger.counts().chats == 0
    lines = log.splitlines()
    assert all(re.fullmatch(r"event=not_erased messages=\d{1,2}", line) for line in lines)
    assert sum(int(line.rpartition("=")[2]) for line in lines) == len(CHATS)
    assert not [chat for chat in CHATS if str(chat) in log]


async def test_s22_two_days_without_telegram_are_counted_once_and_then_let_go(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        for chat in CHATS:
            await bot.begin(chat)
        await goes_down(telegram, "drop_before")
        for hours in (1, 6, 12, 12, 12, 4):
            await pass_by(bot, timedelta(hours=hours))
        assert bot.ledger.counts().chats == len(CHATS)
        assert await not_erased(bot) == 0
        await pass_by(bot, timedelta(hours=1))
        assert bot.ledger.counts().chats == 0
        assert await not_erased(bot) == len(CHATS)
        await telegram.heal()
        await pass_by(bot, timedelta(hours=1))
        assert await not_erased(bot) == len(CHATS), "counted once"
        assert (tmp_path / "ledger").stat().st_size == 0, "S41: nothing stands there for 48 hours"
    ledger = Ledger.open(tmp_path / "ledger", key(), bot.clock())
    assert ledger.opening.records == 0
    ledger.close()


async def test_s22_a_card_that_was_given_up_is_not_written_on_again(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    """What can never be erased must not get new words: they would stand there for good."""
    async with running(telegram, tmp_path) as bot:
        old = await bot.begin()
        await goes_down(telegram, "drop_before")
        await pass_by(bot, timedelta(hours=47))
        await pass_by(bot, timedelta(hours=1))
        await telegram.heal()
        await telegram.text(SHE, "Coventry")
        await telegram.settled()
        stands = await bot.standing()
        assert [one.text for one in stands if one.message_id == old.message_id] == [old.text]
        assert len(stands) == 2
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert [one.message_id for one in await bot.standing()] == [old.message_id]
