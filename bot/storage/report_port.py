"""
Write reports of a running bot down beside everything else, so that nobody waits for the disc.

Made with the bot and asked for nothing until the first report: then sqlalchemy is loaded, in a
thread of its own.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.storage.reports import Kind

MOST_AT_ONCE = 50
"""How many reports may wait to be written; a flood of them is not worth more."""

SECONDS = 10
"""How long writing one may take."""


class ReportWriter:
    """Takes reports and writes them when there is time. A report that cannot be written is lost."""

    def __init__(self, url: str, today: Callable[[], date]) -> None:
        self._url, self._today = url, today
        self._writing: set[asyncio.Task[None]] = set()

    def take(self, service_id: str, kind: "Kind") -> None:
        """Begin to write a report, and return at once."""
        if len(self._writing) < MOST_AT_ONCE:
            task = asyncio.create_task(self._write(service_id, kind))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    async def settle(self) -> None:
        """Wait until everything that was taken is written, or given up."""
        await asyncio.gather(*self._writing)

    async def _write(self, service_id: str, kind: "Kind") -> None:
        # Whatever is the matter with the database, nobody who talks with the bot hears of it.
        with suppress(Exception):
            await asyncio.to_thread(_load)
            from bot.storage.reports import open_reports, week_of

            async with asyncio.timeout(SECONDS):
                opened = await open_reports(self._url)
                try:
                    await opened.note(service_id, kind, week_of(self._today()))
                finally:
                    await opened.close()


def _load() -> None:
    """Load what the first report needs: it takes as long as all the rest up to the first card."""
    import bot.storage.reports  # noqa: F401
