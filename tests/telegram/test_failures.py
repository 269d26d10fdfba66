"""What Telegram can refuse or lose: each has a decided answer, and she always gets her card."""

import asyncio
from pathlib import Path

import pytest

from tests.telegram.bot import SHE, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.faults import How

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

PASSING: tuple[How, ...] = ("too_many_requests", "server_error", "bad_gateway", "drop_before")


@pytest.mark.parametrize("how", PASSING)
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText", "deleteMessages"])
async def test_what_fails_for_a_moment_is_done_again(
    how: How, method: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        waits = how == "too_many_requests"
        await telegram.fail(how, method, times=1 if waits else 2, seconds=1 if waits else 0)
        await bot.begin()
        await bot.tap("Find something near me")
        assert "Find something near me" not in [one.label for one in (await bot.card()).buttons]
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert bot.faults == []
    assert await telegram.violations() == []


async def test_s24_a_send_whose_answer_was_lost_leaves_one_card(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await telegram.fail("drop_after", "sendMessage", times=1)
        await bot.begin()
        await bot.card()
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert bot.ledger.counts().intents == 0


async def test_an_edit_whose_answer_was_lost_is_not_noticed(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("drop_after", "editMessageText", times=1)
        await bot.tap("Find something near me")
        descriptions = [call["description"] for call in await telegram.calls("editMessageText")]
        assert any("not modified" in one for one in descriptions)
        await bot.tap("Back")
        assert bot.faults == []


async def test_an_edit_that_never_succeeds_is_made_good_by_her_next_tap(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        first = await bot.begin()
        await telegram.fail("server_error", "editMessageText", times=None)
        await bot.tap("Find something near me")
        assert (await bot.card()).text == first.text
        assert len(bot.faults) == 1
        await telegram.heal()
        await bot.tap("Find something near me")
        after = await bot.card()
        assert after.text != first.text
        assert "Find something near me" not in [one.label for one in after.buttons]


async def test_a_wait_that_telegram_asks_for_is_obeyed(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("too_many_requests", "editMessageText", times=1, seconds=1)
        before = asyncio.get_running_loop().time()
        await bot.tap("Find something near me")
        assert asyncio.get_running_loop().time() - before >= 1
        assert len(await telegram.calls("editMessageText")) == 2


async def test_blocked_while_she_is_answered_drops_the_visit(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await telegram.fail("forbidden", "sendMessage", times=1)
        await telegram.text(SHE, "/start en")
        assert await bot.standing() == []
        assert await bot.visits._sessions.count() == 0
        assert bot.ledger.counts().chats == 0
        assert bot.faults == []


async def test_blocked_at_an_edit_drops_the_visit(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("forbidden", "editMessageText", times=1)
        await bot.tap("Find something near me")
        assert await bot.standing() == []
        assert await bot.visits._sessions.count() == 0


async def test_a_message_that_is_gone_already_counts_as_erased(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        await telegram.remove(SHE, card.message_id)
        await telegram.block(SHE)
        await telegram.settled()
        assert bot.ledger.counts().chats == 0
        assert bot.ledger.counts().not_erased == 0


async def test_one_message_too_old_does_not_keep_the_others_standing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        first = await bot.begin()
        await telegram.advance(hours=49)
        await telegram.fail("server_error", "deleteMessages", times=4)
        await telegram.text(SHE, "xyzzy")
        await telegram.settled()
        await bot.tap("Leave")
        assert [one.message_id for one in await bot.standing()] == [first.message_id]
        assert bot.ledger.counts().not_erased == 1


async def test_s11_when_the_bot_itself_fails_she_sees_urgent_numbers(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        bot.fails = True
        card = await bot.begin()
        assert (card.text or "").startswith("Urgent numbers")
        assert "112" in (card.text or "")
        await bot.tap("Leave")
        assert await bot.standing() == []


async def test_a_bot_that_failed_once_goes_on(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        bot.fails = True
        await bot.tap("Find something near me")
        bot.fails = False
        await bot.tap("Urgent numbers")
        assert len((await bot.card()).buttons) > 3
