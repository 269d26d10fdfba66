"""
Trying again: what is worth it, how often, and how long to wait in between.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.channels.telegram.request import TooManyError, UnreachedError, UnsureError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Patience:
    """
    How often a call is made again: once for each of `pauses` (seconds).

    `longest` is the longest wait, in seconds, that is obeyed on the spot when Telegram asks for
    one. She would not wait longer for a card; what is to be erased stays in the ledger.
    """

    pauses: tuple[float, ...] = (0.5, 1.5, 4.0)
    longest: float = 30.0


async def patiently(
    patience: Patience,
    call: Callable[[], Awaitable[Result]],
    before_unsure: Callable[[], Awaitable[None]] | None = None,
) -> Result:
    """
    Make a call, again and again if need be, and return what it gives.

    `before_unsure` is awaited before a call is repeated that may have been done. Raises CallError
    when patience is at its end, and at once for what would be refused again.
    """
    for pause in patience.pauses:
        try:
            return await call()
        except TooManyError as error:
            if error.seconds > patience.longest:
                raise
            await asyncio.sleep(error.seconds)
        except UnreachedError:
            await asyncio.sleep(pause)
        except UnsureError:
            await asyncio.sleep(pause)
            if before_unsure is not None:
                await before_unsure()
    return await call()
