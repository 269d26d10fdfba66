"""
Turn the plain value of a part of a YAML file into one of our frozen records.

A wrong value is reported with file, line and what to do. A key that the record does not know is an
error and never ignored: somebody wrote `confidential: true` because it mattered.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

import msgspec

from bot.errors import DirectoryError
from bot.yaml_file import Document

Record = TypeVar("Record")

_WHERE = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def build(
    document: Document, where: tuple[str | int, ...], value: object, kind: type[Record]
) -> Record:
    """
    Return the record that stands at `where` in a document.

    Raises DirectoryError, `file:line: what is wrong. What to do`, for a value that does not fit or
    a key that the record does not know.
    """
    for path, key, known in unknown_keys(value, kind):
        place = document.place(*where, *path, key)
        raise DirectoryError(f"{place}: {key!r} is not known here. {nearest(key, known)}")
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise DirectoryError(_sentence(document, where, str(error))) from None


def unknown_keys(
    value: object, kind: object
) -> Iterator[tuple[tuple[str | int, ...], str, list[str]]]:
    """Yield each key that no record has: the way to it, the key, and the keys allowed there."""
    if isinstance(value, dict) and (record := _record(kind)) is not None:
        inside = {field.name: field.type for field in fields(record)}
        for key, part in value.items():
            if key not in inside:
                yield (), key, list(inside)
            else:
                for path, name, known in unknown_keys(part, inside[key]):
                    yield (key, *path), name, known
    elif isinstance(value, list):
        for at, part in enumerate(value):
            for path, name, known in unknown_keys(part, kind):
                yield (at, *path), name, known


def _record(kind: object) -> Any:  # a dataclass, found inside `X | None` or `tuple[X, ...]`
    if isinstance(kind, type) and is_dataclass(kind):
        return kind
    return next((found for one in get_args(kind) if (found := _record(one)) is not None), None)


def nearest(wrong: str, known: list[str]) -> str:
    """Return the remedy for a misspelt word: the nearest known one, or what is allowed."""
    close = get_close_matches(wrong, known, n=1)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Use one of: {', '.join(sorted(known)[:30])}" if known else "Remove it"


def _sentence(document: Document, where: tuple[str | int, ...], text: str) -> str:
    found = _WHERE.match(text)
    what, path = (found["what"], found["path"] or "") if found else (text, "")
    steps = tuple(name or int(at) for name, at in _STEP.findall(path))
    at = f" at {path.lstrip('.')}" if path else ""
    place = document.place(*where, *steps)
    return f"{place}: {what}{at}. Write what services_data/README.md shows for it"
