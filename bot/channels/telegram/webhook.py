"""
Take what Telegram posts: one update at a time over as many connections as it likes.

The answer is 200 when the update has been answered, so that a crash loses nothing: what was not
answered is posted again. No answer holds a word about anybody.

| path | what | answer |
|---|---|---|
| /telegram | an update, with the secret | 200, with nothing or one acknowledgement in it |
| | without the secret, or with another | 401 |
| | larger than 1 MB; not JSON; slower than ten seconds | 413; 400; 408 |
| /health | whether the process lives | 200 ok |
| /ready | whether it takes updates: directory, ledger and API are there, and it was not told to stop | 200 ok, 503 not ready |
| any other | | 404; 405 for another method |
"""  # noqa: E501  # a table

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.telegram.listening import listen
from bot.channels.telegram.once import Once
from bot.channels.telegram.polling import Accept
from bot.channels.telegram.way_back import WaysBack
from bot.channels.telegram.webhook_address import PATH, SECRET_HEADER, Door, WebhookSecret

LARGEST = 1_048_576
"""Bytes. An update is a few thousand at most."""

BODY_SECONDS = 10.0
"""How long an update may take to arrive."""


class Webhook:
    """
    Hands every update to `accept`, once.

    `ways_back` are the answers that have not left; what has begun gets `stop_seconds` to end.
    """

    def __init__(
        self, door: Door, accept: Accept, ways_back: WaysBack, stop_seconds: float
    ) -> None:
        self._door, self._accept, self._stop_seconds = door, accept, stop_seconds
        self._ways_back = ways_back
        self._once = Once()

    async def run(self, stop: asyncio.Event) -> None:
        """
        Take updates until told to stop, then end those that have begun.

        Raises SettingError when nothing can listen there.
        """
        application = application_for(self._door.secret, self._take, lambda: not stop.is_set())
        await listen(application, self._door, stop, self._stop_seconds)

    async def confirm(self) -> None:
        """Do nothing: each answer has told Telegram already."""

    async def _take(self, update: dict[str, Any]) -> bytes:
        tap = _tap_in(update)

        def begin(done: Callable[[bytes], None]) -> None:
            """Hand the update on; `done` is told the body of the answer once there is one."""
            self._ways_back.open(tap)
            self._accept(update, lambda: done(self._ways_back.close(tap)))

        return await self._once.do(update["update_id"], begin)


def _tap_in(update: dict[str, Any]) -> str:
    """Return the id of the tap that an update tells of, empty when it is none."""
    query = update.get("callback_query")
    return str(query.get("id", "")) if isinstance(query, dict) else ""


Take = Callable[[dict[str, Any]], Awaitable[bytes]]
"""Takes an update that has a number, and returns the body of the answer when it was answered."""


def application_for(secret: WebhookSecret, take: Take, is_ready: Callable[[], bool]) -> ASGIApp:
    """Return what answers requests."""

    async def telegram(request: Request) -> Response:
        """Take an update from whoever knows the secret."""
        return await _posted(request, secret, take)

    async def ready(_request: Request) -> Response:
        """Tell a load balancer whether updates are still taken here."""
        return PlainTextResponse("ok") if is_ready() else PlainTextResponse("not ready", 503)

    routes = [
        Route(PATH, telegram, methods=["POST"]),
        Route("/health", _health),
        Route("/ready", ready),
    ]
    silent = dict.fromkeys((404, 405, 500, ClientDisconnect), _refused)
    application = Starlette(routes=routes, exception_handlers=silent)
    application.router.redirect_slashes = False
    return _straight_to(telegram, application)


def _straight_to(telegram: Callable[[Request], Awaitable[Response]], others: ASGIApp) -> ASGIApp:
    """Return what answers a post to PATH by itself: nearly every request is one."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, without the search for its route where it is an update."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await others(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await telegram(request)
        except ClientDisconnect as error:
            response = await _refused(request, error)
        except Exception as error:
            # Answered here, because the server's own answer would have words in it.
            await (await _refused(request, error))(scope, receive, send)
            raise
        await response(scope, receive, send)

    return application


async def _posted(request: Request, secret: WebhookSecret, take: Take) -> Response:
    if not secret.is_it(request.headers.get(SECRET_HEADER)):
        return Response(status_code=401)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(request)
    except TimeoutError:
        return Response(status_code=408, headers={"Connection": "close"})
    if body is None:
        return Response(status_code=413)
    update = update_in(body)
    if update is None:
        return Response(status_code=400)
    answer = await take(update)
    return Response(answer, media_type="application/json" if answer else None)


async def _health(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _refused(_request: Request, error: Exception) -> Response:
    return Response(status_code=getattr(error, "status_code", 500))


async def _body(request: Request) -> bytes | None:
    """Return the body, None when it is too large."""
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > LARGEST:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def update_in(body: bytes) -> dict[str, Any] | None:
    """Return the update, None for what is none."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        return None
    return update
