"""S21, S24, S26: one card, kept by taps, and nothing of hers beside it."""

import re
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboard import (
    LONGEST_PAYLOAD,
    Payload,
    keyboard,
    new_visit,
    read_payload,
    rows,
)
from bot.messages import Button, Card
from bot.sessions.keys import ChatAddress
from tests.telegram.bot import SHE, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.errors import ControlError


async def changes(telegram: FakeTelegram) -> list[str]:
    calls = await telegram.calls(chat=SHE)
    return [call["method"] for call in calls if call["method"] != "answerCallbackQuery"]


async def test_one_card_is_sent_and_then_edited(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        first = await bot.begin()
        await bot.tap("Find something near me")
        await bot.tap("Back")
        second = await bot.card()
        assert second.message_id == first.message_id
        assert second.text == first.text
    methods = await changes(telegram)
    assert methods.count("sendMessage") == 1
    assert methods.count("editMessageText") == 2
    assert await telegram.violations() == []


async def test_every_send_and_edit_is_silent_and_shows_no_preview(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await bot.tap("Urgent numbers")
    sends = await telegram.calls("sendMessage")
    edits = await telegram.calls("editMessageText")
    assert sends
    assert edits
    for call in (*sends, *edits):
        assert "is_disabled" in str(call["parameters"]["link_preview_options"])
    for call in sends:
        assert str(call["parameters"]["disable_notification"]).lower() == "true"


async def test_s26_what_a_button_carries_says_nothing_and_differs_in_every_visit(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        first = await bot.begin()
        second = await bot.begin()
        seen = [button.data or "" for card in (first, second) for button in card.buttons]
    assert len(seen) > 8
    assert all(re.fullmatch(r"[\w-]{8}\.\d+\.\d+", data) for data in seen)
    assert not {data[:8] for data in seen[: len(first.buttons)]} & {
        data[:8] for data in seen[len(first.buttons) :]
    }


async def test_what_she_types_is_deleted_and_was_in_the_ledger_before(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        noted: list[int] = []
        typed = bot.ledger.typed

        def noting(chat: ChatAddress, message_id: int, due: datetime, now: datetime) -> None:
            noted.append(message_id)
            typed(chat, message_id, due, now)

        bot.ledger.typed = noting  # type: ignore[method-assign]
        hers = await telegram.text(SHE, "Coventry")
        after = await bot.card()
        assert after.message_id == card.message_id
        assert noted == [hers]
        deletions = await telegram.calls("deleteMessages", SHE)
        assert str(hers) in str(deletions[-1]["parameters"]["message_ids"])


async def test_s22_an_intent_stands_before_every_send_and_its_id_after(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(telegram, tmp_path) as bot:
        order: list[str] = []
        intent, sent = bot.ledger.intent, bot.ledger.sent

        def noting_intent(*given: Any) -> Any:
            order.append("intent")
            return intent(*given)

        def noting_sent(*given: Any) -> Any:
            order.append("sent")
            return sent(*given)

        monkeypatch.setattr(bot.ledger, "intent", noting_intent)
        monkeypatch.setattr(bot.ledger, "sent", noting_sent)
        for _ in range(3):
            await bot.begin()
        assert order.count("sent") == 3
        assert [one for one, after in pairwise(order) if after == "sent"] == ["intent"] * 3
        assert bot.ledger.counts().intents == 0


async def test_a_card_that_she_deleted_herself_is_sent_anew(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        await bot.tap("Find something near me")
        where = await bot.card()
        await telegram.remove(SHE, card.message_id)
        await telegram.text(SHE, "xyzzy")
        again = await bot.card()
        assert again.message_id != card.message_id
        assert [one.label for one in again.buttons] == [one.label for one in where.buttons]


async def test_every_tap_is_answered_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        for label in ("More about traces", "Back", "Urgent numbers", "Leave"):
            await bot.tap(label)
    assert len(await telegram.pop_ups(SHE)) == 4


async def test_a_double_tap_counts_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        data = card.data("Find something near me")
        for _ in range(3):
            await telegram.tap(SHE, card.message_id, data, force=True)
        once = await bot.card()
        assert "This is where we are now." not in (once.text or "")
    assert (await changes(telegram)).count("editMessageText") == 1


async def test_an_older_card_of_another_device_shows_where_we_are_now(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        old = card.data("More about traces")
        await bot.tap("Find something near me")
        now = await bot.card()
        await telegram.tap(SHE, card.message_id, old, force=True)
        after = await bot.card()
        assert (after.text or "").endswith(now.text or "?")
        assert (after.text or "").startswith("This is where we are now.")


async def test_s21_leave_on_an_older_card_of_this_visit_leaves(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        old = card.data("Leave")
        await bot.tap("Find something near me")
        await telegram.tap(SHE, card.message_id, old, force=True)
        assert await bot.standing() == []


async def test_a_button_of_last_week_becomes_the_opening_card(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin()
        await bot.tap("Find something near me")
    async with running(telegram, tmp_path) as bot:
        old = await bot.card()
        await telegram.tap(SHE, old.message_id, old.buttons[0].data or "")
        opening = await bot.card()
        assert opening.message_id == card.message_id
        assert "Choose your language" in (opening.text or "")


async def test_s21_leave_on_a_card_of_last_week_leaves_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
    # With the ledger lost, too: all that is known is the message that was tapped.
    (tmp_path / "ledger").unlink()
    async with running(telegram, tmp_path) as bot:
        await bot.tap("Leave")
        assert await bot.standing() == []


async def test_start_by_someone_who_cleared_her_chat_brings_a_card_that_she_can_see(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        first = await bot.begin()
        second = await bot.begin()
        assert second.message_id > first.message_id


@pytest.mark.parametrize("payload", ["", "12345", "en'", "a" * 64, "friend_of_amal", "-", "zz"])
async def test_s90_any_payload_but_a_language_is_ignored(
    payload: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        assert "Choose your language" in ((await bot.begin(payload=payload)).text or "")


@pytest.mark.parametrize(("payload", "language"), [("sq", "sq"), ("sq-AL", "sq"), ("ar", "ar")])
async def test_a_payload_chooses_the_language_over_what_the_client_says(
    payload: str, language: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    from tests.conversation.visit import visit

    await telegram.person(SHE, language_code="en")
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin(payload=payload)
        assert (card.text or "").strip() == visit(language).card.text.strip()


async def test_two_chats_have_nothing_to_do_with_each_other(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        mine, other = await bot.begin(SHE), await bot.begin(SHE + 1)
        await bot.tap("Urgent numbers", SHE)
        assert await bot.card(SHE + 1) == other
        with pytest.raises(ControlError):
            await telegram.tap(SHE + 1, mine.message_id, mine.buttons[0].data or "")
        # Even a payload that was stolen from another chat opens nothing there.
        await telegram.tap(SHE + 1, other.message_id, mine.buttons[1].data or "", force=True)
        assert (await bot.card(SHE)).text != other.text


LABELS = st.text(min_size=1, max_size=12).filter(str.strip)
IDS = st.sampled_from(["a", "b", "c", "1", "2", "3", "back", "urgent", "leave"])
CARDS = st.builds(
    lambda buttons, columns: Card("x", "en", "ltr", "x", tuple(buttons), columns=columns),
    st.lists(st.builds(Button, IDS, LABELS), max_size=30, unique_by=lambda one: one.id),
    st.integers(1, 3),
)


@given(CARDS, st.integers(0, 10**9 - 1))
def test_buttons_keep_their_order_whatever_the_rows(card: Card, number: int) -> None:
    assert [button for row in rows(card) for button in row] == list(card.buttons)
    visit = new_visit()
    shown = [one for row in keyboard(card, visit, number).inline_keyboard for one in row]
    for place, button in enumerate(shown):
        data = str(button.callback_data)
        assert len(data.encode()) <= LONGEST_PAYLOAD
        assert read_payload(data) == Payload(visit, number, place)


@given(CARDS.filter(lambda card: card.buttons))
def test_what_is_sent_of_a_keyboard_is_what_the_library_would_send(card: Card) -> None:
    made = keyboard(card, new_visit(), 1)
    assert made.to_dict() == InlineKeyboardMarkup(made.inline_keyboard).to_dict()


@given(st.text(max_size=80))
def test_no_payload_from_elsewhere_can_do_harm(text: str) -> None:
    payload = read_payload(text)
    assert payload is None or str(payload) == text or str(payload.card) != text.split(".")[1]
