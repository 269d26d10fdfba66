"""What every channel promises, held for the terminal and for the fake that tests use."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import pytest
from rich.console import Console

from bot.channels.base import LEAVE, Channel
from bot.channels.recording import RecordingChannel
from bot.channels.screen import CLEAR, Screen
from bot.channels.terminal import converse
from bot.messages import Card, Start
from tests.channels.little import AHLAN, CARDS, PLACES, URGENT, WELCOME, LittleBot

LINES = ["1", "#West Midlands", "typed words", "u", "b", "2", "q"]


class Watched(Protocol):
    """A channel, and a way to see what a person sees on it."""

    @property
    def channel(self) -> Channel: ...

    def standing(self) -> str: ...


@dataclass
class WatchedTerminal:
    out: io.StringIO = field(default_factory=io.StringIO)

    @property
    def channel(self) -> Channel:
        return Screen(Console(file=self.out, force_terminal=True, width=80, color_system=None))

    def standing(self) -> str:
        return self.out.getvalue().rpartition(CLEAR)[2]


@dataclass
class WatchedRecording:
    channel: RecordingChannel = field(default_factory=RecordingChannel)

    def standing(self) -> str:
        card = self.channel.standing
        return "" if card is None else "\n".join((card.text, *(b.label for b in card.buttons)))


@pytest.fixture(params=[WatchedTerminal, WatchedRecording])
def watched(request: pytest.FixtureRequest) -> Watched:
    make: Callable[[], Watched] = request.param
    return make()


def stands(card: Card, watched: Watched) -> bool:
    return all(label in watched.standing() for label in (one.label for one in card.buttons)) and (
        card.text.split()[0] in watched.standing()
    )


async def test_one_card_stands_and_the_next_takes_its_place(watched: Watched) -> None:
    for card in CARDS:
        await watched.channel.show(card)
        assert stands(card, watched)
    await watched.channel.show(PLACES)
    assert not stands(AHLAN, watched)
    assert not stands(WELCOME, watched)


async def test_after_erasing_nothing_stands(watched: Watched) -> None:
    await watched.channel.show(WELCOME)
    assert watched.standing()
    await watched.channel.erase()
    assert watched.standing() == ""


async def test_erasing_where_nothing_stands_is_no_error(watched: Watched) -> None:
    await watched.channel.erase()
    assert watched.standing() == ""


def test_a_channel_can_hold_a_whole_question(watched: Watched) -> None:
    can = watched.channel.capabilities
    assert can.most_buttons >= 16, "ten of a pick-list, more, and the reserved ones (S81)"
    assert can.longest_text >= 1200, "a service's card (S84)"


async def seen_on(watched: Watched) -> list[str]:
    """Hold the same small conversation and return the step of each card that stood."""
    lines, bot, seen = iter(LINES), LittleBot(), list[str]()

    async def next_line() -> str:
        assert stands(bot.gave[-1], watched)
        seen.append(bot.gave[-1].step)
        return next(lines)

    await converse(bot, watched.channel, next_line)
    assert bot.came_in[0] == Start()
    assert bot.came_in[-1] == LEAVE
    return seen


async def test_the_same_conversation_shows_the_same_cards_and_leaves_nothing(
    watched: Watched,
) -> None:
    expected = ["welcome", "places", "listing", "listing", "urgent", "welcome", "welcome"]
    assert await seen_on(watched) == expected
    assert watched.standing() == ""


async def test_the_recording_fake_keeps_every_card_for_the_test() -> None:
    recording = WatchedRecording()
    await seen_on(recording)
    assert recording.channel.shown[0] == WELCOME
    assert URGENT in recording.channel.shown
