"""
Hold the export against a real Rasa: `python -m tests.rasa.with_real_rasa RASA FOLDER`.

RASA is the command, FOLDER a trained export. The action server runs in this process, with the clock
of each journey; Rasa runs beside it, and is talked with over its REST channel. Prints what was
compared and every difference; ends with status 1 if there is one.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.acts import Act
from bot.channels.journey import Journey, read_journey
from bot.conversation import Conversation
from bot.rasa.server import Door, serve
from tests.conversation.test_journeys import JOURNEYS
from tests.conversation.visit import NOW, world
from tests.languages import offered
from tests.rasa.hosts import Files, executor, free_port, listening, nothing
from tests.rasa.playing import Played, Say, in_step
from tests.rasa.scenes import SCENES, Talk
from tests.rasa.translated import IN_ENGLISH, by_ids

STARTS_WITHIN = 300
"""Seconds in which Rasa has to be there."""


@dataclass
class Clock:
    """The time that the action server goes by."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Rest:
    """Rasa's REST channel: one conversation for each sender."""

    client: ClientSession
    address: str
    senders: Iterator[int] = field(default_factory=count)

    async def send(self, sender: str, text: str) -> list[dict[str, Any]]:
        """Send a message and return the messages that answer it."""
        message = {"sender": sender, "message": text}
        async with self.client.post(f"{self.address}/webhooks/rest/webhook", json=message) as got:
            got.raise_for_status()
            found: list[dict[str, Any]] = await got.json()
            return found

    async def kept(self, sender: str) -> str:
        """Return everything that Rasa keeps of a conversation."""
        path = f"{self.address}/conversations/{sender}/tracker?include_events=ALL"
        async with self.client.get(path) as got:
            got.raise_for_status()
            return await got.text()

    def conversation(self) -> Say:
        """Return what sends messages of a new conversation, and returns the one card of each."""
        sender = f"person {next(self.senders)}"

        async def say(text: str) -> dict[str, Any]:
            found = await self.send(sender, text)
            if len(found) > 1:
                return {"text": f"{len(found)} messages instead of one"}
            return found[0] if found else {}

        return say


@asynccontextmanager
async def rasa(command: str, folder: Path, actions: int) -> AsyncIterator[str]:
    """Run Rasa on the trained export; yields its address."""
    port = free_port()
    endpoints = folder / "endpoints_of_the_test.yml"
    exported = (folder / "endpoints.yml").read_text("utf-8")
    endpoints.write_text(exported.replace(":5055/", f":{actions}/"), "utf-8")
    # The interface for programs shows what Rasa keeps. It is on for the test alone.
    words = [command, "run", "--enable-api", "--interface", "127.0.0.1", "--port", str(port)]
    words += ["--endpoints", str(endpoints), "--credentials", "credentials.yml"]
    with (folder / "run.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *words, cwd=folder, stdout=log, stderr=log, env=dict(os.environ)
        )
        try:
            address = f"http://127.0.0.1:{port}"
            await _answers(address, process)
            yield address
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _answers(address: str, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(STARTS_WITHIN), ClientSession() as client:
        while True:
            if process.returncode is not None:
                raise SystemExit("Rasa ended before it answered: run.log says why")
            try:
                async with client.get(f"{address}/webhooks/rest/") as got:
                    if got.status == 200:
                        return
            except ClientError:
                pass
            await asyncio.sleep(0.5)


async def journeys(rest: Rest, clock: Clock) -> dict[str, Played]:
    """Play the recorded journeys as they are, and those in English in every language."""
    recorded, translated = Played(), Played()
    for path in JOURNEYS:
        journey = read_journey(path)
        found = await _play(rest, clock, journey, journey.language or "en", journey.acts)
        recorded.add(found, path.stem)
    for language in offered():
        for path in IN_ENGLISH:
            journey = read_journey(path)
            found = await _play(rest, clock, journey, language, by_ids(journey))
            translated.add(found, f"{path.stem} in {language}")
        print(f"  {language}: {len(IN_ENGLISH)} conversations", flush=True)
    return {"recorded journeys": recorded, "in every language": translated}


async def _play(
    rest: Rest, clock: Clock, journey: Journey, language: str, acts: list[Act]
) -> Played:
    clock.now = journey.at or NOW
    conversation = Conversation(world().where_messages_stay(), Files(), clock)
    return await in_step(conversation, rest.conversation(), acts, language)


async def scenes(rest: Rest, clock: Clock) -> Played:
    """Play what only an assistant can do: menus, restarts, old buttons, slots it has filled."""
    clock.now, played = NOW, Played()
    for scene in SCENES:
        talk = Talk(rest.conversation())
        await scene(talk)
        played.add(Played(talk.messages, talk.differences), scene.__name__)
    return played


async def forgetting(rest: Rest) -> Played:
    """See what Rasa keeps of a conversation while it lasts, and after she has left: nothing."""
    played, marker = Played(), "plughmarker"
    await rest.send("forgotten", '/find_help{"language": "en"}')
    await rest.send("forgotten", marker)
    played.cards += 2
    if marker not in await rest.kept("forgotten"):
        played.differences.append("the marker was never there: this would pass on nothing")
    await rest.send("forgotten", "/fingerpost_leave")
    if marker in (kept := await rest.kept("forgotten")):
        played.differences.append(f"Rasa keeps after leaving: {kept}")
    return played


async def without_actions(rest: Rest, in_a_form: Say) -> Played:
    """
    See what is said when the action server cannot be reached: numbers where no visit is open.

    In the midst of the form Rasa is silent. The page says so, and has to be told when it is not.
    """
    say, played = rest.conversation(), Played(1)
    if (found := await in_a_form("hello")) != {}:
        played.differences.append(f"in the midst of the form: {found!r}")
    for text in ("/fingerpost_urgent", "/find_help", "/fingerpost_numbers"):
        found = await say(text)
        played.cards += 1
        if "112" not in (found.get("text") or ""):
            played.differences.append(f"{text} without an action server: {found!r}")
    return played


async def main(command: str, folder: Path) -> int:
    """Run everything and print what came of it; return the number of differences."""
    clock, port, stop = Clock(), free_port(), asyncio.Event()
    serving = asyncio.create_task(serve(executor(clock), Door(port=port), stop, nothing))
    await listening(port, serving)
    async with rasa(command, folder, port) as address, _client() as client:
        rest = Rest(client, address)
        found = await journeys(rest, clock)
        found["scenes of an assistant"] = await scenes(rest, clock)
        found["what Rasa keeps after leaving"] = await forgetting(rest)
        in_a_form = rest.conversation()
        await in_a_form("/find_help")
        stop.set()
        await serving
        found["without the action server"] = await without_actions(rest, in_a_form)
    for what, played in found.items():
        print(
            f"{what}: {played.conversations} conversations, {played.cards} cards compared, "
            f"{len(played.differences)} differences"
        )
        for difference in played.differences:
            print(f"  {difference}")
    return sum(len(played.differences) for played in found.values())


def _client() -> ClientSession:
    return ClientSession(timeout=ClientTimeout(total=120))


if __name__ == "__main__":
    raise SystemExit(1 if asyncio.run(main(sys.argv[1], Path(sys.argv[2]))) else 0)
