"""
An append-only file of pieces of one size, which survives whatever happens to the process.

A piece is in the hands of the operating system before `append` returns, so SIGKILL loses nothing;
`keep_synced` brings it to the disc within a second, for when the power fails. The file is rewritten
beside itself and then put in place, so that at any moment one whole file stands there. What is
inside a piece is no business of this module.
"""

import asyncio
import fcntl
import os
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bot.errors import SettingError, StoreError

SYNC_AFTER = 0.5
"""Seconds from the first piece that is not on the disc yet to bringing it there."""

_APPENDING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC


def take_lock(path: Path) -> int:
    """
    Return the descriptor of a lock that holds until it is closed or the process ends.

    Two bots that write into one state folder would lose each other's records. Raises SettingError
    when another one is there.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise SettingError(
            f"{path}: another bot is working in this state folder. Stop it, or give this one a "
            "folder of its own in FINGERPOST_STATE_DIR"
        ) from None
    return descriptor


def unusable(path: Path, error: OSError) -> StoreError:
    """Return the error for a file that cannot be opened, read or made."""
    return StoreError(
        f"{path}: the list of messages still to be erased cannot be used ({error.strerror}). "
        "Give the bot a state folder that it may write to, with room on the disc"
    )


class Journal:
    """
    The file while it is open.

    A disc that is full stops nobody: `append` says that it failed, what was half written is cut
    off again, and the next `rewrite` puts everything right.
    """

    def __init__(self, path: Path, size: int, pieces: Iterable[bytes]) -> None:
        """Make the file anew with these pieces of `size` bytes. Raises StoreError."""
        self._path, self._size = path, size
        self._missed: Counter[int] = Counter()
        self._unsynced = asyncio.Event()
        try:
            self._open: tuple[int, ...] = (self._begun(),)
            self._fill(self._open[0], pieces)
            os.fdatasync(self._open[0])
            os.replace(self._fresh, self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            raise unusable(path, error) from None

    @property
    def missed(self) -> int:
        """How many pieces could not be written since the file was last made anew."""
        return sum(self._missed[descriptor] for descriptor in self._open[:1])

    @property
    def _fresh(self) -> Path:
        return self._path.with_name(f"{self._path.name}.new")

    def _begun(self) -> int:
        return os.open(self._fresh, _APPENDING, 0o600)

    def _fill(self, descriptor: int, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            if not self._write(descriptor, piece):
                raise OSError(None, "no room on the disc")

    def append(self, piece: bytes) -> bool:
        """Write one piece. Returns whether it is safe from the death of the process."""
        written = [self._write(descriptor, piece) for descriptor in self._open]
        self._unsynced.set()
        return written[0]

    def _write(self, descriptor: int, piece: bytes) -> bool:
        try:
            if os.write(descriptor, piece) == len(piece):
                return True
        except OSError:
            pass
        self._missed[descriptor] += 1
        self._cut_back(descriptor)
        return False

    def _cut_back(self, descriptor: int) -> None:
        # What was half written would put everything after it out of step.
        with suppress(OSError):
            # A disc that refuses this, too, has the file made anew by the next `rewrite`.
            size = os.fstat(descriptor).st_size
            os.ftruncate(descriptor, size - size % self._size)

    async def rewrite(self, batches: Iterable[Iterable[bytes]]) -> bool:
        """
        Put a new file in the place of this one, giving way to others between two batches.

        What is appended meanwhile goes into both files. Returns False, and leaves the file as it
        was, when there is no room for it or a rewriting is under way already.
        """
        old = self._open[0]
        if len(self._open) > 1:
            return False
        try:
            fresh = self._begun()
        except OSError:
            return False
        self._open = (old, fresh)
        kept = old
        try:
            await self._written(fresh, batches)
            kept = fresh
            await asyncio.to_thread(_sync_folder, self._path.parent)
        except OSError:
            return kept == fresh
        finally:
            self._open = (kept,)
            self._let_go(fresh if kept == old else old)
            if kept == old:
                self._fresh.unlink(missing_ok=True)
        return True

    async def _written(self, fresh: int, batches: Iterable[Iterable[bytes]]) -> None:
        for batch in batches:
            self._fill(fresh, batch)
            await asyncio.sleep(0)
        await asyncio.to_thread(_sync_and_close, os.dup(fresh))
        if self._missed[fresh]:
            raise OSError(None, "no room on the disc")
        # Nothing may come between the new name and the new descriptor, so no thread does this.
        os.replace(self._fresh, self._path)
        # What was appended while the thread was at work is on the disc in the old file only.
        self._unsynced.set()

    def _let_go(self, descriptor: int) -> None:
        del self._missed[descriptor]
        os.close(descriptor)

    async def sync(self) -> None:
        """Bring what was written to the disc, if anything was."""
        if not self._unsynced.is_set():
            return
        self._unsynced.clear()
        try:
            # A copy, because the file may be replaced while a thread waits for the disc.
            await asyncio.to_thread(_sync_and_close, os.dup(self._open[0]))
        except OSError:
            self._unsynced.set()

    async def keep_synced(self) -> None:
        """Bring everything to the disc within a second of its writing, until cancelled."""
        while True:
            await self._unsynced.wait()
            await asyncio.sleep(SYNC_AFTER)
            await self.sync()

    def close(self) -> None:
        """Bring everything to the disc and let go of the file."""
        closing, self._open = self._open, ()
        for descriptor in closing:
            _sync_and_close(descriptor)


def _sync_and_close(descriptor: int) -> None:
    try:
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    # Without this a power cut may bring the old name back.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
