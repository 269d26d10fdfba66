"""
The log: one line of `key=value` for each event, and nothing that is not on the allow-list (S42).

    event=ledger_opened records=12 damaged=0 set_aside=0 taken_back=0

A line has no time. Whatever runs the bot stamps its lines if its host wants that, and a host who
keeps no log of times has nothing that could be laid beside a telephone bill.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from typing import Literal, TextIO, get_args, get_origin, get_type_hints

from bot.privacy.events import EVENTS, ErrorName, Event, Place

REFUSED = "refused"
"""What stands in the place of a value that the allow-list does not have."""

MOST = 9_999_999
"""The largest number that is written; a chat's id is nearly always larger than any count."""

Writer = Callable[[object], str]

_ERROR_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
_PLACE = re.compile(r"bot(/[a-z0-9_]{1,40}){1,5}\.py:[0-9]{1,5}|elsewhere")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class Log:
    """Writes events to a stream. Never raises: a full disc or a closed pipe stops no turn."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._forms = {kind: _form(kind) for kind in EVENTS}

    def say(self, event: Event) -> None:
        """Write one event. A value that is not on the allow-list is replaced, never written."""
        form = self._forms.get(type(event))
        if form is None:
            self._write(f"event={REFUSED}")
            return
        values = (f"{name}={writer(getattr(event, name))}" for name, writer in form.items())
        self._write(" ".join((f"event={_name(type(event))}", *values)))

    def _write(self, line: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(f"{line}\n")
            self._stream.flush()


def _name(kind: type[Event]) -> str:
    return _CAPITAL.sub("_", kind.__name__).lower()


def _form(kind: type[Event]) -> Mapping[str, Writer]:
    hints = get_type_hints(kind)
    return {field.name: _writer(hints[field.name]) for field in fields(kind)}


def _writer(hint: object) -> Writer:
    """Return what writes a field of this type. Raises TypeError: an event may hold no other."""
    if hint is int:
        return _number
    if hint is ErrorName:
        return lambda value: _matching(_ERROR_NAME, value)
    if hint is Place:
        return lambda value: _matching(_PLACE, value)
    if get_origin(hint) is Literal:
        words = get_args(hint)
        return lambda value: value if type(value) is str and value in words else REFUSED
    raise TypeError("a field of an event is a number, a closed list of words, a code or a place")


def _number(value: object) -> str:
    # Exactly int: a number of another class may write itself as anything.
    if type(value) is not int or value < 0:
        return REFUSED
    return str(value) if value <= MOST else f"over_{MOST}"


def _matching(form: re.Pattern[str], value: object) -> str:
    return value if type(value) is str and form.fullmatch(value) else REFUSED
