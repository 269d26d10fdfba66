"""The day of a review is kept on every store, and what was kept without one stays readable."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, update

from bot.exchange.service_files import DirectoryFiles
from bot.signposting.partnership import with_review
from bot.signposting.service import Partner
from bot.storage.approval import Author
from bot.storage.backup import back_up, restore
from bot.storage.changes import open_changes
from bot.storage.database import Database
from bot.storage.migrate import FOLDER
from bot.storage.rows import digest
from bot.storage.snapshot_file import form, read_snapshot, snapshot_path, write_snapshot
from bot.storage.staff_tables import change
from bot.storage.store import DirectoryStore, open_store

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
VOLUNTEER, EDITOR = Author("vera", "volunteer"), Author("edda", "editor")


@pytest.fixture
def files(all_files: DirectoryFiles) -> DirectoryFiles:
    """Three services: the first two name each other as partners, the third names the first."""
    one, two, three = (
        replace(each, partners=(), refers_to=(), reached_through=None)
        for each in all_files.services[:3]
    )
    one = replace(one, partners=(Partner(two.id, "stated"),))
    two = replace(two, partners=(Partner(one.id, "stated"),))
    three = replace(three, partners=(Partner(one.id, "inferred"),))
    return replace(all_files, services=(one, two, three))


def reviewed(files: DirectoryFiles, day: date | None = DAY) -> DirectoryFiles:
    one, two, three = files.services
    return replace(
        files, services=(with_review(one, two.id, day), with_review(two, one.id, day), three)
    )


async def test_the_day_of_a_review_comes_back_exactly(
    any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    await any_store.load(reviewed(files))
    assert (await any_store.snapshot()).services == reviewed(files).services


async def test_a_database_of_before_there_were_reviews_stays_as_it_was(
    any_url: str, files: DirectoryFiles
) -> None:
    store = await open_store(any_url)
    await store.load(files)
    await store.close()
    await back_to(any_url, "0004")
    again = await open_store(any_url)
    assert (await again.snapshot()).services == files.services
    assert all(one.reviewed is None for each in files.services for one in each.partners)
    assert not (await again.plan_load(files)).does_something, "no record looks changed"
    await again.save(reviewed(files).services[0])
    assert (await again.snapshot()).services[0].partners[0].reviewed == DAY
    await again.close()


async def back_to(url: str, revision: str) -> None:
    """Take the tables back to an earlier step."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    steps = ScriptDirectory.from_config(config)

    def down(here: Any, _context: Any) -> Any:
        return steps._downgrade_revs(revision, here)

    def run(connection: Connection) -> list[str]:
        with EnvironmentContext(config, steps, fn=down) as environment:
            environment.configure(connection=connection)
            environment.run_migrations()
        return [column["name"] for column in inspect(connection).get_columns("partner")]

    database = Database(url)
    async with database.writing() as connection:
        assert "reviewed" not in await connection.run_sync(run)
    await database.close()


async def test_a_copy_of_before_there_were_reviews_can_be_put_back(
    any_store: DirectoryStore, any_url: str, files: DirectoryFiles, tmp_path: Path
) -> None:
    path = tmp_path / "copy.gz"
    await any_store.load(reviewed(files))
    database = Database(any_url)
    await back_up(database, path)
    path.write_bytes(gzip.compress(b"".join(without_reviews(path))))
    await restore(database, path)
    await database.close()
    assert (await any_store.snapshot()).services == files.services


def without_reviews(path: Path) -> Iterator[bytes]:
    """Yield the lines of a copy as a version without reviews would have written them."""
    known, dropped = hashlib.sha256(), 0
    for raw in gzip.decompress(path.read_bytes()).splitlines(keepends=True):
        value = json.loads(raw)
        if value.get("table") == "partner":
            dropped += value["row"].pop("reviewed") is not None
        if "end" in value:
            value["sha256"] = known.hexdigest()
        line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
        known.update(line)
        yield line
    assert dropped == 2, "there was nothing to leave out"


async def test_a_snapshot_of_another_form_is_made_anew_and_never_misread(
    store: DirectoryStore, database: Path, files: DirectoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.load(files)
    mark, directory = await store.marked_snapshot()
    with monkeypatch.context() as before:
        before.setattr("bot.storage.snapshot_file.form", lambda: "of before there were reviews")
        write_snapshot(database, mark, directory)
    assert snapshot_path(database).is_file()
    assert form() != "of before there were reviews"
    assert read_snapshot(database) is None


async def test_what_was_proposed_before_there_were_reviews_can_still_be_agreed_to(
    any_store: DirectoryStore, any_url: str, files: DirectoryFiles
) -> None:
    await any_store.load(files)
    changes = await open_changes(any_url, lambda _: None)
    one, _, three = files.services
    new = replace(one, partners=(*one.partners, Partner(three.id, "stated")))
    waiting = await changes.propose(VOLUNTEER, new, NOW, base=digest(one))
    await as_written_before(any_url, waiting.id)
    await changes.agree(EDITOR, waiting.id, NOW)
    assert (await any_store.snapshot()).by_id[one.id] == new
    await changes.undo(EDITOR, waiting.id, NOW)
    assert (await any_store.snapshot()).by_id[one.id] == one
    await changes.close()


async def as_written_before(url: str, number: int) -> None:
    """Make a change look as a version wrote it that knew no reviews."""
    database = Database(url)
    async with database.writing() as connection:
        known = (await connection.execute(change.select().where(change.c.id == number))).one()
        old, new = known.old, known.new
        for partner in (*old["partners"], *new["partners"]):
            del partner["reviewed"]
        row = update(change).where(change.c.id == number)
        await connection.execute(row.values(old=old, new=new))
    await database.close()
