"""The door of the webhook: who comes in, what is answered, and that it says nothing of anybody."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.telegram import listening, webhook
from bot.channels.telegram.webhook import LARGEST, application_for
from bot.channels.telegram.webhook_address import (
    COMMAND,
    LONGEST,
    PATH,
    SECRET_HEADER,
    SHORTEST,
    WebhookSecret,
    read_webhook_secret,
)
from bot.errors import SettingError
from tests.telegram.hooked import HEADERS, HOST, SECRET, door_at, free_port, listens

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

UPDATE = {"update_id": 7, "message": {"text": "marker"}}
Take = Callable[[dict[str, Any]], Awaitable[bytes]]


class Door:
    """What listens, and what was taken in."""

    def __init__(self, port: int) -> None:
        self.port, self.url = port, f"http://{HOST}:{port}"
        self.taken: list[dict[str, Any]] = []
        self.answer = b""
        self.ready = True
        self.stop = asyncio.Event()

    async def take(self, update: dict[str, Any]) -> bytes:
        self.taken.append(update)
        return self.answer


@asynccontextmanager
async def open_door(take: Take | None = None) -> AsyncIterator[Door]:
    door = Door(free_port())
    application = application_for(WebhookSecret(SECRET), take or door.take, lambda: door.ready)
    work = listening.listen(application, door_at(door.port), door.stop, 1)
    serving = asyncio.create_task(work)
    await listens(door.port)
    try:
        yield door
    finally:
        door.stop.set()
        await serving


async def asked(door: Door, method: str, path: str, **more: Any) -> tuple[int, bytes]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, door.url + path, **more) as response,
    ):
        assert set(response.headers) <= {"Date", "Content-Length", "Content-Type", "Connection"}
        return response.status, await response.read()


WRONG_SECRETS = ("", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), f" {SECRET} x", "é" * 20)


async def test_only_who_brings_the_secret_comes_in() -> None:
    async with open_door() as door:
        for wrong in WRONG_SECRETS:
            headers = {SECRET_HEADER: wrong}
            assert await asked(door, "POST", PATH, headers=headers, json=UPDATE) == (401, b"")
        assert await asked(door, "POST", PATH, json=UPDATE) == (401, b"")
        assert door.taken == []
        assert await asked(door, "POST", PATH, headers=HEADERS, json=UPDATE) == (200, b"")
        assert door.taken == [UPDATE]


async def test_what_is_no_update_is_refused_without_a_word() -> None:
    nested = b"[" * 100_000
    no_updates = [
        b"", b"{", b"[]", b"1", b'"x"', b"null", b"{}", b'{"update_id": "1"}',
        b'{"update_id": 1.5}', b'{"update_id": true}', b"\xff\xfe", nested,
        b'{"update_id": ' + b"9" * 9999 + b"}",
    ]  # fmt: skip
    async with open_door() as door:
        for body in no_updates:
            assert await asked(door, "POST", PATH, headers=HEADERS, data=body) == (400, b"")
        assert door.taken == []


@given(body=some.binary(max_size=200) | some.text(max_size=200).map(str.encode))
def test_no_body_breaks_the_reading(body: bytes) -> None:
    update = webhook.update_in(body)
    assert update is None or isinstance(update["update_id"], int)


async def test_what_is_too_large_is_refused_told_or_not() -> None:
    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65_536 + 1):
            yield b" " * 65_536

    async with open_door() as door:
        too_large = b" " * (LARGEST + 1)
        assert await asked(door, "POST", PATH, headers=HEADERS, data=io.BytesIO(too_large)) == (
            413,
            b"",
        )
        assert await asked(door, "POST", PATH, headers=HEADERS, data=in_parts()) == (413, b"")
        largest = json.dumps(UPDATE).encode().ljust(LARGEST)
        assert await asked(door, "POST", PATH, headers=HEADERS, data=io.BytesIO(largest)) == (
            200,
            b"",
        )


async def test_other_ways_and_methods_lead_nowhere() -> None:
    async with open_door() as door:
        for method in ("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
            assert await asked(door, method, PATH, headers=HEADERS) == (405, b"")
        for path in ("/", "/telegram/", "/Telegram", "/telegram/x", "/docs", "//telegram", "/%2e"):
            for method in ("GET", "POST"):
                assert await asked(door, method, path, headers=HEADERS) == (404, b"")
        assert door.taken == []


async def test_health_and_readiness_are_bare_words() -> None:
    async with open_door() as door:
        assert await asked(door, "GET", "/health") == (200, b"ok")
        assert await asked(door, "GET", "/ready") == (200, b"ok")
        door.ready = False
        assert await asked(door, "GET", "/health") == (200, b"ok")
        assert await asked(door, "GET", "/ready") == (503, b"not ready")
        assert (await asked(door, "POST", "/ready"))[0] == 405


async def test_s43_a_failure_says_nothing_of_what_it_failed_over() -> None:
    async def fail(update: dict[str, Any]) -> bytes:
        raise RuntimeError(f"planned, about {update}")

    async with open_door(fail) as door:
        status, body = await asked(door, "POST", PATH, headers=HEADERS, json=UPDATE)
    assert (status, body) == (500, b"")


async def test_an_acknowledgement_goes_back_as_json() -> None:
    async with open_door() as door:
        door.answer = b'{"method":"answerCallbackQuery"}'
        async with (
            aiohttp.ClientSession() as session,
            session.post(door.url + PATH, json=UPDATE, headers=HEADERS) as response,
        ):
            assert response.content_type == "application/json"
            assert await response.json() == {"method": "answerCallbackQuery"}


async def closed_after(door: Door, *parts: bytes) -> bytes:
    """Send parts, wait until the other end closes, and return what it said."""
    reader, writer = await asyncio.open_connection(HOST, door.port)
    try:
        for part in parts:
            writer.write(part)
            await asyncio.sleep(0.01)
        async with asyncio.timeout(3):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n".encode()


async def test_who_is_too_slow_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.3)
    async with open_door() as door:
        assert await closed_after(door) == b""
        assert await closed_after(door, HEAD, b"X-More: 1\r\n") == b""
        late_body = await closed_after(door, HEAD, b"Content-Length: 9\r\n\r\n", b"{")
        assert b" 408 " in late_body.partition(b"\r\n")[0]
        second = await closed_after(door, HEAD, b"Content-Length: 2\r\n\r\n{}", HEAD)
        assert b" 400 " in second.partition(b"\r\n")[0]
        assert door.taken == []


async def test_a_head_without_end_is_not_read_to_its_end() -> None:
    async with open_door() as door:
        lines = b"X-More: 1\r\n" * 1000
        assert await closed_after(door, HEAD, *[lines] * 7) == b""
        assert await asked(door, "GET", "/health") == (200, b"ok")


async def test_connections_that_only_wait_leave_room_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.3)
    async with open_door() as door:
        waiting = [
            await asyncio.open_connection(HOST, door.port)
            for _ in range(listening.MOST_CONNECTIONS + 5)
        ]
        assert (await asked(door, "POST", PATH, headers=HEADERS, json=UPDATE))[0] == 503
        await asyncio.sleep(0.5)
        assert (await asked(door, "POST", PATH, headers=HEADERS, json=UPDATE))[0] == 200
        for _, writer in waiting:
            writer.close()


async def test_a_door_that_cannot_be_opened_is_said_in_one_line() -> None:
    async with open_door() as door:
        with pytest.raises(SettingError, match=f"port {door.port}.*--port"):
            await listening.listen(application_for(WebhookSecret(SECRET), door.take, bool),
                                   door_at(door.port), asyncio.Event(), 1)  # fmt: skip


# The secret


@pytest.mark.parametrize(
    "text",
    [None, "", "  ", "a" * (SHORTEST - 1), "a" * (LONGEST + 1), "ä" * 20, "a b" * 9, "a." * 9],
)
def test_a_secret_that_telegram_would_not_take_is_refused_with_a_command(text: str | None) -> None:
    with pytest.raises(SettingError, match="FINGERPOST_WEBHOOK_SECRET") as error:
        read_webhook_secret(text)
    assert COMMAND in str(error.value)
    assert not text or not text.strip() or text not in str(error.value)


def test_s40_the_secret_never_shows_itself() -> None:
    secret = read_webhook_secret(f" {SECRET}\n")
    assert secret.is_it(SECRET)
    assert secret.reveal() == SECRET
    assert SECRET not in f"{secret!r} {secret} {door_at(1)!r}"


def test_the_command_makes_a_secret_that_is_taken() -> None:
    import subprocess
    import sys

    code = COMMAND.removeprefix('python -c "').removesuffix('"')
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert read_webhook_secret(made.stdout).is_it(made.stdout.strip())
