"""
Listen for requests on this machine, and stop without cutting off what has begun.

TLS ends at a proxy in front of the bot: nothing here speaks it. What can be held open by others is
bounded: connections, and the time that a request may take to be sent.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.channels.telegram.webhook_address import MAX_CONNECTIONS, Door
from bot.listening import listening_at

MOST_CONNECTIONS = MAX_CONNECTIONS + 60
"""How many connections may be open: Telegram's, and those of whoever looks after the bot."""

IDLE_SECONDS = 75
"""How long a connection is kept on which nothing comes."""

HEAD_SECONDS = 10.0
"""How long the head of a request may take to arrive."""

HANG_UP_EVERY = 0.05
"""Seconds between two looks for connections on which nothing is being answered, when stopping."""

LARGEST_HEAD = 65_536
"""Bytes. The head of a request is a few hundred."""


async def listen(
    application: ASGIApp, door: Door, stop: asyncio.Event, stop_seconds: float
) -> None:
    """
    Answer requests until told to stop; then let end, for so long, what has begun.

    Raises SettingError when nothing can listen there.
    """
    place = listening_at(door.host, door.port)
    server = _Server(
        Config(
            application,
            http=_Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=round(stop_seconds),
        )
    )
    stopping = asyncio.create_task(_stopped(server, stop))
    try:
        await server.serve([place])
    finally:
        stopping.cancel()
        place.close()


async def _stopped(server: Server, stop: asyncio.Event) -> None:
    await stop.wait()
    server.should_exit = True


class _Server(Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the process that hosts everyone."""
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, and hang up on connections that were let in at the last moment, too."""
        hanging_up = asyncio.create_task(self._hang_up())
        try:
            await super().shutdown(sockets)
        finally:
            hanging_up.cancel()

    async def _hang_up(self) -> None:
        while True:
            for connection in list(self.server_state.connections):
                # One that is being answered is closed when that has gone.
                connection.shutdown()
            await asyncio.sleep(HANG_UP_EVERY)


class _Connection(HttpToolsProtocol):
    """
    A connection that is closed when the head of a request is too large, or is not there in time.

    The same time is given to what is still sent after its answer: nobody waits for that.
    """

    _giving_up: asyncio.TimerHandle | None = None
    _in_head = True
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the first request its time."""
        super().connection_made(transport)
        self._give_up_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of the timer: there is nothing left to close."""
        self._go_on()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; close what has too large a head, give time again after an answer."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._go_on()
        elif self._giving_up is None:
            self._give_up_later()
        self._head = self._head + len(data) if self._in_head else 0
        if self._head > LARGEST_HEAD:
            self.transport.close()

    def on_message_begin(self) -> None:
        """Count what comes now as part of a head."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Count no longer: the body has its own bounds, in webhook.py."""
        self._in_head = False
        super().on_headers_complete()

    def _give_up_later(self) -> None:
        self._giving_up = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _go_on(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None
