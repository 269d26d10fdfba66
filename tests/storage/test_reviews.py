"""The day of a review is kept on every store, and what was kept without one stays readable."""

import gzip
import hashlib
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, update

from bot.errors import ApprovalError
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.partnership import with_review
from bot.signposting.service import Partner
from bot.storage.approval import Author
from bot.storage.backup import back_up, restore
from bot.storage.changes import Changes, open_changes
from bot.storage.database import Database
from bot.storage.migrate import FOLDER
from bot.storage.rows import digest
from bot.storage.snapshot_file import form, read_snapshot, snapshot_path, write_snapshot
from bot.storage.staff_tables import change
from bot.storage.store import DirectoryStore, open_store
from bot.storage.tables import service

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


@pytest.fixture
async def changes(
    any_store: DirectoryStore, any_url: str, files: DirectoryFiles
) -> AsyncIterator[Changes]:
    await any_store.load(files)
    changes = await open_changes(any_url, lambda _: None)
    yield changes
    await changes.close()


async def days_in(store: DirectoryStore, files: DirectoryFiles) -> list[date | None]:
    """Return the day that each record of the three names for its one partner."""
    known = (await store.snapshot()).by_id
    return [known[one.id].partners[0].reviewed for one in files.services]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_review_stands_in_both_records_and_in_both_histories(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles, order: tuple[int, int]
) -> None:
    first, second = (files.services[at].id for at in order)
    done = await changes.review(EDITOR, (first, second), NOW)
    assert (done.state, done.act, done.how) == ("live", "review", "met")
    assert await days_in(any_store, files) == [NOW.date(), NOW.date(), None]
    for id_ in (first, second):
        (line,) = await changes.history(id_)
        assert (line.act, line.author, line.made_at) == ("review", EDITOR, NOW)
    with pytest.raises(ApprovalError, match="Nothing was changed"):
        await changes.review(EDITOR, (first, second), NOW)


async def test_a_review_is_undone_in_both_records(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    one, two, _ = files.services
    await changes.review(EDITOR, (one.id, two.id), NOW)
    (line,) = await changes.history(two.id)
    await changes.undo(EDITOR, line.id, NOW)
    assert await days_in(any_store, files) == [None, None, None]


async def test_a_volunteers_review_waits_for_somebody_who_agrees(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    one, two, _ = files.services
    waiting = await changes.review(VOLUNTEER, (one.id, two.id), NOW)
    assert waiting.state == "waiting"
    assert await days_in(any_store, files) == [None, None, None]
    await changes.agree(EDITOR, waiting.id, NOW + timedelta(days=2))
    assert await days_in(any_store, files) == [NOW.date(), NOW.date(), None]
    (beside,) = await changes.history(two.id)
    assert (beside.state, beside.author, beside.decided_by) == ("live", VOLUNTEER, EDITOR)


async def test_a_partnership_that_only_one_side_names_can_be_reviewed(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    one, two, three = files.services
    for pair in ((one.id, three.id), (three.id, one.id)):
        done = await changes.review(EDITOR, pair, NOW + timedelta(days=pair[0] == three.id))
        assert done.service_id == three.id
    assert await days_in(any_store, files) == [None, None, date(2026, 12, 1)]
    with pytest.raises(ApprovalError, match="Neither record says"):
        await changes.review(EDITOR, (two.id, three.id), NOW)
    with pytest.raises(ApprovalError, match="not there any more"):
        await changes.review(EDITOR, (two.id, "gone"), NOW)


@pytest.mark.parametrize("corrected", [date(2026, 10, 1), None])
async def test_a_day_corrected_in_one_record_is_corrected_in_the_other(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles, corrected: date | None
) -> None:
    one, two, three = files.services
    await changes.review(EDITOR, (one.id, two.id), NOW)
    await changes.review(EDITOR, (three.id, one.id), NOW)
    standing = (await any_store.snapshot()).by_id[one.id]
    new = with_review(standing, two.id, corrected)
    await changes.propose(EDITOR, new, NOW, base=digest(standing))
    assert await days_in(any_store, files) == [corrected, corrected, NOW.date()]


async def test_a_side_that_names_no_day_takes_none_away(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    one, _, three = files.services
    await changes.review(EDITOR, (one.id, three.id), NOW)
    new = replace(one, partners=(*one.partners, Partner(three.id, "stated")))
    await changes.propose(EDITOR, new, NOW, base=digest(one))
    assert await days_in(any_store, files) == [None, None, NOW.date()]


async def test_a_partners_record_that_cannot_be_read_stops_nobody(
    changes: Changes, any_url: str, files: DirectoryFiles
) -> None:
    one, two, _ = files.services
    database = Database(any_url)
    async with database.changing() as connection:
        row = update(service).where(service.c.id == two.id)
        await connection.execute(row.values(kind="castle"))
    await database.close()
    new = with_review(one, two.id, DAY)
    assert (await changes.propose(EDITOR, new, NOW, base=digest(one))).state == "live"
    assert await changes.history(two.id) == ()
