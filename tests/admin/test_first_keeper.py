"""The first account is made on the command line, and shown once (S92)."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pyotp
import pytest

from bot.admin.first_keeper import add_keeper
from bot.admin.second_factor import SecondFactors, open_second_factors
from bot.admin.secrets import is_password
from bot.errors import ApprovalError, SettingError
from bot.storage.accounts import Accounts, open_accounts
from tests.admin.conftest import PASSWORD


@pytest.fixture
def factors(tmp_path: Path) -> SecondFactors:
    return open_second_factors(tmp_path / "state")


@pytest.fixture
async def accounts(tmp_path: Path) -> AsyncIterator[Accounts]:
    accounts = await open_accounts(f"sqlite:///{tmp_path / 'directory.db'}")
    yield accounts
    await accounts.close()


async def test_s92_the_first_keeper_has_a_second_factor_that_is_shown_once(
    accounts: Accounts, factors: SecondFactors
) -> None:
    shown = await add_keeper(accounts, factors, "kim", PASSWORD)
    account = await accounts.get("kim")
    assert account is not None
    assert (account.role, account.given) == ("keeper", False)
    assert account.totp_secret is not None
    secret = factors.opened(account.totp_secret, "kim")
    assert secret is not None
    assert secret in shown
    assert PASSWORD not in shown, "what she typed is not shown again"
    address = re.search(r"otpauth://\S+", shown)
    assert address is not None
    parsed = pyotp.parse_uri(address[0])
    assert parsed.secret == secret
    assert "█" in shown


async def test_s92_a_drawn_password_is_shown_and_works(
    accounts: Accounts, factors: SecondFactors
) -> None:
    shown = await add_keeper(accounts, factors, "kim", "")
    drawn = re.search(r"^password: (\S+)$", shown, re.MULTILINE)
    assert drawn is not None
    account = await accounts.get("kim")
    assert account is not None
    assert is_password(account.password_hash, drawn[1])


async def test_s92_what_is_weak_or_taken_makes_no_account(
    accounts: Accounts, factors: SecondFactors
) -> None:
    with pytest.raises(SettingError, match="too weak"):
        await add_keeper(accounts, factors, "kim", "password")
    with pytest.raises(ApprovalError, match="no name"):
        await add_keeper(accounts, factors, "Kim Kay", PASSWORD)
    assert await accounts.all() == ()
    await add_keeper(accounts, factors, "kim", PASSWORD)
    with pytest.raises(ApprovalError, match="already"):
        await add_keeper(accounts, factors, "kim", PASSWORD)
