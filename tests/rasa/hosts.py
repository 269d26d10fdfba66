"""What runs our actions for a test: the SDK's executor itself, or its HTTP server."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import ClientSession
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from bot.rasa.actions import executor_for
from bot.rasa.desk import Desk
from bot.rasa.server import Door, serve
from bot.sessions.visit_seal import VisitSeal
from bot.signposting.directory import Directory, ServiceDirectory
from bot.world import World
from tests.conversation.visit import Visit, directory, world
from tests.conversation.visit import visit as visit_elsewhere
from tests.rasa.assistant import Call, Json


class Files:
    """The directory as the files have it: a database adds nothing to what is seen."""

    async def current(self) -> Directory:
        return directory()


def nothing(_error: BaseException) -> None:
    """Fail the test: no error is expected here."""
    raise AssertionError(_error) from _error


def executor(
    clock: Callable[[], datetime],
    report: Callable[[BaseException], None] = nothing,
    among: ServiceDirectory | None = None,
    over: World | None = None,
) -> ActionExecutor:
    """Return the SDK's executor with our actions in it, on the shipped content."""
    return executor_for(Desk(over or world(), among or Files(), clock), VisitSeal(), report)


def visit(language: str | None = "en") -> Visit:
    """Return a visit in our own runtime, in the words that Rasa's channels are given."""
    return visit_elsewhere(language, over=world().where_messages_stay())


def in_process(hosted: ActionExecutor) -> Call:
    """Return what hands an action call to the executor."""

    async def call(wanted: Json) -> Json:
        found = await hosted.run(wanted)
        assert found is not None
        events, responses = found.events, found.responses
        return {"events": events, "responses": responses}

    return call


@asynccontextmanager
async def http_server(
    hosted: ActionExecutor, report: Callable[[BaseException], None] = nothing
) -> AsyncIterator[str]:
    """Run the action server; yields its address."""
    # More than one application in a process is for tests alone.
    Sanic.test_mode = True
    port, stop = free_port(), asyncio.Event()
    serving = asyncio.create_task(serve(hosted, Door(port=port), stop, report))
    await listening(port, serving)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        await serving


async def listening(port: int, serving: asyncio.Task[None]) -> None:
    """Wait until somebody listens there."""
    while True:
        await asyncio.sleep(0.01)
        assert not serving.done(), serving.result()
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            continue
        writer.close()
        return


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def posting(client: ClientSession, address: str) -> Call:
    """Return what posts an action call to the server, as Rasa does."""

    async def call(wanted: Json) -> Json:
        async with client.post(f"{address}/webhook", json=wanted) as answer:
            assert answer.status == 200, await answer.text()
            found: Json = await answer.json()
            return found

    return call
