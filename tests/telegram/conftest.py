"""The fake Telegram that every test here talks to: one process, made afresh for each test."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conversation.visit import directory, world
from tests.telegram.fake.client import FakeTelegram, fake_process
from tests.telegram.watching import nursery

__all__ = ["nursery"]


@pytest.fixture(scope="session", autouse=True)
def _lists_are_open() -> None:
    """Open the lists of words as the host does before it answers anybody: it takes seconds."""
    world().understand("", {}, None, directory())


@pytest.fixture(scope="session")
def telegram_port() -> Iterator[int]:
    with fake_process() as port:
        yield port


@pytest.fixture
async def telegram(telegram_port: int) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram.at(telegram_port) as telegram:
        await telegram.reset()
        yield telegram
        broken = [one for one in await telegram.violations() if one["code"] == "fake_broke"]
        assert not broken, f"the fake itself broke: {broken}"
