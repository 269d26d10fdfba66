"""What a load of files changed, in the history: a load is an author like any other (S93)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.signposting.service import Service
from bot.storage.approval import Author
from bot.storage.change_queries import add_change
from bot.storage.change_rows import Change
from bot.storage.queries import read_some
from bot.storage.record_change import difference

LOAD = Author("services load", "keeper")
"""Who it was: somebody with a shell on the machine, whom no account names."""


async def note_load(connection: AsyncConnection, changed: Iterable[Service], at: datetime) -> None:
    """Note each record that is about to be overwritten, as it was and as the file has it."""
    new = {service.id: service for service in changed}
    old = await read_some(connection, list(new))
    for id_, service in new.items():
        before, after = difference(old[id_][0], service)
        await add_change(
            connection, Change(0, id_, "import", "live", LOAD, at, before, after, None, None)
        )
