"""
The terminal channel: one card redrawn in place, a key to tap, words to type, nothing left behind.

A key that stands beside a button taps it; so do the forms of a script, `#id` and `/leave`; anything
else is typed to the bot. Leaving, silence, Ctrl-C, Ctrl-D and Ctrl-Z all erase first and then end.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TextIO
from unicodedata import decimal

from bot.channels.acts import Act, acts_from, offers, play
from bot.channels.base import LEAVE, LEFT, OPENING, Channel, Handle
from bot.channels.screen import Screen, keys_of
from bot.errors import ActError
from bot.messages import Card, Choice, Incoming, Start

if TYPE_CHECKING:
    from rich.console import Console

Fallback = Callable[[], Card]
"""Gives the card that is shown when the bot cannot answer: the urgent numbers."""

LONGEST_LINE = 4096
"""Bytes: a terminal hands over no more than this for one line."""

# Ctrl-C, Ctrl-Z, Ctrl-\, the window closed, the machine shut down. A stopped program (Ctrl-Z) would
# leave its card standing, and Ctrl-\ writes the memory to a file.
ENDINGS = (signal.SIGINT, signal.SIGTSTP, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM)


async def run(
    handle: Handle,
    *,
    console: "Console",
    fallback: Fallback,
    idle_seconds: float | Callable[[], float],
    start: Start = OPENING,
    stdin: TextIO | None = None,
) -> None:
    """
    Hold one conversation, and erase it.

    After `idle_seconds` without a line she is taken to have left (S22); a callable is asked before
    each wait. When `stdin` (standard input, if None) is not a terminal its lines are acts, as in a
    script; the end of it is leaving. Raises ActError only then.
    """
    stdin, screen, handle = stdin or sys.stdin, Screen(console), guarded(handle, fallback)
    if not stdin.isatty():
        await _run_script(handle, screen, stdin, start)
        return

    async def next_line() -> str | None:
        """Return what she types; None when she has been silent for too long, or has gone."""
        seconds = idle_seconds() if callable(idle_seconds) else idle_seconds
        return await wait_for_line(stdin, seconds)

    try:
        async with _ending_on_signals():
            await converse(handle, screen, next_line, start)
    finally:
        _forget_unread(stdin)


def guarded(handle: Handle, fallback: Fallback) -> Handle:
    """Return the handle with its failures turned into the fallback card. ActError passes."""

    async def answer(incoming: Incoming) -> Card:
        """Answer a message, whatever fails."""
        try:
            return await handle(incoming)
        except ActError:
            raise
        except Exception:
            # She must never see a traceback; and nothing of it is logged here (S43).
            return fallback()

    return answer


async def converse(
    handle: Handle,
    channel: Channel,
    next_line: Callable[[], Awaitable[str | None]],
    start: Start = OPENING,
) -> None:
    """
    Show a card, wait for a line, answer it, until she leaves; then erase, whatever happened.

    `next_line` returns None when she has gone without a word. The screen is erased as soon as a
    line has been read, so that what she typed does not stand while the answer is made.
    """
    card = await handle(start)
    try:
        while card.step != LEFT:
            await channel.show(card)
            line = await next_line()
            await channel.erase()
            incoming = LEAVE if line is None else incoming_of(line, card)
            if incoming == LEAVE:
                break
            if incoming is not None:
                card = await _answer(handle, incoming, card)
    finally:
        await channel.erase()
        if card.step != LEFT:
            card = await _leave(handle) or card
        if card.step == LEFT and card.text:
            await channel.show(card)


async def _answer(handle: Handle, incoming: Incoming, card: Card) -> Card:
    """Return the next card, or the same one when the bot does not take this act."""
    try:
        return await handle(incoming)
    except ActError:
        return card


async def _leave(handle: Handle) -> Card | None:
    """Tell the bot that she has left. Leaving succeeds even when the bot cannot answer (S21)."""
    with suppress(Exception):
        return await handle(LEAVE)
    return None


def incoming_of(line: str, card: Card) -> Incoming | None:
    """
    Return what a line means on a card: a tap, something typed, or nothing.

    Digits of any script tap: an Arabic keyboard may have no others. Leaving is always possible; any
    other act that the card does not offer is nothing, and the same card is shown again.
    """
    words = line.strip()
    if not words:
        return None
    button = keys_of(card).get(_key(words))
    if button is not None:
        return Choice(button.id)
    act = Act(words, "", 1)
    return act.incoming if act.incoming == LEAVE or offers(card, act) else None


def _key(words: str) -> str:
    if words.isdecimal():
        return "".join(str(decimal(digit)) for digit in words)
    return words.casefold()


async def wait_for_line(stream: TextIO, timeout_seconds: float) -> str | None:
    """Return what is typed, or None after that long without a line, and at the end (Ctrl-D)."""
    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(stream, typed.set)
    try:
        await asyncio.wait_for(typed.wait(), timeout_seconds)
        # Past Python's own buffer, which would keep what she typed.
        return os.read(stream.fileno(), LONGEST_LINE).decode("utf-8", "replace") or None
    except (TimeoutError, OSError):
        return None
    finally:
        loop.remove_reader(stream)


async def _run_script(handle: Handle, screen: Screen, stdin: TextIO, start: Start) -> None:
    card = None
    try:
        async for card in play(handle, acts_from(stdin, "standard input"), start):
            await screen.show(card)
    finally:
        await screen.erase()
        if card is None or card.step != LEFT:
            await _leave(handle)


@asynccontextmanager
async def _ending_on_signals() -> AsyncIterator[None]:
    """Let a signal end the block at its next wait, with all that it does at its end; no more."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    received: list[int] = []

    def end(number: int) -> None:
        """Note the signal, and let the block end where it waits next."""
        received.append(number)
        if task is not None:
            task.cancel()

    for number in ENDINGS:
        loop.add_signal_handler(number, end, number)
    try:
        yield
        await asyncio.sleep(0)  # a signal that came with the last line ends here, not outside
    except asyncio.CancelledError:
        if not received:
            raise
    finally:
        for number in ENDINGS:
            loop.remove_signal_handler(number)


def _forget_unread(stdin: TextIO) -> None:
    """Drop what was typed and not read: the shell would print it as its next command."""
    import termios

    with suppress(termios.error):
        termios.tcflush(stdin.fileno(), termios.TCIFLUSH)
