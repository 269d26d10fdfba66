"""What is asked of the tables of changes, inside a transaction that the caller holds."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ApprovalError
from bot.storage.approval import DECIDERS
from bot.storage.change_rows import Change, change_from_row, change_row
from bot.storage.staff_tables import account, change

LARGEST = 2**31 - 1
"""The largest number that a column holds; an address can hold a larger one."""


async def read_change(connection: AsyncConnection, id_: int) -> Change:
    """Return one change. Raises ApprovalError when there is none with this number."""
    found = await connection.execute(select(change).where(change.c.id == min(id_, LARGEST)))
    row = found.mappings().one_or_none()
    if row is None:
        raise ApprovalError("There is no change with this number")
    return change_from_row(row)


async def read_waiting(connection: AsyncConnection, most: int) -> tuple[Change, ...]:
    """Return what waits, the oldest first, so many at most."""
    waits = select(change).where(change.c.state == "waiting")
    asked = waits.order_by(change.c.id).limit(most)
    return tuple(change_from_row(row) for row in (await connection.execute(asked)).mappings())


async def number_waiting(connection: AsyncConnection) -> int:
    """Return how many changes wait."""
    waits = select(func.count()).select_from(change).where(change.c.state == "waiting")
    return int((await connection.execute(waits)).scalar_one())


async def read_history(connection: AsyncConnection, service_id: str) -> tuple[Change, ...]:
    """Return every change of a record, the newest first."""
    asked = select(change).where(change.c.service_id == service_id).order_by(change.c.id.desc())
    return tuple(change_from_row(row) for row in (await connection.execute(asked)).mappings())


async def add_change(connection: AsyncConnection, new: Change) -> Change:
    """Write a change that was not there, and return it with its number."""
    made = await connection.execute(insert(change).values(change_row(new)).returning(change.c.id))
    return replace(new, id=made.scalar_one())


async def write_change(connection: AsyncConnection, known: Change) -> None:
    """Write over a change with the same number."""
    row = update(change).where(change.c.id == known.id)
    await connection.execute(row.values(change_row(known)))


async def number_of_deciders(connection: AsyncConnection) -> int:
    """Return how many people may agree to a change."""
    may = account.c.open & account.c.role.in_(sorted(DECIDERS))
    found = await connection.execute(select(func.count()).select_from(account).where(may))
    return int(found.scalar_one())


@dataclass(frozen=True, slots=True)
class Batch:
    """An import of which something waits: its first change that does, the file, how many."""

    first: int
    file: str
    author_name: str
    made_at: datetime
    number: int


async def read_batches(connection: AsyncConnection) -> tuple[Batch, ...]:
    """Return the imports of which more than one change waits, the oldest first."""
    first, number = func.min(change.c.id), func.count()
    asked = (
        select(first, change.c.note, change.c.author_name, change.c.made_at, number)
        .where(change.c.state == "waiting", change.c.act == "import")
        .group_by(change.c.note, change.c.author_name, change.c.made_at)
        .having(number > 1)
        .order_by(first)
    )
    return tuple(
        Batch(id_, note or "", name, made_at.replace(tzinfo=UTC), int(many))
        for id_, note, name, made_at, many in await connection.execute(asked)
    )


async def read_batch(connection: AsyncConnection, known: Change, most: int) -> tuple[Change, ...]:
    """Return what waits of the import that a change belongs to, by number, so many at most."""
    asked = (
        select(change)
        .where(
            change.c.state == "waiting",
            change.c.act == "import",
            change.c.author_name == known.author.name,
            change.c.made_at == known.made_at.replace(tzinfo=None),
        )
        .order_by(change.c.id)
        .limit(most)
    )
    return tuple(change_from_row(row) for row in (await connection.execute(asked)).mappings())


async def read_waiting_imports(
    connection: AsyncConnection, numbers: Collection[int]
) -> tuple[Change, ...]:
    """Return those of these changes that wait and came out of a file, by number."""
    known = [number for number in numbers if 0 <= number <= LARGEST]
    asked = select(change).where(
        change.c.id.in_(known), change.c.state == "waiting", change.c.act == "import"
    )
    rows = await connection.execute(asked.order_by(change.c.id))
    return tuple(change_from_row(row) for row in rows.mappings())
