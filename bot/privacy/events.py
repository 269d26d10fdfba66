"""
Everything that the log can say: one class for each event, and no other line is ever written (S42).

A field is a number or a word of a closed list, so that the type checker refuses free text before
it runs, and `log.py` refuses it again when it does. A new event is a class here and its name in
EVENTS. Numbers count things or time them: an id of anything about a person is no number of these.
"""

from dataclasses import dataclass
from typing import Literal, NewType

ErrorName = NewType("ErrorName", str)
"""The name of an exception's class, as it stands in somebody's code."""

Place = NewType("Place", str)
"""A line of our own code, such as `bot/turn.py:88`, or `elsewhere`."""

Level = Literal["debug", "info", "warning", "error", "critical"]
Library = Literal[
    "aiohttp", "alembic", "apscheduler", "asyncio", "httpcore", "httpx", "py", "rasa_sdk",
    "redis", "sanic", "sqlalchemy", "starlette", "telegram", "uvicorn", "other",
]  # fmt: skip
"""Whose logger spoke, by the first part of its name; `py` is Python's own warnings."""


@dataclass(frozen=True, slots=True)
class LedgerOpened:
    """The list of what must still be erased was read. The fields are those of `Opening`."""

    records: int
    damaged: int
    set_aside: int
    taken_back: int


@dataclass(frozen=True, slots=True)
class NotErased:
    """So many messages stand in chats for good: Telegram deletes nothing 48 hours old."""

    messages: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something went wrong that nobody expected. `cause` is what lay under it."""

    code: ErrorName
    cause: ErrorName
    place: Place
    where: Literal["turn", "main", "thread", "loop", "finaliser"]


@dataclass(frozen=True, slots=True)
class LibrarySpoke:
    """A library wanted to log so many records. What they said was never read."""

    library: Library
    level: Level
    records: int


Event = LedgerOpened | NotErased | Fault | LibrarySpoke

EVENTS: tuple[type[Event], ...] = (LedgerOpened, NotErased, Fault, LibrarySpoke)
"""The allow-list."""
