"""
Who may sign in to the staff pages.

There is no account until a keeper is made on the command line (S92). Accounts are closed and never
deleted: their names stand in the history.
"""

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ApprovalError
from bot.storage.approval import Role
from bot.storage.database import Database
from bot.storage.staff_tables import account as table

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,48}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Account:
    """
    Someone who may sign in.

    `given` is whether somebody else gave her the password: then she is asked for her own. `totp_*`
    are the second factor: its secret, sealed, and the last half-minute whose code was taken. `open`
    is whether she may still sign in. Neither secret is ever shown when the account is printed.
    """

    name: str
    role: Role
    password_hash: str
    given: bool = False
    totp_secret: str | None = None
    totp_used: int = 0
    language: str = "en"
    open: bool = True

    def __repr__(self) -> str:
        return f"Account({self.name!r}, {self.role!r})"


class Accounts:
    """The accounts of a database. Every method raises StoreError when it cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def add(self, account: Account) -> None:
        """Make an account. Raises ApprovalError for a name that is taken or is none."""
        if not _NAME.fullmatch(account.name):
            raise ApprovalError(
                "This is no name of an account: use small letters, digits, dot and hyphen, at most "
                "50"
            )
        async with self._database.writing() as connection:
            if await _read(connection, account.name) is not None:
                raise ApprovalError("There is an account of this name already")
            await connection.execute(insert(table).values(asdict(account)))

    async def get(self, name: str) -> Account | None:
        """Return an account, open or not; None when nobody has this name."""
        async with self._database.reading() as connection:
            return await _read(connection, name)

    async def all(self) -> tuple[Account, ...]:
        """Return every account, by name."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(table).order_by(table.c.name))).mappings()
            return tuple(Account(**row) for row in rows)

    async def change(self, name: str, **values: Any) -> Account:
        """
        Change an account and return it.

        Raises ApprovalError for one that there is not, and rather than leave nobody who can open
        another.
        """
        async with self._database.writing() as connection:
            account = await _read(connection, name)
            if account is None:
                raise ApprovalError("There is no account of this name")
            changed = replace(account, **values)
            await _refuse_to_lose_the_last_keeper(connection, account, changed)
            row = update(table).where(table.c.name == name)
            await connection.execute(row.values(asdict(changed)))
            return changed

    async def take_code(self, name: str, half_minute: int) -> bool:
        """Note that a code was used; return whether it is newer than every one before."""
        async with self._database.writing() as connection:
            newer = (table.c.name == name) & (table.c.totp_used < half_minute)
            done = await connection.execute(
                update(table).where(newer).values(totp_used=half_minute)
            )
            return bool(done.rowcount)


async def open_accounts(url: str) -> Accounts:
    """Open the accounts of a database, with its tables at the newest step. Raises StoreError."""
    database = Database(url)
    await database.migrate()
    return Accounts(database)


async def _read(connection: AsyncConnection, name: str) -> Account | None:
    if not _NAME.fullmatch(name):
        return None  # a database may refuse even to look for it
    found = await connection.execute(select(table).where(table.c.name == name))
    row = found.mappings().one_or_none()
    return Account(**row) if row is not None else None


async def _refuse_to_lose_the_last_keeper(
    connection: AsyncConnection, before: Account, after: Account
) -> None:
    if not (_keeps(before) and not _keeps(after)):
        return
    keepers = await connection.execute(
        select(table.c.name).where(table.c.open & (table.c.role == "keeper"))
    )
    if len(keepers.all()) == 1:
        raise ApprovalError("This is the only keeper. Make another first")


def _keeps(account: Account) -> bool:
    return account.open and account.role == "keeper"
