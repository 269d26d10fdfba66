"""
Keep a copy of the directory in one file, and put it back.

The file is text, a line for each row, packed with gzip: it goes from SQLite to PostgreSQL and back.
Nothing of any woman is in it, nor the key of the ledger, nor anything to sign in with: who finds it
learns what the bot tells everybody, and who changed what.
"""

import gzip
import hashlib
import json
import os
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, DateTime, Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.storage import staff_tables, tables
from bot.storage.database import Database
from bot.storage.queries import read_some

FORM = 1
"""The form of the file. Another one is not read."""

KEPT: tuple[Table, ...] = (
    tables.area,
    tables.service,
    tables.contact,
    tables.service_language,
    tables.partner,
    tables.service_area,
    staff_tables.change,
)
"""What is in the file, in an order in which it can be put back."""

LEFT_OUT: dict[Table, str] = {
    tables.directory: "its revision and stamp are drawn anew, so that every bot looks again",
    staff_tables.account: "passwords and second factors belong in no copy; those here stay",
    staff_tables.report: "what women said of a service, if only as a number, stays here",
    staff_tables.counted: "what was counted here, if only in tens, stays here",
    staff_tables.setting: "how a keeper set things here stays as it is",
}
"""What is not in the file, each with the reason. A test knows that each table is in one of both."""

_PORTION = 500
_DAMAGED = "Take an older copy; nothing was changed"

Row = dict[str, Any]


async def back_up(database: Database, path: Path) -> dict[str, int]:
    """
    Write the copy whole or not at all; return how many rows of each table are in it.

    Nobody but the owner of the file can read it. Raises StoreError.
    """
    counts: dict[str, int] = {}
    half = path.with_name(f"{path.name}.half")
    digest = hashlib.sha256()
    try:
        with (
            _private(half) as raw,
            gzip.open(raw, "wt", encoding="utf-8", newline="\n") as file,
        ):
            async for line in _lines(database, counts):
                digest.update(line.encode())
                file.write(line)
            file.write(_line({"end": counts, "sha256": digest.hexdigest()}))
        half.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error}). Choose another place") from None
    return counts


def _private(path: Path) -> Any:
    # Made anew each time: an old file would keep the rights that it has.
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


async def _lines(database: Database, counts: dict[str, int]) -> AsyncIterator[str]:
    yield _line({"fingerpost_backup": FORM})
    async with database.reading() as connection:
        for table in KEPT:
            counts[table.name] = 0
            rows = await connection.stream(select(table).order_by(*table.primary_key.columns))
            async for row in rows.mappings():
                counts[table.name] += 1
                yield _line({"table": table.name, "row": dict(row)})


def _line(value: Row) -> str:
    return json.dumps(value, ensure_ascii=False, default=_day) + "\n"


def _day(value: date) -> str:  # a datetime is a date too
    return value.isoformat()


def look_into(path: Path) -> dict[str, int]:
    """
    Return how many rows of each table a copy holds, after reading all of it.

    Raises StoreError for a file that is no copy, is damaged, or was made by another version.
    """
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    for raw, value in _read(path):
        if "end" in value:
            if value != {"end": counts, "sha256": digest.hexdigest()}:
                raise StoreError(f"{path}: is damaged. {_DAMAGED}")
            return counts
        digest.update(raw)
        if "fingerpost_backup" in value:
            counts = {table.name: 0 for table in KEPT}
        elif value.get("table") not in counts:
            raise StoreError(f"{path}: is no copy of a directory. Hand in one that `backup` made")
        else:
            counts[value["table"]] += 1
    raise StoreError(f"{path}: stops in the middle. {_DAMAGED}")


def _read(path: Path) -> Iterator[tuple[bytes, Row]]:
    try:
        with gzip.open(path, "rb") as file:
            for number, raw in enumerate(file):
                value = json.loads(raw)
                known = isinstance(value, dict) and (number or value.get("fingerpost_backup"))
                if not known or (number == 0 and value["fingerpost_backup"] != FORM):
                    what = "is no copy of a directory that this version can read"
                    raise StoreError(f"{path}: {what}. Use the version that made it")
                yield raw, value
    except FileNotFoundError:
        raise StoreError(f"{path}: there is no such file. Mend its name") from None
    except (OSError, EOFError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}). {_DAMAGED}") from None


async def restore(database: Database, path: Path) -> None:
    """
    Put a copy in the place of what is there, all of it or nothing.

    Running bots see it within seconds. Raises StoreError, and then nothing has changed.
    """
    look_into(path)
    async with database.changing() as connection:
        for table in reversed(KEPT):
            await connection.execute(delete(table))
        for name, rows in _portions(path):
            table = next(one for one in KEPT if one.name == name)
            await connection.execute(insert(table), [_typed(table, row) for row in rows])
        await _count_on(connection)
        await _refuse_what_cannot_be_read(connection)


def _portions(path: Path) -> Iterator[tuple[str, list[Row]]]:
    name, rows = "", list[Row]()
    for _, value in _read(path):
        if rows and (value.get("table") != name or len(rows) == _PORTION):
            yield name, rows
            rows = []
        if "row" in value:
            name = value["table"]
            rows.append(value["row"])


def _typed(table: Table, row: Row) -> Row:
    """Return a row with its days as days. A column that it does not know has its usual value."""
    unknown = set(row) - {column.name for column in table.columns}
    if unknown:
        named = ", ".join(sorted(unknown))
        raise StoreError(
            f"the copy was made by a newer version of the program ({table.name}: {named}). "
            "Install that version"
        )
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: object, value: Any) -> Any:
    if value is not None and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if value is not None and isinstance(kind, Date) else value


async def _count_on(connection: AsyncConnection) -> None:
    """Have PostgreSQL number new changes behind those that were put back."""
    if connection.dialect.name == "postgresql":
        last = (await connection.execute(select(func.max(staff_tables.change.c.id)))).scalar()
        await connection.execute(
            text("SELECT setval(pg_get_serial_sequence('change', 'id'), :last, :called)"),
            {"last": last or 1, "called": last is not None},
        )


async def _refuse_what_cannot_be_read(connection: AsyncConnection) -> None:
    ids = list((await connection.execute(select(tables.service.c.id))).scalars())
    for start in range(0, len(ids), _PORTION):
        await read_some(connection, ids[start : start + _PORTION])
