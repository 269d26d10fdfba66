"""
The same search asked of SQLite and PostgreSQL, with an index for each condition it begins with.

It is kinder to them than our own: what may be shown and its order down to the year of the page, the
first 24 rows as they stand. No pair, no plan B, nothing about hours, no record is read into Python.
"""

# ruff: noqa: S608  # every word of these queries is ours; what is asked for travels as values

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg

from bot.signposting.directory import Directory
from bot.signposting.labels import labels
from bot.signposting.languages import BEST_FIRST
from bot.signposting.need import Need
from bot.signposting.rank import CONFIDENCE
from bot.signposting.search import search
from bot.signposting.service import Service
from tests.conversation.visit import NOW
from tests.storage.postgresql import server

TABLES = (
    "CREATE TABLE service (number INTEGER PRIMARY KEY, country TEXT, held INTEGER, woman INTEGER, "
    "child INTEGER, adult INTEGER, only_some INTEGER, telling INTEGER, asylum TEXT, "
    "undocumented TEXT, assured TEXT, confidence INTEGER, year INTEGER, voice INTEGER, "
    "text INTEGER, web INTEGER, app INTEGER)",
    "CREATE TABLE serves (area TEXT, number INTEGER)",
    "CREATE TABLE does (need TEXT, number INTEGER)",
    "CREATE TABLE spoken (language TEXT, number INTEGER, how INTEGER)",
)
INDEXES = (
    "CREATE INDEX serves_area ON serves (area, number)",
    "CREATE INDEX does_number ON does (number, need)",
    "CREATE INDEX spoken_number ON spoken (number, language, how)",
)
WAYS = ("voice", "text", "web", "app")

Rows = dict[str, list[tuple[Any, ...]]]
Ask = Callable[[Need], None]


def rows_of(directory: Directory) -> Rows:
    """Return what goes into each table."""
    found: Rows = {"service": [], "serves": [], "does": [], "spoken": []}
    for number, one in enumerate(directory.services):
        found["service"].append(_row(number, one, directory))
        found["serves"] += [(f"{one.country}/{area}", number) for area in one.serves]
        found["does"] += [(need, number) for need in one.needs]
        found["spoken"] += [
            (each.code, number, BEST_FIRST.index(each.how)) for each in one.languages
        ]
    return found


def _row(number: int, one: Service, directory: Directory) -> tuple[Any, ...]:
    under = set(labels(one, directory.areas))
    return (
        number, one.country, int(("held_back",) in under),
        int(one.takes.woman != "no"), int(("not_for", "child") not in under),
        int(("not_for", "adult") not in under), int(bool(one.only_for)), int(one.telling),
        one.accepts.asylum or "ask", one.accepts.undocumented or "ask",
        one.assured_date.isoformat() if one.assured_date else None,
        CONFIDENCE.index(one.confidence), one.source.year or 0,
        *(int(("way", way) in under) for way in WAYS),
    )  # fmt: skip


def question(need: Need, directory: Directory, mark: Callable[[int], str]) -> tuple[str, list[Any]]:
    """Return the query for a need and its values; `mark` writes the place of the nth value."""
    values: list[Any] = []

    def put(value: object) -> str:
        values.append(value)
        return mark(len(values))

    asked = search(need, directory.areas, NOW)
    areas = ", ".join(put(f"{need.country}/{area}") for area in asked.chain)
    age = "child" if need.age == "child" else "adult"
    ways = " OR ".join(f"{way} = 1" for way in need.contact or WAYS)
    papers = need.papers if need.papers in {"asylum", "undocumented"} else None
    wanted = ", ".join(put(one) for one in need.wanted)
    does = f"SELECT COUNT(*) FROM does WHERE number = service.number AND need IN ({wanted})"
    columns = ["*", f"({does}) AS met"]
    for place, language in enumerate(need.languages):
        whose = f"number = service.number AND language = {put(language)}"
        how = f"SELECT MIN(how) FROM spoken WHERE {whose}"
        columns.append(f"COALESCE(({how}), 3) AS spoken{place}")
    conditions = [
        f"number IN (SELECT number FROM serves WHERE area IN ({areas}))",
        f"held = 0 AND woman = 1 AND {age} = 1 AND only_some = 0 AND ({ways})",
        *(["telling = 0"] if need.is_ordinary else []),
        *([f"{papers} <> 'no'"] if papers else []),
    ]
    order = [
        f"met = 0, assured IS NULL, assured < {put('2026-05-24')}, met DESC",
        *(f"spoken{place}" for place, _ in enumerate(need.languages)),
        *([f"{papers} <> 'yes'"] if papers else []),
        f"confidence, assured < {put('2026-08-22')}, year DESC",
    ]
    inner = f"SELECT {', '.join(columns)} FROM service WHERE {' AND '.join(conditions)}"
    text = f"SELECT number FROM ({inner}) AS able ORDER BY {', '.join(order)} LIMIT 24"
    return text, values


@contextmanager
def sqlite(directory: Directory, rows: Rows) -> Iterator[Ask]:
    """Yield what asks an SQLite database in memory."""
    connection = sqlite3.connect(":memory:")
    for statement in TABLES:
        connection.execute(statement)
    for table, found in rows.items():
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
    for statement in (*INDEXES, "ANALYZE"):
        connection.execute(statement)

    def ask(need: Need) -> None:
        text, values = question(need, directory, lambda number: f"?{number}")
        assert connection.execute(text, values).fetchall() is not None

    yield ask
    connection.close()


@contextmanager
def postgresql(directory: Directory, rows: Rows) -> Iterator[Ask]:
    """Yield what asks a PostgreSQL of our own. Raises AssertionError where none is installed."""
    with server() as address, asyncio.Runner() as loop:
        connection = loop.run(_filled(address, rows))

        def ask(need: Need) -> None:
            text, values = question(need, directory, lambda number: f"${number}")
            loop.run(connection.fetch(text, *values))

        yield ask
        loop.run(connection.close())


async def _filled(address: str, rows: Rows) -> Any:
    connection = await asyncpg.connect(f"{address}/postgres")
    for statement in TABLES:
        await connection.execute(statement)
    for table, found in rows.items():
        await connection.copy_records_to_table(table, records=found)
    for statement in (*INDEXES, "ANALYZE"):
        await connection.execute(statement)
    return connection
