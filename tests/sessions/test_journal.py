"""The file under the ledger: nothing lost when the disc is full, slow, or replaced under way."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from bot.sessions.records import SIZE
from tests.sessions.conftest import CHAT, NOW, SOON, Place

Write = Callable[[int, bytes], int]


class Disc:
    """A disc that takes so many bytes more, and no others."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self.room: int | None = None

    def write(self, descriptor: int, data: bytes) -> int:
        # Only whole records are meant: the test's own output must come through.
        if self.room is None or len(data) != SIZE:
            return self._write(descriptor, data)
        if self.room == 0:
            raise OSError(28, "No space left on device")
        written = self._write(descriptor, data[: self.room])
        self.room -= written
        return written


@pytest.fixture
def disc(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disc]:
    disc = Disc(os.write)
    monkeypatch.setattr("bot.sessions.journal.os.write", disc.write)
    yield disc
    disc.room = None


def typed(ledger: Ledger, *message_ids: int) -> None:
    for message_id in message_ids:
        ledger.typed(CHAT, message_id, SOON, NOW)


def known(ledger: Ledger) -> tuple[int, ...]:
    owed = ledger.everything(CHAT)
    return () if owed is None else owed.message_ids


@pytest.mark.parametrize("room", [0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE])
async def test_s22_a_full_disc_stops_nobody_and_is_made_good(
    place: Place, disc: Disc, room: int
) -> None:
    ledger = place.start()
    typed(ledger, 1, 2)
    disc.room = room
    typed(ledger, 3, 4, 5)
    assert known(ledger) == (1, 2, 3, 4, 5)
    assert ledger.counts().unwritten == 3 - room // SIZE
    assert place.path.stat().st_size % SIZE == 0
    await ledger.tidy(NOW)
    assert ledger.counts().unwritten == 3 - room // SIZE, "there is still no room"
    disc.room = None
    typed(ledger, 6)
    await ledger.tidy(NOW + timedelta(minutes=1))
    assert ledger.counts().unwritten == 0
    assert known(place.start()) == (1, 2, 3, 4, 5, 6)
    assert not place.path.with_name("ledger.new").exists()


async def test_what_is_written_while_the_file_is_replaced_stands_in_the_new_one(
    place: Place,
) -> None:
    ledger = place.start()
    for number in range(1_000):
        ledger.typed(ChatAddress(number), 7, SOON, NOW)
    inode = place.path.stat().st_ino
    await ledger.tidy(NOW)
    tidying = asyncio.create_task(ledger.tidy(NOW + timedelta(minutes=31)))
    done = 0
    while not tidying.done():
        # A slow disc leaves time for more rounds than there are chats: then only wait.
        if done < 500:
            ledger.erased(ChatAddress(done), [7])
            ledger.typed(ChatAddress(5_000 + done), 8, SOON, NOW)
            ledger.typed(ChatAddress(999 - done), 9, SOON, NOW)
            done += 1
        await asyncio.sleep(0)
    assert done > 5
    assert place.path.stat().st_ino != inode
    before = {one.chat: one for one in ledger.to_erase(SOON)}
    after = {one.chat: one for one in place.start().to_erase(SOON)}
    assert before == after
    assert len(after) == 1_000


async def test_a_rewriting_that_is_broken_off_leaves_the_old_file_whole(place: Place) -> None:
    ledger = place.start()
    for number in range(1_000):
        ledger.typed(ChatAddress(number), 7, SOON, NOW)
    await ledger.tidy(NOW)
    for turns in range(1, 40, 3):
        tidying = asyncio.create_task(ledger.tidy(NOW + timedelta(minutes=31)))
        for _ in range(turns):
            await asyncio.sleep(0)
        tidying.cancel()
        await asyncio.gather(tidying, return_exceptions=True)
        ledger.typed(CHAT, turns, SOON, NOW)
    assert len(known(place.start())) == len(range(1, 40, 3))


async def test_two_rewritings_at_once_are_one(place: Place) -> None:
    ledger = place.start()
    for number in range(500):
        ledger.typed(ChatAddress(number), 7, SOON, NOW)
    await ledger.tidy(NOW)
    moment = NOW + timedelta(minutes=31)
    await asyncio.gather(*(ledger.tidy(moment) for _ in range(4)))
    assert len(list(place.start().to_erase(SOON))) == 500


async def test_s22_everything_is_on_the_disc_within_a_second(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = place.start()
    synced: list[float] = []
    real = os.fdatasync

    def noting(descriptor: int) -> None:
        real(descriptor)
        synced.append(time.monotonic())

    monkeypatch.setattr("bot.sessions.journal.os.fdatasync", noting)
    keeping = asyncio.create_task(ledger.keep_synced())
    began = time.monotonic()
    while time.monotonic() - began < 1.2:
        typed(ledger, 1)
        await asyncio.sleep(0.01)
    keeping.cancel()
    waits = [after - before for before, after in zip([began, *synced], synced, strict=False)]
    assert 2 <= len(synced) <= 3, "batched, and not once for each record"
    assert max(waits) < 1


async def test_a_disc_that_fails_to_sync_is_asked_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = place.start()
    answers = [OSError(5, "Input/output error"), None]

    def failing_once(_: int) -> None:
        if (error := answers.pop(0)) is not None:
            raise error

    monkeypatch.setattr("bot.sessions.journal.os.fdatasync", failing_once)
    typed(ledger, 1)
    await ledger._journal.sync()
    await ledger._journal.sync()
    await ledger._journal.sync()
    assert answers == []


async def test_nothing_is_synced_while_nothing_happens(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = place.start()
    asked: list[int] = []
    monkeypatch.setattr("bot.sessions.journal.os.fdatasync", asked.append)
    await ledger._journal.sync()
    assert asked == []
