"""Every recorded journey goes the same way on Telegram as in the terminal."""

from pathlib import Path

import pytest

from bot.channels.acts import Act, offers
from bot.channels.base import LEFT
from bot.channels.journey import Journey, Seen, read_journey
from bot.messages import Button, Card, Choice
from tests.conversation.visit import NOW
from tests.telegram.bot import SHE, Clock, Running, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.seen import Standing
from tests.telegram.hooked import hooked

JOURNEYS = sorted((Path(__file__).parents[1] / "journeys").glob("*.yaml"))
A_HANDFUL = 3

EACH = [
    pytest.param(path, id=path.stem, marks=() if path.stem.endswith("_ar") else pytest.mark.whole)
    for path in JOURNEYS
]
"""`make test` replays the journeys in Arabic, `make test-all` every one."""


async def do(bot: Running, act: Act, before: Seen) -> None:
    """Do on Telegram what an act of a journey says, by the label of the button."""
    card = Card(before.step, "en", "ltr", "", tuple(Button(*one) for one in before.buttons))
    if not before.text and not offers(card, act):
        await bot.telegram.text(SHE, "/start")
        return
    if not isinstance(act.incoming, Choice):
        await bot.telegram.text(SHE, act.incoming.text)
        return
    button = card.button(act.incoming.id)
    assert button is not None
    (standing,) = await bot.standing()
    place = [one[0] for one in before.buttons].index(button.id)
    data = standing.buttons[place].data
    assert data is not None
    await bot.telegram.tap(SHE, standing.message_id, data)


def assert_seen(standing: list[Standing], seen: Seen) -> None:
    if seen.step == LEFT:
        assert standing == []
        return
    (card,) = standing
    assert card.sender == "bot"
    assert (card.text or "").strip() == seen.text.strip()
    assert [button.label for button in card.buttons] == [label for _, label in seen.buttons]


async def replay(bot: Running, journey: Journey) -> int:
    seen = journey.seen()
    await bot.telegram.person(SHE, language_code=journey.language or "")
    await bot.telegram.text(SHE, "/start")
    compared = 0
    for number, act in enumerate([None, *journey.acts]):
        if act is not None:
            before = seen[number - 1]
            assert before is not None
            await do(bot, act, before)
        expected = seen[number]
        assert expected is not None
        assert_seen(await bot.standing(), expected)
        compared += 1
    return compared


def test_there_are_journeys() -> None:
    assert len(JOURNEYS) > 20


@pytest.mark.parametrize("path", EACH)
async def test_a_journey_reads_the_same_as_in_the_terminal(
    path: Path, telegram: FakeTelegram, tmp_path: Path
) -> None:
    journey = read_journey(path)
    assert journey.at is not None
    async with running(telegram, tmp_path, Clock(journey.at)) as bot:
        assert await replay(bot, journey) > 1
        assert bot.faults == []
    assert await telegram.violations() == []


async def goes_the_same_way_when_called(path: Path, telegram: FakeTelegram, folder: Path) -> None:
    journey = read_journey(path)
    async with hooked(telegram, folder, Clock(journey.at or NOW)) as bot:
        assert await replay(bot, journey) > 1
        assert bot.faults == []
    assert await telegram.violations() == []


@pytest.mark.parametrize(
    "path", JOURNEYS[:: len(JOURNEYS) // A_HANDFUL], ids=lambda path: path.stem
)
async def test_a_journey_goes_the_same_way_through_the_webhook(
    path: Path, telegram: FakeTelegram, tmp_path: Path
) -> None:
    await goes_the_same_way_when_called(path, telegram, tmp_path)


@pytest.mark.whole
async def test_every_journey_goes_the_same_way_through_the_webhook(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    for path in JOURNEYS:
        await telegram.reset()
        await goes_the_same_way_when_called(path, telegram, tmp_path / path.stem)
