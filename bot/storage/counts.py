"""
What was looked for and not found, week by week, in whole tens (S46).

Where nobody has switched counting on, nothing is ever written here.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.signposting.missed import Missed
from bot.storage.database import Database
from bot.storage.house_settings import read_settings_of
from bot.storage.reports import week_of
from bot.storage.staff_tables import counted as table

TEN = 10
"""Only whole tens are written: fewer people could be somebody."""

KEPT = timedelta(weeks=53)
"""How long a week is kept."""

LATELY = timedelta(weeks=12)
"""How far back a page looks."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was not found lately, in whole tens."""

    missed: Missed
    number: int


class Counts:
    """The counts of a database. Every method raises StoreError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def write(self, week: str, numbers: Mapping[Missed, int], today: date) -> None:
        """
        Add the whole tens of a week that is over; the rest is thrown away.

        Nothing is added when counting has been switched off meanwhile.
        """
        tens = {missed: number // TEN * TEN for missed, number in numbers.items()}
        async with self._database.writing() as connection:
            if not (await read_settings_of(connection)).counting:
                return
            for missed, number in tens.items():
                if number:
                    await _add(connection, missed, week, number)
            await connection.execute(delete(table).where(table.c.week < week_of(today - KEPT)))

    async def lately(self, today: date) -> tuple[Counted, ...]:
        """Return what was not found in the last twelve weeks, the most often first."""
        since = table.c.week >= week_of(today - LATELY)
        what = (table.c.country, table.c.about, table.c.code)
        number = func.sum(table.c.number).label("number")
        asked = select(*what, number).where(since).group_by(*what).order_by(number.desc(), *what)
        async with self._database.reading() as connection:
            rows = (await connection.execute(asked)).all()
        return tuple(Counted(Missed(*found), int(number)) for *found, number in rows)


async def _add(connection: AsyncConnection, missed: Missed, week: str, number: int) -> None:
    country, about, code = astuple(missed)
    where = (table.c.country == country) & (table.c.about == about)
    where &= (table.c.code == code) & (table.c.week == week)
    more = update(table).where(where).values(number=table.c.number + number)
    if not (await connection.execute(more)).rowcount:
        row = {"country": country, "about": about, "code": code, "week": week, "number": number}
        await connection.execute(insert(table).values(row))


async def open_counts(url: str) -> Counts:
    """Open the counts of a database, with its tables at the newest step. Raises StoreError."""
    database = Database(url)
    await database.migrate()
    return Counts(database)
