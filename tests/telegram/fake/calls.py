"""Answer a call: written down, as late as the settings say, and failing where a plan says so."""

import asyncio
from dataclasses import dataclass

from tests.telegram.fake.chats import Json
from tests.telegram.fake.errors import ApiError
from tests.telegram.fake.faults import refusal
from tests.telegram.fake.methods import chat_id, perform
from tests.telegram.fake.parameters import Parameters
from tests.telegram.fake.telegram import Telegram


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ends: an HTTP status and what is said, or status 0 for a broken connection."""

    status: int
    body: Json


DROPPED = Outcome(0, {"description": "the connection was broken"})


async def answer(telegram: Telegram, name: str, parameters: Parameters, via: str) -> Outcome:
    """Answer one call. Raises nothing: where the fake itself breaks, that is a violation."""
    chat = chat_id(parameters) or telegram.callbacks.chat_of(
        str(parameters.values.get("callback_query_id"))
    )
    call = telegram.records.begins(name, chat, via, dict(parameters.values))
    outcome = DROPPED
    try:
        outcome = await _as_planned(telegram, name, parameters, via, chat)
    except ApiError as error:
        outcome = Outcome(error.code, error.body())
    except Exception as error:  # whatever it is, the test has to hear of it
        telegram.records.breach("fake_broke", name, chat, repr(error))
        outcome = Outcome(500, ApiError(500, "Internal Server Error").body())
    finally:
        telegram.records.ends(call, outcome.status, outcome.body.get("description", ""))
    return outcome


async def _as_planned(
    telegram: Telegram, name: str, parameters: Parameters, via: str, chat: int | None
) -> Outcome:
    if telegram.settings.latency_ms and name != "getUpdates":
        await asyncio.sleep(telegram.settings.latency_ms / 1000)
    fault = telegram.faults.take(name, chat)
    if fault is None:
        return await _done(telegram, name, parameters, via)
    if fault.how == "drop_before":
        return DROPPED
    if (refused := refusal(fault)) is not None:
        raise refused
    if fault.how == "hang_before":
        await asyncio.sleep(fault.seconds)
    outcome = await _done(telegram, name, parameters, via)
    if fault.how == "hang_after":
        await asyncio.sleep(fault.seconds)
    return DROPPED if fault.how == "drop_after" else outcome


async def _done(telegram: Telegram, name: str, parameters: Parameters, via: str) -> Outcome:
    result = await perform(telegram, name, parameters, via)
    return Outcome(200, {"ok": True, "result": result})
