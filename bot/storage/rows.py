"""
Turn a Service into rows of the tables and back, without losing anything.

Fields that are records of their own lie flat in the row (`source.url` is the column `source_url`);
lists of records have a table each; other lists are JSON.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Table

from bot.signposting.places import Area
from bot.signposting.service import Accepts, AcceptsBasis, Interpreters, Service, Source, Takes
from bot.storage import tables
from bot.storage.record_change import known_parts

Row = dict[str, Any]

FLAT = {
    "accepts": Accepts,
    "accepts_basis": AcceptsBasis,
    "interpreters": Interpreters,
    "source": Source,
    "takes": Takes,
}
"""Fields that are one record each, and lie in the row of the service."""

PARTS: dict[str, tuple[Table, dict[str, str]]] = {
    "contacts": (tables.contact, {}),
    "languages": (tables.service_language, {}),
    "partners": (tables.partner, {"id": "partner_id"}),
    "serves": (tables.service_area, {"": "area_id"}),
}
"""
Fields with a table of their own, and the columns that are not called like the field they hold.

An empty name stands for the item itself, where it is a text and not a record.
"""


@dataclass(frozen=True, slots=True)
class ServiceRows:
    """One service as rows: its own, and those of its parts by field."""

    service: Row
    parts: dict[str, list[Row]]


def digest(service: Service) -> str:
    """
    Return what tells whether two records are equal, as 64 hexadecimal digits.

    What is not known does not count, so that a field that a later version adds does not make every
    record look as if somebody had changed it.
    """
    plain = known_parts(msgspec.to_builtins(service, builtin_types=()))
    text = msgspec.json.encode(plain, order="deterministic")
    return hashlib.sha256(text).hexdigest()


def to_rows(service: Service, position: int, loaded_digest: str | None) -> ServiceRows:
    """Return the rows of a service. `position` is its place in the order of the directory."""
    record: Row = msgspec.to_builtins(service, builtin_types=(date,))
    parts = {
        field: [
            {"service_id": service.id, "position": at, **_part(item, renamed)}
            for at, item in enumerate(record.pop(field))
        ]
        for field, (_, renamed) in PARTS.items()
    }
    for field, kind in FLAT.items():
        inside = record.pop(field) or {}
        record |= {f"{field}_{one.name}": inside.get(one.name) for one in fields(kind)}
    return ServiceRows(record | {"position": position, "loaded_digest": loaded_digest}, parts)


def _part(item: object, renamed: Mapping[str, str]) -> Row:
    if not isinstance(item, dict):
        return {renamed[""]: item}
    return {renamed.get(key, key): value for key, value in item.items()}


def from_rows(rows: ServiceRows) -> Service:
    """
    Return the service that rows hold.

    Raises msgspec.ValidationError when they hold what no service can be.
    """
    record = {key: value for key, value in rows.service.items() if key not in _OURS}
    for field, kind in FLAT.items():
        inside = {one.name: record.pop(f"{field}_{one.name}") for one in fields(kind)}
        # Interpreters may be unknown altogether; every other record stands there, if only empty.
        record[field] = None if field == "interpreters" and inside["offered"] is None else inside
    for field, (_, renamed) in PARTS.items():
        record[field] = [_item(row, renamed) for row in rows.parts.get(field, [])]
    return msgspec.convert(record, Service)


_OURS = frozenset({"position", "loaded_digest"})


def _item(row: Row, renamed: Mapping[str, str]) -> object:
    if "" in renamed:
        return row[renamed[""]]
    names = {column: field for field, column in renamed.items()}
    return {
        names.get(column, column): value
        for column, value in row.items()
        if column not in {"service_id", "position"}
    }


def area_rows(areas: Iterable[Area]) -> list[Row]:
    """Return the rows of areas, in their order."""
    return [msgspec.to_builtins(area) | {"position": at} for at, area in enumerate(areas)]


def area_from_row(row: Row) -> Area:
    """Return the area that a row holds. Raises msgspec.ValidationError."""
    return msgspec.convert({key: row[key] for key in row if key != "position"}, Area)
