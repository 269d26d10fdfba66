"""The updates that wait for the bot: how long they wait, who may fetch them, and in what order."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.telegram.fake.chats import Json
from tests.telegram.fake.clock import Clock
from tests.telegram.fake.errors import ApiError

DAY = 86400
LIFETIMES = {"callback_query": 150, "inline_query": 30}
"""Seconds that an update waits to be fetched; every other kind waits a day."""
ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}

Queue = tuple[int, str]
"""Updates of one queue reach a webhook one after the other: a chat or user id, and which queue."""


@dataclass(frozen=True, slots=True)
class Update:
    """An update that waits. `chat` is None where no chat is concerned."""

    id: int
    body: Json
    chat: int | None
    queue: Queue
    expires: float


class Updates:
    """
    Everything that waits for the bot, in the order in which it happened.

    `on_new` is called after an update was added, `on_handed_over` whenever one was given to the
    bot, each time again when it is given again.
    """

    def __init__(self, clock: Clock, on_handed_over: Callable[[Update], None]) -> None:
        self._clock = clock
        self._waiting: dict[int, Update] = {}
        self._next = 100_000
        self._poll: asyncio.Future[None] | None = None
        self._on_handed_over = on_handed_over
        self.on_new: Callable[[Update], None] = _nobody
        self.allowed: tuple[str, ...] = ()

    def add(self, kind: str, body: Json, chat: int | None, queue: Queue) -> int | None:
        """Let an update wait and return its id; None when the bot did not ask for such."""
        if not self._asked_for(kind):
            return None
        return self.inject({kind: body}, chat, queue, LIFETIMES.get(kind, DAY))

    def inject(self, body: Json, chat: int | None, queue: Queue, lifetime: float = DAY) -> int:
        """Let an update wait as it is, under its own update_id where it brings one."""
        id_ = int(body.get("update_id", self._next))
        self._next = max(self._next, id_ + 1)
        body = {"update_id": id_} | body
        update = Update(id_, body, chat, queue, self._clock.now() + lifetime)
        self._waiting[id_] = update
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        self.on_new(update)
        return id_

    def _asked_for(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED

    def waiting(self) -> Iterator[Update]:
        """Yield what still waits, oldest first. What waited too long is forgotten."""
        now = self._clock.now()
        for update in sorted(self._waiting.values(), key=lambda update: update.id):
            if update.expires < now:
                self.forget(update.id)
            else:
                yield update

    def __len__(self) -> int:
        return len(list(self.waiting()))

    def forget(self, id_: int) -> None:
        """Let an update wait no longer."""
        self._waiting.pop(id_, None)

    def still_waits(self, update: Update) -> bool:
        """Return whether nobody confirmed this very update, and it is not too old."""
        return self._waiting.get(update.id) is update and update.expires >= self._clock.now()

    def clear(self) -> None:
        """Let nothing wait."""
        self._waiting.clear()

    def handed_over(self, update: Update) -> None:
        """Note that the bot was given this update."""
        self._on_handed_over(update)

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """
        Answer getUpdates.

        An offset confirms everything below it; a negative one keeps only that many of the newest.
        Waits up to `seconds` for a first update. Raises ApiError (409) when another call of
        getUpdates or a webhook takes its place.
        """
        self.end_poll("terminated by other getUpdates request; make sure that only one bot "
                      "instance is running")  # fmt: skip
        self._confirm(offset)
        if not len(self) and seconds > 0:
            await self._first(seconds)
        found = [update for update in self.waiting() if update.id >= offset][:limit]
        for update in found:
            self.handed_over(update)
        return [update.body for update in found]

    def _confirm(self, offset: int) -> None:
        ids = sorted(self._waiting)
        for id_ in ids[:offset] if offset < 0 else [id_ for id_ in ids if id_ < offset]:
            self.forget(id_)

    async def _first(self, seconds: float) -> None:
        poll = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None

    def end_poll(self, reason: str) -> None:
        """End a call of getUpdates that still waits, with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(ApiError(409, f"Conflict: {reason}"))
        self._poll = None


def _nobody(update: Update) -> None:
    """Stand in while nobody wants to hear of new updates."""
