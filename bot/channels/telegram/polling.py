"""
Fetch updates and hand them out.

What was handed over is confirmed to Telegram only when it has been answered, so that a crash or a
stop loses nothing.

This part holds no Bot: it fetches with a request of its own, and what it reads cannot send (S24).
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlencode

from bot.channels.telegram.request import (
    AiohttpRequest,
    CallError,
    RefusedError,
    TooManyError,
)
from bot.channels.telegram.updates import ASKED_FOR
from bot.errors import SettingError

LONG_POLL = 25
"""Seconds that Telegram waits for something to happen before it answers."""

GRACE = 5
"""Seconds more until a fetch is given up."""

WHILE_ANSWERING = 0.25
"""Seconds between two fetches while something handed over is still being answered."""

A_PAGE = 100
"""How many updates Telegram gives at once."""

BEHIND_A_PAGE = 0.05
"""Seconds between two fetches while a whole page waits: others may stand behind it."""

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between two fetches while Telegram cannot be reached."""

CONFLICT, UNAUTHORISED, NOT_FOUND = 409, 401, 404

Accept = Callable[[dict[str, Any], Callable[[], None]], None]
"""Takes one raw update, and calls what it was given when that has been answered."""


class Polling:
    """`url` is the address of getUpdates, with the token in it."""

    def __init__(self, request: AiohttpRequest, url: str, accept: Accept) -> None:
        self._request, self._url, self._accept = request, url, accept
        self._next = 0
        self._passed = 0
        self._open: set[int] = set()
        self._progress = asyncio.Event()
        self._failures = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop. Raises SettingError when there is no use in going on."""
        stopped = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                fetched = asyncio.create_task(self._fetch())
                await asyncio.wait((fetched, stopped), return_when=asyncio.FIRST_COMPLETED)
                if not fetched.done():
                    fetched.cancel()
                    return
                await self._hand_out(fetched.result(), stopped)
        finally:
            stopped.cancel()

    async def confirm(self) -> None:
        """Tell Telegram what has been answered, so that nothing of it comes again."""
        with suppress(CallError):
            await self._call(0, 1)

    @property
    def _offset(self) -> int:
        """Everything below this has been answered, or kept others waiting."""
        return max(self._passed, min(self._open, default=self._next))

    async def _fetch(self) -> list[dict[str, Any]] | None:
        """Return what waits; None when Telegram could not be reached."""
        try:
            found = await self._call(0 if self._open else LONG_POLL, A_PAGE)
        except TooManyError as error:
            await asyncio.sleep(error.seconds)
            return None
        except RefusedError as error:
            _raise_if_hopeless(error)
        except CallError:
            pass
        else:
            self._failures = 0
            return found
        pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        await asyncio.sleep(pause)
        return None

    async def _call(self, seconds: int, limit: int) -> list[dict[str, Any]]:
        asked = {
            "offset": self._offset,
            "limit": limit,
            "timeout": seconds,
            "allowed_updates": json.dumps(ASKED_FOR),
        }
        address = f"{self._url}?{urlencode(asked)}"
        found = await self._request.post(address, read_timeout=seconds + GRACE)
        return found if isinstance(found, list) else []

    async def _hand_out(
        self, found: list[dict[str, Any]] | None, stopped: asyncio.Task[Any]
    ) -> None:
        new = [one for one in found or () if self._is_new(one)]
        for update in new:
            number: int = update["update_id"]
            self._next = number + 1
            self._open.add(number)
            self._accept(update, partial(self._answered, number))
        is_full = found is not None and len(found) >= A_PAGE
        if is_full and not new:
            # One chat's updates fill the page until its oldest is answered: those of others come
            # after it, and nobody waits for another chat. Only a crash right now would lose these.
            self._passed = self._next
        elif self._open:
            self._progress.clear()
            progress = asyncio.create_task(self._progress.wait())
            await asyncio.wait(
                (progress, stopped),
                timeout=BEHIND_A_PAGE if is_full else WHILE_ANSWERING,
                return_when=asyncio.FIRST_COMPLETED,
            )
            progress.cancel()

    def _is_new(self, update: Any) -> bool:
        number = update.get("update_id") if isinstance(update, dict) else None
        return isinstance(number, int) and number >= self._next

    def _answered(self, number: int) -> None:
        self._open.discard(number)
        if not self._open:
            self._progress.set()


def _raise_if_hopeless(error: RefusedError) -> None:
    if error.code in {UNAUTHORISED, NOT_FOUND}:
        raise SettingError(
            "BOT_TOKEN is refused by the Bot API server. Copy it again from BotFather, the bot "
            "that gives tokens"
        )
    if error.code == CONFLICT and error.says("webhook"):
        raise SettingError(
            "this bot is set up to be called by Telegram (a webhook), so it cannot fetch. Take "
            "that away with `telegram setup --no-webhook`, or listen with `telegram --webhook`"
        )
