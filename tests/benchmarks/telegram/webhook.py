"""
Calls the bot as Telegram does: a POST for each update, over at most forty connections.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.benchmarks.telegram.chats import Chat
from tests.benchmarks.telegram.http import Messages, message
from tests.benchmarks.telegram.play import Play

CONNECTIONS = 40
"""What Telegram opens at most, unless it is told otherwise."""

LAST_ANSWER_SECONDS = 10.0

PATH = "/telegram"
SECRET = "of-nobody-both-ends-stand-on-this-machine"  # noqa: S105


class _Line(Messages):
    """One connection: an update goes out when the one before has been answered."""

    def __init__(self, play: Play, port: int) -> None:
        super().__init__()
        self._play = play
        self._first = f"POST {PATH} HTTP/1.1"
        self._headers = (f"Host: 127.0.0.1:{port}", f"X-Telegram-Bot-Api-Secret-Token: {SECRET}")
        self._waiting: deque[tuple[Chat, bytes]] = deque()
        self._free = asyncio.Event()
        self._free.set()

    def post(self, chat: Chat, update: bytes) -> None:
        """Send an update, now or when the line is free."""
        self._waiting.append((chat, update))
        if self._free.is_set():
            self._go_on()

    def _go_on(self) -> None:
        self._free.set()
        if self._waiting:
            self._free.clear()
            chat, update = self._waiting.popleft()
            chat.sent_at = time.perf_counter()
            self.write(message(self._first, update, *self._headers))

    async def hang_up(self) -> None:
        """Close the connection when the bot has answered."""
        await asyncio.wait_for(self._free.wait(), LAST_ANSWER_SECONDS)
        if self.transport is not None:
            self.transport.close()

    def heard(self, head: bytes, body: bytes) -> None:
        """Take the bot's answer; it may hold a call."""
        if b" 200 " not in head[: head.index(b"\r\n")]:
            self._play.faults.append("the bot answered an update with " + repr(head[:40]))
        if body.startswith(b"{") and (given := json.loads(body)).get("method"):
            self._play.called(given.pop("method"), given)
        self._go_on()

    def connection_lost(self, _error: Exception | None) -> None:
        """Note that the bot hung up in the middle."""
        if not self._free.is_set():
            self._play.faults.append("the bot closed a connection without an answer")


@asynccontextmanager
async def calling(play: Play, port: int) -> AsyncIterator[None]:
    """Hold the connections open, and let the play deliver over them."""
    loop = asyncio.get_running_loop()
    lines = [
        (await loop.create_connection(lambda: _Line(play, port), "127.0.0.1", port))[1]
        for _ in range(min(CONNECTIONS, len(play.chats)))
    ]
    play.deliver = lambda chat, update: lines[chat.id % len(lines)].post(chat, update)
    yield
    for line in lines:
        await line.hang_up()
