"""
One line of the ledger: what it says, and how it is sealed.

Every record has the same size on disc, whatever it says. That hides what it is, and it means that
a damaged record costs only itself: the next one still begins where it should.
"""

import os
import struct
from enum import IntEnum
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.sessions.ledger_key import LedgerKey

WORDING_BYTES = 15
"""The longest wording code, in ASCII characters."""

_PLAIN = struct.Struct(f"<B{WORDING_BYTES}sqqqdd")
_NONCE, _TAG = 12, 16
_FORM = b"fingerpost ledger 1"

SIZE = _NONCE + _PLAIN.size + _TAG
"""How many bytes a sealed record has."""


class Kind(IntEnum):
    """What a record says. The numbers stand in files: never give one another meaning."""

    INTENT = 1
    """A message is about to be sent."""
    OURS = 2
    """A message of the bot stands in the chat."""
    HERS = 3
    """A message that she typed stands in the chat."""
    MOVED = 4
    """The bot's messages are due at another time."""
    COVER = 5
    """The bot's newest message is to become an ordinary one; no wording takes that back."""
    GONE = 6
    """Nothing is owed for one message any more."""
    CLOSED = 7
    """Nothing is owed for one intent any more."""
    FORGOTTEN = 8
    """Nothing is owed for the chat any more."""


class Record(NamedTuple):
    """
    One record. Times are seconds since 1970, UTC; ids are the channel's own.

    `number` is a message's id; for an intent, the id after which the message will stand. `intent`
    is the intent opened or closed, 0 for none. `at` is when the message was first known.
    """

    kind: Kind
    chat: int
    number: int = 0
    intent: int = 0
    due: float = 0.0
    at: float = 0.0
    wording: str = ""

    def __repr__(self) -> str:
        """Return a text that names nobody (S43)."""
        return f"Record({self.kind.name})"


class Seal:
    """
    Seals records with AES-GCM, each under a random nonce of its own.

    One key is good for four thousand million records; a busy bot takes years to write them.
    """

    def __init__(self, key: LedgerKey) -> None:
        self._cipher = AESGCM(key.secret)

    def close(self, record: Record) -> bytes:
        """Return a record as it is written. Raises ValueError for a wording that does not fit."""
        kind, chat, number, intent, due, at, wording = record
        code = wording.encode("ascii")
        if len(code) > WORDING_BYTES:
            raise ValueError(f"a wording's code has at most {WORDING_BYTES} characters")
        nonce = os.urandom(_NONCE)
        plain = _PLAIN.pack(kind, code, chat, number, intent, due, at)
        return nonce + self._cipher.encrypt(nonce, plain, _FORM)

    def open(self, sealed: bytes) -> Record | None:
        """Return what is written there; None when it is damaged or sealed with another key."""
        try:
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _FORM)
            kind, code, chat, number, intent, due, at = _PLAIN.unpack(plain)
            wording = code.rstrip(b"\0").decode("ascii")
            return Record(Kind(kind), chat, number, intent, due, at, wording)
        except (InvalidTag, ValueError):
            # ValueError: a kind that only a later version writes.
            return None
