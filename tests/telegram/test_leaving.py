"""S20 to S23: leaving and silence leave nothing, whatever else fails."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.sessions.keys import ChatAddress
from bot.signposting.directory import Directory
from tests.telegram.bot import SHE, SILENCE, Clock, Files, Running, running
from tests.telegram.fake.client import FakeTelegram

LEFT_OVER = timedelta(minutes=14, seconds=50)


def lose(*_given: object) -> None:
    """Do as if the process had been killed between sending and noting the id."""


async def in_the_middle(bot: Running) -> None:
    await bot.begin()
    await bot.tap("Find something near me")
    await bot.telegram.text(SHE, "Coventry")
    await bot.card()


async def wait_for_silence(bot: Running) -> None:
    await bot.telegram.eventually(SHE, lambda standing: not standing)


async def test_s21_leave_is_one_tap_and_leaves_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert bot.ledger.counts().messages == 0
        assert await bot.visits._sessions.count() == 0


async def test_s21_leave_can_be_typed(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        await telegram.text(SHE, "leave")
        assert await bot.standing() == []


async def test_s21_answers_are_forgotten_before_anything_is_deleted(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        await telegram.fail("hang_before", "deleteMessages", times=1, seconds=0.3)
        await telegram.tap_label(SHE, "Leave")
        for _ in range(100):
            if await bot.visits._sessions.count() == 0:
                break
            await telegram.state()
        assert await bot.visits._sessions.count() == 0
        assert await telegram.standing(SHE)
        assert await bot.standing() == []


async def test_s21_leave_works_with_the_directory_down(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)

        async def down(_: Files) -> Directory:
            raise StoreError("down")

        monkeypatch.setattr(Files, "current", down)
        await bot.tap("Leave")
        assert await bot.standing() == []


async def test_s21_leave_works_with_the_session_store_down(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        bot.fails = True
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert len(bot.faults) == 1


async def test_s21_what_leave_could_not_delete_is_deleted_soon_after(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        await telegram.fail("server_error", "deleteMessages", times=None)
        await bot.tap("Leave")
        assert await bot.standing()
        await telegram.heal()
        bot.clock.pass_by(timedelta(minutes=2))
        await wait_for_silence(bot)


async def test_s22_silence_leaves_nothing(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        bot.clock.pass_by(LEFT_OVER)
        await bot.silence()
        await bot.card()
        bot.clock.pass_by(SILENCE - LEFT_OVER)
        await bot.silence()
        assert await bot.standing() == []
        assert bot.ledger.counts().messages == 0


async def test_s22_every_tap_begins_the_silence_anew(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        for label in ("Find something near me", "Urgent numbers", "Back"):
            bot.clock.pass_by(LEFT_OVER)
            await bot.tap(label)
            await bot.silence()
        await bot.card()
        due = bot.ledger.everything(ChatAddress(SHE))
        assert due is not None
        assert not [*bot.ledger.to_erase(bot.clock() + LEFT_OVER)]
        assert [*bot.ledger.to_erase(bot.clock() + SILENCE)]


async def test_s22_keep_for_one_hour_keeps_for_one_hour(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await bot.tap("Urgent numbers")
        await bot.tap("Malta")
        await bot.tap("Keep for 1 hour")
        bot.clock.pass_by(timedelta(minutes=59))
        await bot.silence()
        await bot.card()
        bot.clock.pass_by(timedelta(minutes=1))
        await bot.silence()
        assert await bot.standing() == []


async def test_s22_silence_forgets_the_answers_too(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
        bot.clock.pass_by(SILENCE)
        await bot.visits.forget()
        assert await bot.visits._sessions.count() == 0


async def test_s23_coming_back_starts_fresh(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        first = await bot.begin()
        await bot.tap("Find something near me")
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert await bot.standing() == []
        again = await bot.begin()
        assert again.text == first.text


async def test_s22_a_stopped_bot_finishes_when_it_is_started_again(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock = Clock()
    async with running(telegram, tmp_path, clock) as bot:
        await in_the_middle(bot)
    clock.pass_by(SILENCE)
    async with running(telegram, tmp_path, clock) as bot:
        await bot.telegram.eventually(SHE, lambda standing: not standing)


async def test_s22_a_message_whose_id_was_lost_is_found_again(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    async with running(telegram, tmp_path, clock) as bot:
        monkeypatch.setattr(bot.ledger, "sent", lose)
        await bot.begin()
        monkeypatch.undo()
        assert bot.ledger.counts().intents == 1
    clock.pass_by(SILENCE)
    async with running(telegram, tmp_path, clock) as bot:
        await bot.telegram.eventually(SHE, lambda standing: not standing)
        await bot.silence()
        assert bot.ledger.counts().intents == 0


async def test_a_lost_message_is_gone_as_soon_as_she_says_something(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(telegram, tmp_path) as bot:
        monkeypatch.setattr(bot.ledger, "sent", lose)
        await bot.begin()
    async with running(telegram, tmp_path) as bot:
        await telegram.traffic(30)
        await telegram.text(SHE, "hello")
        assert len(await bot.standing()) == 1
        assert bot.ledger.counts().intents == 0


async def test_s22_a_message_too_far_away_to_be_found_is_mended_by_her_next_tap(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    async with running(telegram, tmp_path, clock) as bot:
        monkeypatch.setattr(bot.ledger, "sent", lose)
        await telegram.fail("hang_before", "sendMessage", seconds=0.2)
        await telegram.text(SHE, "/start en")
        await asyncio.sleep(0.1)
        await telegram.traffic(150)
        await bot.card()
        monkeypatch.undo()
    clock.pass_by(SILENCE)
    async with running(telegram, tmp_path, clock) as bot:
        await bot.silence()
        lost = await bot.card()
        await bot.tap("Find something near me")
        assert (await bot.card()).message_id == lost.message_id
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert await bot.standing() == []


async def test_s22_the_api_down_for_minutes_only_delays_the_erasing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        for chat in range(SHE, SHE + 12):
            await bot.begin(chat)
        await telegram.fail("drop_before", "deleteMessages", times=None)
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert bot.ledger.counts().chats == 12
        await telegram.heal()
        bot.clock.pass_by(timedelta(minutes=2))
        await bot.silence()
        assert bot.ledger.counts().chats == 0
        assert not any((await telegram.chats()).values())


async def test_what_is_too_old_for_telegram_is_given_up_and_counted_in_the_log(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    from bot.privacy.events import NotErased

    clock = Clock()
    async with running(telegram, tmp_path, clock) as bot:
        await bot.begin()
    await telegram.advance(hours=49)
    clock.pass_by(timedelta(hours=49))
    async with running(telegram, tmp_path, clock) as bot:
        await bot.silence()
        assert bot.ledger.counts().chats == 0
        assert sum(one.messages for one in bot.said if isinstance(one, NotErased)) == 1


async def choose_an_ordinary_message(bot: Running, chat: int = SHE) -> str:
    """Choose it, go on to somewhere else, and return the sentence that was promised."""
    await bot.begin(chat)
    await bot.tap("More about traces", chat)
    await bot.tap("Leave an ordinary message instead", chat)
    sentence = ((await bot.card(chat)).text or "").splitlines()[-1]
    await bot.tap("Back", chat)
    await bot.tap("Find something near me", chat)
    return sentence


async def assert_only_this_stands(bot: Running, sentence: str) -> None:
    (message,) = await bot.standing()
    assert (message.text, message.buttons) == (sentence, ())
    assert not any(letter.isdigit() for letter in sentence)
    assert bot.ledger.counts().chats == 0


async def test_s21_an_ordinary_message_stays_when_she_leaves_and_nothing_else(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        sentence = await choose_an_ordinary_message(bot)
        await telegram.text(SHE, "Coventry")
        await bot.card()
        await bot.tap("Leave")
        await assert_only_this_stands(bot, sentence)
    assert await telegram.violations() == []


async def test_s21_an_ordinary_message_stays_after_silence_and_after_a_crash(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock = Clock()
    async with running(telegram, tmp_path, clock) as bot:
        sentence = await choose_an_ordinary_message(bot)
    clock.pass_by(SILENCE)
    async with running(telegram, tmp_path, clock) as bot:
        await bot.silence()
        await assert_only_this_stands(bot, sentence)


async def test_s21_the_choice_can_be_taken_back_and_holds_for_this_visit_only(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await choose_an_ordinary_message(bot)
        await bot.begin()
        await bot.tap("Leave")
        assert await bot.standing() == []
        await choose_an_ordinary_message(bot)
        for label in ("Back", "More about traces", "Leave nothing instead", "Leave"):
            await bot.tap(label)
        assert await bot.standing() == []


async def test_s21_an_ordinary_message_still_comes_when_telegram_fails_at_first(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        sentence = await choose_an_ordinary_message(bot)
        await telegram.fail("server_error", "editMessageText", times=None)
        await bot.tap("Leave")
        await telegram.heal()
        bot.clock.pass_by(timedelta(minutes=2))
        await bot.silence()
        await assert_only_this_stands(bot, sentence)


async def test_s21_a_fresh_visit_on_an_old_card_has_chosen_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await choose_an_ordinary_message(bot)
    async with running(telegram, tmp_path) as bot:
        (card,) = await bot.standing()
        await telegram.tap(SHE, card.message_id, card.buttons[0].data or "")
        await bot.card()
        await bot.tap("Leave")
        assert await bot.standing() == []


async def test_s21_a_visit_with_an_ordinary_message_goes_on_when_the_timer_deletes_her_words(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await choose_an_ordinary_message(bot)
        before = await bot.card()
        await telegram.fail("server_error", "deleteMessages", times=None)
        await telegram.text(SHE, "xyzzy")
        await telegram.settled()
        await telegram.heal()
        bot.clock.pass_by(timedelta(minutes=2))
        await bot.silence()
        await bot.tap("Back")
        after = await bot.card()
        assert after.message_id == before.message_id
        assert "Find something near me" in [button.label for button in after.buttons]


async def test_s21_where_the_card_cannot_be_changed_it_goes(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await choose_an_ordinary_message(bot)
        (card,) = await bot.standing()
        await telegram.remove(SHE, card.message_id)
        await telegram.tap(SHE, card.message_id, card.data("Leave"), force=True)
        assert await bot.standing() == []
        assert bot.ledger.counts().chats == 0
