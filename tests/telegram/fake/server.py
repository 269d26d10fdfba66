"""The fake over HTTP: the Bot API under `/bot<token>/`, the controls under `/control/`."""

import asyncio
import json
from typing import Any

from aiohttp import web

from tests.telegram.fake.calls import Outcome, answer
from tests.telegram.fake.chats import Json
from tests.telegram.fake.controls import control
from tests.telegram.fake.errors import ApiError, ControlError
from tests.telegram.fake.parameters import Parameters, read_parameters
from tests.telegram.fake.telegram import Telegram

GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"
LOOPBACK = "127.0.0.1"


class Server:
    """Holds the state of the fake, and begins afresh on `/control/reset`."""

    def __init__(self, token: str) -> None:
        self._token = token
        self.telegram = self._fresh()

    def _fresh(self) -> Telegram:
        telegram = Telegram(self._token)

        async def execute(method: str, parameters: Json) -> object:
            return await answer(telegram, method, Parameters(parameters), "webhook")

        telegram.poster.execute = execute
        return telegram

    def application(self) -> web.Application:
        """Return the routes."""
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        application.router.add_post("/control/reset", self._reset)
        application.router.add_post("/control/{name}", self._control)
        return application

    async def stop(self) -> None:
        """End everything that still waits or posts."""
        self.telegram.updates.end_poll("the fake stops")
        await self.telegram.poster.stop()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        telegram = self.telegram
        if request.match_info["token"] != telegram.token:
            return _json(401, ApiError(401, "Unauthorized").body())
        try:
            parameters = await read_parameters(request)
        except ApiError as error:
            return _json(error.code, error.body())
        outcome = await answer(telegram, request.match_info["method"], parameters, "http")
        return _response(request, outcome)

    async def _reset(self, _request: web.Request) -> web.Response:
        await self.stop()
        self.telegram = self._fresh()
        return _json(200, {})

    async def _control(self, request: web.Request) -> web.Response:
        body = await request.json() if request.body_exists else {}
        try:
            return _json(200, control(self.telegram, request.match_info["name"], body))
        except ControlError as error:
            return _json(400, {"refused": str(error)})


def _response(request: web.Request, outcome: Outcome) -> web.Response:
    if outcome.status == 0 and request.transport is not None:
        request.transport.abort()
    if outcome.status == 502:
        return web.Response(status=502, text=GATEWAY_PAGE, content_type="text/html")
    return _json(outcome.status or 500, outcome.body)


def _json(status: int, body: Any) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(status=status, text=text, content_type="application/json")


async def serve(port: int, token: str, until: asyncio.Event) -> None:
    """Listen on loopback, print the port as the first line, and go on until the event is set."""
    server = Server(token)
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, LOOPBACK, port)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await until.wait()
    await server.stop()
    await runner.cleanup()
