"""
The changes of one import that wait, decided about together.

Each is still a change of its own: who may agree to it, what it rests on and whether it is sound is
asked of each (S93), and what cannot go live stays waiting and says why. Every method raises
StoreError when the database cannot be used; then nothing has changed.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ApprovalError
from bot.signposting.partnership import Said, changed_reviews
from bot.signposting.service import Service
from bot.storage import change_queries as queries
from bot.storage.approval import DECIDERS, Author, Proposal, refuse_unless_she_may_agree
from bot.storage.change_queries import Batch
from bot.storage.change_rows import Change
from bot.storage.database import Database, raise_revision
from bot.storage.queries import read_service, write_service
from bot.storage.record_change import applied
from bot.storage.reviews import say_to_partners

JudgeBeside = Callable[[Service, frozenset[str]], None]
"""
Raises ApprovalError for a record that must not go live, whoever agrees.

It may refer to records with these ids too: they go live with it.
"""

Kept = tuple[tuple[Change, str], ...]
"""Changes that go on waiting, each with the reason."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the changes that somebody decided about together."""

    done: tuple[Change, ...]
    kept: Kept


class Batches:
    """The imports that wait. Made by `open_batches`."""

    def __init__(self, database: Database, judge: JudgeBeside) -> None:
        self._database, self._judge = database, judge

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def waiting(self) -> tuple[Batch, ...]:
        """Return the imports of which more than one change waits, the oldest first."""
        async with self._database.reading() as connection:
            return await queries.read_batches(connection)

    async def changes(self, number: int, most: int) -> tuple[Change, ...]:
        """
        Return what waits of the import that a change belongs to, so many at most, by number.

        Raises ApprovalError when there is no change with this number.
        """
        async with self._database.reading() as connection:
            change = await queries.read_change(connection, number)
            return await queries.read_batch(connection, change, most)

    async def refusals(
        self, who: Author, changes: Iterable[Change], at: datetime
    ) -> dict[int, str]:
        """Return, by number, why this person may not agree to a change; nothing where she may."""
        async with self._database.reading() as connection:
            alone = await queries.number_of_deciders(connection) == 1
        found = {change.id: _refusal(change, who, alone, at) for change in changes}
        return {number: why for number, why in found.items() if why is not None}

    async def agree(self, who: Author, numbers: Collection[int], at: datetime) -> Outcome:
        """Make live what may go live of these changes, in one step that running bots see whole."""
        async with self._database.writing() as connection:
            alone = await queries.number_of_deciders(connection) == 1
            made: dict[int, tuple[Change, Service]] = {}
            kept: list[tuple[Change, str]] = []
            for change in await queries.read_waiting_imports(connection, numbers):
                why = _refusal(change, who, alone, at)
                try:
                    if why is None:
                        made[change.id] = change, await _made(connection, change)
                except ApprovalError as error:
                    why = str(error)
                if why is not None:
                    kept.append((change, why))
            kept += self._unsound(made)
            done = await _put_live(connection, made.values(), who, at)
        return Outcome(done, tuple(kept))

    async def refuse(self, who: Author, numbers: Collection[int], at: datetime) -> Outcome:
        """Say no to these changes, or take back one's own."""
        if who.role not in DECIDERS:
            raise ApprovalError("A volunteer may take back only what she wrote herself")
        async with self._database.writing() as connection:
            found = await queries.read_waiting_imports(connection, numbers)
            done = [
                replace(
                    change,
                    state="withdrawn" if change.author.name == who.name else "refused",
                    decided_by=who,
                    decided_at=at,
                )
                for change in found
            ]
            for change in done:
                await queries.write_change(connection, change)
        return Outcome(tuple(done), ())

    def _unsound(self, made: dict[int, tuple[Change, Service]]) -> list[tuple[Change, str]]:
        """Take out what is not sound, and what then refers to a record that is not coming."""
        found: list[tuple[Change, str]] = []
        while True:
            beside = frozenset(service.id for _, service in made.values())
            failing = [
                (number, change, why)
                for number, (change, service) in made.items()
                if (why := self._fault(service, beside)) is not None
            ]
            if not failing:
                return found
            for number, change, why in failing:
                del made[number]
                found.append((change, why))

    def _fault(self, service: Service, beside: frozenset[str]) -> str | None:
        try:
            self._judge(service, beside)
        except ApprovalError as error:
            return str(error)
        return None


async def open_batches(url: str, judge: JudgeBeside) -> Batches:
    """Open the imports of a database, with its tables at the newest step. Raises StoreError."""
    database = Database(url)
    await database.migrate()
    return Batches(database, judge)


def _refusal(change: Change, who: Author, alone: bool, at: datetime) -> str | None:
    try:
        refuse_unless_she_may_agree(Proposal(change.author, change.phoned_at), who, alone, at)
    except ApprovalError as error:
        return str(error)
    return None


async def _made(connection: AsyncConnection, change: Change) -> Service:
    try:
        live = await read_service(connection, change.service_id)
    except msgspec.ValidationError:
        raise ApprovalError(
            "The record as it stands cannot be read. Have it mended first"
        ) from None
    return applied(live, change.old, change.new)


async def _put_live(
    connection: AsyncConnection,
    made: Collection[tuple[Change, Service]],
    who: Author,
    at: datetime,
) -> tuple[Change, ...]:
    if made:
        await raise_revision(connection)
    done = []
    said: dict[int, dict[Said, date | None]] = {}
    for change, service in made:
        said[change.id] = changed_reviews(await read_service(connection, service.id), service)
        await write_service(connection, service)
        done.append(replace(change, state="live", decided_by=who, decided_at=at))
        await queries.write_change(connection, done[-1])
    for change in done:
        # When all of them stand: two that came together say the same already.
        await say_to_partners(connection, said[change.id], change)
    return tuple(done)
