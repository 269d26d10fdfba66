"""
S40 where the directory lies in PostgreSQL: nothing of hers in any byte that its server wrote.

The server writes down every statement, as a careless administrator's would.
"""

from pathlib import Path

import asyncpg
import pytest

from bot.storage.open_directory import open_directory
from tests.privacy.markers import everything_under, found_in
from tests.storage.postgresql import cluster
from tests.telegram.fake.client import ROOT, FakeTelegram
from tests.telegram.test_every_step import (
    EVERY,
    SEAMS,
    Figures,
    every_seventh,
    forms,
    play,
)
from tests.telegram.watching import Nursery

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole


async def test_s40_no_byte_names_her_in_postgresql_when_every_seventh_step_fails(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    figures = Figures()
    breaks = tuple((seam, at % EVERY, EVERY) for at, seam in enumerate(SEAMS))
    with cluster("-c log_statement=all") as (address, folder):
        place = {"FINGERPOST_DATABASE_URL": f"{address}/postgres"}
        await (await open_directory(place["FINGERPOST_DATABASE_URL"], ROOT)).close()
        before = everything_under(folder)
        await play(nursery, telegram, tmp_path / "calls", figures, every_seventh(0), (), place)
        await play(nursery, telegram, tmp_path / "seams", figures, {}, breaks, place)
        connection = await asyncpg.connect(f"{address}/postgres")
        await connection.execute("CHECKPOINT")
        await connection.close()
        after = everything_under(folder)
    print(figures)
    assert sum(figures.failed.values()) > 8
    assert figures.broken > 10
    asked = after["log"].removeprefix(before["log"])
    assert asked.count(b"SELECT") > 10, "the bots did not ask this server"
    changed = {name: data for name, data in after.items() if data != before.get(name)}
    print(f"{len(after)} files of the server, {len(changed)} of them changed, were searched")
    for name, data in changed.items():
        known = found_in(before.get(name, b""), forms())
        assert set(found_in(data, forms())) <= set(known), name
