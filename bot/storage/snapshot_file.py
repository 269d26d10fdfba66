"""
The compiled snapshot beside an SQLite file: the quick way to the first card.

Reading it must not import sqlalchemy (0.25 s): whether it is still true is asked of the database
with the standard library, read-only. The file may vanish or break at any time; then it is made
again. It holds nothing that the database does not hold.
"""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple, get_args
from urllib.parse import quote

import msgspec

from bot.signposting.directory import Directory
from bot.signposting.places import Area
from bot.signposting.service import Service
from bot.whole_file import write_whole


class Mark(NamedTuple):
    """
    What tells whether a snapshot is still true.

    `revision` grows with every change. `stamp` is drawn anew with every change too, so that a
    backup put back, which can reach the same revision, is not taken for what it replaced.
    """

    revision: int
    stamp: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The file: what it was made by and from, and the records with a digest against damage."""

    form: str
    mark: Mark
    digest: bytes
    records: bytes


@dataclass(frozen=True, slots=True)
class _Records:
    services: tuple[Service, ...]
    areas: tuple[Area, ...]
    counting: bool


def snapshot_path(database: Path) -> Path:
    """Return where the snapshot of an SQLite file lies."""
    return database.with_name(f"{database.name}.snapshot")


def form() -> str:
    """Return a digest of the records' fields and their types: another form is not read."""
    return hashlib.sha256(_form(_Records).encode()).hexdigest()


def _form(kind: Any) -> str:  # a type of any kind
    if isinstance(kind, type) and is_dataclass(kind):
        inside = ",".join(f"{field.name}:{_form(field.type)}" for field in fields(kind))
        return f"{kind.__name__}({inside})"
    parts = get_args(kind)
    # What a Literal holds are words; they count as much as types do.
    return f"{kind}[{','.join(_form(part) for part in parts)}]" if parts else repr(kind)


def read_mark_of(database: Path) -> Mark | None:
    """
    Return the mark of an SQLite file, about a millisecond away; None when it has none to give.

    None is no verdict: whoever needs to know why opens the database in earnest.
    """
    address = f"file:{quote(str(database.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=1)) as connection:
            row = connection.execute("SELECT revision, stamp FROM directory").fetchone()
    except sqlite3.Error:
        return None
    return Mark(*row) if row else None


def read_snapshot(database: Path) -> tuple[Mark, Directory] | None:
    """Return the snapshot of an SQLite file, or None when there is none that is true."""
    mark = read_mark_of(database)
    if mark is None or mark.revision == 0:
        return None
    try:
        kept = msgspec.msgpack.decode(snapshot_path(database).read_bytes(), type=_Compiled)
        if kept.mark != mark or kept.form != form():
            return None
        if kept.digest != hashlib.sha256(kept.records).digest():
            return None
        records = msgspec.msgpack.decode(kept.records, type=_Records)
    except (OSError, msgspec.DecodeError):
        return None
    return mark, Directory(mark.revision, records.services, records.areas, records.counting)


def write_snapshot(database: Path, mark: Mark, directory: Directory) -> None:
    """
    Write the snapshot whole or not at all.

    Raises OSError when the folder cannot be written; the database serves without it, more slowly.
    """
    kept = _Records(directory.services, directory.area_list, directory.counting)
    records = msgspec.msgpack.encode(kept)
    digest = hashlib.sha256(records).digest()
    content = msgspec.msgpack.encode(_Compiled(form(), mark, digest, records))
    write_whole(snapshot_path(database), content)
