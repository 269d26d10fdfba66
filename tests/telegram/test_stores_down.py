"""S21, S11: with the session store or the directory down, leave still leaves and numbers appear."""

import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.sessions.keys import SessionKey
from bot.sessions.session import Session
from bot.sessions.store import MemorySessions
from bot.storage import open_directory as live
from bot.storage.open_directory import LiveDirectory, open_directory
from bot.visits import Visits
from tests.conversation.visit import ROOT, world
from tests.telegram.bot import SHE, SILENCE, Running, running
from tests.telegram.fake.client import FakeTelegram

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

CALLS = ("get", "put", "drop", "expired", "count")


class Failing(MemorySessions):
    """A session store of which each call that is named raises."""

    def __init__(self) -> None:
        super().__init__()
        self.down: set[str] = set()
        self.asked: list[str] = []

    def _ask(self, call: str) -> None:
        self.asked.append(call)
        if call in self.down:
            raise StoreError("the session store is down")

    async def get(self, key: SessionKey) -> Session | None:
        self._ask("get")
        return await super().get(key)

    async def put(self, key: SessionKey, session: Session) -> None:
        self._ask("put")
        await super().put(key, session)

    async def drop(self, key: SessionKey) -> None:
        self._ask("drop")
        await super().drop(key)

    async def expired(self, now: datetime) -> AsyncIterator[SessionKey]:
        self._ask("expired")
        async for key in super().expired(now):
            yield key


def with_store(bot: Running) -> Failing:
    """Give a running bot a store that can fail."""
    store = Failing()
    bot.visits = Visits(world(), bot.visits._directory, store, bot.clock)
    return store


async def in_the_middle(bot: Running) -> None:
    await bot.begin()
    await bot.tap("Find something near me")


@pytest.mark.parametrize("down", [(call,) for call in CALLS[:3]] + [CALLS], ids="+".join)
async def test_s21_leave_deletes_what_it_knows_whichever_call_of_the_session_store_fails(
    down: tuple[str, ...], telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        store = with_store(bot)
        await in_the_middle(bot)
        store.down.update(down)
        await telegram.text(SHE, "xyzzy")
        await bot.card()
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert bot.ledger.counts().chats == 0
        assert "drop" in store.asked


@pytest.mark.parametrize("down", [("get",), ("put",), CALLS], ids="+".join)
async def test_s11_urgent_numbers_appear_whichever_call_of_the_session_store_fails(
    down: tuple[str, ...], telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        store = with_store(bot)
        await in_the_middle(bot)
        store.down.update(down)
        for act in ("tap", "text", "start"):
            if act == "tap":
                await bot.tap("Urgent numbers")
            else:
                await telegram.text(SHE, "hello" if act == "text" else "/start en")
            card = await bot.card()
            assert (card.text or "").startswith("Urgent numbers"), act
            assert "112" in (card.text or "")
        assert {fault.code for fault in bot.faults} == {"StoreError"}
        store.down.clear()
        assert "Urgent numbers" in [one.label for one in (await bot.begin()).buttons]


async def test_s21_leave_on_a_card_of_which_nothing_is_known_deletes_the_tapped_message(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    """Everything is down at once: no session, no directory, and a ledger that was lost."""
    async with running(telegram, tmp_path) as bot:
        await in_the_middle(bot)
    (tmp_path / "ledger").unlink()
    async with running(telegram, tmp_path) as bot:
        with_store(bot).down.update(CALLS)
        await bot.tap("Leave")
        assert await bot.standing() == []


async def test_s22_silence_still_erases_with_the_session_store_down(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        store = with_store(bot)
        await in_the_middle(bot)
        store.down.update(CALLS)
        with pytest.raises(StoreError):
            await bot.visits.forget()
        bot.clock.pass_by(SILENCE)
        await bot.silence()
        assert await bot.standing() == []
        store.down.clear()
        await bot.visits.forget()
        assert await store.count() == 0


async def test_s23_what_a_store_that_failed_did_not_forget_is_not_seen_again(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path) as bot:
        store = with_store(bot)
        first = await bot.begin()
        await bot.tap("Find something near me")
        store.down.add("drop")
        await bot.tap("Leave")
        store.down.clear()
        assert await store.count() == 1, "this is what was not forgotten"
        await telegram.text(SHE, "xyzzy")
        assert "Who is this for?" not in ((await bot.card()).text or "")
        assert (await bot.begin()).text == first.text


def gone(file: Path) -> None:
    file.unlink()


def spoiled(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def no_database(file: Path) -> None:
    file.unlink()
    file.mkdir()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


DAMAGES: dict[str, Callable[[Path], None]] = {
    "gone": gone, "spoiled": spoiled, "emptied": emptied, "cut": cut, "a folder": no_database,
}  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import asyncio

    folder = tmp_path_factory.mktemp("built")

    async def build() -> None:
        url = f"sqlite+aiosqlite:///{folder / 'directory.sqlite3'}"
        await (await open_directory(url, ROOT)).close()

    asyncio.run(build())
    return folder


async def opened(built: Path, folder: Path) -> tuple[LiveDirectory, Path]:
    shutil.copytree(built, folder / "state")
    file = folder / "state" / "directory.sqlite3"
    return await open_directory(f"sqlite+aiosqlite:///{file}", ROOT), file


async def a_whole_conversation(bot: Running) -> None:
    """She finds something, sees urgent numbers, and leaves; nothing is left."""
    await bot.begin()
    for label in ("Find something near me", "For me", "United Kingdom", "Wales"):
        await bot.tap(label)
    await bot.tap("I’d rather not say")
    await bot.tap("Doctor and health")
    assert "1" in [one.label for one in (await bot.card()).buttons]
    await bot.tap("Urgent numbers")
    assert "112" in ((await bot.card()).text or "") or "999" in ((await bot.card()).text or "")
    await bot.tap("Leave")
    assert await bot.standing() == []


@pytest.mark.parametrize("damage", [*DAMAGES, "locked"])
async def test_s64_a_database_that_breaks_while_the_bot_runs_takes_nothing_from_her(
    damage: str,
    built: Path,
    telegram: FakeTelegram,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.0)
    directory, file = await opened(built, tmp_path)
    async with running(telegram, tmp_path / "bot") as bot:
        bot.visits = Visits(world(), directory, MemorySessions(), bot.clock)
        await in_the_middle(bot)
        if damage == "locked":
            with locked(file):
                await a_whole_conversation(bot)
        else:
            DAMAGES[damage](file)
            await a_whole_conversation(bot)
            assert isinstance(directory.trouble, StoreError)
        assert bot.faults == []
    await directory.close()


async def test_s64_with_no_directory_at_all_urgent_numbers_and_leave_are_there(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    class Broken:
        async def current(self) -> None:
            raise StoreError("nothing there")

    async with running(telegram, tmp_path) as bot:
        bot.visits = Visits(world(), Broken(), MemorySessions(), bot.clock)  # type: ignore[arg-type]
        await bot.begin()
        await bot.tap("Urgent numbers")
        await bot.tap("Malta")
        assert "112" in ((await bot.card()).text or "")
        await bot.tap("Leave")
        assert await bot.standing() == []
        bot.clock.pass_by(timedelta(minutes=1))
        assert bot.faults == []
