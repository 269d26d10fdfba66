"""What tests hold in their hands: the fake as its own process, and every control as a method."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp

from tests.telegram.fake.chats import Json, Kind
from tests.telegram.fake.errors import ControlError
from tests.telegram.fake.faults import How
from tests.telegram.fake.seen import Reply, Standing, standing_from
from tests.telegram.fake.telegram import TOKEN

ROOT = Path(__file__).parents[3]
STOP_SECONDS = 5


class FakeTelegram:
    """
    A running fake.

    Ids: a private chat has the id of the person in it, a group or channel one below 0. Every
    control raises ControlError when it asks for what cannot happen.
    """

    def __init__(self, port: int, session: aiohttp.ClientSession, token: str = TOKEN) -> None:
        self.port = port
        self.token = token
        self._session = session

    @property
    def api_url(self) -> str:
        """Return what FINGERPOST_API_URL is set to: the token is appended to it."""
        return f"http://127.0.0.1:{self.port}/bot"

    @classmethod
    @asynccontextmanager
    async def at(cls, port: int, token: str = TOKEN) -> AsyncIterator[Self]:
        """Talk to the fake that listens on a port."""
        async with aiohttp.ClientSession() as session:
            yield cls(port, session, token)

    async def control(self, name: str, **body: Any) -> Any:
        """Ask for anything under /control/."""
        url = f"http://127.0.0.1:{self.port}/control/{name}"
        async with self._session.post(url, json=body) as response:
            answer = await response.json()
        if response.status != 200:
            raise ControlError(answer["refused"])
        return answer

    async def call(self, method: str, **parameters: Any) -> Reply:
        """Call the Bot API the way a bot does. Raises aiohttp.ClientError where it breaks off."""
        url = f"{self.api_url}{self.token}/{method}"
        async with self._session.post(url, json=parameters) as response:
            text = await response.text()
        if response.content_type != "application/json":
            return Reply(response.status, {})
        return Reply(response.status, json.loads(text))

    # What people do.

    async def person(self, user: int, **names: str) -> None:
        """Say who someone is: first_name, last_name, username, language_code."""
        await self.control("person", user=user, **names)

    async def group(self, chat: int, kind: Kind = "group", title: str = "A group") -> None:
        """Make a group, a supergroup or a channel."""
        await self.control("group", chat=chat, kind=kind, title=title)

    async def text(self, chat: int, text: str, user: int | None = None) -> int:
        """Someone types; returns the id of her message. `/start payload` is typed like any text."""
        return _id(await self.control("text", chat=chat, text=text, user=user))

    async def media(
        self, chat: int, kind: str, user: int | None = None, caption: str | None = None
    ) -> int:
        """Someone sends a photo, voice, sticker, contact, location …; returns the message id."""
        return _id(await self.control("media", chat=chat, kind=kind, user=user, caption=caption))

    async def forward(
        self, chat: int, text: str, origin: str = "Someone", user: int | None = None
    ) -> int:
        """Someone passes a message on; returns its id."""
        return _id(await self.control("forward", chat=chat, text=text, origin=origin, user=user))

    async def channel_post(self, chat: int, text: str) -> int:
        """A channel posts; returns the message id."""
        return _id(await self.control("channel_post", chat=chat, text=text))

    async def edit(self, chat: int, message_id: int, text: str) -> None:
        """Someone changes what she wrote."""
        await self.control("edit", chat=chat, message_id=message_id, text=text)

    async def remove(self, chat: int, *message_ids: int) -> None:
        """Someone deletes messages herself; the bot is not told."""
        await self.control("remove", chat=chat, message_ids=list(message_ids))

    async def tap(
        self, chat: int, message_id: int, data: str, user: int | None = None, force: bool = False
    ) -> str:
        """Someone taps a button; returns the callback_query_id. `force`: it need not be there."""
        answer = await self.control(
            "tap", chat=chat, message_id=message_id, data=data, user=user, force=force
        )
        return str(answer["callback_query_id"])

    async def tap_label(self, chat: int, label: str) -> str:
        """Someone taps the button of that name on the newest card that has one."""
        cards = [card for card in await self.standing(chat) if card.buttons]
        if not cards:
            raise ControlError(f"no card with buttons stands in chat {chat}")
        return await self.tap(chat, cards[-1].message_id, cards[-1].data(label))

    async def inline_query(self, user: int, query: str) -> None:
        """Someone writes the bot's name and a query."""
        await self.control("inline_query", user=user, query=query)

    async def block(self, chat: int) -> None:
        """Someone blocks the bot, or a group sends it away."""
        await self.control("block", chat=chat)

    async def unblock(self, chat: int) -> None:
        """Someone lets it in again."""
        await self.control("unblock", chat=chat)

    async def traffic(self, messages: int) -> None:
        """Let messages come into being in other chats."""
        await self.control("traffic", messages=messages)

    # How the world behaves.

    async def advance(self, *, hours: float = 0, seconds: float = 0) -> None:
        """Let time pass at once on the fake's clock."""
        await self.control("advance", seconds=hours * 3600 + seconds)

    async def stand_still(self) -> None:
        """Stop the fake's clock."""
        await self.control("clock", runs=False)

    async def run_on(self) -> None:
        """Let the fake's clock run again."""
        await self.control("clock", runs=True)

    async def fail(
        self,
        how: How,
        method: str = "*",
        times: int | None = 1,
        seconds: float = 1,
        chat: int | None = None,
        skip: int = 0,
    ) -> None:
        """Plan a failure of the next calls but `skip`; `times` None is until `heal`."""
        plan = {"how": how, "method": method, "times": times, "seconds": seconds}
        await self.control("fail", **plan, chat=chat, skip=skip)

    async def heal(self) -> None:
        """Take all planned failures back."""
        await self.control("heal")

    async def settings(self, **values: float | bool) -> None:
        """Set latency_ms, keep_calls, repeat_after_ms or falls_back."""
        await self.control("settings", **values)

    async def inject(self, update: Json, chat: int | None = None) -> int:
        """Let an update wait just as it is; returns its id."""
        return int((await self.control("inject", update=update, chat=chat))["update_id"])

    async def reset(self) -> None:
        """Forget everything and begin afresh."""
        await self.control("reset")

    # What there is to see.

    async def standing(self, chat: int) -> list[Standing]:
        """Return what stands in a chat, oldest first."""
        return [standing_from(message) for message in await self.control("standing", chat=chat)]

    async def chats(self) -> dict[int, list[int]]:
        """Return the ids of what stands, for every chat."""
        return {int(chat): ids for chat, ids in (await self.control("chats")).items()}

    async def pop_ups(self, chat: int | None = None) -> list[Json]:
        """Return the answers to taps: text, show_alert, chat, user, time, callback_query_id."""
        return list(await self.control("pop_ups", chat=chat))

    async def calls(self, method: str | None = None, chat: int | None = None) -> list[Json]:
        """Return calls: method, chat, time, via, parameters, status (0: broken), description."""
        return list(await self.control("calls", method=method, chat=chat))

    async def violations(self) -> list[Json]:
        """Return breaches of our own rules: code, method, chat, time, detail."""
        return list(await self.control("violations"))

    async def state(self) -> Json:
        """Return waiting, posting, busy, calls, last_message and now."""
        return dict(await self.control("state"))

    async def settled(self, seconds: float = 5) -> None:
        """Wait until no update waits and no call is being answered. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while _moving(await self.state()):  # noqa: ASYNC110  # it moves in another process
                await asyncio.sleep(0.01)

    async def eventually(
        self, chat: int, looks: Callable[[list[Standing]], bool], seconds: float = 5
    ) -> list[Standing]:
        """Wait until a chat looks like that, and return what stands. Raises AssertionError."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not looks(found := await self.standing(chat)):
            assert asyncio.get_running_loop().time() < deadline, f"still {found}"
            await asyncio.sleep(0.01)
        return found


def _id(answer: Json) -> int:
    return int(answer["message_id"])


def _moving(state: Json) -> bool:
    return bool(state["waiting"] or state["posting"] or state["busy"])


@contextmanager
def fake_process(*words: str) -> Iterator[int]:
    """Start the fake as its own process, hand over its port, and stop it."""
    command = [sys.executable, "-m", "tests.telegram.fake", "--port", "0", "--with-parent", *words]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)
