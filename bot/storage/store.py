"""
The directory in its database: read a snapshot, plan a load, apply it, change one record.

The database is the master of its records once it has been filled (bot/decisions/0002).
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.storage import tables
from bot.storage.address import shown
from bot.storage.database import Database
from bot.storage.house_settings import read_settings_of
from bot.storage.load_history import note_load
from bot.storage.plan import Held, LoadPlan, make_plan
from bot.storage.queries import (
    note_as_loaded,
    read_areas,
    read_mark,
    read_services,
    read_some,
    read_what_can_be_read,
    write_areas,
    write_service,
    write_services,
)
from bot.storage.rows import ServiceRows, digest, to_rows
from bot.storage.snapshot_file import Mark


class DirectoryStore:
    """The database. Made by `open_store`; every method raises StoreError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def revision(self) -> int:
        """Return the revision: it grows with every change, 0 is a directory nobody has filled."""
        return (await self.mark()).revision

    async def mark(self) -> Mark:
        """Return what tells whether a snapshot is still true."""
        async with self._database.reading() as connection:
            return await read_mark(connection)

    async def snapshot(self) -> Directory:
        """Return all services and areas as they stand at one moment."""
        return (await self.marked_snapshot())[1]

    async def marked_snapshot(self) -> tuple[Mark, Directory]:
        """
        Return a snapshot, and the mark that it belongs to.

        A record that no service can be is left out, and takes nobody else with it.
        """
        async with self._database.reading() as connection:
            mark = await read_mark(connection)
            services, _ = await read_what_can_be_read(connection)
            areas = await read_areas(connection)
            settings = await read_settings_of(connection)
        return mark, Directory(mark.revision, services, areas, settings.counting)

    async def ids(self) -> list[str]:
        """Return the id of every service, in order."""
        async with self._database.reading() as connection:
            return await _ids(connection)

    async def most_contacts(self) -> int:
        """Return how many contacts the record with the most of them has."""
        table = tables.contact
        async with self._database.reading() as connection:
            last = await connection.execute(select(func.max(table.c.position)))
        found = last.scalar()
        return 0 if found is None else int(found) + 1

    async def portions(self, size: int = 500) -> AsyncIterator[list[Service]]:
        """Yield every service in order, so many at a time, all as of one moment."""
        async with self._database.reading() as connection:
            ids = await _ids(connection)
            for start in range(0, len(ids), size):
                some = ids[start : start + size]
                found = await read_some(connection, some)
                yield [found[id_][0] for id_ in some]

    async def unreadable(self) -> tuple[str, ...]:
        """Return the ids of records that no service can be: they are shown to nobody."""
        async with self._database.reading() as connection:
            return (await read_what_can_be_read(connection))[1]

    async def load(self, files: DirectoryFiles) -> LoadPlan:
        """Fill an empty directory, all or nothing; else return the plan and change nothing."""
        plan = await self.plan_load(files)
        if plan.revision:
            return plan
        try:
            return await self.apply_load(files, plan)
        except StoreError:
            if not await self.revision():
                raise
            # Another program filled it between our look and our write.
            return await self.plan_load(files)

    async def plan_load(self, files: DirectoryFiles) -> LoadPlan:
        """Return what loading these files would do. Changes nothing."""
        async with self._database.reading() as connection:
            plan, _ = await _plan(connection, files)
        return plan

    async def apply_load(
        self, files: DirectoryFiles, plan: LoadPlan, at: datetime | None = None
    ) -> LoadPlan:
        """
        Do what a plan says, all or nothing, and return it as applied.

        `at` is the moment that the history notes; filling an empty directory changes nothing and
        needs none. Raises StoreError too when the directory was changed after the plan was made.
        """
        async with self._database.changing() as connection:
            again, held = await _plan(connection, files)
            # Making this transaction raised the revision by one; nothing else may differ.
            if replace(again, revision=again.revision - 1) != plan:
                url = shown(self._database.url)
                raise StoreError(
                    f"{url}: the directory or the files were changed after the plan was made. "
                    "Make a new plan, look at it, and apply that one"
                )
            if at is not None:
                changed = (one for one in files.services if one.id in plan.changed)
                await note_load(connection, changed, at)
            await _write(connection, files, plan, held)
        return replace(plan, applied=True)

    async def save(self, service: Service) -> int:
        """
        Write one record, new or changed, as changed here; return the new revision.

        No load overwrites it until a file says the same.
        """
        async with self._database.changing() as connection:
            await write_service(connection, service)
            return (await read_mark(connection)).revision


def at(url: str) -> DirectoryStore:
    """Return the store at an address without a word to it: its tables are taken as they are."""
    return DirectoryStore(Database(url))


async def open_store(url: str) -> DirectoryStore:
    """
    Open a database and bring its tables to the newest step.

    Raises StoreError, with what to do, when it cannot be opened or read.
    """
    database = Database(url)
    await database.migrate()
    return DirectoryStore(database)


async def _ids(connection: AsyncConnection) -> list[str]:
    table = tables.service
    ordered = select(table.c.id).order_by(table.c.position, table.c.id)
    return list((await connection.execute(ordered)).scalars())


async def _plan(
    connection: AsyncConnection, files: DirectoryFiles
) -> tuple[LoadPlan, dict[str, Held]]:
    mark = await read_mark(connection)
    held = {
        service.id: Held(now=digest(service), loaded=row["loaded_digest"])
        for service, row in await read_services(connection)
    }
    given = {service.id: digest(service) for service in files.services}
    before = {area.key: area for area in await read_areas(connection)}
    return make_plan(mark.revision, held, given, (before, files.areas)), held


async def _write(
    connection: AsyncConnection, files: DirectoryFiles, plan: LoadPlan, held: dict[str, Held]
) -> None:
    wanted = {*plan.added, *plan.changed}
    rows: list[ServiceRows] = [
        to_rows(service, position, digest(service))
        for position, service in enumerate(files.services)
        if service.id in wanted
    ]
    await write_services(connection, rows)
    if plan.areas:
        await write_areas(connection, files.areas)
    # An edit that was carried back into the files counts as loaded from now on.
    caught_up = {id_: held[id_].now for id_ in plan.unchanged if held[id_].changed_here}
    await note_as_loaded(connection, caught_up)
