"""
Hold the counts of a running bot in memory, and write whole tens when a week is over (S46).

What is in memory when the program ends is thrown away. sqlalchemy is loaded when something is
written, in a thread of its own.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from bot.signposting.missed import Missed

LOOK_EVERY = 3600.0
"""Seconds between two looks whether the week is over."""

SECONDS = 60
"""How long writing a week may take."""


class CountWriter:
    """Takes what was not found. A week that cannot be written is lost."""

    def __init__(self, url: str, today: Callable[[], date], look_every: float = LOOK_EVERY) -> None:
        self._url, self._today, self._look_every = url, today, look_every
        self._began = today()
        self._numbers: Counter[Missed] = Counter()
        self._watching: asyncio.Task[None] | None = None
        self._writing: set[asyncio.Task[None]] = set()

    def take(self, found: tuple[Missed, ...]) -> None:
        """Count each once, and return at once."""
        self.look()
        self._numbers.update(found)
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())

    def look(self) -> None:
        """Begin to write a week that is over; the next one begins with nothing."""
        began, today = self._began, self._today()
        if began.isocalendar()[:2] == today.isocalendar()[:2]:
            return
        numbers, self._numbers, self._began = self._numbers, Counter(), today
        task = asyncio.create_task(self._write(began, numbers, today))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def settle(self) -> None:
        """Wait until what is being written is written, or given up."""
        await asyncio.gather(*self._writing)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            self.look()

    async def _write(self, began: date, numbers: Counter[Missed], today: date) -> None:
        # Whatever is the matter with the database, nobody who talks with the bot hears of it.
        with suppress(Exception):
            await asyncio.to_thread(_load)
            from bot.storage.counts import open_counts
            from bot.storage.reports import week_of

            async with asyncio.timeout(SECONDS):
                opened = await open_counts(self._url)
                try:
                    await opened.write(week_of(began), numbers, today)
                finally:
                    await opened.close()


def _load() -> None:
    """Load what writing needs: it takes as long as all the rest up to the first card."""
    import bot.storage.counts  # noqa: F401
