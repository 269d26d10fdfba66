"""
Seal a visit, so that somebody else can keep it who must not read it.

Rasa remembers a conversation in its own store, and hands back what an action wrote there with the
next message. What it keeps of a visit is therefore sealed with a key that lives in the memory of
this process alone: when the process ends, nobody can read any of it again.
"""

import base64
import binascii
import os
from typing import NamedTuple

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.sessions.session import Session

_NONCE = 12
_BLOCK = 256
"""Sealed visits grow in steps of so many bytes: their length says little of what is in them."""


class Carried(NamedTuple):
    """A visit, and the code of the card that stands in it."""

    session: Session
    code: str


class VisitSeal:
    """Seals visits with AES-GCM. `key` has 32 bytes; without one, a key is made and kept here."""

    def __init__(self, key: bytes | None = None) -> None:
        self._cipher = AESGCM(key or AESGCM.generate_key(256))
        self._pack = msgspec.msgpack.Encoder().encode
        self._unpack = msgspec.msgpack.Decoder(Carried).decode

    def close(self, carried: Carried, owner: str) -> str:
        """Return a visit as a text. It can be opened for the same owner only."""
        plain = self._pack(carried)
        size = len(plain).to_bytes(4, "big")
        padded = size + plain + bytes(-(len(plain) + 4) % _BLOCK)
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, padded, owner.encode())
        return base64.urlsafe_b64encode(sealed).decode("ascii")

    def open(self, sealed: object, owner: str) -> Carried | None:
        """Return the visit; None for what was sealed elsewhere, for others, or is no visit."""
        if not isinstance(sealed, str):
            return None
        try:
            data = base64.urlsafe_b64decode(sealed)
            padded = self._cipher.decrypt(data[:_NONCE], data[_NONCE:], owner.encode())
            return self._unpack(padded[4 : 4 + int.from_bytes(padded[:4], "big")])
        except (InvalidTag, ValueError, binascii.Error, msgspec.DecodeError):
            return None
