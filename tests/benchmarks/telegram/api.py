"""
The Bot API of the benchmark: answers at once, or after a while, whatever the bot calls.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

from tests.benchmarks.telegram.chats import Chat
from tests.benchmarks.telegram.http import Messages, message
from tests.benchmarks.telegram.play import Play

TOKEN = "1:benchmark"  # noqa: S105  # of nobody: this server alone takes it


class Api:
    """
    The server for one bot. `delay` (seconds) is how late every call is answered.

    For a bot that fetches, updates wait here: `queue` is then what the play delivers with.
    """

    def __init__(self, play: Play) -> None:
        self.play, self.delay, self.port = play, 0.0, 0
        self.is_polled = asyncio.Event()
        self._waiting: list[tuple[int, bytes]] = []
        self._fetching: _Call | None = None

    def queue(self, chat: Chat, update: bytes) -> None:
        """Keep an update until the bot fetches it."""
        number = int(update[len(b'{"update_id":') : update.index(b",")])
        chat.sent_at = time.perf_counter()
        self._waiting.append((number, update))
        if self._fetching is not None:
            fetching, self._fetching = self._fetching, None
            self._hand_over(fetching)

    def heard(self, call: "_Call", method: str, given: dict[str, Any]) -> None:
        """Answer one call."""
        if method == "getUpdates":
            self._fetch(call, given)
            return
        call.answer(self.play.called(method, given).encode(), self.delay)

    def _fetch(self, call: "_Call", given: dict[str, Any]) -> None:
        offset = int(given.get("offset") or 0)
        self._waiting = [(number, update) for number, update in self._waiting if number >= offset]
        self.is_polled.set()
        if self._waiting or not int(given.get("timeout") or 0):
            self._hand_over(call)
        else:
            self._fetching = call

    def _hand_over(self, call: "_Call") -> None:
        some = b",".join(update for _, update in self._waiting[:100])
        call.answer(b"[" + some + b"]", self.delay)


class _Call(Messages):
    """One connection of the bot to the server."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self._api = api

    def heard(self, head: bytes, body: bytes) -> None:
        path = head[: head.index(b" HTTP/")].split(b" ", 1)[1].decode()
        place, _, query = path.partition("?")
        _, token, method = place.split("/")
        assert token == f"bot{TOKEN}", "another bot calls here"
        self._api.heard(self, method, {**dict(parse_qsl(query)), **_read(body)})

    def answer(self, result: bytes, delay: float) -> None:
        """Answer the call, so many seconds from now."""
        whole = message("HTTP/1.1 200 OK", b'{"ok":true,"result":' + result + b"}")
        if delay:
            asyncio.get_running_loop().call_later(delay, self.write, whole)
        else:
            self.write(whole)


def _read(body: bytes) -> dict[str, Any]:
    """Return the parameters of a call: JSON or a form."""
    if body[:1] == b"{":
        read: dict[str, Any] = json.loads(body)
        return read
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


@asynccontextmanager
async def serving(play: Play) -> AsyncIterator[Api]:
    """Open the server on a free port of this machine."""
    api = Api(play)
    server = await asyncio.get_running_loop().create_server(lambda: _Call(api), "127.0.0.1", 0)
    api.port = server.sockets[0].getsockname()[1]
    try:
        yield api
    finally:
        server.close()
