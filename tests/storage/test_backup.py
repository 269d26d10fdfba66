"""A copy is put back exactly, from either kind of store into either, and holds no secret."""

import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import StoreError
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.missed import Missed
from bot.storage.accounts import Account, Accounts
from bot.storage.approval import Author
from bot.storage.backup import KEPT, LEFT_OUT, back_up, look_into, restore
from bot.storage.changes import Changes
from bot.storage.counts import Counts
from bot.storage.database import Database
from bot.storage.house_settings import HouseSettingsStore
from bot.storage.reports import Reports
from bot.storage.rows import digest
from bot.storage.store import DirectoryStore, open_store
from bot.storage.tables import metadata

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
EDITOR = Author("ana", "editor")


@pytest.fixture
async def opened(any_store: DirectoryStore, any_url: str) -> AsyncIterator[Database]:
    """The database beside the store, whose tables are there."""
    assert any_store is not None
    opened = Database(any_url)
    yield opened
    await opened.close()


@pytest.fixture
async def changed(
    any_store: DirectoryStore, opened: Database, files: DirectoryFiles
) -> DirectoryStore:
    """A directory in which somebody has checked a record and changed another."""
    await any_store.load(files)
    changes = Changes(opened, lambda _: None)
    await changes.check(EDITOR, files.services[0].id, "phoned", NOW)
    other = files.services[1]
    new = replace(other, hours_words="At noon, \U0001f55b\nor later")
    await changes.propose(EDITOR, new, NOW, base=digest(other))
    return any_store


def test_every_table_is_in_the_copy_or_left_out_for_a_reason() -> None:
    assert len(KEPT) > 5
    assert {*KEPT, *LEFT_OUT} == set(metadata.tables.values())
    assert not set(KEPT) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


async def test_what_was_copied_is_put_back_exactly(
    changed: DirectoryStore, opened: Database, tmp_path: Path
) -> None:
    path = tmp_path / "copy.gz"
    before = await changed.snapshot()
    counts = await back_up(opened, path)
    assert counts["service"] == len(before.services) == look_into(path)["service"]
    for service in before.services:
        await changed.save(replace(service, show="hold", contacts=()))
    await restore(opened, path)
    after = await changed.snapshot()
    assert after.services == before.services
    assert after.area_list == before.area_list
    assert after.revision > before.revision, "running bots have to look again"
    changes = Changes(opened, lambda _: None)
    history = await changes.history(before.services[0].id)
    assert [(one.act, one.how, one.made_at) for one in history] == [("check", "phoned", NOW)]
    assert after.services[0].assured_date == date(2026, 11, 30)


async def test_after_a_restore_work_goes_on(
    changed: DirectoryStore, opened: Database, tmp_path: Path
) -> None:
    await back_up(opened, tmp_path / "copy.gz")
    await restore(opened, tmp_path / "copy.gz")
    first = (await changed.snapshot()).services[0]
    changes = Changes(opened, lambda _: None)
    known = {one.id for one in await changes.history(first.id)}
    made = await changes.propose(EDITOR, replace(first, hours_words="New"), NOW, base=digest(first))
    assert made.id not in known


@pytest.mark.whole
async def test_a_copy_goes_from_one_kind_of_store_to_the_other(
    changed: DirectoryStore, opened: Database, any_url: str, tmp_path: Path, postgresql: str
) -> None:
    await back_up(opened, tmp_path / "copy.gz")
    if any_url.startswith("sqlite"):
        import asyncpg

        connection = await asyncpg.connect(f"{postgresql}/postgres")
        await connection.execute("CREATE DATABASE other_kind")
        await connection.close()
        url = f"{postgresql}/other_kind"
    else:
        url = f"sqlite:///{tmp_path / 'other.db'}"
    other = await open_store(url)
    target = Database(url)
    await restore(target, tmp_path / "copy.gz")
    assert (await other.snapshot()).services == (await changed.snapshot()).services
    await target.close()
    await other.close()


async def test_no_password_no_report_and_no_key_is_in_a_copy_and_those_here_stay(
    changed: DirectoryStore, opened: Database, tmp_path: Path
) -> None:
    accounts, reports = Accounts(opened), Reports(opened)
    await accounts.add(Account("eva", "keeper", "PLANTED-HASH", False, "PLANTED-SECRET"))
    service = (await changed.snapshot()).services[0].id
    await reports.note(service, "number_failed", "2026-W48")
    day, kim = date(2026, 11, 30), Author("kim", "keeper")
    await HouseSettingsStore(opened).change(kim, "counting", "on", day)
    await Counts(opened).write("2026-W48", {Missed("GB", "language", "so"): 10}, day)
    path = tmp_path / "copy.gz"
    await back_up(opened, path)
    held = gzip.decompress(path.read_bytes())
    assert service.encode() in held
    for secret in (b"PLANTED", b"number_failed", b"ledger", b"2026-W48"):
        assert secret not in held
    assert path.stat().st_mode & 0o077 == 0, "others could read it"
    await restore(opened, path)
    async with opened.reading() as connection:
        for table in LEFT_OUT:
            assert (await connection.execute(select(table))).first(), table.name


@pytest.mark.parametrize("harm", ["cut", "changed", "not a copy", "newer", "no file", "plain text"])
async def test_a_damaged_copy_changes_nothing(
    changed: DirectoryStore, opened: Database, tmp_path: Path, harm: str
) -> None:
    path = tmp_path / "copy.gz"
    await back_up(opened, path)
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    spoilt = {
        "cut": lines[:-1],
        "changed": [line.replace(b"hold", b"yess") for line in lines],
        "not a copy": [b'{"hello": 1}\n'],
        "newer": [json.dumps({"fingerpost_backup": 2}).encode() + b"\n"],
        "plain text": [],
        "no file": [],
    }[harm]
    path.write_bytes(b"text" if harm == "plain text" else gzip.compress(b"".join(spoilt)))
    if harm == "no file":
        path.unlink()
    before = await changed.snapshot()
    with pytest.raises(StoreError, match=r"copy\.gz: .+\. .+"):
        await restore(opened, path)
    assert await changed.snapshot() == before


async def test_a_copy_with_a_record_that_nobody_can_read_is_not_put_back(
    changed: DirectoryStore, opened: Database, tmp_path: Path
) -> None:
    path = tmp_path / "copy.gz"
    async with opened.changing() as connection:
        service = KEPT[1]
        await connection.execute(service.update().values(kind="castle"))
    await back_up(opened, path)
    async with opened.changing() as connection:
        await connection.execute(service.update().values(kind="specialist"))
    before = await changed.snapshot()
    with pytest.raises(StoreError, match="not one the program knows"):
        await restore(opened, path)
    assert await changed.snapshot() == before
