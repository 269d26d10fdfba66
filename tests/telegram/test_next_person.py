"""Issue 7: between two women a helper's one tap erases as leaving does, and the helper stays."""

from pathlib import Path

from tests.conversation.visit import visit
from tests.telegram.bot import SHE, Running, running
from tests.telegram.fake.client import FakeTelegram

CLEAR = "Clear for the next person"


async def beside_her(bot: Running) -> int:
    """Go to a card that holds something of her, and return the id of its message."""
    await bot.begin()
    await bot.tap("I am helping someone")
    await bot.tap("Use this beside her")
    await bot.tap("Tigrinya")
    await bot.tap("Italy")
    return (await bot.card()).message_id


async def test_the_message_of_one_woman_is_gone_when_the_next_card_stands(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        before = await beside_her(bot)
        await bot.tap(CLEAR)
        card = await bot.card()
        assert card.message_id != before
        assert not card.edited
        assert card.text == visit("en").tap("someone_else", "beside_her").card.text
        assert bot.ledger.counts().messages == 1
        assert await bot.visits._sessions.count() == 1
        assert bot.faults == []


async def test_what_is_typed_clears_too_and_leaving_still_leaves_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        before = await beside_her(bot)
        visit("en").type(CLEAR)  # opens the lists of words, for which the fake would not wait
        await telegram.text(SHE, CLEAR)
        assert (await bot.card()).message_id != before
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert bot.ledger.counts().messages == 0


async def test_an_ordinary_message_that_was_chosen_before_does_not_stay_between_two(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        await bot.tap("More about traces")
        await bot.tap("Leave an ordinary message instead")
        await bot.tap("Back")
        await bot.tap("I am helping someone")
        await bot.tap("Use this beside her")
        await bot.tap("Tigrinya")
        await bot.tap(CLEAR)
        await bot.card()
        await bot.tap("Leave")
        assert await bot.standing() == []
