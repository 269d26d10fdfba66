"""S28 and the table in bot/channels/telegram/updates.py: every kind of update has its answer."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from telegram import Update

from bot.channels.telegram.taps import tap_in
from bot.channels.telegram.updates import ASKED_FOR, prompt_from
from tests.telegram.any_update import Dice, any_update
from tests.telegram.bot import SHE, SILENCE, Running, running
from tests.telegram.fake.acts import MEDIA
from tests.telegram.fake.client import FakeTelegram

GROUP = -500_100
NOTHING = ("getMe", "getUpdates")


async def calls_beyond(telegram: FakeTelegram) -> list[str]:
    await telegram.settled()
    return [call["method"] for call in await telegram.calls() if call["method"] not in NOTHING]


async def alive(bot: Running) -> None:
    """The bot still answers."""
    await bot.begin(SHE + 7)


@pytest.mark.parametrize("kind", sorted(MEDIA))
async def test_what_is_no_text_is_deleted_unread_and_the_card_shown_again(
    kind: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        before = await bot.begin()
        await telegram.media(SHE, kind, caption="he hit me")
        after = await bot.card()
        assert after.message_id == before.message_id
        assert [one.label for one in after.buttons] == [one.label for one in before.buttons]
        assert bot.faults == []


async def test_a_picture_without_a_visit_opens_one(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path) as bot:
        await telegram.media(SHE, "photo")
        assert "Choose your language" in ((await bot.card()).text or "")


async def test_what_is_forwarded_is_deleted_and_not_taken_for_her_words(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        before = await bot.begin()
        await telegram.forward(SHE, "leave", origin="His name")
        after = await bot.card()
        assert after.message_id == before.message_id


async def test_a_message_edited_after_it_was_deleted_changes_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        before = await bot.begin()
        await telegram.fail("server_error", "deleteMessages", times=None)
        hers = await telegram.text(SHE, "xyzzy")
        await telegram.edit(SHE, hers, "leave")
        await telegram.heal()
        after = await bot.card()
        assert after.message_id == before.message_id


async def test_a_language_that_her_client_says_is_spoken(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    from tests.conversation.visit import visit

    await telegram.person(SHE, language_code="sq-XK")
    async with running(telegram, tmp_path) as bot:
        card = await bot.begin(payload="")
        assert (card.text or "").strip() == visit("sq").card.text.strip()


async def test_s12_the_safe_word_works_with_no_visit_open(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await telegram.text(SHE, "umbrella")
        card = await bot.card()
        assert "Which country are you in?" in (card.text or "")


async def test_s11_a_word_of_distress_with_no_visit_open_brings_numbers_at_once(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await telegram.text(SHE, "help he is hitting me")
        assert "112" in ((await bot.card()).text or "")


async def test_a_command_that_names_the_bot_is_understood(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.text(SHE, "/urgent@anything_bot")
        assert "Which country are you in?" in ((await bot.card()).text or "")


async def test_blocking_the_bot_forgets_the_visit_and_erases_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.block(SHE)
        assert await bot.standing() == []
        assert await bot.visits._sessions.count() == 0


async def test_letting_the_bot_in_again_is_answered_with_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.block(SHE)
        await telegram.settled()
        await telegram.unblock(SHE)
        assert await bot.standing() == []
        assert len((await bot.begin()).buttons) > 3


@pytest.mark.parametrize(
    "words",
    [
        "/start",
        "/start en",
        "/help",
        "@fake_of_the_tests_bot he beats me",
        "/x@fake_of_the_tests_bot",
    ],
)
async def test_s28_a_group_gets_one_neutral_sentence_whatever_it_asks(
    words: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.group(GROUP)
    async with running(telegram, tmp_path) as bot:
        await telegram.text(GROUP, words, user=SHE)
        theirs, ours = await bot.standing(GROUP)
        assert theirs.text == words
        assert ours.text == "This program answers in a private chat only."
        (button,) = ours.buttons
        assert button.url == "https://t.me/fake_of_the_tests_bot"
        assert await bot.visits._sessions.count() == 0
    assert await telegram.violations() == []


async def test_s28_a_group_is_not_answered_again_at_once(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.group(GROUP)
    async with running(telegram, tmp_path) as bot:
        for _ in range(5):
            await telegram.text(GROUP, "/start", user=SHE)
        assert len([one for one in await bot.standing(GROUP) if one.sender == "bot"]) == 1
        bot.clock.pass_by(timedelta(minutes=11))
        await telegram.text(GROUP, "/start", user=SHE)
        assert len([one for one in await bot.standing(GROUP) if one.sender == "bot"]) == 2


async def test_what_was_said_in_a_group_goes_after_a_while(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.group(GROUP)
    async with running(telegram, tmp_path) as bot:
        await telegram.text(GROUP, "/start", user=SHE)
        await telegram.settled()
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert [one.sender for one in await bot.standing(GROUP)] == ["user"]


async def test_s28_what_a_group_says_to_others_is_not_answered(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.group(GROUP)
    async with running(telegram, tmp_path) as bot:
        hers = await telegram.text(GROUP, "good morning", user=SHE)
        await telegram.text(GROUP, "/start@another_bot", user=SHE)
        await telegram.media(GROUP, "photo", user=SHE)
        await telegram.edit(GROUP, hers, "/start")
        assert await calls_beyond(telegram) == []
        await alive(bot)


async def test_a_tap_in_a_group_is_answered_and_nothing_more(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.group(GROUP)
    async with running(telegram, tmp_path) as bot:
        await telegram.text(GROUP, "/start", user=SHE)
        _, ours = await bot.standing(GROUP)
        before = len(await calls_beyond(telegram))
        await telegram.tap(GROUP, ours.message_id, "abcdefgh.0.0", user=SHE, force=True)
        assert (await calls_beyond(telegram))[before:] == ["answerCallbackQuery"]
        await alive(bot)


async def test_channel_posts_and_inline_queries_are_not_asked_for(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    assert set(ASKED_FOR).isdisjoint({"channel_post", "inline_query", "message_reaction"})
    async with running(telegram, tmp_path) as bot:
        await alive(bot)
        before = await calls_beyond(telegram)
        await telegram.channel_post(-900, "news")
        await telegram.inline_query(SHE, "help")
        assert await calls_beyond(telegram) == before


USER = {"id": SHE, "is_bot": False, "first_name": "x"}
CHANNEL = {"id": -900, "type": "channel", "title": "x"}
UNASKED = {
    "channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/start"},
    "edited_channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/start"},
    "inline_query": {"id": "1", "from": USER, "query": "q", "offset": ""},
    "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0},
    "of a kind to come": {"id": "1"},
    "message": {"message_id": "what", "date": "yesterday", "chat": None},
    "callback_query": {"id": "1", "from": USER, "chat_instance": "1", "data": "x"},
}


@pytest.mark.parametrize("kind", UNASKED)
async def test_whatever_else_comes_is_passed_over_and_stops_nobody(
    kind: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await telegram.inject({kind: UNASKED[kind]})
        assert await calls_beyond(telegram) == []
        await alive(bot)


def test_a_tap_read_as_it_stands_is_what_the_library_reads() -> None:
    """S21 and S26 do not depend on which of the two ways an update goes."""
    read, refused = 0, 0
    for seed in range(6_000):
        update = any_update(Dice(random.Random(seed)))  # noqa: S311  # the same updates each time
        prompt = tap_in(update)
        if prompt is None:
            continue
        try:
            assert prompt == prompt_from(Update.de_json(update, None), "a_bot"), update
            read += 1
        except (TypeError, ValueError, AttributeError, KeyError):
            refused += 1  # spoiled where nothing is read
    assert read > 500
    assert refused < read / 3
    assert tap_in({"update_id": 1}) is None
