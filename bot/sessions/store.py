"""
Where visits are while they last.

The port is small and async, so that one machine's memory and a store shared by many workers both
fit; `tests/sessions/test_store.py` is what any of them promises. Nothing here knows an address:
visits are found by `SessionKey`.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from bot.sessions.keys import SessionKey
from bot.sessions.session import Session

LIMIT = 100_000
"""How many visits memory holds unless told otherwise."""


class SessionStore(Protocol):
    """The port. Every method raises StoreError when the store cannot be reached."""

    async def get(self, key: SessionKey) -> Session | None:
        """Return a visit, or None where there is none."""
        ...

    async def put(self, key: SessionKey, session: Session) -> None:
        """Keep a visit in place of what stood under this key."""
        ...

    async def drop(self, key: SessionKey) -> None:
        """Forget a visit. One that is not there is forgotten already."""
        ...

    def expired(self, now: datetime) -> AsyncIterator[SessionKey]:
        """Yield the key of each visit whose deadline has come; the caller drops it."""
        ...

    async def count(self) -> int:
        """Return how many visits there are."""
        ...


class _Held(NamedTuple):
    """A visit as it lies in memory: its deadline, and the rest packed into one piece."""

    deadline: datetime
    packed: bytes


class MemorySessions:
    """
    Visits in the memory of this process, gone when it ends.

    A visit is packed while nobody works on it: half a kilobyte instead of three, and one piece that
    is freed the moment it is dropped. At most `limit` are held: a new one then takes the place of
    the one silent longest. What that one still has to erase stands in the ledger, not here.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._held: OrderedDict[SessionKey, _Held] = OrderedDict()
        self._pack = msgspec.msgpack.Encoder().encode
        self._unpack = msgspec.msgpack.Decoder(Session).decode

    async def get(self, key: SessionKey) -> Session | None:
        """Return a visit, or None where there is none."""
        held = self._held.get(key)
        return None if held is None else self._unpack(held.packed)

    async def put(self, key: SessionKey, session: Session) -> None:
        """Keep a visit in place of what stood under this key."""
        self._held[key] = _Held(session.deadline, self._pack(session))
        self._held.move_to_end(key)
        if len(self._held) > self._limit:
            self._held.popitem(last=False)

    async def drop(self, key: SessionKey) -> None:
        """Forget a visit. One that is not there is forgotten already."""
        self._held.pop(key, None)

    async def expired(self, now: datetime) -> AsyncIterator[SessionKey]:
        """Yield the key of each visit whose deadline has come; the caller drops it."""
        over = [key for key, held in self._held.items() if held.deadline <= now]
        for key in over:
            # Between two of these she may have tapped: ask again just before it is said.
            held = self._held.get(key)
            if held is not None and held.deadline <= now:
                yield key

    async def count(self) -> int:
        """Return how many visits there are."""
        return len(self._held)
