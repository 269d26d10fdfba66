"""
What the address of a database says, without sqlalchemy.

An address is `sqlite:///relative/path`, `sqlite:////absolute/path` or
`postgresql://user@host/name`. The driver may be named (`sqlite+aiosqlite`) or left out.
"""

import re
from pathlib import Path

from bot.errors import StoreError

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_FORM = re.compile(r"(?P<kind>[a-z]+)(?:\+(?P<driver>[a-z0-9]+))?://(?P<rest>.*)", re.DOTALL)


def with_driver(url: str) -> str:
    """Return the address with the driver that works without blocking. Raises StoreError."""
    kind, rest = _parts(url)
    return f"{_DRIVERS[kind]}://{rest}"


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite address; None for a database elsewhere or in memory."""
    kind, rest = _parts(url)
    path = rest.removeprefix("/").partition("?")[0]
    if kind != "sqlite" or path in {"", ":memory:"}:
        return None
    return Path(path)


def shown(url: str) -> str:
    """Return the address without a password, fit for a message."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", url)


def unusable(url: str, reason: str) -> StoreError:
    """Return the error for a database that cannot be opened, read or written."""
    return StoreError(
        f"{shown(url)}: the directory's database cannot be used ({reason}). {_what_to_do(url)}"
    )


def _what_to_do(url: str) -> str:
    if url.startswith("postgresql"):
        return (
            "Check the address, whether the server runs, and whether it lets this user into this "
            "database"
        )
    return (
        "Check the address and the rights on the file; if the file is broken, put a backup in its "
        "place, or move it away and start again from services_data"
    )


def _parts(url: str) -> tuple[str, str]:
    found = _FORM.fullmatch(url)
    if found is None or found["kind"] not in _DRIVERS:
        allowed = "sqlite:///path/to/directory.db and postgresql://user@host/name"
        raise StoreError(f"{shown(url)!r} is no address of a database; allowed are {allowed}")
    return found["kind"], found["rest"]
