"""
What a keeper may set while the program runs.

Kept in the database, so that every bot and the staff pages see the same within seconds. What
SAFETY.md fixes is not among it: nobody can set away the second person (S93).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ApprovalError
from bot.signposting.partnership import REVIEW_DAYS
from bot.storage.approval import Author
from bot.storage.database import Database
from bot.storage.staff_tables import setting as table


@dataclass(frozen=True, slots=True)
class HouseSettings:
    """
    What is in force.

    `counting` is whether it is counted what was looked for and not found (S46). `notes_days` is how
    many days before its expiry a country note is on the work list, `partners_days` how long the
    review of a partnership counts before it is, `idle_minutes` how long a sign-in to the staff
    pages lasts without a click.
    """

    counting: bool = False
    notes_days: int = 60
    partners_days: int = REVIEW_DAYS
    idle_minutes: int = 30

    @property
    def idle(self) -> timedelta:
        """How long a sign-in lasts without a click."""
        return timedelta(minutes=self.idle_minutes)


BOUNDS: Mapping[str, tuple[int, int]] = {
    "notes_days": (7, 180),
    "partners_days": (30, 730),
    "idle_minutes": (5, 60),
}
"""The smallest and the largest number of each setting that is one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Who changed a setting last, and on which day."""

    name: str
    by: str
    on: date


class HouseSettingsStore:
    """The settings of a database. Every method raises StoreError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def read(self) -> HouseSettings:
        """Return what is in force."""
        async with self._database.reading() as connection:
            return await read_settings_of(connection)

    async def changes(self) -> Mapping[str, Changed]:
        """Return who changed what last, by the name of the setting."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(table))
            return {row.name: Changed(row.name, row.changed_by, row.changed_on) for row in rows}

    async def change(self, author: Author, name: str, value: str, day: date) -> None:
        """
        Set one of them. Running bots learn of it as of a changed record.

        Raises ApprovalError for a setting or a value that there is not, and for who is no keeper.
        """
        if author.role != "keeper":
            raise ApprovalError("Only a keeper changes settings")
        if _read_value(name, value) is None:
            raise ApprovalError("This is no value of this setting")
        async with self._database.changing() as connection:
            await connection.execute(delete(table).where(table.c.name == name))
            row = {"name": name, "value": value, "changed_by": author.name, "changed_on": day}
            await connection.execute(insert(table).values(row))


async def open_house_settings(url: str) -> HouseSettingsStore:
    """Open the settings of a database, with its tables at the newest step. Raises StoreError."""
    database = Database(url)
    await database.migrate()
    return HouseSettingsStore(database)


async def read_settings_of(connection: AsyncConnection) -> HouseSettings:
    """Return what is in force; a row that is none of ours counts as not there."""
    rows = (await connection.execute(select(table.c.name, table.c.value))).all()
    known = {field.name for field in fields(HouseSettings)}
    found: dict[str, Any] = {name: _read_value(name, value) for name, value in rows}
    return HouseSettings(
        **{name: value for name, value in found.items() if name in known and value is not None}
    )


def _read_value(name: str, value: str) -> bool | int | None:
    if name == "counting":
        return {"on": True, "off": False}.get(value)
    least, most = BOUNDS.get(name, (1, 0))
    usable = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    return int(value) if usable and least <= int(value) <= most else None
