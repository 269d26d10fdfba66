"""
The buttons under a card: in which rows they stand, and what a tap on one carries.

What it carries is stored in Telegram's cloud, so it says nothing (S26): random letters of this
visit, the number of the card, the place of the button on it. What a button means stays here.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject

from bot.messages import Button, Card

LONGEST_PAYLOAD = 64
"""Bytes that Telegram allows a button to carry."""

IN_A_ROW = 8
"""The most buttons that Telegram puts side by side."""

FOOT = ("back", "urgent", "leave")
"""The buttons at the foot of every card, in one row."""

_PAYLOAD = re.compile(r"([\w-]{8})\.(\d{1,9})\.(\d{1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Payload:
    """What a tap carries: the visit's random letters, the card's number, the button's place."""

    visit: str
    card: int
    place: int

    def __str__(self) -> str:
        """Return it as it travels."""
        return f"{self.visit}.{self.card}.{self.place}"


def new_visit() -> str:
    """Return eight random letters that stand for one visit."""
    return secrets.token_urlsafe(6)


def read_payload(text: str) -> Payload | None:
    """Return what a tap carries, None for anything that this bot never sends."""
    found = _PAYLOAD.fullmatch(text)
    return None if found is None else Payload(found[1], int(found[2]), int(found[3]))


class Keyboard(InlineKeyboardMarkup):
    """
    Rows of buttons, each a label and what it carries.

    What is sent is written down at once, and no button is made an object before somebody asks: the
    library takes longer over thirteen buttons than our own work for a card does.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        # Not the beginning of the class between: that asks for the buttons.
        TelegramObject.__init__(self)
        self._rows = rows

    @property
    def inline_keyboard(self) -> tuple[tuple[InlineKeyboardButton, ...], ...]:  # type: ignore[override]  # read only here
        """The buttons as the library knows them."""
        return tuple(
            tuple(InlineKeyboardButton(label, callback_data=data) for label, data in row)
            for row in self._rows
        )

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:  # noqa: ARG002  # the library's signature
        """Return what is sent."""
        rows = [[{"text": text, "callback_data": data} for text, data in row] for row in self._rows]
        return {"inline_keyboard": rows}


def keyboard(card: Card, visit: str, number: int) -> Keyboard:
    """Return the buttons of a card. Read row by row they stand in the card's own order."""
    places = {button.id: place for place, button in enumerate(card.buttons)}
    return Keyboard(
        [
            [(button.label, str(Payload(visit, number, places[button.id]))) for button in row]
            for row in rows(card)
        ]
    )


def rows(card: Card) -> Iterator[tuple[Button, ...]]:
    """Yield the rows: numbers and the foot side by side, a pick-list in its columns."""
    widest = {"number": IN_A_ROW, "foot": len(FOOT), "choice": card.columns}
    for kind, alike in groupby(card.buttons, _kind):
        row = tuple(alike)
        for begin in range(0, len(row), widest[kind]):
            yield row[begin : begin + widest[kind]]


def _kind(button: Button) -> str:
    if button.id in FOOT:
        return "foot"
    return "number" if button.label.isdecimal() else "choice"


def is_last(markup: InlineKeyboardMarkup | None, payload: str) -> bool:
    """
    Whether the tapped button is the last of the keyboard that it stands on.

    On every card the last button is Leave, so that even a card of which nothing is known any more
    can be left in one tap (S21).
    """
    every = [button for row in markup.inline_keyboard for button in row] if markup else []
    return bool(every) and every[-1].callback_data == payload
