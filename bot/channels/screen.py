"""
How a card looks on a terminal, and which key taps which button.

Text from right to left stays in logical order, in isolates, aligned to the right and without a
border: most terminals put it in order themselves, and doing it twice garbles it. rich is imported
when the first card is drawn, so that `import bot` stays quick.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from string import ascii_lowercase
from typing import TYPE_CHECKING

from bot.channels.base import Capabilities
from bot.messages import RESERVED, Button, Card

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 78
"""Columns: longer lines are hard to read, however wide the window."""

RESERVED_KEYS = {"leave": "q", "back": "b", "urgent": "u", "skip": "s", "more": "m"}
"""The keys that mean the same on every card."""

LETTERS = [letter for letter in ascii_lowercase if letter not in RESERVED_KEYS.values()]

HOME, CLEAR_SCREEN, CLEAR_SCROLLBACK = "\x1b[H", "\x1b[2J", "\x1b[3J"
# The scrollback goes last: some terminals push the screen into it when the screen is cleared.
CLEAR = HOME + CLEAR_SCREEN + CLEAR_SCROLLBACK
"""Leaves nothing on the terminal, and nothing above it to scroll back to."""

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


def keys_of(card: Card) -> dict[str, Button]:
    """
    Return the key that taps each button, in the order of the buttons.

    A button labelled with a number has that number as its key. The other choices are numbered from
    1, or lettered when the card has such labels, so that no number means two things.
    """
    numbered = any(_is_number(button) for button in card.buttons)
    spare = _letters() if numbered else map(str, count(1))
    keys: dict[str, Button] = {}
    for button in card.buttons:
        key = button.label if _is_number(button) else RESERVED_KEYS.get(button.id)
        keys[next(spare) if key is None or key in keys else key] = button
    return keys


def _is_number(button: Button) -> bool:
    return button.label.isascii() and button.label.isdecimal()


def _letters() -> Iterator[str]:
    for times in count(1):
        yield from (letter * times for letter in LETTERS)


class Screen:
    """
    A terminal as a `base.Channel`: one card, drawn in the place of the one before.

    Where the output is not a terminal the cards follow each other, as plain text.
    """

    capabilities = Capabilities(deletes_messages=True, most_buttons=40, longest_text=4096)

    def __init__(self, console: "Console") -> None:
        self._console = console

    async def show(self, card: Card) -> None:
        """
        Clear all that stands and draw this card, with a prompt below it.

        A terminal has no pop-ups: what one holds stands above the card until the next act.
        """
        await self.erase()
        _draw(_with_pop_up(card), self._console)
        self._console.print()
        if self._console.is_terminal:
            self._console.print("> ", end="", style="bold", highlight=False)

    async def erase(self) -> None:
        """Clear the screen and what can be scrolled back to."""
        if self._console.is_terminal:
            with suppress(OSError):  # the window is gone, and all that stood on it
                self._console.file.write(CLEAR)
                self._console.file.flush()


def _with_pop_up(card: Card) -> Card:
    return replace(card, text=f"{card.pop_up}\n\n{card.text}") if card.pop_up else card


def _draw(card: Card, console: "Console") -> None:
    from rich.text import Text

    width = min(console.width, WIDEST)
    if card.direction == "rtl":
        lines = (
            *_wrapped(Text(card.text), console, width),
            Text(),
            *_choices(card, console, width),
        )
        for line in _isolated(lines, RLI):
            # rich drops an empty line that it is asked to align
            console.print(line, width=width, justify="right" if line else None)
        return
    from rich.panel import Panel

    text = _joined("\n", _isolated(_wrapped(Text(card.text), console, width - 4), FSI))
    console.print(Panel(text, width=width))
    for line in _choices(card, console, width):
        console.print(line)


def _choices(card: Card, console: "Console", width: int) -> Iterator["Text"]:
    """Yield what can be tapped: numbers in one row, the other choices, then the reserved ones."""
    from rich.text import Text

    numbers: list[Text] = []
    own: list[Text] = []
    reserved: list[Text] = []
    for key, button in keys_of(card).items():
        kind = numbers if _is_number(button) else reserved if button.id in RESERVED else own
        kind.append(_choice(key, button, card.direction == "rtl"))
    rows = ([_joined("", numbers)] if numbers else []) + [*_in_columns(own, card.columns, width)]
    for line in (*rows, Text(), _joined("", reserved)):
        yield from _wrapped(line, console, width)


def _choice(key: str, button: Button, is_rtl: bool) -> "Text":
    from rich.text import Text

    key = f"{LRI}{key}{PDI}" if is_rtl else key
    if _is_number(button):
        return Text.assemble((f" {key}", "bold cyan"), " ")  # the label would say it again
    label = f"{FSI}{button.label}{PDI}" if is_rtl or _turns(button.label) else button.label
    return Text.assemble((f" {key}", "bold cyan"), f"  {label}  ")


def _in_columns(choices: list["Text"], columns: int, width: int) -> Iterator["Text"]:
    """Yield rows of choices that stand side by side, or one under another if one is too long."""
    column = width // columns
    if any(choice.cell_len >= column for choice in choices):
        columns = 1
    for at in range(0, len(choices), columns):
        row = choices[at : at + columns]
        for choice in row[:-1]:
            choice.pad_right(column - choice.cell_len)
        yield _joined("", row)


def _wrapped(text: "Text", console: "Console", width: int) -> list["Text"]:
    lines = list(text.wrap(console, width))
    for line in lines:
        line.rstrip()
    return lines


def _isolated(lines: Iterable["Text"], isolate: str) -> Iterator["Text"]:
    """
    Yield each line inside an isolate of its own, so that no line turns its neighbour round.

    An isolate that the text opens on one line and closes on another is closed and opened again.
    Blank lines need none, nor do lines without a letter from right to left in a text from left to
    right.
    """
    from rich.text import Text

    still_open = ""
    for line in lines:
        opened, still_open = still_open, _left_open(still_open + line.plain)
        if line and (isolate == RLI or opened or still_open or _turns(line.plain)):
            closing = PDI * (len(still_open) + 1)
            yield Text.assemble(isolate + opened, line, closing)
        else:
            yield line


def _left_open(text: str) -> str:
    """Return the isolates that a text opens and does not close."""
    still_open: list[str] = []
    for character in text:
        if character in {LRI, RLI, FSI}:
            still_open.append(character)
        elif character == PDI and still_open:
            still_open.pop()
    return "".join(still_open)


def _turns(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def _joined(between: str, parts: Iterable["Text"]) -> "Text":
    from rich.text import Text

    return Text(between).join(parts)
