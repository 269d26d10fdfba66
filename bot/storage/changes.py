"""
Changes to records, from somebody's proposal to what women see, and back.

The only way for staff to write a record. What waits is not in the directory: the last approved
version stays live. Every method raises ApprovalError for what may not be, StoreError when the
database cannot be used; then nothing has changed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ApprovalError
from bot.signposting.partnership import changed_reviews, names, with_review
from bot.signposting.service import Service
from bot.storage import change_queries as queries
from bot.storage.approval import (
    DECIDERS,
    Author,
    Proposal,
    goes_live,
    refuse_unless_she_may_agree,
)
from bot.storage.change_rows import Act, Change, How
from bot.storage.database import Database, raise_revision
from bot.storage.queries import read_service, write_service
from bot.storage.record_change import applied, difference
from bot.storage.reviews import say_to_partners
from bot.storage.rows import digest

Judge = Callable[[Service], None]
"""Raises ApprovalError for a record that must not go live, whoever agrees."""


class Changes:
    """What was changed, what waits, and the acts that move it on. Made by `open_changes`."""

    def __init__(self, database: Database, judge: Judge) -> None:
        self._database, self._judge = database, judge

    async def close(self) -> None:
        """Let go of every connection."""
        await self._database.close()

    async def propose(
        self,
        author: Author,
        new: Service,
        at: datetime,
        *,
        act: Act = "edit",
        base: str | None = None,
        note: str | None = None,
        phoned: bool = False,
    ) -> Change:
        """
        Write a change down; it takes effect at once where one person is enough (S93).

        `base` is the digest of the record that the author saw, None for a new one. `phoned` is
        whether she says that she phoned the new number.
        """
        async with self._database.writing() as connection:
            live = await read_service(connection, new.id)
            _refuse_blind(live, base)
            _refuse_a_date_without_a_check(live, new)
            return await self._propose(
                connection, _change(author, live, new, at, act, note, phoned), live, new
            )

    async def check(self, author: Author, id_: str, how: How, at: datetime) -> Change:
        """Say "I checked this": the one act that sets the assured date (S61)."""
        async with self._database.writing() as connection:
            live = await _there(connection, id_)
            new = replace(live, assured_date=at.date(), assurer_role=author.role)
            change = _change(author, live, new, at, "check", None, False)
            return await self._propose(connection, replace(change, how=how), live, new)

    async def review(self, author: Author, pair: tuple[str, str], at: datetime) -> Change:
        """Say of two services "they met and reviewed this today"; `pair` are their ids."""
        async with self._database.writing() as connection:
            one, other = [await _there(connection, id_) for id_ in pair]
            live, partner_id = (one, other.id) if names(one, other.id) else (other, one.id)
            if not names(live, partner_id):
                raise ApprovalError("Neither record says any more that these two work together")
            new = with_review(live, partner_id, at.date())
            change = _change(author, live, new, at, "review", None, False)
            return await self._propose(connection, replace(change, how="met"), live, new)

    async def undo(self, author: Author, change_id: int, at: datetime) -> Change:
        """Take a change back; what becomes visible again by that needs whom it always needs."""
        async with self._database.writing() as connection:
            done = await queries.read_change(connection, change_id)
            if done.state != "live":
                raise ApprovalError("Only what took effect can be undone")
            live = await _there(connection, done.service_id)
            # A record that was new is not deleted, but shown to nobody.
            back = applied(live, done.new, done.old) if done.old else replace(live, show="hold")
            if back == live:
                raise ApprovalError("There is nothing left of this change to undo")
            change = replace(_change(author, live, back, at, "undo", None, False), undoes=done.id)
            return await self._propose(connection, change, live, back)

    async def agree(self, who: Author, change_id: int, at: datetime) -> Change:
        """Agree to what waits: it takes effect now."""
        async with self._database.writing() as connection:
            change = await _waiting(connection, change_id)
            alone = await queries.number_of_deciders(connection) == 1
            proposal = Proposal(change.author, change.phoned_at)
            refuse_unless_she_may_agree(proposal, who, alone, at)
            live = await read_service(connection, change.service_id)
            new = applied(live, change.old, change.new)
            agreed = await _decided(connection, replace(change, state="live"), who, at)
            await self._put_live(connection, agreed, live, new)
            return agreed

    async def refuse(
        self, who: Author, change_id: int, at: datetime, note: str | None = None
    ) -> Change:
        """Say no to what waits, or take back one's own."""
        async with self._database.writing() as connection:
            change = await _waiting(connection, change_id)
            own = change.author.name == who.name
            if not own and who.role not in DECIDERS:
                raise ApprovalError("A volunteer may take back only what she wrote herself")
            ended = replace(change, state="withdrawn" if own else "refused")
            return await _decided(connection, replace(ended, note=note or change.note), who, at)

    async def phoned(self, who: Author, change_id: int, at: datetime) -> Change:
        """Say, of one's own proposal, "I phoned it": from then on the day is counted."""
        async with self._database.writing() as connection:
            change = await _waiting(connection, change_id)
            if change.author.name != who.name:
                raise ApprovalError("Only who wrote it can say this of it. Agree to it instead")
            if change.phoned_at is not None:
                raise ApprovalError("You have said so already; the day is counted from then")
            change = replace(change, phoned_at=at)
            await queries.write_change(connection, change)
            return change

    async def waiting(self, most: int = 200) -> tuple[Change, ...]:
        """Return what waits, the oldest first; after an import that may be very much."""
        async with self._database.reading() as connection:
            return await queries.read_waiting(connection, most)

    async def number_waiting(self) -> int:
        """Return how many changes wait."""
        async with self._database.reading() as connection:
            return await queries.number_waiting(connection)

    async def history(self, service_id: str) -> tuple[Change, ...]:
        """Return everything that was ever proposed for a record, the newest first."""
        async with self._database.reading() as connection:
            return await queries.read_history(connection, service_id)

    async def change(self, change_id: int) -> Change:
        """Return one change."""
        async with self._database.reading() as connection:
            return await queries.read_change(connection, change_id)

    async def _propose(
        self, connection: AsyncConnection, change: Change, live: Service | None, new: Service
    ) -> Change:
        if not change.new:
            raise ApprovalError("Nothing was changed")
        live_now = goes_live(change.author, live, new)
        if live_now:
            await self._put_live(connection, change, live, new)
        else:
            self._judge(new)
            await _refuse_twice(connection, change)
        return await queries.add_change(
            connection, replace(change, state="live" if live_now else "waiting")
        )

    async def _put_live(
        self, connection: AsyncConnection, change: Change, live: Service | None, new: Service
    ) -> None:
        self._judge(new)
        await raise_revision(connection)
        await write_service(connection, new)
        await say_to_partners(connection, changed_reviews(live, new), change)


async def open_changes(url: str, judge: Judge) -> Changes:
    """Open the changes of a database, with its tables at the newest step. Raises StoreError."""
    database = Database(url)
    await database.migrate()
    return Changes(database, judge)


def _change(
    author: Author,
    live: Service | None,
    new: Service,
    at: datetime,
    act: Act,
    note: str | None,
    phoned: bool,
) -> Change:
    old, fields = difference(live, new)
    first_call = at if phoned else None
    return Change(0, new.id, act, "waiting", author, at, old, fields, None, first_call, note)


def _refuse_blind(live: Service | None, base: str | None) -> None:
    """Refuse what was written over a record that the author did not see."""
    if live is None and base is not None:
        raise ApprovalError("The record is not there any more")
    if live is not None and base is None:
        raise ApprovalError("There is a record with this id already. Choose another id")
    if live is not None and digest(live) != base:
        raise ApprovalError(
            "Somebody changed this record after you opened it. Look at it as it stands now, and "
            "save again what is still right"
        )


def _refuse_a_date_without_a_check(live: Service | None, new: Service) -> None:
    given = (new.assured_date, new.assurer_role)
    if given != ((live.assured_date, live.assurer_role) if live else (None, None)):
        raise ApprovalError('Only "I checked this" sets the day of a check')


async def _refuse_twice(connection: AsyncConnection, change: Change) -> None:
    for other in await queries.read_history(connection, change.service_id):
        if other.state == "waiting" and (other.old, other.new) == (change.old, change.new):
            raise ApprovalError("The same change waits already")


async def _there(connection: AsyncConnection, id_: str) -> Service:
    if (live := await read_service(connection, id_)) is None:
        raise ApprovalError("The record is not there any more")
    return live


async def _waiting(connection: AsyncConnection, change_id: int) -> Change:
    change = await queries.read_change(connection, change_id)
    if change.state != "waiting":
        raise ApprovalError("This does not wait any more: somebody has decided about it")
    return change


async def _decided(
    connection: AsyncConnection, change: Change, who: Author, at: datetime
) -> Change:
    change = replace(change, decided_by=who, decided_at=at)
    await queries.write_change(connection, change)
    return change
