"""
What every store of sessions promises, and what memory promises besides.

Another store is held to the same by adding it to STORES.
"""

import gc
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.answers import Answers
from bot.sessions.keys import SessionKey, session_key
from bot.sessions.session import Session, Standing, View
from bot.sessions.store import MemorySessions, SessionStore

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STORES: dict[str, Callable[[], SessionStore]] = {"memory": MemorySessions}


def key(number: int) -> SessionKey:
    return session_key(b"a secret for these tests", "telegram", number)


def visit(number: int = 0, minutes: int = 15) -> Session:
    """A visit as full as they come, different for each number."""
    answers = Answers()
    for question in ("language", "need", "country", "region", "papers", "age"):
        answers = answers.adding(question, f"{question}-{number}")
    return Session(
        version="4f0c2a",
        deadline=NOW + timedelta(minutes=minutes),
        answers=answers,
        view=(
            View("page", "2"),
            View("flow", "urgent", answers=Answers((("country", "GB"),)), distress=True),
        ),
        offered=tuple(f"button-{number}-{at}" for at in range(8)),
        shown=tuple(f"service-{number}-{at}" for at in range(8)),
        standing=Standing(
            revision=number,
            day=NOW.date(),
            community=True,
            specialist=False,
            together=False,
            call_first=f"service-{number}-0",
            met="need",
            any_way=False,
            added=((3, "fallback"),),
            fewer=((1, ("+441234567890",)),),
        ),
        ordinary=True,
        fallback="sq",
        reported=True,
        counted=True,
        told=(("papers", "asylum"), ("needs", (f"need-{number}", "maternity"))),
    )


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> SessionStore:
    return STORES[request.param]()


async def expired(store: SessionStore, now: datetime) -> set[SessionKey]:
    return {one async for one in store.expired(now)}


async def test_a_visit_comes_back_as_it_was(store: SessionStore) -> None:
    assert await store.get(key(1)) is None
    await store.put(key(1), visit(1))
    await store.put(key(2), visit(2))
    assert await store.get(key(1)) == visit(1)
    assert await store.get(key(2)) == visit(2)
    assert await store.count() == 2


async def test_every_field_of_a_visit_comes_back(store: SessionStore) -> None:
    full = visit(3)
    empty = Session("", NOW)
    fields = Session.__dataclass_fields__
    assert fields, "this would pass on nothing"
    same = [name for name in fields if getattr(full, name) == getattr(empty, name)]
    assert same == [], "visit() must fill every field, or this test does not see it"
    await store.put(key(1), full)
    assert await store.get(key(1)) == full


async def test_the_newest_state_of_a_visit_is_the_one_that_is_kept(store: SessionStore) -> None:
    await store.put(key(1), visit(1))
    await store.put(key(1), visit(9))
    assert await store.get(key(1)) == visit(9)
    assert await store.count() == 1


async def test_s21_a_dropped_visit_is_gone_and_can_be_dropped_again(store: SessionStore) -> None:
    await store.put(key(1), visit())
    await store.drop(key(1))
    await store.drop(key(1))
    assert await store.get(key(1)) is None
    assert await store.count() == 0
    assert await expired(store, NOW + timedelta(days=1)) == set()


async def test_s22_silence_is_over_at_the_deadline_and_not_before(store: SessionStore) -> None:
    for number in range(4):
        await store.put(key(number), visit(number, minutes=15 * number))
    assert await expired(store, NOW) == {key(0)}
    just_before = NOW + timedelta(minutes=30) - timedelta(microseconds=1)
    assert await expired(store, just_before) == {key(0), key(1)}
    assert await expired(store, NOW + timedelta(minutes=30)) == {key(0), key(1), key(2)}


async def test_s22_a_visit_whose_deadline_was_moved_is_not_over(store: SessionStore) -> None:
    await store.put(key(1), visit(minutes=15))
    await store.put(key(1), visit(minutes=60))
    assert await expired(store, NOW + timedelta(minutes=59)) == set()


async def test_visits_may_be_dropped_and_come_back_while_the_expired_are_listed(
    store: SessionStore,
) -> None:
    for number in range(10):
        await store.put(key(number), visit(number))
    seen: list[SessionKey] = []
    async for one in store.expired(NOW + timedelta(minutes=20)):
        seen.append(one)
        await store.drop(one)
        await store.put(key(99), visit(99, minutes=99))
    assert sorted(seen) == sorted(key(number) for number in range(10))
    assert await store.count() == 1


async def test_she_who_taps_while_the_expired_are_listed_is_not_thrown_out() -> None:
    store = MemorySessions()
    for number in range(3):
        await store.put(key(number), visit(number))
    seen = []
    async for one in store.expired(NOW + timedelta(minutes=20)):
        seen.append(one)
        await store.put(key(2), visit(2, minutes=60))
    assert seen == [key(0), key(1)]


async def test_memory_is_bounded_and_the_one_silent_longest_makes_room() -> None:
    store = MemorySessions(limit=3)
    for number in range(3):
        await store.put(key(number), visit(number))
    await store.put(key(0), visit(0, minutes=20))
    await store.put(key(3), visit(3))
    assert await store.count() == 3
    assert await store.get(key(1)) is None
    assert await store.get(key(0)) == visit(0, minutes=20)


async def held_by(store: MemorySessions, visits: int) -> int:
    """Fill a store and return how many bytes that took."""
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(visits):
        # Where visits are in memory, no assistant has told anything before (bot/rasa).
        await store.put(key(number), replace(visit(number), told=()))
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before


async def test_ten_thousand_visits_are_small_and_are_freed_at_once() -> None:
    tracemalloc.start()
    try:
        store, visits = MemorySessions(), 2_000
        each = await held_by(store, visits) / visits
        assert each < 1_200, f"{each:.0f} bytes a visit: ten thousand would not fit in 12 MB"
        full = tracemalloc.get_traced_memory()[0]
        # Without the garbage collector: what is dropped must not wait for it.
        gc.disable()
        for number in range(visits):
            await store.drop(key(number))
        freed = full - tracemalloc.get_traced_memory()[0]
        assert freed > 0.75 * each * visits
    finally:
        gc.enable()
        tracemalloc.stop()
