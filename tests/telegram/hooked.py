"""The bot, called by the fake through its webhook."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.channels.telegram.webhook_address import PATH, SECRET_HEADER, Door, WebhookSecret
from tests.telegram.bot import Clock, Running, running
from tests.telegram.fake.client import FakeTelegram

SECRET = "of-a-test_0123456789"  # noqa: S105  # of nobody
HEADERS = {SECRET_HEADER: SECRET}
HOST = "127.0.0.1"


def free_port() -> int:
    """Return a port at which nobody listens, and that no connection is given by itself."""
    while True:
        port = secrets.choice(range(20_000, 32_000))
        with socket.socket() as one, suppress(OSError):
            one.bind((HOST, port))
            return port


def door_at(port: int) -> Door:
    return Door(HOST, port, WebhookSecret(SECRET))


async def listens(port: int) -> None:
    """Wait until somebody does."""
    async with asyncio.timeout(5):
        while True:
            try:
                _, writer = await asyncio.open_connection(HOST, port)
            except OSError:
                await asyncio.sleep(0.005)
            else:
                writer.close()
                return


async def set_webhook(telegram: FakeTelegram, port: int, **more: Any) -> None:
    url = f"http://{HOST}:{port}{PATH}"
    reply = await telegram.call("setWebhook", url=url, secret_token=SECRET, **more)
    assert reply.result is True


@asynccontextmanager
async def hooked(
    telegram: FakeTelegram,
    folder: Path,
    clock: Clock | None = None,
    *,
    port: int = 0,
    **more: Any,
) -> AsyncIterator[Running]:
    """Run a bot that the fake calls."""
    port = port or free_port()
    async with running(telegram, folder, clock, door=door_at(port), **more) as bot:
        await listens(port)
        await set_webhook(telegram, port)
        yield bot
