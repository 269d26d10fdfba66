"""
What a session is found by, and what a message is sent to: two things that must never be mixed up.

A session is kept under a keyed hash of the channel's address (S41), so that what holds sessions
cannot say who is talking. The address itself goes to the channel and to the ledger of what must
still be erased, and nowhere else.
"""

import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NewType

from bot.errors import SettingError

SessionKey = NewType("SessionKey", str)
"""A keyed hash of a channel's address, 32 hexadecimal digits: nothing without the secret."""

SHORTEST_SECRET, LONGEST_SECRET = 16, 64
"""How many bytes the secret may have."""


@dataclass(frozen=True, slots=True)
class ChatAddress:
    """
    The id by which a channel knows a chat.

    It is a value of its own and no number, so that it fits nowhere a count or a key is wanted, and
    its text never shows the id: what is formatted by mistake names nobody (S43).
    """

    id: int = field(repr=False)


def new_secret() -> bytes:
    """Return a secret for session keys that lasts as long as the process keeps it."""
    return secrets.token_bytes(32)


def session_key(secret: bytes, channel: str, address: int | str) -> SessionKey:
    """
    Return the key of a chat's session. `channel` is the channel's own name, such as `telegram`.

    Another secret, as after a start, gives other keys. Raises SettingError for a secret of the
    wrong length.
    """
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        raise SettingError(
            f"the secret of the session keys has {len(secret)} bytes; {SHORTEST_SECRET} to "
            f"{LONGEST_SECRET} are allowed. Leave it out, and one is made for this start"
        )
    named = f"{channel}\0{address}".encode()
    return SessionKey(blake2b(named, key=secret, digest_size=16).hexdigest())
