"""
The connection to the database: how it is opened, what a transaction promises, what errors say.

Reading sees one moment. Writing begins by raising the revision: that takes the lock that makes
writers follow each other, and tells running bots that their snapshot is old.
"""

import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import msgspec
from alembic.util import CommandError
from sqlalchemy import Connection, event, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import StoreError
from bot.storage.address import shown, sqlite_file, unusable, with_driver
from bot.storage.migrate import migrate
from bot.storage.tables import directory

_AT_CONNECT = (
    "PRAGMA journal_mode=WAL",  # a reader never waits for a writer
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",  # milliseconds that one writer waits for another
    "PRAGMA secure_delete=ON",  # what is overwritten is gone from the file, too
)

_TRIES, _MOMENT = 250, 0.02
"""How often a pragma is tried, and the seconds between: five in all, as one writer waits."""


class Database:
    """An address, and the transactions that can be had there."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._reader = _engine(url)
        # Two SQLite writers take turns from their first word; a read lock could not be raised.
        self._writer = self._reader.execution_options(sqlite_begin="BEGIN IMMEDIATE")

    async def close(self) -> None:
        """Let go of every connection."""
        await self._reader.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a transaction in which every answer is of the same moment. Raises StoreError."""
        with self._saying_what_to_do():
            async with self._reader.connect() as connection:
                if connection.dialect.name == "postgresql":
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                yield connection

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[AsyncConnection]:
        """
        Give a transaction that has raised the revision; undone as a whole when anything fails.

        Raises StoreError.
        """
        async with self.writing() as connection:
            await raise_revision(connection)
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """
        Give a transaction that follows every other writer's, and leaves the revision alone.

        For what no running bot has to know. Undone as a whole when anything fails. Raises
        StoreError.
        """
        with self._saying_what_to_do():
            async with self._writer.begin() as connection:
                # Changes nothing, and takes the lock that makes writers follow each other.
                await connection.execute(update(directory).values(id=directory.c.id))
                yield connection

    async def migrate(self) -> None:
        """Bring the tables to the newest step, making a new database's. Raises StoreError."""
        with self._saying_what_to_do():
            file = sqlite_file(self.url)
            if file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
            async with self._writer.begin() as connection:
                await connection.run_sync(migrate)

    @contextmanager
    def _saying_what_to_do(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            reason = str(getattr(error, "orig", None) or error).partition("\n")[0]
            raise unusable(self.url, reason) from error
        except CommandError as error:
            raise StoreError(
                f"{shown(self.url)}: the database was made by a newer version of the program "
                f"({error}). Install that version, or put back a backup"
            ) from error
        except msgspec.ValidationError as error:
            raise StoreError(
                f"{shown(self.url)}: a record in the database is not one the program knows "
                f"({error}). Undo the last change to it, or put back a backup"
            ) from error


async def raise_revision(connection: AsyncConnection) -> None:
    """Tell running bots, with this transaction, that their snapshot is old."""
    raised = {"revision": directory.c.revision + 1, "stamp": secrets.token_hex(16)}
    await connection.execute(update(directory).values(raised))


def _engine(url: str) -> AsyncEngine:
    options: dict[str, Any] = {}
    if sqlite_file(url) is not None:
        # No connection outlives its use: each has a thread, which would keep a program from ending.
        options["poolclass"] = NullPool
    engine = create_async_engine(with_driver(url), **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _on_connect)
        event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:  # the driver's own type
    # The driver would begin a transaction at the first change only, so that two questions in a row
    # could be answered from two moments. We begin it ourselves, in _on_begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _AT_CONNECT:
            _execute(cursor, pragma)
    finally:
        cursor.close()


def _execute(cursor: Any, pragma: str) -> None:  # the driver's own type
    """Set a pragma. Of two that make a new database a WAL one, SQLite lets neither wait."""
    for _ in range(_TRIES):
        with suppress(sqlite3.OperationalError):
            cursor.execute(pragma)
            return
        time.sleep(_MOMENT)
    cursor.execute(pragma)


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
