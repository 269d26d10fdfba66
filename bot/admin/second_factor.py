"""
Second factors as the database holds them: sealed with a key that lies outside it.

Who has a copy of the database, without the state folder of the machine, can sign in as nobody. Who
loses the key gives each keeper a new second factor: `admin reset-second-factor`.
"""

import base64
import binascii
import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import SettingError
from bot.storage.accounts import Account, Accounts

FILE = "second-factors.key"
"""The file in the state folder that holds the key."""

RESET = "python -m bot admin reset-second-factor NAME"
"""What gives somebody a new second factor."""

_LENGTH = 32
_NONCE = 12
_SEALED = "1."
"""How a sealed secret begins; a secret as such has letters and digits only."""


class SecondFactors:
    """Seals and opens second factors. Each is bound to its account: it opens for no other name."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def sealed(self, secret: str, name: str) -> str:
        """Return what is kept of a second factor."""
        nonce = os.urandom(_NONCE)
        closed = nonce + self._cipher.encrypt(nonce, secret.encode(), name.encode())
        return _SEALED + base64.urlsafe_b64encode(closed).decode("ascii")

    def opened(self, kept: str, name: str) -> str | None:
        """Return the second factor; None for one that is not sealed, or not with this key."""
        if not is_sealed(kept):
            return None
        try:
            closed = base64.urlsafe_b64decode(kept.removeprefix(_SEALED))
            return self._cipher.decrypt(closed[:_NONCE], closed[_NONCE:], name.encode()).decode()
        except (InvalidTag, ValueError, binascii.Error):
            return None


def is_sealed(kept: str) -> bool:
    """Whether it is a sealed second factor, with whatever key."""
    return kept.startswith(_SEALED)


def open_second_factors(state: Path) -> SecondFactors:
    """
    Return what seals and opens, with the key in a state folder; the first call makes the key.

    Raises SettingError for a file that is no key, or a folder that cannot be written.
    """
    path = state / FILE
    try:
        if not path.exists():
            _make(path)
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except OSError as error:
        raise SettingError(
            f"{path}: cannot be read or made ({error}). It holds the key of the second factors; "
            "let the user that serves the staff pages read and write it"
        ) from None
    except binascii.Error:
        key = b""
    if len(key) != _LENGTH:
        raise SettingError(
            f"{path} holds no key. Put back a copy of it. Without one, delete it and give every "
            f"keeper a new second factor: {RESET}"
        )
    return SecondFactors(key)


def _make(path: Path) -> None:
    """Make a key, whole or not at all; one that another program makes meanwhile stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # mkstemp makes a file that nobody but its owner can read.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(AESGCM.generate_key(_LENGTH * 8)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()


async def seal_all(accounts: Accounts, factors: SecondFactors) -> tuple[str, ...]:
    """
    Seal every second factor that an older version of the program left readable.

    Returns the names of those open accounts whose second factor this key does not open.
    """
    lost = []
    for account in await accounts.all():
        kept = account.totp_secret
        if kept is None:
            continue
        if not is_sealed(kept):
            sealed = factors.sealed(kept, account.name)
            await accounts.change(account.name, totp_secret=sealed)
        elif account.open and factors.opened(kept, account.name) is None:
            lost.append(account.name)
    return tuple(lost)


def with_factor(account: Account, secret: str | None, factors: SecondFactors) -> Account:
    """Return an account with this second factor, sealed; without one for None."""
    kept = factors.sealed(secret, account.name) if secret is not None else None
    return replace(account, totp_secret=kept)
