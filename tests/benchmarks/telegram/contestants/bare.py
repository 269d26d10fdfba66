"""
No framework at all: the least that Python can do. An aiohttp server, an aiohttp client, dicts.
"""

import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

from aiohttp import ClientSession, web

from tests.benchmarks.telegram.api import TOKEN
from tests.benchmarks.telegram.contestants.words import LABELS, texts
from tests.benchmarks.telegram.webhook import PATH, SECRET


class Bare:
    """Answers taps."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._texts: Iterator[str] = texts()
        self._session: ClientSession | None = None

    async def open(self, _application: web.Application) -> AsyncIterator[None]:
        """Hold the client open while the server runs."""
        async with ClientSession() as self._session:
            yield

    async def heard(self, request: web.Request) -> web.Response:
        """Take one update: acknowledge the tap and change the card."""
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=403)
        query = json.loads(await request.read())["callback_query"]
        await self._call("answerCallbackQuery", {"callback_query_id": query["id"]})
        rows = [
            [{"text": label, "callback_data": f"c{place}"}] for place, label in enumerate(LABELS)
        ]
        edit = {
            "chat_id": query["message"]["chat"]["id"],
            "message_id": query["message"]["message_id"],
            "text": next(self._texts),
            "reply_markup": {"inline_keyboard": rows},
        }
        await self._call("editMessageText", edit)
        return web.Response()

    async def _call(self, method: str, given: dict[str, Any]) -> None:
        assert self._session is not None
        async with self._session.post(self._url + method, json=given) as response:
            await response.json()


def main(api_port: str, port: str) -> None:
    """Serve until ended."""
    bare = Bare(f"http://127.0.0.1:{api_port}/bot{TOKEN}/")
    application = web.Application()
    application.cleanup_ctx.append(bare.open)
    application.router.add_post(PATH, bare.heard)
    web.run_app(application, host="127.0.0.1", port=int(port), print=None, access_log=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
