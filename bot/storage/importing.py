"""
Bring the lines of a file into the directory: compare, show, and then all of it or nothing.

An import is an author like any other (S93): what needs a second person waits for one, and the last
approved record stays live. It never says that somebody checked a record (S61), and deletes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import SettingError, StoreError
from bot.exchange.columns import Fault
from bot.exchange.lines import Line, Shelf
from bot.exchange.plain import Plain, to_plain
from bot.exchange.plain_reviews import reviews_in, with_known_reviews
from bot.exchange.report import ImportReport, LeftOut, Refusal
from bot.signposting.partnership import SAME_DAY, Said, SaidReviews, changed_reviews
from bot.signposting.service import Service
from bot.storage import staff_tables, tables
from bot.storage.address import shown
from bot.storage.approval import DECIDERS, Author, Role, goes_live
from bot.storage.change_rows import Change, State, change_row
from bot.storage.database import Database, raise_revision
from bot.storage.queries import read_mark, read_some, write_services
from bot.storage.record_change import Fields, difference
from bot.storage.reviews import say_to_partners
from bot.storage.rows import Row, to_rows

Judge = Callable[[Line, Plain], tuple[Service | None, list[Fault]]]
"""Returns the service that plain values stand for, or what is wrong with them."""

Tell = Callable[[int], None]
"""Is told how many lines are done."""

PORTION = 500
NAME = "import"
"""Who an import says that it is, where no single keeper stands behind it."""

_CHECKED = ("assured_date", "assurer_role")


@dataclass(frozen=True, slots=True)
class Decided:
    """A record that is to be written, and whether it goes live at once."""

    service: Service
    live: bool


@dataclass(frozen=True, slots=True)
class Importer:
    """An import into one database. `file` is what the file is called in messages."""

    database: Database
    file: str
    author: Author
    at: datetime

    async def compare(
        self, lines: Shelf[Line], judge: Judge, decided: Shelf[Decided], tell: Tell
    ) -> ImportReport:
        """Return what the import would do, and put what is to be written on a shelf."""
        async with self.database.reading() as connection:
            report = ImportReport((await read_mark(connection)).stamp)
            seen, reviews = set[str](), SaidReviews()
            for portion in lines.portions(PORTION):
                held = await read_some(connection, [line.id for line in portion])
                waits = await _waiting(connection, [line.id for line in portion])
                for line in portion:
                    old = held[line.id][0] if line.id in held else None
                    new = self._judged(line, old, judge, report)
                    self._refuse_two_days(line, reviews, report)
                    if new is not None and _differs(old, new, report):
                        self._decide(old, new, waits.get(new.id, []), report, decided)
                seen.update(line.id for line in portion)
                tell(len(portion))
            ids = (await connection.execute(select(tables.service.c.id))).scalars()
            report.gone = tuple(id_ for id_ in ids if id_ not in seen)
        return report

    def _judged(
        self, line: Line, old: Service | None, judge: Judge, report: ImportReport
    ) -> Service | None:
        plain = with_known_reviews(_with_untold(line, old), old)
        found = list(line.faults)
        service = None
        if not found:
            service, found = judge(line, plain)
        for column, what, remedy in found:
            report.refuse(Refusal(self.file, line.row, column, what, remedy))
        for what, why in line.left_out:
            report.leave_out(LeftOut(line.id, what, why))
        if service is None or not _says_checked(service, old):
            return service
        report.leave_out(LeftOut(line.id, "assured_date", 'only "I checked this" sets it (S61)'))
        without = {key: value for key, value in plain.items() if key not in _CHECKED}
        kept = {key: to_plain(old)[key] for key in _CHECKED if old and key in to_plain(old)}
        service, found = judge(line, without | kept)
        for column, what, remedy in found:
            report.refuse(Refusal(self.file, line.row, column, what, remedy))
        return service

    def _refuse_two_days(self, line: Line, reviews: SaidReviews, report: ImportReport) -> None:
        """Refuse another day for the review of a partnership than an earlier line names."""
        for at, partner_id, day in reviews_in(line.plain):
            earlier = reviews.another_day(line.id, partner_id, day, line.row)
            if earlier is not None:
                other_day, row = earlier
                what = f"this partnership was reviewed on {day}, but on {other_day} in row {row}"
                column = line.column(("partners", at, "reviewed"))
                report.refuse(Refusal(self.file, line.row, column, what, SAME_DAY))

    def _decide(
        self,
        old: Service | None,
        new: Service,
        waits: list[Fields],
        report: ImportReport,
        decided: Shelf[Decided],
    ) -> None:
        live = goes_live(self.author, old, new)
        names = tuple(difference(old, new)[1]) if old is not None else ()
        if live and old is None:
            report.added.append(new.id)
        elif live:
            report.changed[new.id] = names
        else:
            report.waiting[new.id] = names
            if difference(old, new)[1] in waits:
                return  # the same file was handed in before; nobody has decided yet
        decided.add(Decided(new, live))

    async def apply(self, report: ImportReport, decided: Shelf[Decided], tell: Tell) -> None:
        """
        Write what was decided, all of it or nothing.

        Raises StoreError too when the directory was changed after the comparison.
        """
        async with self.database.writing() as connection:
            if (await read_mark(connection)).stamp != report.stamp:
                raise StoreError(
                    f"{shown(self.database.url)}: the directory was changed after the file was "
                    "compared with it. Import the file again"
                )
            if report.added or report.changed:
                await raise_revision(connection)
            position = await connection.execute(select(func.max(tables.service.c.position)))
            last = position.scalar() or 0
            said: dict[Said, date | None] = {}
            for portion in decided.portions(PORTION):
                last = await self._write(connection, portion, last, said)
                tell(len(portion))
            # When every line stands: two that came together say the same already.
            await say_to_partners(connection, said, self._change("", True, (None, {})))
        report.applied = True

    async def _write(
        self,
        connection: AsyncConnection,
        portion: list[Decided],
        position: int,
        said: dict[Said, date | None],
    ) -> int:
        held = await read_some(connection, [one.service.id for one in portion])
        rows, changes = [], []
        for one in portion:
            service, live = one.service, one.live
            old, row = held.get(service.id, (None, None))
            changes.append(change_row(self._change(service.id, live, difference(old, service))))
            if live:
                said |= changed_reviews(old, service)
                position += row is None
                standing: Row = row or {"position": position, "loaded_digest": None}
                rows.append(to_rows(service, standing["position"], standing["loaded_digest"]))
        await write_services(connection, rows)
        await connection.execute(insert(staff_tables.change), changes)
        return position

    def _change(self, id_: str, live: bool, differs: tuple[Fields | None, Fields]) -> Change:
        # Where the file lay on whoever's machine is nobody's concern.
        name = Path(self.file).name
        state: State = "live" if live else "waiting"
        return Change(0, id_, "import", state, self.author, self.at, *differs, note=name)


async def importer(database: Database, file: str, at: datetime, by: str | None = None) -> Importer:
    """
    Return an import of a file, by whom it counts as done.

    `by` is the account of whoever brings it in: then she cannot agree to it herself. Without, it is
    a keeper's, for whoever can start the program on the server is one; where there is only one
    person who may agree, it is hers, so that she waits a day between her two calls. Raises
    SettingError for an account that is not there, or closed.
    """
    account = staff_tables.account
    async with database.reading() as connection:
        rows = await connection.execute(
            select(account.c.name, account.c.role).where(account.c.open)
        )
        roles: dict[str, Role] = {row.name: row.role for row in rows}
    if by is not None:
        if by not in roles:
            raise SettingError(f"--by {by!r} is no open account. Leave it out, or name one")
        return Importer(database, file, Author(by, roles[by]), at)
    able = [name for name, role in roles.items() if role in DECIDERS]
    return Importer(database, file, Author(able[0] if len(able) == 1 else NAME, "keeper"), at)


async def _waiting(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, list[Fields]]:
    """Return what imports have proposed and nobody has decided, by record."""
    change = staff_tables.change
    asked = select(change.c.service_id, change.c.new).where(
        change.c.state == "waiting", change.c.act == "import", change.c.service_id.in_(list(ids))
    )
    found: dict[str, list[Fields]] = {}
    for id_, new in await connection.execute(asked):
        found.setdefault(id_, []).append(new)
    return found


def _with_untold(line: Line, old: Service | None) -> Plain:
    if old is None or not line.untold:
        return line.plain
    known = to_plain(old)
    return line.plain | {name: known[name] for name in line.untold if name in known}


def _says_checked(service: Service, old: Service | None) -> bool:
    """Whether a file says of a record that somebody checked it, and the directory does not."""
    before = (old.assured_date, old.assurer_role) if old is not None else (None, None)
    return (service.assured_date, service.assurer_role) != before


def _differs(old: Service | None, new: Service, report: ImportReport) -> bool:
    if old == new:
        report.same += 1
    return old != new
