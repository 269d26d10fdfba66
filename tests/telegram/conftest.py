"""The fake Telegram that every test here talks to: one process, made afresh for each test."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.telegram.fake.client import FakeTelegram, fake_process
from tests.telegram.watching import nursery

__all__ = ["nursery"]


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
