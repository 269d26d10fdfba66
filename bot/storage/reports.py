"""
What women say of a service with one tap: that a number did not work, that they could not help.

All that is kept is service, kind, week and how many (S46). A report changes nothing by itself: it
is a line in the work list until somebody has seen to it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import delete, insert, select, update

from bot.storage.database import Database
from bot.storage.staff_tables import report as table

Kind = Literal["number_failed", "could_not_help"]


@dataclass(frozen=True, slots=True)
class Report:
    """How often something was said of a service in a week (ISO, `2026-W48`)."""

    service_id: str
    kind: Kind
    week: str
    number: int


def week_of(day: date) -> str:
    """Return the ISO week of a day: the finest moment that is kept of a report."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """Return the day on which a week begins: people know days, not the numbers of weeks."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


class Reports:
    """The reports of a database. Every method raises StoreError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def note(self, service_id: str, kind: Kind, week: str) -> None:
        """Count one more."""
        where = (table.c.service_id == service_id) & (table.c.kind == kind) & (table.c.week == week)
        async with self._database.writing() as connection:
            more = update(table).where(where).values(number=table.c.number + 1)
            if not (await connection.execute(more)).rowcount:
                first = {"service_id": service_id, "kind": kind, "week": week, "number": 1}
                await connection.execute(insert(table).values(first))

    async def all(self) -> tuple[Report, ...]:
        """Return every report that nobody has seen to, the newest week first."""
        newest_first = select(table).order_by(table.c.week.desc(), table.c.service_id, table.c.kind)
        async with self._database.reading() as connection:
            rows = (await connection.execute(newest_first)).mappings()
            return tuple(Report(**row) for row in rows)

    async def seen_to(self, service_id: str) -> None:
        """Forget what was said of a service: somebody has looked into it."""
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(table.c.service_id == service_id))


async def open_reports(url: str) -> Reports:
    """Open the reports of a database, with its tables at the newest step. Raises StoreError."""
    database = Database(url)
    await database.migrate()
    return Reports(database)
