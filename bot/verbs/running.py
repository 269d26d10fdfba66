"""How a verb does what has to wait: in an event loop, which is imported when it is needed."""

import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.settings import Settings

Found = TypeVar("Found")


def run(work: Coroutine[Any, Any, Found]) -> Found:
    """Do the work in an event loop of its own and return what comes of it."""
    import asyncio

    return asyncio.run(work)


def begin_without_tls(settings: Settings) -> None:
    """
    Begin a verb that talks to no other machine, before anything else is imported.

    asyncio brings TLS with it: one and a half megabytes more through a whole conversation in the
    terminal, and nobody needs it who only reads files. With a database on a server it stays.

    From then on asyncio can make no connection with TLS in this process; `import ssl` still works.
    """
    from bot.storage.address import sqlite_file

    if "ssl" in sys.modules or sqlite_file(settings.database_url) is None:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how Python is told: there is none
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
