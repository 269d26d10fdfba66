"""The same conversations through our own runtime and the action protocol show the same cards."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.acts import Act
from bot.channels.journey import Journey, read_journey
from bot.conversation import Conversation
from tests.conversation.test_journeys import JOURNEYS
from tests.conversation.visit import NOW, world
from tests.languages import each_language, offered
from tests.rasa.assistant import Assistant, Call
from tests.rasa.hosts import Files, executor, http_server, in_process, posting
from tests.rasa.playing import Played, in_step
from tests.rasa.scenes import SCENES, Talk
from tests.rasa.translated import IN_ENGLISH, by_ids


async def played(
    journey: Journey, language: str, call: Call, acts: list[Act] | None = None
) -> Played:
    conversation = Conversation(world().where_messages_stay(), Files(), at(journey))
    return await in_step(conversation, Assistant(call).say, acts or journey.acts, language)


def at(journey: Journey) -> Callable[[], datetime]:
    """Return a clock that stands where a journey was recorded."""
    moment = journey.at
    assert moment is not None
    return lambda: moment


def journeys() -> list[tuple[Journey, str]]:
    found = [read_journey(path) for path in JOURNEYS]
    assert found
    return [(one, one.language or "en") for one in found]


@pytest.mark.parametrize("path", JOURNEYS, ids=lambda path: path.stem)
async def test_a_recorded_journey_shows_the_same_through_the_executor(path: Path) -> None:
    journey = read_journey(path)
    hosted = executor(at(journey))
    found = await played(journey, journey.language or "en", in_process(hosted))
    assert found.cards > 1
    assert found.differences == []


@pytest.mark.filterwarnings("ignore:Your versions of rasa")  # 3.6 speaks with the SDK of 3.21
async def test_every_recorded_journey_shows_the_same_through_the_http_server() -> None:
    found = Played()
    clock = [NOW]
    async with http_server(executor(lambda: clock[0])) as address, ClientSession() as client:
        for journey, language in journeys():
            clock[0] = at(journey)()
            call = posting(client, address)
            found.add(await played(journey, language, call), journey.title)
    assert found.conversations == len(JOURNEYS)
    assert found.cards > 300
    assert found.differences == []


@each_language
async def test_the_same_acts_show_the_same_in_every_language(language: str) -> None:
    cards = 0
    for path in IN_ENGLISH:
        journey = read_journey(path)
        hosted = executor(at(journey))
        found = await played(journey, language, in_process(hosted), by_ids(journey))
        assert found.differences == []
        cards += found.cards
    assert cards > 80


@pytest.mark.whole
@pytest.mark.parametrize("language", offered())
@pytest.mark.filterwarnings("ignore:Your versions of rasa")
async def test_the_same_acts_show_the_same_in_every_language_through_the_http_server(
    language: str,
) -> None:
    found, clock = Played(), [NOW]
    async with http_server(executor(lambda: clock[0])) as address, ClientSession() as client:
        for journey in map(read_journey, IN_ENGLISH):
            clock[0] = at(journey)()
            call = posting(client, address)
            found.add(await played(journey, language, call, by_ids(journey)), journey.title)
    assert found.cards > 80
    assert found.differences == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
async def test_an_assistant_may_do_this(scene: Callable[[Talk], Awaitable[None]]) -> None:
    talk = Talk(Assistant(in_process(executor(lambda: NOW))).say)
    await scene(talk)
    assert talk.messages > 0
    assert talk.differences == []
