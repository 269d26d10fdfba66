"""What is wrong with any text of a record, whatever field it stands in."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from bot.checks.problem import Problem
from bot.checks.services_known import Found, Known

# Tab and line end are seen; marks of direction and joiners belong to Arabic, Farsi and others.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def nothing_is_unseen(found: Found, _known: Known) -> Iterator[Problem]:
    """No text holds a character that nobody can see and a program may obey."""
    for where, text in _texts(msgspec.to_builtins(found.service)):
        if unseen := _UNSEEN.search(text):
            what = f"it holds the character U+{ord(unseen[0]):04X}, which cannot be seen"
            yield found.problem(what, "Type the text again", *where)


def _texts(value: Any, *where: str | int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict | list | tuple):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in parts:
            yield from _texts(part, *where, key)
