"""Every recorded journey reads today as it did when somebody looked at it."""

from collections import Counter
from pathlib import Path

import pytest

from bot.channels.acts import play
from bot.channels.journey import Seen, read_journey
from bot.conversation import Conversation
from bot.signposting.directory import Directory
from tests.conversation.visit import directory, world

JOURNEYS = sorted((Path(__file__).parents[1] / "journeys").glob("*.yaml"))
LANGUAGES = ("en", "sq", "ar")
FLOWS = ("welcome", "find_help", "someone_else", "urgent")


class Files:
    """The directory as the files have it: a database adds nothing to what is seen."""

    async def current(self) -> Directory:
        return directory()


def test_there_are_two_journeys_of_every_flow_in_every_language() -> None:
    counted = Counter(
        (flow, path.stem.rpartition("_")[2])
        for path in JOURNEYS
        for flow in FLOWS
        if path.stem.startswith(flow)
    )
    assert all(counted[flow, language] >= 2 for flow in FLOWS for language in LANGUAGES), counted


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
async def test_a_journey_replays_with_the_same_texts_and_choices(path: Path) -> None:
    journey = read_journey(path)
    moment = journey.at
    assert moment is not None
    conversation = Conversation(world(), Files(), lambda: moment)
    cards = [card async for card in play(conversation, journey.acts, journey.start)]
    assert len(cards) > 1
    for card, seen in zip(cards, journey.seen(), strict=True):
        assert seen is not None
        assert Seen.on(card) == seen
