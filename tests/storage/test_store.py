"""The database keeps every record exactly, and is the master of what was changed in it."""

import asyncio
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from bot.errors import StoreError
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.service import Service
from bot.storage import queries
from bot.storage.address import unusable
from bot.storage.database import Database
from bot.storage.rows import digest, from_rows, to_rows
from bot.storage.store import DirectoryStore, open_store
from bot.storage.tables import metadata
from tests.storage.conftest import Files


async def test_every_shipped_record_comes_back_exactly(
    any_store: DirectoryStore, all_files: DirectoryFiles
) -> None:
    assert len(all_files.services) > 200, "nothing was looked at"
    plan = await any_store.load(all_files)
    assert plan.applied
    directory = await any_store.snapshot()
    assert directory.services == all_files.services
    assert directory.area_list == all_files.areas
    assert directory.revision == await any_store.revision() == 1


def a_service() -> st.SearchStrategy[Service]:
    """Any record that the types allow."""
    words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
    return st.builds(
        Service,
        name=words,
        community=st.lists(words, max_size=3).map(tuple),
        needs=st.lists(words, max_size=3).map(tuple),
        sector=st.lists(words, max_size=2).map(tuple),
        serves=st.lists(words, max_size=3).map(tuple),
        refers_to=st.lists(words, max_size=2).map(tuple),
        only_for=st.lists(words, max_size=2).map(tuple),
    )


@given(a_service())
def test_any_record_survives_the_way_into_rows_and_back(service: Service) -> None:
    assert from_rows(to_rows(service, 3, "x")) == service


def with_value(service: Service, name: str, value: object) -> Service:
    """Return the record with one field changed, whether or not the types allow the value."""
    anything: Any = value
    return replace(service, **{name: anything})


def test_the_digest_sees_every_field(all_files: DirectoryFiles) -> None:
    service = replace(all_files.services[0], assured_date=None, assurer_role=None)
    others = {
        "telling": not service.telling,
        "is_shelter": not service.is_shelter,
        "serves": ("elsewhere",),
        "assured_date": date(2026, 1, 2),
        "contacts": service.contacts[:1],
    }
    for name, value in others.items():
        assert digest(with_value(service, name, value)) != digest(service), name
    for field in fields(Service):
        current: Any = getattr(service, field.name)
        if isinstance(current, str):
            changed = with_value(service, field.name, f"{current}!")
            assert digest(changed) != digest(service), field.name


def test_a_field_that_nobody_filled_does_not_change_the_digest(all_files: DirectoryFiles) -> None:
    """A later version may add fields; records loaded before must not look edited then."""
    service = all_files.services[0]
    plain = msgspec.to_builtins(service)
    short = {key: value for key, value in plain.items() if value not in (None, [], {})}
    assert len(short) < len(plain)
    assert digest(msgspec.convert(short, Service)) == digest(service)


async def test_a_second_load_of_the_same_files_does_nothing(
    any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    await any_store.load(files)
    plan = await any_store.load(files)
    assert not plan.applied
    assert not plan.does_something
    assert plan.unchanged == tuple(service.id for service in files.services)
    assert await any_store.revision() == 1


async def test_the_database_is_the_master(any_store: DirectoryStore, files: DirectoryFiles) -> None:
    await any_store.load(files)
    plain, edited, assured, kept_back, *_ = files.services
    await any_store.save(replace(edited, admin_notes="changed by an administrator"))
    await any_store.save(replace(assured, assured_date=date(2026, 11, 1), assurer_role="keeper"))
    made_here = replace(plain, id="made-here", name="Made here")
    await any_store.save(made_here)

    later = [replace(service, name=f"{service.name} (new)") for service in files.services[:3]]
    brought = replace(plain, id="brought-by-files")
    newer = replace(files, services=(*later, *files.services[4:], brought))
    plan = await any_store.load(newer)
    assert not plan.applied, "a later load shows a plan and does nothing by itself"
    assert await any_store.revision() == 4
    assert plan.added == ("brought-by-files",)
    assert plan.changed == (plain.id,)
    assert plan.kept_because_changed_here == (edited.id, assured.id)
    assert set(plan.gone_from_files) == {kept_back.id, "made-here"}
    assert plan.unchanged == tuple(service.id for service in files.services[4:])

    assert (await any_store.apply_load(newer, plan)).applied
    now = (await any_store.snapshot()).by_id
    assert now[plain.id].name.endswith("(new)")
    assert now["brought-by-files"] == brought
    assert now[edited.id].admin_notes == "changed by an administrator"
    assert now[edited.id].name == edited.name
    assert now[assured.id].assured_date == date(2026, 11, 1)
    assert now[assured.id].name == assured.name
    assert now[kept_back.id] == kept_back
    assert now["made-here"] == made_here


async def test_an_edit_that_was_carried_into_the_files_counts_as_loaded(
    any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    await any_store.load(files)
    first, *rest = files.services
    edited = replace(first, admin_notes="edited here")
    await any_store.save(edited)
    exported = replace(files, services=(edited, *rest))
    await any_store.apply_load(exported, await any_store.plan_load(exported))
    later = replace(files, services=(replace(edited, admin_notes="newer file"), *rest))
    assert (await any_store.plan_load(later)).changed == (first.id,)


async def test_a_plan_made_before_somebody_elses_change_is_refused(
    any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    await any_store.load(files)
    newer = replace(files, services=(replace(files.services[0], name="N"), *files.services[1:]))
    plan = await any_store.plan_load(newer)
    await any_store.save(replace(files.services[0], name="Changed meanwhile"))
    with pytest.raises(StoreError, match="Make a new plan"):
        await any_store.apply_load(newer, plan)
    assert await any_store.revision() == 2, "the refused load has not raised the revision"


async def test_areas_are_added_and_changed_by_a_load_and_never_dropped(
    any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    await any_store.load(files)
    renamed = replace(files.areas[1], names={"en": "Renamed"})
    fewer = replace(files, areas=(files.areas[0], renamed, *files.areas[3:]))
    plan = await any_store.plan_load(fewer)
    assert plan.areas == (renamed.id,)
    await any_store.apply_load(fewer, plan)
    areas = (await any_store.snapshot()).areas
    assert areas.get(renamed.country, renamed.id) == renamed
    assert areas.get(files.areas[2].country, files.areas[2].id) == files.areas[2]


async def test_a_load_is_all_or_nothing(
    any_store: DirectoryStore, files: DirectoryFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disc is full")

    monkeypatch.setattr("bot.storage.store.write_areas", fail)
    with pytest.raises(StoreError, match="the disc is full"):
        await any_store.load(files)
    monkeypatch.undo()
    assert await any_store.revision() == 0
    assert (await any_store.snapshot()).services == ()
    assert (await any_store.load(files)).applied, "the next try works"


async def test_two_programs_that_start_together_fill_it_once(
    url: str, files: DirectoryFiles
) -> None:
    async def start() -> DirectoryStore:
        store = await open_store(url)
        await store.load(files)
        return store

    stores = await asyncio.gather(start(), start(), start())
    assert [await store.revision() for store in stores] == [1, 1, 1]
    for store in stores:
        assert (await store.snapshot()).services == files.services
        await store.close()


async def test_every_change_raises_the_revision_and_the_stamp(
    any_store: DirectoryStore, files: DirectoryFiles
) -> None:
    marks = [await any_store.mark()]
    await any_store.load(files)
    marks.append(await any_store.mark())
    for at in range(3):
        assert await any_store.save(replace(files.services[0], name=f"N{at}")) == at + 2
        marks.append(await any_store.mark())
    assert [mark.revision for mark in marks] == [0, 1, 2, 3, 4]
    assert len({mark.stamp for mark in marks}) == len(marks)


async def test_a_reader_is_not_blocked_by_a_writer_and_sees_one_moment(
    store: DirectoryStore, files: DirectoryFiles, url: str
) -> None:
    await store.load(files)
    writer = Database(url)
    async with writer.changing() as connection:
        await connection.execute(text("UPDATE service SET name = 'half done'"))
        seen = await asyncio.wait_for(store.snapshot(), timeout=2)
    assert seen.services == files.services
    assert {one.name for one in (await store.snapshot()).services} == {"half done"}
    await writer.close()


async def test_a_reader_goes_on_seeing_the_moment_it_began_in(
    store: DirectoryStore, files: DirectoryFiles, url: str
) -> None:
    await store.load(files)
    reader = Database(url)
    async with reader.reading() as connection:
        before = await queries.read_mark(connection)
        await store.save(replace(files.services[0], name="Changed"))
        names = {service.name for service, _ in await queries.read_services(connection)}
        assert await queries.read_mark(connection) == before
    assert "Changed" not in names
    await reader.close()


async def test_the_steps_make_the_tables_that_the_program_expects(
    store: DirectoryStore, url: str
) -> None:
    assert await store.revision() == 0

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, metadata)
        return found

    database = Database(url)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()
    assert len(metadata.tables) == 12


async def test_opening_again_changes_nothing(any_store: DirectoryStore, url: str) -> None:
    mark = await any_store.mark()
    again = await open_store(url)
    assert await again.mark() == mark
    await again.close()


async def test_a_file_that_is_no_database_says_what_to_do(
    database: Path, url: str, disc: Files
) -> None:
    disc.put(database, b"this is not a database, and never was one" * 100)
    with pytest.raises(StoreError, match="put a backup in its place"):
        await open_store(url)
    assert disc.held(database).startswith(b"this is not"), "what may be rescued is not touched"


async def test_a_database_of_a_newer_version_is_refused(
    store: DirectoryStore, files: DirectoryFiles, url: str
) -> None:
    await store.load(files)
    database = Database(url)
    async with database.changing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(StoreError, match="newer version of the program"):
        await open_store(url)


async def test_a_broken_record_takes_nobody_else_with_it(
    any_store: DirectoryStore, files: DirectoryFiles, any_url: str
) -> None:
    await any_store.load(files)
    broken = files.services[1].id
    database = Database(any_url)
    async with database.changing() as connection:
        spoil = text("UPDATE service SET kind = 'charity' WHERE id = :id")
        await connection.execute(spoil, {"id": broken})
    await database.close()
    served = (await any_store.snapshot()).services
    assert served == tuple(one for one in files.services if one.id != broken)
    assert await any_store.unreadable() == (broken,)


async def test_a_record_that_no_service_can_be_is_not_served(
    store: DirectoryStore, files: DirectoryFiles, url: str
) -> None:
    await store.load(files)
    database = Database(url)
    async with database.changing() as connection:
        await connection.execute(text("UPDATE service SET kind = 'charity'"))
    await database.close()
    with pytest.raises(StoreError, match="not one the program knows"):
        await store.snapshot()


@pytest.mark.parametrize("wrong", ["", "directory.db", "mysql://host/x", "sqlite"])
async def test_an_address_that_is_none_says_what_is_allowed(wrong: str) -> None:
    with pytest.raises(StoreError, match="allowed are sqlite:///"):
        await open_store(wrong)


def test_what_to_do_about_a_database_fits_its_kind() -> None:
    assert "whether the server runs" in str(unusable("postgresql+asyncpg://user@host/name", "no"))
    assert "the rights on the file" in str(unusable("sqlite+aiosqlite:///here.db", "no"))


async def test_a_password_is_never_in_a_message() -> None:
    with pytest.raises(StoreError) as caught:
        await open_store("mysql://keeper:hunter2@host/x")
    assert "hunter2" not in str(caught.value)
