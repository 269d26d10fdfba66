"""
One queue for each chat: what she does is answered in order, and nobody waits for another chat.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.channels.telegram.updates import Prompt
from bot.sessions.keys import ChatAddress

MOST_WAITING = 20
"""How many updates of one chat may wait. What comes on top is not answered one by one."""

MOST_FORCED = 100
"""The same for what is never withheld: leave, urgent numbers, plan B (S65)."""


class _Item(NamedTuple):
    prompt: Prompt
    done: Callable[[], None]


@dataclass(slots=True)
class _Queue:
    waiting: deque[_Item] = field(default_factory=deque)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Queues:
    """The queues of all chats that have something waiting; nothing stays of a chat that has not."""

    def __init__(self, handle: Callable[[Prompt], Awaitable[None]]) -> None:
        self._handle = handle
        self._queues: dict[ChatAddress, _Queue] = {}
        self._workers: set[asyncio.Task[None]] = set()

    def put(self, prompt: Prompt, done: Callable[[], None], *, force: bool = False) -> bool:
        """
        Let a prompt wait for its turn; `done` is called when it has been answered.

        Returns False, and takes nothing, when too much of this chat is waiting already.
        """
        queue = self._queues.setdefault(prompt.chat, _Queue())
        if len(queue.waiting) >= (MOST_FORCED if force else MOST_WAITING):
            return False
        queue.waiting.append(_Item(prompt, done))
        if len(queue.waiting) == 1:
            worker = asyncio.create_task(self._work(prompt.chat, queue))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)
        return True

    async def _work(self, chat: ChatAddress, queue: _Queue) -> None:
        while queue.waiting:
            item = queue.waiting[0]
            async with self.alone(chat):
                await self._handle(item.prompt)
            item.done()
            queue.waiting.popleft()
        self._tidy(chat, queue)

    @asynccontextmanager
    async def alone(self, chat: ChatAddress) -> AsyncIterator[None]:
        """Keep everything else that concerns this chat waiting."""
        queue = self._queues.setdefault(chat, _Queue())
        queue.users += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.users -= 1
            self._tidy(chat, queue)

    def _tidy(self, chat: ChatAddress, queue: _Queue) -> None:
        if not queue.users and not queue.waiting:
            self._queues.pop(chat, None)

    async def drained(self, seconds: float) -> None:
        """Wait until everything that waits has been answered, but no longer than this."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        for worker in self._workers:
            worker.cancel()
