"""Accounts are made on purpose, reports hold nothing of anybody (S46, S92)."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import inspect, text

from bot.errors import ApprovalError
from bot.storage.accounts import Account, Accounts, open_accounts
from bot.storage.database import Database
from bot.storage.reports import Report, Reports, open_reports, week_of
from bot.storage.store import DirectoryStore


@pytest.fixture
async def accounts(any_url: str) -> AsyncIterator[Accounts]:
    accounts = await open_accounts(any_url)
    yield accounts
    await accounts.close()


@pytest.fixture
async def reports(any_url: str) -> AsyncIterator[Reports]:
    reports = await open_reports(any_url)
    yield reports
    await reports.close()


async def test_s92_there_is_no_account_until_somebody_makes_one(accounts: Accounts) -> None:
    assert await accounts.all() == ()
    await accounts.add(Account("kim", "keeper", "hash"))
    assert await accounts.get("kim") == Account("kim", "keeper", "hash")
    assert await accounts.get("admin") is None
    with pytest.raises(ApprovalError, match="already"):
        await accounts.add(Account("kim", "volunteer", "other"))


@pytest.mark.parametrize("name", ["", "Kim", "kim kay", "-kim", "a" * 51, "kim\n", "kïm"])
async def test_a_name_is_plain(accounts: Accounts, name: str) -> None:
    with pytest.raises(ApprovalError, match="no name"):
        await accounts.add(Account(name, "keeper", "hash"))


async def test_the_last_keeper_stays(accounts: Accounts) -> None:
    await accounts.add(Account("kim", "keeper", "hash"))
    with pytest.raises(ApprovalError, match="only keeper"):
        await accounts.change("kim", role="editor")
    with pytest.raises(ApprovalError, match="only keeper"):
        await accounts.change("kim", open=False)
    await accounts.add(Account("lee", "keeper", "hash"))
    assert not (await accounts.change("kim", open=False)).open
    with pytest.raises(ApprovalError, match="only keeper"):
        await accounts.change("lee", role="volunteer")
    with pytest.raises(ApprovalError, match="no account"):
        await accounts.change("nobody", open=True)


async def test_s92_no_code_counts_twice(accounts: Accounts) -> None:
    await accounts.add(Account("kim", "keeper", "hash"))
    assert [await accounts.take_code("kim", one) for one in (5, 5, 4, 6)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_an_account_that_is_printed_shows_no_secret() -> None:
    account = Account("kim", "keeper", "the-hash", totp_secret="the-secret")  # noqa: S106
    assert "the-" not in f"{account} {account!r}"


async def test_s46_a_report_is_service_kind_week_and_number(
    reports: Reports, any_url: str, any_store: DirectoryStore
) -> None:
    before = await any_store.mark()
    for kind in ("number_failed", "number_failed", "could_not_help"):
        await reports.note("one", kind, week_of(date(2026, 11, 30)))
    await reports.note("two", "number_failed", "2026-W48")
    assert await reports.all() == (
        Report("one", "could_not_help", "2026-W49", 1),
        Report("one", "number_failed", "2026-W49", 2),
        Report("two", "number_failed", "2026-W48", 1),
    )
    assert await any_store.mark() == before, "a report changes nothing that anybody is shown"
    await reports.seen_to("one")
    assert [one.service_id for one in await reports.all()] == ["two"]

    database = Database(any_url)
    async with database.reading() as connection:
        columns = await connection.run_sync(lambda sync: inspect(sync).get_columns("report"))
        rows = (await connection.execute(text("SELECT * FROM report"))).all()
    await database.close()
    assert [column["name"] for column in columns] == ["service_id", "kind", "week", "number"]
    assert len(rows) == 1
