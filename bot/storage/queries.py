"""What is asked of the tables and written to them, inside a transaction that the caller holds."""

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.signposting.places import Area
from bot.signposting.service import Service
from bot.storage import tables
from bot.storage.rows import (
    PARTS,
    Row,
    ServiceRows,
    area_from_row,
    area_rows,
    from_rows,
    to_rows,
)
from bot.storage.snapshot_file import Mark

_PORTION = 500


async def read_mark(connection: AsyncConnection) -> Mark:
    """Return revision and stamp."""
    row = (await connection.execute(select(tables.directory))).one()
    return Mark(row.revision, row.stamp)


async def read_services(connection: AsyncConnection) -> list[tuple[Service, Row]]:
    """Return every service, in order, each with its own row. Raises msgspec.ValidationError."""
    return [(from_rows(rows), rows.service) for rows in await _every_service(connection)]


async def read_what_can_be_read(
    connection: AsyncConnection,
) -> tuple[tuple[Service, ...], tuple[str, ...]]:
    """
    Return every service that is one, in order, and the ids of rows that are none.

    Raises msgspec.ValidationError when there are rows and none of them is a service: then it is the
    program that does not fit the database.
    """
    found: list[Service] = []
    broken: list[str] = []
    every = await _every_service(connection)
    for rows in every:
        try:
            found.append(from_rows(rows))
        except msgspec.ValidationError:
            broken.append(rows.service["id"])
    if broken and not found:
        from_rows(every[0])
    return tuple(found), tuple(broken)


async def _every_service(connection: AsyncConnection) -> list[ServiceRows]:
    parts = {
        field: _by_service(await _rows(connection, table)) for field, (table, _) in PARTS.items()
    }
    return [
        ServiceRows(row, {field: of.get(row["id"], []) for field, of in parts.items()})
        for row in await _rows(connection, tables.service)
    ]


async def read_service(connection: AsyncConnection, id_: str) -> Service | None:
    """Return one service, None when there is none. Raises msgspec.ValidationError."""
    row = await _row_of(connection, id_)
    if row is None:
        return None
    parts = {
        field: await _rows(connection, table, table.c.service_id == id_)
        for field, (table, _) in PARTS.items()
    }
    return from_rows(ServiceRows(row, parts))


async def read_some(
    connection: AsyncConnection, ids: Collection[str]
) -> dict[str, tuple[Service, Row]]:
    """Return the services with these ids, each with its own row; a few hundred at a time."""
    parts = {
        field: _by_service(await _rows(connection, table, table.c.service_id.in_(ids)))
        for field, (table, _) in PARTS.items()
    }
    rows = await _rows(connection, tables.service, tables.service.c.id.in_(ids))
    return {
        row["id"]: (
            from_rows(
                ServiceRows(row, {field: of.get(row["id"], []) for field, of in parts.items()})
            ),
            row,
        )
        for row in rows
    }


async def write_service(connection: AsyncConnection, service: Service) -> None:
    """Write one record over what stood under its id, or behind every other, as changed here."""
    row = await _row_of(connection, service.id)
    if row is None:
        last = await connection.execute(select(func.max(tables.service.c.position)))
        row = {"position": (last.scalar() or 0) + 1, "loaded_digest": None}
    await write_services(connection, [to_rows(service, row["position"], row["loaded_digest"])])


async def _row_of(connection: AsyncConnection, id_: str) -> Row | None:
    rows = await _rows(connection, tables.service, tables.service.c.id == id_)
    return rows[0] if rows else None


async def read_areas(connection: AsyncConnection) -> tuple[Area, ...]:
    """Return every area, in order. Raises msgspec.ValidationError."""
    return tuple(area_from_row(row) for row in await _rows(connection, tables.area))


async def _rows(connection: AsyncConnection, table: Table, *only: ColumnElement[bool]) -> list[Row]:
    # Position first: a part table has it within its service, the others in the whole directory.
    ordered = select(table).where(*only).order_by(table.c.position, *table.primary_key.columns)
    rows = (await connection.execute(ordered)).mappings()
    return [{str(column): value for column, value in row.items()} for row in rows]


def _by_service(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["service_id"], []).append(row)
    return found


async def write_services(connection: AsyncConnection, services: Collection[ServiceRows]) -> None:
    """Write services whole: what stood under their ids before is gone."""
    ids = [rows.service["id"] for rows in services]
    for table, _ in PARTS.values():
        await _delete(connection, table, "service_id", ids)
    await _delete(connection, tables.service, "id", ids)
    await _insert(connection, tables.service, [rows.service for rows in services])
    for field, (table, _) in PARTS.items():
        await _insert(connection, table, [part for rows in services for part in rows.parts[field]])


async def write_areas(connection: AsyncConnection, areas: tuple[Area, ...]) -> None:
    """Write areas over those of the same country and id; areas that no file has any more stay."""
    for country in sorted({area.country for area in areas}):
        ids = [area.id for area in areas if area.country == country]
        await _delete(connection, tables.area, "id", ids, tables.area.c.country == country)
    await _insert(connection, tables.area, area_rows(areas))


async def note_as_loaded(connection: AsyncConnection, digests: dict[str, str]) -> None:
    """Remember that a file now says the same as the database, for each service by id."""
    for id_, digest in digests.items():
        row = update(tables.service).where(tables.service.c.id == id_)
        await connection.execute(row.values(loaded_digest=digest))


async def _delete(
    connection: AsyncConnection,
    table: Table,
    key: str,
    ids: list[str],
    *only: ColumnElement[bool],
) -> None:
    # In portions: databases limit how many values a question may hold.
    for start in range(0, len(ids), _PORTION):
        some = ids[start : start + _PORTION]
        await connection.execute(delete(table).where(table.c[key].in_(some), *only))


async def _insert(connection: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(insert(table), rows)
