"""
The first account, and a second factor that was lost: what is made on the command line alone (S92).
"""

import segno

from bot.admin.second_factor import SecondFactors, with_factor
from bot.admin.secrets import (
    FEWEST_DIFFERENT,
    SHORTEST,
    hashed,
    is_good_password,
    new_password,
    new_totp_secret,
    totp_address,
)
from bot.errors import SettingError
from bot.storage.accounts import Account, Accounts


async def add_keeper(accounts: Accounts, factors: SecondFactors, name: str, password: str) -> str:
    """
    Make a keeper and return what has to be shown once: her second factor, and a drawn password.

    An empty password means that one is to be drawn. Raises SettingError for one that is too weak,
    ApprovalError for a name that is taken or is none.
    """
    if password and not is_good_password(password, name):
        raise SettingError(
            f"The password is too weak: it takes {SHORTEST} characters, {FEWEST_DIFFERENT} "
            "different ones, and not the name. Choose three or four words"
        )
    drawn, secret = password or new_password(), new_totp_secret()
    account = Account(name, "keeper", hashed(drawn))
    await accounts.add(with_factor(account, secret, factors))
    said = f"Keeper {name} is made. This is shown once:"
    return "\n".join(_lines(said, name, "" if password else drawn, secret))


async def reset_second_factor(accounts: Accounts, factors: SecondFactors, name: str) -> str:
    """
    Give somebody a new second factor and return what has to be shown once; her password stays.

    Raises ApprovalError for an account that there is not.
    """
    secret = new_totp_secret()
    await accounts.change(name, totp_secret=factors.sealed(secret, name))
    return "\n".join(
        _lines(f"{name} has a new second factor. This is shown once:", name, "", secret)
    )


def _lines(said: str, name: str, password: str, secret: str) -> list[str]:
    address = totp_address(secret, name)
    shown = [said]
    if password:
        shown.append(f"password: {password}")
    return [
        *shown,
        f"second factor: {secret}",
        f"as an address for an authenticator: {address}",
        _picture(address),
    ]


def _picture(address: str) -> str:
    """Return a QR code in half blocks, for a terminal."""
    rows = [list(row) for row in segno.make(address, micro=False).matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(_half(*two) for two in zip(*pair, strict=True)) for pair in pairs)


def _half(upper: int, lower: int) -> str:
    # Light on dark, as most terminals are; every authenticator reads both.
    return {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}[bool(upper), bool(lower)]
