"""Webhook mode: post each update to the bot, again until it says 2xx, in order within a queue."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from tests.telegram.fake.chats import Json
from tests.telegram.fake.updates import Queue, Update, Updates

LONGEST_PAUSE = 1.0
"""Seconds. Telegram waits minutes; a test cannot."""
ANSWER_SECONDS = 60
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header

Execute = Callable[[str, Json], Awaitable[object]]
"""Carries out a method that stood in the answer to an update."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates are posted to, with which secret, over how many connections at most."""

    url: str
    secret: str
    connections: int


class Poster:
    """
    Posts what waits, as long as a webhook is set.

    `pause` is how many seconds pass before an update is repeated the first time; then twice as
    long each time, up to LONGEST_PAUSE. `execute` is given what the answer's body asks for.
    """

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._lines: dict[Queue, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._connections = asyncio.Semaphore(1)
        self._session: aiohttp.ClientSession | None = None
        self.execute: Execute | None = None
        self.hook: Hook | None = None
        self.pause = 0.05
        self.last_error = ""
        updates.on_new = self._offer

    @property
    def busy(self) -> int:
        """How many queues have something to post, or an answer to carry out."""
        return len(self._tasks)

    def set(self, hook: Hook | None) -> None:
        """Post to another place from now on, or nowhere. What still waits is posted first."""
        self._halt()
        self.hook = hook
        if hook is None:
            return
        self._connections = asyncio.Semaphore(hook.connections)
        self._session = self._session or aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(ANSWER_SECONDS),
        )
        for update in self._updates.waiting():
            self._offer(update)

    async def stop(self) -> None:
        """Post nothing any more and close the connections."""
        self._halt()
        self.hook = None
        if self._session is not None:
            await self._session.close()

    def _halt(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._lines.clear()

    def _offer(self, update: Update) -> None:
        if self.hook is None:
            return
        if update.queue in self._lines:
            self._lines[update.queue].append(update)
            return
        self._lines[update.queue] = line = deque([update])
        self._begin(self._empty(update.queue, line))

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _empty(self, queue: Queue, line: deque[Update]) -> None:
        while line:
            await self._deliver(line[0])
            line.popleft()
        # A line that was dropped meanwhile may have a successor under the same name.
        if self._lines.get(queue) is line:
            del self._lines[queue]

    async def _deliver(self, update: Update) -> None:
        pause = self.pause
        while self._updates.still_waits(update):
            async with self._connections:
                answer = await self._post(update)
            if answer is not None:
                self._updates.forget(update.id)
                self._carry_out(answer)
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _post(self, update: Update) -> bytes | None:
        """Return the body of the answer, None when it was not 2xx or there was none."""
        assert self.hook is not None
        assert self._session is not None
        headers = {SECRET_HEADER: self.hook.secret} if self.hook.secret else {}
        self._updates.handed_over(update)
        try:
            async with self._session.post(
                self.hook.url, json=update.body, headers=headers, allow_redirects=False
            ) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError):
            self.last_error = "Connection refused, broken or too slow"
            return None
        if 200 <= response.status < 300:
            return body
        self.last_error = f"Wrong response from the webhook: {response.status} {response.reason}"
        return None

    def _carry_out(self, answer: bytes) -> None:
        try:
            call = json.loads(answer) if answer else {}
        except ValueError:
            return
        if self.execute is None or not isinstance(call, dict) or "method" not in call:
            return
        self._begin(self._executed(str(call.pop("method")), call))

    async def _executed(self, method: str, parameters: Json) -> None:
        assert self.execute is not None
        await self.execute(method, parameters)
