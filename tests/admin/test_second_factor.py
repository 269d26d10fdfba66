"""A second factor is in no copy of the database, and a lost key is no end (S92)."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from typer.testing import CliRunner

from bot.__main__ import application
from bot.admin.second_factor import FILE, SecondFactors, open_second_factors, seal_all
from bot.admin.secrets import half_minute_of
from bot.app.staff import say_whose_factor_is_lost
from bot.errors import SettingError
from bot.storage.accounts import Account, Accounts, open_accounts
from tests.admin.conftest import SECRET, House, Person

KEY = bytes(range(32))


def held(folder: Path) -> bytes:
    """Return every byte of the database's files."""
    found = [path for path in folder.iterdir() if path.name.startswith("directory.db")]
    assert found
    return b"".join(path.read_bytes() for path in found)


async def opened(folder: Path) -> Accounts:
    return await open_accounts(f"sqlite:///{folder / 'directory.db'}")


async def test_s92_no_second_factor_can_be_read_in_the_database(tmp_path: Path) -> None:
    factors, accounts = SecondFactors(KEY), await opened(tmp_path)
    await accounts.add(Account("old", "keeper", "hash", totp_secret=SECRET))
    await accounts.add(Account("none", "editor", "hash"))
    assert SECRET.encode() in held(tmp_path), "this test would look at nothing"
    assert await seal_all(accounts, factors) == ()
    account = await accounts.get("old")
    await accounts.close()
    assert account is not None
    assert account.totp_secret is not None
    assert factors.opened(account.totp_secret, "old") == SECRET
    assert SECRET.encode() not in held(tmp_path)


async def test_sealing_again_changes_nothing_and_names_what_another_key_has_sealed(
    tmp_path: Path,
) -> None:
    factors, accounts = SecondFactors(KEY), await opened(tmp_path)
    await accounts.add(Account("kim", "keeper", "hash", totp_secret=SECRET))
    await seal_all(accounts, factors)
    before = await accounts.get("kim")
    assert await seal_all(accounts, factors) == ()
    assert await accounts.get("kim") == before
    assert await seal_all(accounts, SecondFactors(KEY[::-1])) == ("kim",)
    assert await accounts.get("kim") == before
    await accounts.close()


def test_a_second_factor_opens_for_its_own_account_alone() -> None:
    factors = SecondFactors(KEY)
    kept = factors.sealed(SECRET, "kim")
    assert factors.opened(kept, "kim") == SECRET
    assert factors.sealed(SECRET, "kim") != kept, "the same twice would show that it is the same"
    spoilt = kept[:-4] + ("AAAA" if not kept.endswith("AAAA") else "BBBB")
    for wrong, name in ((kept, "eva"), (spoilt, "kim"), (SECRET, "kim"), ("1.", "kim"), ("", "")):
        assert factors.opened(wrong, name) is None


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    kept = open_second_factors(state).sealed(SECRET, "kim")
    file = state / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in state.iterdir()] == [FILE], "nothing is left beside it"
    assert open_second_factors(state).opened(kept, "kim") == SECRET
    for nonsense in (b"", b"AAAA", b"not base64 at all!"):
        file.write_bytes(nonsense)
        with pytest.raises(SettingError, match="reset-second-factor"):
            open_second_factors(state)


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(SettingError, match="key of the second factors"):
        open_second_factors(tmp_path / "state")


async def test_with_another_key_nobody_signs_in_until_she_has_a_new_factor(
    house: House, keeper: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = SecondFactors(KEY).sealed(SECRET, "kim")
    await house.desk.accounts.change("kim", totp_secret=kept)
    house.clock.later(minutes=1)
    answer = await keeper.signs_in()
    assert answer.status_code == 401
    say_whose_factor_is_lost(await seal_all(house.desk.accounts, house.desk.factors))
    assert "reset-second-factor kim" in capsys.readouterr().err


def test_the_verb_gives_a_new_second_factor_and_leaves_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINGERPOST_STATE_DIR", str(tmp_path))
    run = CliRunner()
    shown = run.invoke(
        application, ["admin", "add-keeper", "kim"], input="a long password\n"
    ).output
    (tmp_path / FILE).unlink()
    again = run.invoke(application, ["admin", "reset-second-factor", "kim"]).output
    first, second = (text.partition("second factor: ")[2].split()[0] for text in (shown, again))
    assert first != second
    now = datetime(2026, 11, 30, tzinfo=UTC)
    assert half_minute_of(second, pyotp.TOTP(second).at(now), now) is not None
    assert "password" not in again
