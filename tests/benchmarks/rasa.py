"""
One of our turns through Rasa's ways, beside our own runtime: the executor, its server, Rasa itself.

A turn is a tap to and fro between two cards, in conversations as long as real ones. The action
server is a process of its own; Rasa is measured where `tests/rasa/with_real_rasa.sh` installed it.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.conversation import Conversation
from bot.messages import Card, Choice, Start
from tests.benchmarks.rows import Row
from tests.benchmarks.terminal import MILLI, quartile
from tests.conversation.visit import NOW, ROOT, world
from tests.rasa.assistant import Assistant, Call
from tests.rasa.hosts import Files, executor, free_port, in_process, posting
from tests.rasa.playing import Say, opening_in
from tests.rasa.with_real_rasa import Rest, rasa

FOLDER = Path(tempfile.gettempdir()) / "fingerpost-real-rasa"
CONVERSATIONS = 12
LOOPS_IN_EACH = 8
"""How often the taps of a loop are done in a conversation: Rasa sends all of it with each."""


TO_A_QUESTION, TO_A_LISTING = (
    ("find", "me"),
    ("in_confidence", "me", "GB", "London", "skip", "skip"),
)
LOOPS = {
    "to a question": (TO_A_QUESTION, ("GB", "back")),
    "over a listing": (TO_A_LISTING, ("1", "back")),
}
"""The taps that lead to where it begins, and those that are measured, again and again."""


class Own:
    """Our own runtime."""

    def __init__(self) -> None:
        self._talk = Conversation(world().where_messages_stay(), Files(), lambda: NOW)

    async def begin(self) -> None:
        """Open a visit."""
        await self._talk(Start("en"))

    async def tap(self, id_: str) -> None:
        """Tap a button."""
        await self._talk(Choice(id_))


class ByPayload:
    """A conversation over which only payloads go: the ids are those of our own cards."""

    def __init__(self, conversation: Callable[[], Say]) -> None:
        self._conversation, self._talk = (
            conversation,
            Conversation(world().where_messages_stay(), Files(), lambda: NOW),
        )
        self._say = conversation()
        self._card, self._answer = Card("none", "en", "ltr", ""), dict[str, Any]()

    async def begin(self) -> None:
        """Open a visit, in a new conversation."""
        self._say = self._conversation()
        self._card = await self._talk(Start("en"))
        self._answer = await self._say(opening_in("en"))

    async def tap(self, id_: str) -> None:
        """Tap a button."""
        at = [button.id for button in self._card.buttons].index(id_)
        self._answer = await self._say(self._answer["buttons"][at]["payload"])

    async def follow(self, id_: str) -> None:
        """Do the same in our own runtime, so that the next card's ids are known."""
        self._card = await self._talk(Choice(id_))


async def measure(folder: Path) -> list[Row]:
    """Return a row for each way and each loop."""
    found: list[Row] = []
    for what, (begin, loop) in LOOPS.items():
        own = await _timed(Own(), begin, loop)
        seen = {"our own runtime": own}
        seen["the SDK's executor"] = await _timed(
            by_calls(in_process(executor(lambda: NOW))), begin, loop
        )
        async with _served() as address, ClientSession() as client:
            seen["the SDK's HTTP server"] = await _timed(
                by_calls(posting(client, address)), begin, loop
            )
        if (folder / "rasa" / "bin" / "rasa").exists():
            seen["Rasa Open Source, REST"] = await _through_rasa(folder, begin, loop)
        found += [_row(f"a turn {what}: {way}", times, own) for way, times in seen.items()]
    return found


def by_calls(call: Call) -> ByPayload:
    """Return conversations with an assistant that hands its action calls to this."""
    return ByPayload(lambda: Assistant(call).say)


async def _through_rasa(folder: Path, begin: tuple[str, ...], loop: tuple[str, ...]) -> list[float]:
    command, assistant = str(folder / "rasa" / "bin" / "rasa"), folder / "assistant"
    async with (
        _served() as actions,
        rasa(command, assistant, int(actions.rpartition(":")[2])) as address,
        ClientSession() as client,
    ):
        return await _timed(ByPayload(Rest(client, address).conversation), begin, loop)


async def _timed(
    talk: Own | ByPayload, begin: tuple[str, ...], loop: tuple[str, ...]
) -> list[float]:
    """Return the milliseconds of each turn of the loop; the first conversation warms up."""
    times: list[float] = []
    for conversation in range(1 + CONVERSATIONS):
        await talk.begin()
        for id_ in begin:
            await _tapped(talk, id_)
        taken = [await _tapped(talk, id_) for _ in range(LOOPS_IN_EACH) for id_ in loop]
        times += taken if conversation else ()
    return times


async def _tapped(talk: Own | ByPayload, id_: str) -> float:
    began = time.perf_counter()
    await talk.tap(id_)
    taken = (time.perf_counter() - began) * MILLI
    if isinstance(talk, ByPayload):
        await talk.follow(id_)
    return taken


@asynccontextmanager
async def _served() -> AsyncIterator[str]:
    """Run the action server as people do; yields its address."""
    port = free_port()
    words = ("-m", "bot", "rasa", "serve", "--port", str(port))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=ROOT, env=dict(os.environ)
    )
    try:
        await _listens(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _listens(port: int) -> None:
    async with asyncio.timeout(120):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return


def _row(what: str, times: list[float], own: list[float]) -> Row:
    median = statistics.median(times)
    return {
        "what": what,
        "median ms": median,
        "p99 ms": quartile(times, 0.99),
        "times our own": median / statistics.median(own),
    }
