"""
Open the directory a bot answers from, and keep it as new as the database.

The quick way reads the compiled snapshot beside the SQLite file. sqlalchemy is imported inside
functions, where the database itself is needed: its import alone takes as long as all the rest up
to the first card.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.signposting.directory import Directory
from bot.storage.address import sqlite_file, unusable
from bot.storage.snapshot_file import Mark, read_mark_of, read_snapshot, write_snapshot

if TYPE_CHECKING:
    from bot.storage.store import DirectoryStore

LOOK_EVERY = 1.0
"""Seconds between two looks at the database's revision, at the least."""


class LiveDirectory:
    """
    The newest snapshot of a database that others may change.

    When the database cannot be read any more, the last snapshot goes on being served: an hour-old
    list of numbers is better for her than none. `trouble` then says why.
    """

    def __init__(
        self, url: str, mark: Mark, directory: Directory, monotonic: Callable[[], float]
    ) -> None:
        self._url = url
        self._mark = mark
        self._directory = directory
        self._monotonic = monotonic
        self._looked = monotonic()
        self._store: DirectoryStore | None = None
        self.trouble: StoreError | None = None

    async def current(self) -> Directory:
        """Return the newest snapshot; the database is looked at once a second at most."""
        now = self._monotonic()
        if now - self._looked >= LOOK_EVERY:
            # Said before the look, so that others who ask meanwhile do not look too.
            self._looked = now
            await self._renew()
        return self._directory

    async def newest(self) -> Directory:
        """Return the newest snapshot after a look at this moment: who saved sees what she saved."""
        self._looked = self._monotonic()
        await self._renew()
        return self._directory

    async def close(self) -> None:
        """Let go of the database."""
        if self._store is not None:
            await self._store.close()

    async def _renew(self) -> None:
        try:
            if await self._newest_mark() != self._mark:
                self._mark, self._directory = await _snapshot(self._url, self._opened())
            self.trouble = None
        except StoreError as error:
            self.trouble = error

    async def _newest_mark(self) -> Mark:
        file = sqlite_file(self._url)
        if file is None:
            return await self._opened().mark()
        mark = read_mark_of(file)
        if mark is None:
            # Opening it in earnest would put a new and empty file where the old one was.
            raise unusable(self._url, "it has gone or cannot be read")
        return mark

    def _opened(self) -> "DirectoryStore":
        if self._store is None:
            from bot.storage.store import at  # not on the way to the first card

            self._store = at(self._url)
        return self._store


async def open_directory(
    url: str,
    content: Path,
    monotonic: Callable[[], float] = time.monotonic,
    refuse: Callable[[Path], None] = lambda _: None,
) -> LiveDirectory:
    """
    Open the directory at an address; an empty one is filled from `content / "services_data"`.

    `content` is the folder that holds services_data; `refuse` raises for files that must not be
    loaded (S62). Raises StoreError for a database that cannot
    be used, ContentError for files that cannot be loaded: then the database stays empty.
    """
    file = sqlite_file(url)
    kept = read_snapshot(file) if file is not None else None
    mark, directory = kept or await _open_slowly(url, content, refuse)
    return LiveDirectory(url, mark, directory, monotonic)


async def _open_slowly(
    url: str, content: Path, refuse: Callable[[Path], None]
) -> tuple[Mark, Directory]:
    from bot.exchange.service_files import read_directory_files
    from bot.storage.store import open_store  # not on the way to the first card

    store = await open_store(url)
    try:
        if not await store.revision():
            folder = content / "services_data"
            refuse(folder)
            await store.load(read_directory_files(folder))
        return await _snapshot(url, store)
    finally:
        await store.close()


async def _snapshot(url: str, store: "DirectoryStore") -> tuple[Mark, Directory]:
    """Return the snapshot of a store, and leave a compiled one for the next start."""
    mark, directory = await store.marked_snapshot()
    if (file := sqlite_file(url)) is not None:
        with suppress(OSError):  # a folder that cannot be written makes starts slower, no more
            write_snapshot(file, mark, directory)
    return mark, directory
