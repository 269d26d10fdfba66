"""
S22: the power fails, and all that was noted a second earlier is on the disc.

A disc of our own stands beside the real one. It holds of each file what was brought to it, and
under each name the file that a sync of the folder put there, or the one that stands there now:
after a power cut it may be either.
"""

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sessions.erasure import Ledger
from bot.sessions.journal import SYNC_AFTER
from bot.sessions.keys import ChatAddress
from tests.sessions.conftest import NOW, SOON, Place

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

A_SECOND = 1.0
ENOUGH = 7
"""So many cuts of the power with something to lose."""


class Disc:
    """What would be found again, by file and by name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[int, bytes] = {}
        self._named: int | None = None
        self._data, self._folder = os.fdatasync, os.fsync
        self.synced: list[float] = []

    def fdatasync(self, descriptor: int) -> None:
        self._data(descriptor)
        file = Path(f"/proc/self/fd/{descriptor}").resolve()
        if file.parent != self._path.parent:
            return
        self.synced.append(time.monotonic())
        self._held[os.fstat(descriptor).st_ino] = file.read_bytes()

    def fsync(self, descriptor: int) -> None:
        self._folder(descriptor)
        if self._path.exists():
            self._named = self._path.stat().st_ino

    def after_a_cut(self) -> list[bytes]:
        """Return what may stand under the ledger's name."""
        now = self._path.stat().st_ino
        return [self._held.get(inode, b"") for inode in {now, self._named or now}]


@pytest.fixture
def disc(place: Place, monkeypatch: pytest.MonkeyPatch) -> Disc:
    disc = Disc(place.path)
    monkeypatch.setattr("bot.sessions.journal.os.fdatasync", disc.fdatasync)
    monkeypatch.setattr("bot.sessions.journal.os.fsync", disc.fsync)
    return disc


class Noting:
    """Notes something down every few milliseconds, and when that was."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.noted: dict[int, float] = {}

    async def go_on(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            number = len(self.noted) + 1
            self._ledger.typed(ChatAddress(number), number, SOON, NOW)
            self.noted[number] = time.monotonic()
            await asyncio.sleep(0.004)

    def before(self, moment: float) -> set[int]:
        return {number for number, at in self.noted.items() if at < moment}


def found(place: Place, data: bytes, folder: Path) -> set[int]:
    """Return the chats that a ledger knows which begins with these bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "ledger").write_bytes(data)
    ledger = Ledger.open(folder / "ledger", place.key, NOW)
    known = {one.chat.id for one in ledger.to_erase(SOON)}
    assert ledger.opening.damaged <= 1, "at most the record that was being written"
    ledger.close()
    return known


async def cut_again_and_again(
    place: Place, disc: Disc, folder: Path, also: Callable[[Ledger], Awaitable[object]]
) -> int:
    """Note things down while something else goes on too; cut the power many times, and look."""
    ledger = place.start()
    keeping = asyncio.create_task(ledger.keep_synced())
    noting = Noting(ledger)
    working = asyncio.create_task(noting.go_on(30))
    cuts: list[tuple[list[bytes], set[int]]] = []
    # A slow disc makes fewer rounds a second: they are counted, not the seconds.
    while sum(bool(must) for _, must in cuts) < ENOUGH and not working.done():
        must = noting.before(time.monotonic() - A_SECOND)
        cuts.append((disc.after_a_cut(), must))
        await also(ledger)
        await asyncio.sleep(0.1)
    working.cancel()
    keeping.cancel()
    for held, must in cuts:
        for data in held:
            assert must <= found(place, data, folder)
    return sum(bool(must) for _, must in cuts)


async def test_s22_a_power_cut_costs_nothing_that_is_older_than_a_second(
    place: Place, disc: Disc, tmp_path: Path
) -> None:
    async def nothing_else(_: Ledger) -> None:
        return None

    assert await cut_again_and_again(place, disc, tmp_path / "after", nothing_else) == ENOUGH
    waits = [late - soon for soon, late in zip(disc.synced, disc.synced[1:], strict=False)]
    assert max(waits) < A_SECOND, "at least once a second"
    seconds = disc.synced[-1] - disc.synced[0]
    assert len(disc.synced) <= 2 + seconds / SYNC_AFTER, "and not for each record"


async def test_s22_a_power_cut_while_the_file_is_made_anew_costs_nothing_older_than_a_second(
    place: Place, disc: Disc, tmp_path: Path
) -> None:
    moments = iter(range(1, 1_000))

    async def rewrite(ledger: Ledger) -> None:
        # Each time half an hour later, so that it is always time to rewrite.
        await ledger.tidy(NOW + timedelta(minutes=31 * next(moments)) / 100)
        await ledger._journal.rewrite(ledger._batches())

    assert await cut_again_and_again(place, disc, tmp_path / "after", rewrite) == ENOUGH


async def test_s22_what_a_stop_leaves_is_on_the_disc(place: Place, disc: Disc) -> None:
    ledger = place.start()
    ledger.typed(ChatAddress(1), 1, SOON, NOW)
    ledger.close()
    place.ledger = None
    assert [data for data in disc.after_a_cut() if not data] == []


async def test_s22_a_disc_that_fails_in_every_way_stops_nobody(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing half a record, and not even able to cut it off again: it is made good later."""
    ledger = place.start()
    ledger.typed(ChatAddress(1), 1, SOON, NOW)
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        return write(descriptor, data[: len(data) // 2])

    def broken(*_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr("bot.sessions.journal.os.write", half)
        failing.setattr("bot.sessions.journal.os.ftruncate", broken)
        failing.setattr("bot.sessions.journal.os.fdatasync", broken)
        ledger.typed(ChatAddress(2), 2, SOON, NOW)
        await ledger._journal.sync()
        await ledger.tidy(NOW)
    ledger.typed(ChatAddress(3), 3, SOON, NOW)
    await ledger.tidy(NOW + timedelta(minutes=1))
    assert {one.chat.id for one in place.start().to_erase(SOON)} == {1, 2, 3}
