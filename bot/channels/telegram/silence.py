"""
Silence is leaving (S22): every few seconds, erase whatever the ledger says is due.

It reaches the ledger and Erase, and nothing that could send. It knows no visit, no card and no
answer, so it works the same after a crash.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from bot.channels.telegram.erase import Erase
from bot.channels.telegram.owing import pay
from bot.privacy.events import Event, NotErased
from bot.privacy.faults import fault_of
from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress

TIDIED_EVERY = timedelta(minutes=1)

AGAIN_AFTER = timedelta(minutes=1)
"""How long a chat is left alone in which something could not be erased."""

AT_A_TIME = 10
"""How many chats are erased at the same time."""

Alone = Callable[[ChatAddress], AbstractAsyncContextManager[None]]
"""Keeps a chat from being answered while it is erased, and the other way round."""


class Silence:
    """
    Works the ledger through.

    `every` is how many seconds pass between two looks at the ledger. `gone` is told of every chat
    that was erased, so that what is known of its screen can be forgotten. `say` logs how many
    messages can never be erased, and what failed that nobody expected. `ordinary_message` gives
    what may stay, by its language (S21).
    """

    def __init__(
        self,
        ledger: Ledger,
        erase: Erase,
        clock: Callable[[], datetime],
        alone: Alone,
        gone: Callable[[ChatAddress], None],
        ordinary_message: Callable[[str], str],
        say: Callable[[Event], None],
        every: float,
    ) -> None:
        self._ledger, self._erase, self._clock = ledger, erase, clock
        self._alone, self._gone, self._say, self._every = alone, gone, say, every
        self._not_erased = 0
        self._ordinary_message = ordinary_message
        self._not_before: dict[ChatAddress, datetime] = {}
        self._tidied: datetime | None = None

    async def watch(self) -> None:
        """Erase what is due, for ever."""
        while True:
            await self.look()
            await asyncio.sleep(self._every)

    async def look(self) -> None:
        """Erase what is due now, the oldest first, and keep the ledger small."""
        now = self._clock()
        self._not_before = {one: at for one, at in self._not_before.items() if at > now}
        due = [one.chat for one in self._ledger.to_erase(now) if one.chat not in self._not_before]
        for some in _groups(due):
            await asyncio.gather(*map(self._erase_chat_or_later, some))
        if self._tidied is None or now - self._tidied >= TIDIED_EVERY:
            self._tidied = now
            await self._ledger.tidy(now)
        self._report()

    def _report(self) -> None:
        """Say how many messages could not be erased since this was last said; of whom, never."""
        failed = self._ledger.counts().not_erased
        if failed > self._not_erased:
            self._say(NotErased(failed - self._not_erased))
        self._not_erased = failed

    async def _erase_chat_or_later(self, chat: ChatAddress) -> None:
        try:
            await self._erase_chat(chat)
        except Exception as error:
            # Whatever is wrong with one chat: the others are erased all the same.
            self._not_before[chat] = self._clock() + AGAIN_AFTER
            self._say(fault_of(error, "loop"))

    async def _erase_chat(self, chat: ChatAddress) -> None:
        async with self._alone(chat):
            # She may have tapped while another chat was being erased.
            now = self._clock()
            due = self._ledger.due_in(chat, now)
            if due is None:
                return
            if not await pay(self._ledger, self._erase, due, covering=self._ordinary_message):
                self._not_before[chat] = now + AGAIN_AFTER
            self._gone(chat)


def _groups(chats: list[ChatAddress]) -> Iterator[list[ChatAddress]]:
    return (chats[at : at + AT_A_TIME] for at in range(0, len(chats), AT_A_TIME))
