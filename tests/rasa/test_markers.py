"""
S40, S43: whole conversations in which every step fails, and nothing of hers in any answer or log.

What fails, fails with an error that holds everything it was given, as a careless one would. The SDK
would answer such an error with the whole conversation.
"""

import importlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from bot.privacy.faults import fault_of
from bot.privacy.log import Log
from tests.conversation.visit import NOW
from tests.privacy.markers import found_in
from tests.privacy.test_log import LINE
from tests.rasa.hosts import executor, in_process
from tests.rasa.markers import SHE, Marked, converse, forms
from tests.telegram.watched import raising

SEAMS = (
    "bot.listings:make_listing",
    "bot.rasa.actions:heard",
    "bot.rasa.actions:new_code",
    "bot.rasa.actions:payload",
    "bot.rasa.actions:_speaking",
    "bot.rasa.desk:Desk.answer",
    "bot.rasa.desk:Desk.signpost",
    "bot.rasa.desk:drawn",
    "bot.rasa.desk:known",
    "bot.rasa.desk:take_turn",
    "bot.rasa.desk:where",
    "bot.rasa.desk:with_place",
    "bot.rasa.told:read_need",
    "bot.sessions.visit_seal:VisitSeal.close",
    "bot.sessions.visit_seal:VisitSeal.open",
    "bot.scenes:render",
    "bot.scenes:replay",
    "rasa_sdk.executor:CollectingDispatcher.utter_message",
    "tests.rasa.hosts:Files.current",
)
CALLS = 12
"""How many calls of each seam are broken in turn by `make test-all`."""


@dataclass
class Found:
    """What came of one conversation."""

    messages: int
    faults: int
    searched: int


def break_seam(monkeypatch: pytest.MonkeyPatch, seam: str, first: int, between: int) -> None:
    module, _, name = seam.partition(":")
    owner: Any = importlib.import_module(module)
    *around, last = name.split(".")
    for part in around:
        owner = getattr(owner, part)
    monkeypatch.setattr(owner, last, raising(getattr(owner, last), first, between))


async def played(breaking: Callable[[], None] = lambda: None) -> Found:
    """Hold the conversation; every answer is a card with a way out, and none has a marker."""
    log = io.StringIO()
    say = Log(log).say
    hosted = executor(lambda: NOW, lambda error: say(fault_of(error, "turn")))
    breaking()
    talk = Marked(in_process(hosted), sender=SHE)
    kept = await converse(talk)
    written = json.dumps(kept, ensure_ascii=False).encode() + json.dumps(kept).encode()
    told = log.getvalue()
    assert found_in(written + told.encode(), forms()) == []
    assert [line for line in told.splitlines() if not LINE.fullmatch(line)] == []
    for message in kept:
        payloads = [one["payload"] for one in message.get("buttons") or ()]
        assert message.get("fingerpost") == {"erase": True} or "/fingerpost_leave" in payloads
    return Found(len(kept), told.count("event=fault"), len(written))


async def test_s40_no_answer_of_an_action_holds_what_was_typed_or_who_she_is() -> None:
    found = await played()
    print(found)
    assert found.messages > 20
    assert found.faults == 0


@pytest.mark.parametrize("seam", SEAMS)
async def test_s43_whatever_breaks_no_error_leaves_an_action(
    seam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = await played(lambda: break_seam(monkeypatch, seam, 0, 2))
    print(seam, found)
    assert found.faults > 0, "nothing broke: this would pass on nothing"
    assert found.messages > 20


@pytest.mark.whole
@pytest.mark.parametrize("seam", SEAMS)
async def test_s43_whichever_call_breaks_no_error_leaves_an_action(
    seam: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for call in range(CALLS):
        with monkeypatch.context() as one:
            found = await played(partial(break_seam, one, seam, call, 0))
        assert found.messages > 20


async def test_s43_a_failing_log_is_no_reason_for_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    def shout(error: BaseException) -> None:
        raise RuntimeError from error

    talk = Marked(in_process(executor(lambda: NOW, shout)))
    break_seam(monkeypatch, "bot.rasa.desk:take_turn", 0, 0)
    answer = await talk.say("/find_help")
    assert answer["text"].startswith("Urgent numbers")


async def test_s21_leaving_leaves_whatever_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Marked(in_process(executor(lambda: NOW, lambda _: None)))
    await talk.say('/find_help{"language": "en"}')
    talk.loop = None
    break_seam(monkeypatch, "bot.rasa.desk:take_turn", 0, 1)
    answer = await talk.say("/fingerpost_leave")
    assert answer == {"text": "", "fingerpost": {"erase": True}}
    assert talk.slots == {}
    assert talk.loop is None
