"""
Keep the two sides of a partnership at one day of review, inside a transaction of the caller.

A record is changed by itself; when that changes the day of a review, the record of the partner that
names it too gets the same day, with a line of its own in its history.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.signposting.partnership import Said, with_review
from bot.signposting.service import Service
from bot.storage import change_queries as queries
from bot.storage.change_rows import Change
from bot.storage.queries import read_service, write_service
from bot.storage.record_change import difference
from bot.storage.tables import partner as table

_PORTION = 500


async def say_to_partners(
    connection: AsyncConnection, said: Mapping[Said, date | None], because: Change
) -> None:
    """Write days of review into the records of the partners too, as part of a change."""
    for id_, partner_id in await _said_otherwise(connection, said):
        partner = await _readable(connection, partner_id)
        if partner is not None:
            new = with_review(partner, id_, said[id_, partner_id])
            await write_service(connection, new)
            await queries.add_change(connection, _beside(because, partner, new))


async def _said_otherwise(
    connection: AsyncConnection, said: Mapping[Said, date | None]
) -> list[Said]:
    """Return those of which the partner's record names the other side, with another day."""
    found: list[Said] = []
    partners = sorted({partner_id for _, partner_id in said})
    for start in range(0, len(partners), _PORTION):
        some = partners[start : start + _PORTION]
        rows = await connection.execute(
            select(table.c.service_id, table.c.partner_id, table.c.reviewed).where(
                table.c.service_id.in_(some)
            )
        )
        for partner_id, id_, day in rows:
            if (id_, partner_id) in said and said[id_, partner_id] != day:
                found.append((id_, partner_id))
    return list(dict.fromkeys(found))


async def _readable(connection: AsyncConnection, id_: str) -> Service | None:
    # A record that cannot be read keeps no other from being changed.
    with suppress(msgspec.ValidationError):
        return await read_service(connection, id_)
    return None


def _beside(because: Change, old: Service, new: Service) -> Change:
    before, after = difference(old, new)
    return replace(
        because, id=0, service_id=new.id, state="live", old=before, new=after, undoes=None
    )
