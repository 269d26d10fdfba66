"""Accounts are made on purpose, settings are kept, counts hold nothing of anybody (S46, S92)."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, inspect, text

from bot.errors import ApprovalError
from bot.signposting.missed import Missed
from bot.storage.accounts import Account, Accounts, open_accounts
from bot.storage.approval import Author, Role
from bot.storage.counts import Counted, open_counts
from bot.storage.database import Database
from bot.storage.house_settings import HouseSettings, HouseSettingsStore, open_house_settings
from bot.storage.reports import Report, Reports, open_reports, week_of
from bot.storage.staff_tables import setting
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


@pytest.fixture
async def settings(any_url: str) -> AsyncIterator[HouseSettingsStore]:
    opened = await open_house_settings(any_url)
    yield opened
    await opened.close()


KEEPER = Author("kim", "keeper")
DAY = date(2026, 11, 30)


async def test_a_setting_is_kept_with_who_changed_it_and_is_a_change_for_running_bots(
    settings: HouseSettingsStore, any_store: DirectoryStore
) -> None:
    assert await settings.read() == HouseSettings()
    before = await any_store.mark()
    await settings.change(KEEPER, "notes_days", "14", DAY)
    await settings.change(KEEPER, "counting", "on", DAY)
    await settings.change(Author("eva", "keeper"), "notes_days", "21", DAY)
    assert await settings.read() == HouseSettings(counting=True, notes_days=21)
    assert (await any_store.snapshot()).counting
    assert await any_store.mark() != before
    changes = await settings.changes()
    assert {name: one.by for name, one in changes.items()} == {
        "notes_days": "eva",
        "counting": "kim",
    }
    roles: tuple[Role, ...] = ("volunteer", "editor")
    for role in roles:
        with pytest.raises(ApprovalError, match="keeper"):
            await settings.change(Author("eva", role), "counting", "off", DAY)
    assert (await settings.read()).counting


async def test_a_setting_that_something_else_wrote_counts_as_not_there(
    settings: HouseSettingsStore, any_url: str
) -> None:
    rows = [("counting", "perhaps"), ("idle_minutes", "0"), ("of another version", "1")]
    database = Database(any_url)
    async with database.writing() as connection:
        for name, value in rows:
            row = {"name": name, "value": value, "changed_by": "x", "changed_on": DAY}
            await connection.execute(insert(setting).values(row))
    await database.close()
    assert await settings.read() == HouseSettings()


async def test_s46_on_every_store_only_whole_tens_are_added_up(
    settings: HouseSettingsStore, any_url: str
) -> None:
    counts = await open_counts(any_url)
    one, two = Missed("MT", "language", "so"), Missed("MT", "region", "MT")
    await counts.write("2026-W48", {one: 30}, DAY)
    assert await counts.lately(DAY) == (), "it is off until somebody switches it on"
    await settings.change(KEEPER, "counting", "on", DAY)
    await counts.write("2025-W10", {one: 40}, DAY - timedelta(weeks=38))
    for _ in range(2):
        await counts.write("2026-W48", {one: 19, two: 9}, DAY)
    await counts.write("2026-W47", {one: 10}, DAY)
    assert await counts.lately(DAY) == (Counted(one, 30),)
    await counts.close()
