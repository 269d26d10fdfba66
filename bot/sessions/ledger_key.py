"""
The key of the ledger: where it comes from, and what is said when it is missing.

It comes from the environment, never from the state folder, a backup or the
image (S41): whoever takes the disc away must not find it there.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass, field

from bot.errors import SettingError

VARIABLE = "FINGERPOST_LEDGER_KEY"
"""The environment variable that holds the key."""

LENGTH = 32
"""How many bytes the key has."""

COMMAND = (
    'python -c "import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())"'
)
"""The command that makes a key. It needs nothing but Python."""


@dataclass(frozen=True, slots=True)
class LedgerKey:
    """The key of the ledger: 32 bytes. Its text never shows them."""

    secret: bytes = field(repr=False)


def new_ledger_key() -> str:
    """Return a new key as it is written into the environment: 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode("ascii")


def read_ledger_key(text: str | None) -> LedgerKey:
    """Return the key. Raises SettingError, with the command that makes one; never shows the key."""
    if not text or not text.strip():
        raise _unusable("is not set")
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise _unusable("is not base64") from None
    if len(secret) != LENGTH:
        raise _unusable(f"holds {len(secret)} bytes instead of {LENGTH}")
    return LedgerKey(secret)


def _unusable(what: str) -> SettingError:
    return SettingError(
        f"{VARIABLE} {what}. It is the key of the list of messages that must still be erased: "
        f"{LENGTH} bytes in base64. Make one, and keep it outside the state folder: {COMMAND}"
    )
