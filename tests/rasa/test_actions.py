"""What the actions promise beyond the same cards: what is carried, what is read, what is kept."""

import re
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest

from bot.messages import GLANCE
from bot.rasa import names
from bot.rasa.payloads import Named, Press, Typed, heard
from bot.rasa.told import Known, known
from tests.conversation.visit import NOW, ROOT, directory, world
from tests.conversation.visit import visit as visit_elsewhere
from tests.languages import offered
from tests.rasa.assistant import Assistant, Json
from tests.rasa.hosts import executor, in_process, visit
from tests.rasa.playing import opening_in

OPAQUE = re.compile(r'/fingerpost_choose\{"button": "[0-9a-f]{8}\.\d+"\}')
NAMED = {"/fingerpost_leave", "/fingerpost_urgent"}


def talk() -> Assistant:
    return Assistant(in_process(executor(lambda: NOW)))


async def tapped(assistant: Assistant, label: str) -> Json:
    buttons = assistant.answered[0]["buttons"]
    return await assistant.say(next(b["payload"] for b in buttons if b["title"] == label))


async def in_confidence() -> Assistant:
    """A conversation that has come to the card of a service, by a telling way."""
    assistant = talk()
    await assistant.say('/find_help{"language": "en", "country": "GB", "area": "London/Hackney"}')
    for label in ("Someone to talk to, in confidence", "For me", "I don’t feel safe at home", "1"):
        await tapped(assistant, label)
    return assistant


async def test_s26_a_payload_says_nothing_of_what_it_means() -> None:
    assistant = await in_confidence()
    payloads = [b["payload"] for message in assistant.kept for b in message.get("buttons") or ()]
    assert len(payloads) > 30
    telling = [one for one in payloads if one not in NAMED and not OPAQUE.fullmatch(one)]
    assert telling == []


async def test_s26_the_same_button_carries_another_code_on_every_card() -> None:
    first, second = await in_confidence(), await in_confidence()
    codes = [
        {payload for b in one.answered[0]["buttons"] if (payload := b["payload"]) not in NAMED}
        for one in (first, second)
    ]
    assert codes[0]
    assert not codes[0] & codes[1]


async def test_numbers_for_a_moment_are_on_no_card_in_rasa() -> None:
    ours = visit_elsewhere("en").tap("find", "me", "GB", "London", "skip", "skip").card
    assert GLANCE not in visit("en").tap("find", "me", "GB", "London", "skip", "skip").ids
    label = next(button.label for button in ours.buttons if button.id == GLANCE)
    assistant = await in_confidence()
    shown = {b["title"] for message in assistant.kept for b in message.get("buttons") or ()}
    assert "Keep for 1 hour" in shown
    assert label not in shown


async def test_s40_what_rasa_keeps_in_slots_is_the_sealed_visit_and_her_language() -> None:
    assistant = await in_confidence()
    given = {"country", "area"}
    ours = {name: value for name, value in assistant.slots.items() if name not in given}
    assert ours.pop(names.VISIT)
    assert ours.pop("requested_slot") == names.ANSWER
    assert ours == {"language": "en", names.ANSWER: None}


async def test_s22_after_the_silence_a_visit_is_over() -> None:
    now = [NOW]
    assistant = Assistant(in_process(executor(lambda: now[0])))
    await assistant.say('/find_help{"language": "en"}')
    asked = await tapped(assistant, "Find something near me")
    now[0] += world().silence - timedelta(seconds=1)
    assert (await tapped(assistant, "For me"))["text"] != asked["text"]
    now[0] += world().silence
    assert (await tapped(assistant, "United Kingdom"))["text"] == visit("en").card.text


async def test_s40_a_visit_that_another_server_sealed_begins_anew() -> None:
    assistant = await in_confidence()
    assistant.call = in_process(executor(lambda: NOW))
    answer = await assistant.say(assistant.answered[0]["buttons"][0]["payload"])
    assert answer["text"] == visit("en").card.text


async def test_s23_after_leaving_nothing_of_the_visit_is_in_any_slot() -> None:
    assistant = await in_confidence()
    answer = await tapped(assistant, "Leave")
    assert answer["fingerpost"] == {"erase": True}
    assert assistant.slots == {}
    assert assistant.loop is None


@pytest.mark.parametrize("language", offered())
async def test_s6_nothing_says_that_leaving_clears_what_rasa_cannot_clear(language: str) -> None:
    assistant, ours, elsewhere = talk(), visit(language), visit_elsewhere(language)
    answer = await assistant.say(f'/find_help{{"language": "{language}"}}')
    assert answer["text"] == ours.card.text != elsewhere.card.text
    for page in ("traces", "privacy"):
        label = next(one.label for one in ours.card.buttons if one.id == page)
        ours, elsewhere = ours.tap(page), elsewhere.tap(page)
        answer = await tapped(assistant, label)
        assert answer["text"] == ours.card.text != elsewhere.card.text
        assert "ordinary_message" not in ours.ids


async def test_the_card_says_how_it_is_to_be_shown() -> None:
    assistant = talk()
    answer = await assistant.say('/find_help{"language": "ar"}')
    assert answer["fingerpost"] == {"language": "ar", "direction": "rtl", "columns": 1}


async def test_in_calm_a_button_sets_a_slot() -> None:
    assistant = talk()

    async def calm(wanted: Json) -> Json:
        action = names.ASK if wanted["next_action"] == names.VALIDATE else wanted["next_action"]
        tracker = wanted["tracker"] | {"stack": [{"flow_id": "fingerpost_conversation"}]}
        return await in_process(hosted)(wanted | {"next_action": action, "tracker": tracker})

    hosted = executor(lambda: NOW)
    assistant.call = calm
    await assistant.say('/find_help{"language": "en"}')
    answer = await tapped(assistant, "Find something near me")
    assert answer["text"] == visit("en").tap("find").card.text
    payloads = [one["payload"] for one in answer["buttons"]]
    assert payloads[-1] == "/SetSlots(fingerpost_answer=leave)"
    assert all(re.fullmatch(r"/SetSlots\(fingerpost_answer=[\w.]+\)", one) for one in payloads)
    left = await assistant.say(payloads[-1])
    assert left["fingerpost"] == {"erase": True}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('/fingerpost_choose{"button": "0a1b2c3d.12"}', Press("0a1b2c3d", 12)),
        ('/fingerpost_choose{"button":"0a1b2c3d.0"}', Press("0a1b2c3d", 0)),
        ("/SetSlots(fingerpost_answer=0a1b2c3d.3)", Press("0a1b2c3d", 3)),
        ("/SetSlots(fingerpost_offer=in_confidence)", Named("in_confidence")),
        ("/fingerpost_leave", Named("leave")),
        ('/find_help{"language": "sq"}', Named("find_help")),
        ("/start", Named("find_help")),
        ("/start@somebot ref", Named("find_help")),
        ("/fingerpost_choose", Typed("/fingerpost_choose")),
        ("/greet", Typed("/greet")),
        (" Newham ", Typed("Newham")),
        (None, Typed("")),
        (7, Typed("")),
    ],
)
def test_what_a_message_says(text: object, meant: object) -> None:
    assert heard({"text": text}, is_open=True) == meant


def test_rasas_own_reading_counts_only_while_no_visit_is_open() -> None:
    message = {"text": "friend of mine", "intent": {"name": "fingerpost_someone_else"}}
    assert heard(message, is_open=False) == Named("someone_else")
    assert heard(message, is_open=True) == Typed("friend of mine")


@pytest.mark.parametrize("text", ["he hits me", "زوجي يضربني"])
async def test_s11_distress_that_rasa_hears_too_brings_numbers_in_the_language_typed(
    text: str,
) -> None:
    assistant = talk()
    message = {"text": text, "intent": {"name": names.URGENT}, "entities": []}
    call = in_process(executor(lambda: NOW))
    answer = await call(assistant.action_call(names.ACTION_URGENT, message))
    card = visit(None).type(text).card
    assert card.step == "urgent"
    assert [one["text"] for one in answer["responses"]] == [card.text]


async def test_what_rasa_alone_takes_for_urgent_brings_the_numbers_too() -> None:
    message = {"text": "xyzzy", "intent": {"name": names.URGENT}, "entities": []}
    call = in_process(executor(lambda: NOW))
    answer = await call(talk().action_call(names.ACTION_URGENT, message))
    card = visit(None).tap("urgent").card
    assert [one["text"] for one in answer["responses"]] == [card.text]


@pytest.mark.parametrize(
    ("slots", "country", "area", "told"),
    [
        ({}, None, None, {}),
        ({"country": "GB", "area": "London/Hackney"}, "GB", "London/Hackney", {}),
        ({"area": "London/Hackney"}, None, None, {}),
        ({"country": "XX", "area": 7, "papers": "asylum"}, None, None, {"papers": "asylum"}),
        (
            {"needs": ["maternity"]},
            None,
            None,
            {"needs": ("maternity",), "what_about": "told", "in_confidence": "no"},
        ),
        (
            {"needs": "domestic_abuse", "tonight": True},
            None,
            None,
            {
                "tonight": "yes",
                "needs": ("domestic_abuse",),
                "what_about": "told",
                "in_confidence": "yes",
            },
        ),
        ({"needs": ["unheard of"], "age": {"a": object()}, "tonight": "maybe"}, None, None, {}),
        ({"children": "boy_over_14"}, None, None, {"children": "boy_over_14"}),
        ({"children": "two"}, None, None, {}),
        ({"languages": ["sq", "en"], "contact": "text"}, None, None, None),
    ],
)
def test_slots_are_read_one_by_one_and_what_is_not_allowed_is_passed_over(
    slots: dict[str, Any], country: str | None, area: str | None, told: dict[str, Any] | None
) -> None:
    expected = {"contact": ("text",), "languages": "sq"} if told is None else told
    found = known(slots, directory())
    assert (found.country, found.area, dict(found.told)) == (country, area, expected)
    assert (found == Known()) is (expected == {} and country is None)


def test_the_sdk_is_loaded_by_its_verb_alone() -> None:
    code = (
        "import sys, bot.__main__, bot.app.world; from bot.settings import read_settings; "
        "bot.app.world.open_world(read_settings({})); "
        "print([m for m in ('rasa_sdk', 'sanic', 'opentelemetry', 'bot.rasa') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


async def test_every_language_can_be_spoken_from_the_first_message() -> None:
    for language in offered():
        answer = await talk().say(opening_in(language))
        assert answer["fingerpost"]["language"] == language
