"""Fetching: order within a chat, nobody waits for another, a flood is bounded, nothing is lost."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.channels.telegram.connect import connected
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.queues import MOST_WAITING
from bot.channels.telegram.request import AiohttpRequest, UnreachedError
from bot.errors import SettingError
from bot.messages import Answered, Incoming, Text
from bot.sessions.keys import SessionKey
from tests.telegram.bot import PATIENCE, SHE, Running, running
from tests.telegram.fake.client import FakeTelegram


def remember_texts(bot: Running, seconds: float = 0.0) -> list[str]:
    """Note the order in which texts are answered, and take a while over each."""
    seen: list[str] = []
    visits = bot.visits

    async def slowly(key: SessionKey, incoming: Incoming) -> Answered:
        await asyncio.sleep(seconds)
        if isinstance(incoming, Text):
            seen.append(incoming.text)
        return await visits(key, incoming)

    bot.answering = slowly
    return seen


async def test_what_one_chat_says_is_answered_in_order(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        seen = remember_texts(bot, 0.005)
        words = [f"word {number}" for number in range(15)]
        for word in words:
            await telegram.text(SHE, word)
        await telegram.settled()
        assert seen == words
        await bot.card()


async def test_nobody_waits_for_a_chat_in_which_telegram_hangs(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("hang_before", "editMessageText", times=1, seconds=0.8, chat=SHE)
        await telegram.tap_label(SHE, "Find something near me")
        await asyncio.sleep(0.05)
        before = asyncio.get_running_loop().time()
        await telegram.text(SHE + 1, "/start en")
        await telegram.eventually(SHE + 1, lambda standing: [s.sender for s in standing] == ["bot"])
        assert asyncio.get_running_loop().time() - before < 0.7


@pytest.mark.whole
async def test_a_flood_is_not_answered_one_by_one_but_all_of_it_is_erased(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        seen = remember_texts(bot, 0.03)
        for number in range(6 * MOST_WAITING):
            await telegram.text(SHE, f"word {number}")
        await telegram.text(SHE + 1, "/start en")
        await telegram.eventually(SHE + 1, lambda standing: [s.sender for s in standing] == ["bot"])
        assert len(seen) < 3 * MOST_WAITING
        await telegram.tap_label(SHE, "Leave")
        await telegram.settled(20)
        await bot.silence()
        assert await bot.standing() == []


async def test_the_offset_moves_only_after_handling(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("hang_before", "editMessageText", times=1, seconds=0.6)
        await telegram.tap_label(SHE, "Find something near me")
        await asyncio.sleep(0.4)
        assert (await telegram.state())["waiting"] == 1
        await telegram.settled()
        assert (await telegram.state())["waiting"] == 0


async def test_a_stop_ends_what_has_begun_and_loses_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("hang_before", "editMessageText", times=1, seconds=0.4)
        await telegram.tap_label(SHE, "Find something near me")
        await asyncio.sleep(0.1)
    assert (await telegram.state())["waiting"] == 0
    (card,) = await telegram.standing(SHE)
    assert "Find something near me" not in [one.label for one in card.buttons]
    await telegram.text(SHE + 1, "/start en")
    assert (await telegram.state())["waiting"] == 1
    async with running(telegram, tmp_path) as bot:
        await bot.card(SHE + 1)


async def test_telegram_out_of_reach_for_a_while_is_waited_for(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("bad_gateway", "getUpdates", times=1)
        await bot.tap("Find something near me")
        await bot.card()


async def test_a_second_bot_with_this_token_is_survived(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.call("getUpdates", timeout=0, offset=0)
        await telegram.text(SHE, "/start en")
        await bot.card()


async def test_a_wrong_token_is_said_without_being_shown(telegram: FakeTelegram) -> None:
    with pytest.raises(SettingError, match="BOT_TOKEN is refused") as error:
        async with connected("123:WRONG", telegram.api_url, PATIENCE):
            raise AssertionError("connected with a wrong token")
    assert "WRONG" not in str(error.value)
    assert error.value.__cause__ is None


async def test_no_server_is_said_with_the_setting_that_names_one() -> None:
    with pytest.raises(SettingError, match="FINGERPOST_API_URL"):
        async with connected("123:x", "http://127.0.0.1:1/bot", Patience(pauses=())):
            raise AssertionError("connected to nothing")


async def test_s43_an_error_of_a_call_shows_neither_address_nor_token() -> None:
    request = AiohttpRequest()
    try:
        with pytest.raises(UnreachedError) as error:
            await request.post("http://127.0.0.1:1/bot123:SECRET/getMe")
        assert "SECRET" not in repr(error.value)
        assert error.value.__cause__ is None
        assert error.value.__suppress_context__
    finally:
        await request.shutdown()


async def test_updates_are_fetched_by_their_kinds(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
    asked = (await telegram.calls("getUpdates"))[0]["parameters"]["allowed_updates"]
    kinds = json.loads(asked) if isinstance(asked, str) else asked
    assert kinds == ["message", "edited_message", "callback_query", "my_chat_member"]
