"""The same conversations through our own runtime and through the action protocol: the same cards."""

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.acts import Act
from bot.channels.journey import Journey, read_journey
from bot.conversation import Conversation
from tests.conversation.test_journeys import JOURNEYS
from tests.conversation.visit import world
from tests.languages import each_language
from tests.rasa.assistant import Assistant, Call
from tests.rasa.hosts import Files, executor, http_server, in_process, posting
from tests.rasa.playing import Played, in_step

IN_ENGLISH = [path for path in JOURNEYS if path.stem.endswith("_en")]
"""The journeys that are played in every language: what is tapped has the same ids everywhere."""


async def played(
    journey: Journey, language: str, call: Call, acts: list[Act] | None = None
) -> Played:
    moment = journey.at
    assert moment is not None
    conversation = Conversation(world(), Files(), lambda: moment)
    return await in_step(conversation, Assistant(call).say, acts or journey.acts, language)


def by_ids(journey: Journey) -> list[Act]:
    """Return what is done in a journey, a label that was typed as a tap: labels are translated."""
    found = []
    for act, seen in zip(journey.acts, journey.seen(), strict=False):
        ids = {label: id_ for id_, label in (seen.buttons if seen else ())}
        written = f"#{ids[act.written]}" if act.written in ids else act.written
        found.append(replace(act, written=written))
    return found


def journeys() -> list[tuple[Journey, str]]:
    found = [read_journey(path) for path in JOURNEYS]
    assert found
    return [(one, one.language or "en") for one in found]


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
async def test_a_recorded_journey_shows_the_same_through_the_executor(path: Path) -> None:
    journey = read_journey(path)
    assert journey.at is not None
    hosted = executor(lambda moment=journey.at: moment)
    found = await played(journey, journey.language or "en", in_process(hosted))
    assert found.cards > 1
    assert found.differences == []


@pytest.mark.filterwarnings("ignore:Your versions of rasa")  # 3.6 speaks with the SDK of 3.21
async def test_every_recorded_journey_shows_the_same_through_the_http_server() -> None:
    cards = 0
    for journey, language in journeys():
        moment = journey.at
        assert moment is not None
        hosted = executor(lambda moment=moment: moment)
        async with http_server(hosted) as address, ClientSession() as client:
            found = await played(journey, language, posting(client, address))
        assert found.differences == []
        cards += found.cards
    assert cards > 300


@each_language
async def test_the_same_acts_show_the_same_in_every_language(language: str) -> None:
    cards = 0
    for path in IN_ENGLISH:
        journey = read_journey(path)
        assert journey.at is not None
        hosted = executor(lambda moment=journey.at: moment)
        found = await played(journey, language, in_process(hosted), by_ids(journey))
        assert found.differences == []
        cards += found.cards
    assert cards > 80
