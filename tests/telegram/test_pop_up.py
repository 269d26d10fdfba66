"""S27: on Telegram a number is read in a pop-up, and nothing of it stays in the chat."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.messages import POP_UP_LENGTH
from tests.telegram.bot import SHE, SILENCE, Running, running
from tests.telegram.fake.client import FakeTelegram

GLANCE = "Numbers for a moment"


async def at_the_numbers(bot: Running) -> None:
    await bot.begin()
    await bot.tap("Urgent numbers")
    await bot.tap("United Kingdom")


async def glanced(telegram: FakeTelegram) -> list[dict[str, Any]]:
    return [one for one in await telegram.pop_ups(SHE) if one["text"]]


async def test_s27_a_number_is_read_in_a_pop_up_and_the_card_is_not_touched(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await at_the_numbers(bot)
        before = await bot.card()
        edits = len(await telegram.calls("editMessageText"))
        await bot.tap(GLANCE)
        (pop_up,) = await glanced(telegram)
        assert pop_up["show_alert"]
        assert pop_up["text"].startswith("Urgent numbers\n999 – ")
        assert len(pop_up["text"]) <= POP_UP_LENGTH
        assert await bot.card() == before
        assert len(await telegram.calls("editMessageText")) == edits
        assert len(await telegram.calls("sendMessage")) == 1
    assert await telegram.violations() == []


async def test_s27_a_pop_up_of_the_list_shows_numbers_that_the_chat_never_held(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        for label in ("Find something near me", "For me", "United Kingdom"):
            await bot.tap(label)
        for label in ("I’d rather not say", "Somewhere to live", GLANCE):
            await bot.tap(label)
        (pop_up,) = await glanced(telegram)
        numbers = [row.split(": ")[1] for row in pop_up["text"].split("\n")[1:]]
        assert any(number[0].isdigit() for number in numbers)
        shown = await telegram.calls("editMessageText")
        for number in numbers:
            assert number not in str([call["parameters"]["text"] for call in shown])


async def test_s27_tapped_twice_a_pop_up_shows_twice(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await at_the_numbers(bot)
        for _ in range(2):
            await bot.tap(GLANCE)
        first, second = await glanced(telegram)
        assert first["text"] == second["text"]
        await bot.tap("Leave")
        assert await bot.standing() == []


async def test_s27_the_button_for_a_pop_up_is_answered_even_when_the_turn_fails(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await at_the_numbers(bot)
        answered = len(await telegram.pop_ups(SHE))
        bot.fails = True
        await bot.tap(GLANCE)
        assert len(await telegram.pop_ups(SHE)) == answered + 1
        assert await glanced(telegram) == []
        assert "999" in ((await bot.card()).text or "")


async def test_s27_an_old_button_and_one_after_leaving_open_no_pop_up(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await at_the_numbers(bot)
        old = await bot.card()
        await bot.tap("Back")
        await telegram.tap(SHE, old.message_id, old.data(GLANCE), force=True)
        await bot.card()
        await bot.tap("Leave")
        answered = len(await telegram.pop_ups(SHE))
        await telegram.tap(SHE, old.message_id, old.data(GLANCE), force=True)
        await telegram.settled()
        assert len(await telegram.pop_ups(SHE)) == answered + 1
        assert await glanced(telegram) == []


async def test_s27_every_tap_is_acknowledged_once_with_a_pop_up_or_without(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await at_the_numbers(bot)
        await bot.tap(GLANCE)
        await bot.tap("Keep for 1 hour")
    taps = [one["callback_query_id"] for one in await telegram.pop_ups(SHE)]
    assert len(taps) == len(set(taps)) == 4


async def test_s22_a_pop_up_moves_the_deadline_of_the_card_that_stands(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    almost = SILENCE - timedelta(minutes=1)
    async with running(telegram, tmp_path) as bot:
        await at_the_numbers(bot)
        bot.clock.pass_by(almost)
        await bot.tap(GLANCE)
        bot.clock.pass_by(almost)
        await bot.silence()
        assert (await bot.card()).buttons
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert await bot.standing() == []
