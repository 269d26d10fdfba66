"""The quick way to the directory is quick, true, and never an obstacle."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import ContentError, StoreError
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.directory import Directory
from bot.storage import open_directory as opening
from bot.storage.approval import Author
from bot.storage.house_settings import open_house_settings
from bot.storage.open_directory import LiveDirectory, open_directory
from bot.storage.snapshot_file import (
    Mark,
    form,
    read_mark_of,
    read_snapshot,
    snapshot_path,
    write_snapshot,
)
from bot.storage.store import DirectoryStore, open_store
from tests.storage.conftest import Files

CONTENT = Path(__file__).parents[2]


class Clock:
    """A clock that moves only when a test moves it."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def filled(store: DirectoryStore, files: DirectoryFiles, database: Path) -> Directory:
    """A filled database with its snapshot beside it."""
    await store.load(files)
    mark, directory = await store.marked_snapshot()
    write_snapshot(database, mark, directory)
    return directory


def no_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise AssertionError("the database was opened although the snapshot is true")

    monkeypatch.setattr(opening, "_open_slowly", fail)


async def test_the_first_start_fills_and_the_second_reads_the_snapshot(
    url: str, database: Path, all_files: DirectoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await (await open_directory(url, CONTENT)).current()
    assert first.services == all_files.services
    assert snapshot_path(database).exists()
    no_slow_way(monkeypatch)
    second = await (await open_directory(url, CONTENT)).current()
    assert second == first
    assert second.areas.choices("GB")


WARM = """
import asyncio, pathlib, sys
from bot.storage.open_directory import open_directory
async def main():
    directory = await open_directory(sys.argv[1], pathlib.Path("/nowhere"))
    print(len((await directory.current()).services))
asyncio.run(main())
heavy = ("sqlalchemy", "alembic", "aiosqlite", "jsonschema", "phonenumbers", "opening_hours")
print(sorted(set(heavy) & set(sys.modules)))
"""


def said_by(program: str, argument: str) -> str:
    """Return what a program prints in an interpreter of its own."""
    return subprocess.run(  # our own interpreter and the text above
        [sys.executable, "-c", program, argument],
        cwd=CONTENT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


async def test_sqlalchemy_is_not_imported_on_the_warm_way(filled: Directory, url: str) -> None:
    lines = said_by(WARM, url).splitlines()
    assert lines == [str(len(filled.services)), "[]"]


async def test_an_edit_is_seen_within_a_second_and_the_database_asked_no_more_often(
    filled: Directory,
    files: DirectoryFiles,
    store: DirectoryStore,
    url: str,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live = await open_directory(url, CONTENT, clock)
    looks: list[Path] = []

    def counted(path: Path) -> Mark | None:
        looks.append(path)
        return read_mark_of(path)

    monkeypatch.setattr(opening, "read_mark_of", counted)
    await store.save(replace(files.services[0], name="Edited"))
    for _ in range(5):
        assert await live.current() == filled
    assert looks == []
    clock.seconds += 1.0
    for _ in range(5):
        assert (await live.current()).services[0].name == "Edited"
    assert len(looks) == 1
    await live.close()


async def test_who_changes_the_directory_sees_at_once_what_she_changed(
    store: DirectoryStore, filled: Directory, url: str, clock: Clock
) -> None:
    live = await open_directory(url, CONTENT, clock)
    await store.save(replace(filled.services[0], name="Changed this moment"))
    assert (await live.current()).services[0].name == filled.services[0].name
    assert (await live.newest()).services[0].name == "Changed this moment"
    await live.close()


async def test_s46_a_running_bot_and_the_next_one_know_whether_it_is_counted(
    filled: Directory, url: str, clock: Clock
) -> None:
    assert filled.counting is False
    live, settings = await open_directory(url, CONTENT, clock), await open_house_settings(url)
    for value in ("on", "off"):
        await settings.change(Author("kim", "keeper"), "counting", value, date(2026, 11, 30))
        clock.seconds += 1.0
        assert (await live.current()).counting is (value == "on")
        again = await open_directory(url, CONTENT, clock)
        assert (await again.current()).counting is (value == "on"), "a snapshot forgot it"
        await again.close()
    await settings.close()
    await live.close()


async def test_the_snapshot_is_renewed_for_the_next_start(
    filled: Directory, files: DirectoryFiles, store: DirectoryStore, url: str, database: Path,
    clock: Clock,
) -> None:  # fmt: skip
    live = await open_directory(url, CONTENT, clock)
    assert await live.current() == filled
    await store.save(replace(files.services[0], name="Edited"))
    assert read_snapshot(database) is None, "an old snapshot is not true"
    clock.seconds += 2
    await live.current()
    kept = read_snapshot(database)
    assert kept is not None
    assert kept[1].services[0].name == "Edited"
    await live.close()


async def test_when_the_database_is_lost_the_last_snapshot_is_served(
    filled: Directory, url: str, database: Path, clock: Clock, disc: Files
) -> None:
    live = await open_directory(url, CONTENT, clock)
    disc.clear(database.parent)
    clock.seconds += 2
    assert await live.current() == filled
    assert isinstance(live.trouble, StoreError)
    assert not disc.there(database), "no empty database is put where the old one was"
    await live.close()


async def test_trouble_is_over_when_the_database_is_back(
    filled: Directory, url: str, database: Path, clock: Clock, disc: Files
) -> None:
    live = await open_directory(url, CONTENT, clock)
    away = disc.move(database, database.with_name("away"))
    troubles = []
    for _ in range(2):
        clock.seconds += 2
        assert await live.current() == filled
        troubles.append(live.trouble)
        if disc.there(away):
            disc.move(away, database)
    assert isinstance(troubles[0], StoreError)
    assert troubles[1] is None
    await live.close()


def spoil_cut_short(database: Path) -> None:
    path = snapshot_path(database)
    path.write_bytes(path.read_bytes()[:1000])


def spoil_one_digit(database: Path) -> None:
    path = snapshot_path(database)
    data = path.read_bytes()
    assert b"3919" in data
    path.write_bytes(data.replace(b"3919", b"3918", 1))


def spoil_nonsense(database: Path) -> None:
    snapshot_path(database).write_bytes(b"\x00\xff nonsense")


def spoil_gone(database: Path) -> None:
    snapshot_path(database).unlink()


def spoil_a_folder(database: Path) -> None:
    snapshot_path(database).unlink()
    snapshot_path(database).mkdir()


def spoil_other_backup(database: Path) -> None:
    """Put back a backup that reached the same revision with other records."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE directory SET stamp = 'another'")
        connection.execute("UPDATE service SET name_en = 'from the backup'")
        connection.commit()


SPOILERS = [
    spoil_cut_short, spoil_one_digit, spoil_nonsense, spoil_gone, spoil_a_folder,
    spoil_other_backup,
]  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
async def test_a_snapshot_that_is_not_true_is_never_served(
    filled: Directory, url: str, database: Path, spoil: object
) -> None:
    assert read_snapshot(database) is not None
    assert callable(spoil)
    spoil(database)
    assert read_snapshot(database) is None
    served = await (await open_directory(url, CONTENT)).current()
    assert [one.contacts for one in served.services] == [one.contacts for one in filled.services]
    if spoil is spoil_other_backup:
        assert {one.name_en for one in served.services} == {"from the backup"}


async def test_a_snapshot_of_other_records_is_not_read(
    filled: Directory, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert form() == form()
    assert filled.services
    monkeypatch.setattr("bot.storage.snapshot_file.form", lambda: "of a later version")
    assert read_snapshot(database) is None


async def test_a_snapshot_that_cannot_be_written_leaves_no_rubbish(
    filled: Directory, database: Path
) -> None:
    snapshot_path(database).unlink()
    snapshot_path(database).mkdir()
    (snapshot_path(database) / "in the way").touch()
    before = sorted(database.parent.iterdir())
    with pytest.raises(OSError, match="directory"):
        write_snapshot(database, Mark(1, "x"), filled)
    assert sorted(database.parent.iterdir()) == before


async def test_a_broken_file_leaves_the_database_empty(
    url: str, database: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(CONTENT / "services_data", tmp_path / "c" / "services_data"))
    path = data / "services_uk.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("kind: specialist", "kind: charity", 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"services_uk\.yaml:\d+: "):
        await open_directory(url, tmp_path / "c")
    store = await open_store(url)
    assert await store.revision() == 0
    assert (await store.snapshot()).services == ()
    await store.close()
    assert not snapshot_path(database).exists()
    path.write_text(text, encoding="utf-8")
    mended = await (await open_directory(url, tmp_path / "c")).current()
    assert len(mended.services) > 200


async def test_files_that_change_later_do_not_change_a_filled_database(
    filled: Directory, url: str, database: Path, tmp_path: Path
) -> None:
    snapshot_path(database).unlink()
    served = await (await open_directory(url, tmp_path / "no content here")).current()
    assert served == filled


async def test_a_broken_database_says_what_to_do_and_is_not_touched(
    url: str, database: Path, disc: Files
) -> None:
    disc.put(database, b"neither" * 4000)
    with pytest.raises(StoreError, match="put a backup in its place"):
        await open_directory(url, CONTENT)
    assert disc.held(database) == b"neither" * 4000


async def test_a_database_cut_short_in_the_middle_is_an_error_not_a_wrong_answer(
    filled: Directory, url: str, database: Path, disc: Files
) -> None:
    assert filled.services
    snapshot_path(database).unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = disc.held(database)
    disc.put(database, data[:8192].ljust(len(data), b"Z"))
    with pytest.raises(StoreError, match="put a backup in its place"):
        await open_directory(url, CONTENT)


async def test_the_live_directory_is_the_port_that_the_bot_asks(
    filled: Directory, url: str
) -> None:
    live: LiveDirectory = await open_directory(url, CONTENT)
    assert (await live.current()).revision == filled.revision
