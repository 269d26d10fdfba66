"""What was not found is counted only where that is switched on, and nothing of anybody (S46)."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import closing
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Choice, Incoming, Start, Text
from bot.presentation.page_cards import counting_line
from bot.sessions.keys import SessionKey
from bot.sessions.store import MemorySessions
from bot.signposting.directory import Directory
from bot.signposting.missed import Missed, missed
from bot.signposting.need import NEEDS, Need
from bot.storage.approval import Author
from bot.storage.count_port import CountWriter
from bot.storage.counts import Counts, open_counts
from bot.storage.house_settings import HouseSettingsStore, open_house_settings
from bot.visits import Visits
from tests.conversation.visit import NOW, directory, visit, world

MARKER = "Zyxmarkerqpw"
KEY = SessionKey("f00dfacef00dfacef00dfacef00dface")
KIM = Author("kim", "keeper")
MONDAY = date(2026, 11, 30)

WAY: tuple[Incoming, ...] = (
    Start("so"), Text(f"{MARKER} magaca"), Choice("find"), Choice("me"), Choice("MT"),
    Text(MARKER), Choice("skip"), Choice("skip"),
)  # fmt: skip
"""A visit in Somali, for which nobody is known in Malta, with words typed in between."""


def counting() -> Directory:
    return replace(directory(), counting=True)


class Known:
    """Hands out one directory."""

    def __init__(self, known: Directory) -> None:
        self.known = known

    async def current(self) -> Directory:
        return self.known


class Taken(list[Missed]):
    """Takes what is counted, and remembers how often something came."""

    times = 0

    def __call__(self, found: Iterable[Missed]) -> None:
        self.times += 1
        self.extend(found)


async def talked(take: Taken, known: Directory, *more: Incoming) -> Visits:
    visits = Visits(world(), Known(known), MemorySessions(), lambda: NOW, take_count=take)
    for incoming in (*WAY, *more):
        await visits(KEY, incoming)
    return visits


async def test_s46_nothing_is_counted_unless_a_keeper_has_switched_it_on() -> None:
    on, off = Taken(), Taken()
    await talked(on, counting())
    await talked(off, directory())
    assert on, "the way finds everything: this test would pass on nothing"
    assert not off


async def test_s46_at_most_once_in_a_visit() -> None:
    taken = Taken()
    await talked(taken, counting(), Choice("back"), Choice("back"), *WAY[2:])
    assert taken.times == 1
    assert len(taken) == len(set(taken))


async def test_what_cannot_be_counted_leaves_her_card_as_it_is() -> None:
    class Broken(Taken):
        def __call__(self, found: Iterable[Missed]) -> None:
            super().__call__(found)
            raise OSError("the disc is full")

    taken, broken = Taken(), Broken()
    cards = []
    for take in (taken, broken):
        visits = await talked(take, counting())
        cards.append((await visits(KEY, Choice("urgent"))).card)
    assert broken
    assert cards[0] == cards[1]


def test_s46_a_count_has_a_country_and_one_of_need_language_region() -> None:
    assert [field.name for field in fields(Missed)] == ["country", "about", "code"]
    areas, seen = directory().areas, set()
    need = Need(
        "GB", area="London/Newham", needs=("housing_homelessness", "health_medical"),
        languages=("so", "en"), papers="undocumented", age="child", groups=("deaf",),
    )  # fmt: skip
    for met in ("need_and_language", "need", "national_only"):
        for one in missed(need, met, areas):
            seen.add(one)
    allowed = {*NEEDS, *(area.id for area in areas.choices("GB")), "so", "en"}
    assert {one.about for one in seen} == {"need", "language", "region"}
    assert {one.code for one in seen} <= allowed
    assert Missed("GB", "region", "London") in seen, "the region, never the borough"


@pytest.fixture
async def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'directory.db'}"


@pytest.fixture
async def settings(url: str) -> AsyncIterator[HouseSettingsStore]:
    opened = await open_house_settings(url)
    await opened.change(KIM, "counting", "on", MONDAY)
    yield opened
    await opened.close()


@pytest.fixture
async def counts(url: str, settings: HouseSettingsStore) -> AsyncIterator[Counts]:
    assert (await settings.read()).counting
    opened = await open_counts(url)
    yield opened
    await opened.close()


A, B = Missed("MT", "language", "so"), Missed("MT", "need", "legal_advice")


async def test_s46_whole_tens_are_written_when_the_week_is_over_and_the_rest_is_gone(
    url: str, counts: Counts
) -> None:
    day = MONDAY
    writer = CountWriter(url, lambda: day)
    for number in range(29):
        writer.take((A,) if number < 9 else (A, B))
    day = MONDAY + timedelta(days=6)
    writer.look()
    await writer.settle()
    assert await counts.lately(day) == (), "the week is not over"
    day = MONDAY + timedelta(days=7)
    writer.take((B,))
    await writer.settle()
    assert [(one.missed, one.number) for one in await counts.lately(day)] == [(A, 20), (B, 20)]
    day = MONDAY + timedelta(days=14)
    writer.look()
    await writer.settle()
    lately = await counts.lately(day)
    assert [one.number for one in lately] == [20, 20], "what was left of a week adds to no other"
    assert await counts.lately(day + timedelta(weeks=20)) == ()


async def test_s46_a_week_ends_by_itself_with_nobody_there(url: str, counts: Counts) -> None:
    day = MONDAY
    writer = CountWriter(url, lambda: day, look_every=0.01)
    for _ in range(10):
        writer.take((A,))
    day = MONDAY + timedelta(days=7)
    for _ in range(1000):
        await asyncio.sleep(0.02)
        await writer.settle()
        if await counts.lately(day):
            break
    assert [one.missed for one in await counts.lately(day)] == [A]


async def test_s46_switched_off_before_the_week_is_over_nothing_is_written(
    settings: HouseSettingsStore, counts: Counts
) -> None:
    await settings.change(KIM, "counting", "off", MONDAY)
    await counts.write("2026-W49", {A: 100}, MONDAY)
    assert await counts.lately(MONDAY) == ()
    await settings.change(KIM, "counting", "on", MONDAY)
    await counts.write("2026-W49", {A: 100}, MONDAY)
    assert [one.number for one in await counts.lately(MONDAY)] == [100]


def written(folder: Path) -> tuple[list[Any], list[str], bytes]:
    """Return the rows, the names of their columns, and every byte that lies in the folder."""
    with closing(sqlite3.connect(folder / "directory.db")) as connection:
        cursor = connection.execute("SELECT * FROM counted")
        rows, names = cursor.fetchall(), [column[0] for column in cursor.description]
    return rows, names, b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


async def test_s40_s46_no_text_and_nobody_is_in_what_is_written(
    url: str, counts: Counts, tmp_path: Path
) -> None:
    day = MONDAY
    writer = CountWriter(url, lambda: day)
    visits = Visits(
        world(), Known(counting()), MemorySessions(), lambda: NOW, take_count=writer.take
    )
    for number in range(10):
        key = SessionKey(f"{number:0>31}x")
        for incoming in WAY:
            await visits(key, incoming)
    day = MONDAY + timedelta(days=7)
    writer.look()
    await writer.settle()
    assert await counts.lately(day)
    rows, names, held = written(tmp_path)
    assert rows, "nothing was written: this test would look at nothing"
    assert names == ["country", "about", "code", "week", "number"]
    assert {row[3:] for row in rows} == {("2026-W49", 10)}
    assert MARKER.encode() not in held
    assert KEY.encode() not in held
    assert b"0000000x" not in held


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/directory.db", "nonsense"])
async def test_a_database_that_is_not_there_is_nobodys_concern(url: str) -> None:
    day = MONDAY
    writer = CountWriter(url, lambda: day)
    for _ in range(10):
        writer.take((A,))
    day += timedelta(days=7)
    writer.look()
    await writer.settle()


def test_s46_what_she_reads_of_it_is_there_exactly_while_it_is_on() -> None:
    languages = world().catalogues.offered
    assert len(languages) > 20
    for language in languages:
        said = counting_line(world().catalogues.words(language))
        on, off = (
            visit(language, known).tap("traces", "privacy").card.text
            for known in (counting(), directory())
        )
        assert said in on, language
        assert said not in off, language
