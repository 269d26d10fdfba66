"""S65: however much comes at once, urgent numbers, plan B and leave are answered, to others too."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels.telegram.queues import MOST_WAITING
from bot.messages import Answered, Incoming, Text
from bot.sessions.keys import SessionKey
from tests.telegram.bot import SHE, Running, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.seen import Standing

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

OTHER = SHE + 1
ON_TOP = 300
"""How many messages come besides those that may wait."""

TO_A_LISTING = ("Find something near me", "For me", "United Kingdom")


async def to_a_listing(bot: Running) -> Standing:
    await bot.begin()
    for label in TO_A_LISTING:
        await bot.tap(label)
    await bot.telegram.text(SHE, "Newham")
    await bot.card()
    await bot.tap("Doctor and health")
    card = await bot.card()
    assert "If it does not work" in [one.label for one in card.buttons]
    return card


@dataclass
class Held:
    """A bot that is held up by the words of a flood, until the gate opens."""

    bot: Running
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    answered: list[Incoming] = field(default_factory=list)

    async def answer(self, key: SessionKey, incoming: Incoming) -> Answered:
        if isinstance(incoming, Text):
            await self.gate.wait()
        self.answered.append(incoming)
        return await self.bot.visits(key, incoming)


def held(bot: Running) -> Held:
    holding = Held(bot)
    bot.answering = holding.answer
    return holding


async def flood(telegram: FakeTelegram, messages: int) -> None:
    """Let so many messages come at once, which mean nothing, as from a phone without a line."""
    await asyncio.gather(*(telegram.text(SHE, "xyzzy") for _ in range(messages)))


ORDINARY = 3.0
"""Seconds in which somebody is answered, on a machine that is busy with tests."""

SEEN = {
    "Urgent numbers": "112",
    "If it does not work": "If it does not work",
    "Leave": "",
}
"""What a tap on each of the three has to bring: a text of the card, nothing after leaving."""


@pytest.mark.parametrize("label", SEEN)
async def test_s65_a_flood_withholds_neither_urgent_numbers_nor_plan_b_nor_leave(
    label: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        card = await to_a_listing(bot)
        holding = held(bot)
        await flood(telegram, MOST_WAITING + ON_TOP)
        await telegram.tap(SHE, card.message_id, card.data(label), force=True)
        await telegram.text(OTHER, "/start en")
        await telegram.eventually(OTHER, one_card)
        holding.gate.set()
        await telegram.settled(20)
        await bot.silence()
        words = [one for one in holding.answered if isinstance(one, Text)]
        assert len(words) == MOST_WAITING, "what came on top was passed over"
        after = await bot.standing()
        if label == "Leave":
            assert after == []
            assert bot.ledger.counts().chats == 1, "only the other one is still here"
        else:
            (now,) = after
            assert SEEN[label] in (now.text or "")
            assert "This is where we are now." not in (now.text or "")


async def test_s65_while_one_chat_floods_another_is_answered_within_ordinary_time(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    """The flood is not answered at all meanwhile, as where Telegram hangs in that one chat."""
    loop = asyncio.get_running_loop()
    async with running(telegram, tmp_path) as bot:
        await bot.begin()
        holding = held(bot)
        await flood(telegram, MOST_WAITING + ON_TOP)
        before = loop.time()
        await telegram.text(OTHER, "/start en")
        await telegram.eventually(OTHER, one_card)
        assert loop.time() - before < ORDINARY
        holding.gate.set()
        await telegram.settled(20)
        await bot.silence()
        (card,) = await bot.standing()
        assert card.sender == "bot"


def one_card(standing: list[Standing]) -> bool:
    return [one.sender for one in standing] == ["bot"]
