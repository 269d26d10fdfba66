"""
The CPU of our own code in a turn, in this process: session, replay, listing, words, card.

`python -m tests.benchmarks.telegram.own_turn` prints it in JSON: milliseconds per turn.
"""

import asyncio
import json
import time
from itertools import cycle, islice

from bot.app.clocks import utc_now
from bot.messages import Choice, Start
from bot.sessions.keys import SessionKey
from bot.sessions.store import MemorySessions
from bot.signposting.directory import Directory
from bot.visits import Visits
from tests.benchmarks.telegram.ways import (
    OVER_A_LISTING,
    OVER_QUESTIONS,
    TO_A_LISTING,
    TO_A_QUESTION,
)
from tests.conversation.visit import directory, world

TURNS = 4000
CHATS = 40
MILLI = 1000


class _Shipped:
    """The shipped directory, as the files have it."""

    async def current(self) -> Directory:
        return directory()


async def milliseconds(begin: tuple[str, ...], loop: tuple[str, ...]) -> float:
    """Return the CPU milliseconds of one turn, in the mean over many chats in turn."""
    visits = Visits(world(), _Shipped(), MemorySessions(), utc_now)
    keys = [SessionKey(f"{number:032x}") for number in range(CHATS)]
    for key in keys:
        await visits(key, Start("en"))
        for id_ in begin:
            await visits(key, Choice(id_))
    taps = [Choice(id_) for id_ in islice(cycle(loop), TURNS // CHATS)]
    began = time.process_time()
    for tap in taps:
        for key in keys:
            await visits(key, tap)
    return (time.process_time() - began) / (len(taps) * CHATS) * MILLI


async def main() -> None:
    """Measure both kinds of card, three times each, and print the middle."""
    found = {}
    for name, begin, loop in (
        ("question", TO_A_QUESTION, OVER_QUESTIONS),
        ("listing", TO_A_LISTING, OVER_A_LISTING),
    ):
        found[name] = sorted([await milliseconds(begin, loop) for _ in range(3)])[1]
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main())
