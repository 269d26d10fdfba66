"""
Taps a second: every bot in turn, over and over, on the same core, against the same server.
"""

import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from rich.progress import Progress

from tests.benchmarks.telegram.bots import CHATS, SIX, Bot, chats, ours, peer
from tests.benchmarks.telegram.play import Play
from tests.benchmarks.telegram.ways import (
    OVER_A_LISTING,
    OVER_QUESTIONS,
    TO_A_LISTING,
    TO_A_QUESTION,
    to_and_fro,
)

STOCK, AIOGRAM, BARE = "stock python-telegram-bot", "aiogram 3", "no framework"
QUESTION, LISTING = "our bot, question cards", "our bot, listing pages"
FETCHING = "our bot, question cards, fetching"

DELAYS = (0.0, 0.04)
"""Seconds after which the API answers."""

ROUNDS = 3
WARM_SECONDS, ROUND_SECONDS = 0.7, 2.5
MILLI = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What was seen of one bot, in the middle of its rounds.

    `per_second` are updates answered, `cpu` and the latencies are milliseconds. `lowest` and
    `highest` are the slowest and the quickest round, in updates a second; `driver` is the part of
    its own core that the driver used.
    """

    per_second: float
    lowest: float
    highest: float
    cpu: float
    p50: float
    p99: float
    driver: float


async def measure(progress: Progress) -> dict[float, dict[str, Seen]]:
    """Return what was seen, by the delay of the API and the name of the bot."""
    found: dict[float, dict[str, Seen]] = {}
    async with AsyncExitStack() as stack:
        bots: dict[str, Bot] = {}
        for name, bot in _contestants().items():
            bots[name] = await stack.enter_async_context(bot)
        for delay in DELAYS:
            found[delay] = await _rounds(bots, delay, progress)
    return found


def _contestants() -> dict[str, AbstractAsyncContextManager[Bot]]:
    questions = partial(to_and_fro, TO_A_QUESTION, OVER_QUESTIONS)
    listings = partial(to_and_fro, TO_A_LISTING, OVER_A_LISTING)
    return {
        STOCK: peer("stock"),
        AIOGRAM: peer("aiogram_three"),
        BARE: peer("bare"),
        QUESTION: ours(Play(chats(CHATS, questions), SIX)),
        LISTING: ours(Play(chats(CHATS, listings), SIX)),
        FETCHING: ours(Play(chats(CHATS, questions), SIX), by_webhook=False),
    }


async def _rounds(bots: dict[str, Bot], delay: float, progress: Progress) -> dict[str, Seen]:
    rounds: dict[str, list[Seen]] = defaultdict(list)
    task = progress.add_task(f"API after {delay * MILLI:.0f} ms", total=ROUNDS * len(bots))
    for _ in range(ROUNDS):
        for name, bot in bots.items():
            rounds[name].append(await one_round(bot, delay))
            progress.advance(task)
    return {name: _middle(seen) for name, seen in rounds.items()}


async def one_round(bot: Bot, delay: float) -> Seen:
    """Let everyone tap for a while, and return what was seen. Raises AssertionError for faults."""
    bot.api.delay = delay
    async with _going(bot):
        bot.play.taken.clear()
        cpu, driver, began = bot.process.cpu(), time.process_time(), time.perf_counter()
        await asyncio.sleep(ROUND_SECONDS)
        seconds = time.perf_counter() - began
        taken = sorted(bot.play.taken)
        cpu, driver = bot.process.cpu() - cpu, time.process_time() - driver
    assert not bot.play.faults, bot.play.faults[:5]
    assert taken, "nothing was answered"
    return Seen(
        per_second=len(taken) / seconds,
        lowest=len(taken) / seconds,
        highest=len(taken) / seconds,
        cpu=cpu / len(taken) * MILLI,
        p50=taken[len(taken) // 2] * MILLI,
        p99=taken[int(len(taken) * 0.99)] * MILLI,
        driver=driver / seconds,
    )


@asynccontextmanager
async def _going(bot: Bot) -> AsyncIterator[None]:
    async with bot.calling():
        bot.play.go_on()
        await asyncio.sleep(WARM_SECONDS)
        yield
        await bot.play.rest()


def _middle(rounds: list[Seen]) -> Seen:
    def of(name: str) -> float:
        return statistics.median(float(getattr(seen, name)) for seen in rounds)

    speeds = [seen.per_second for seen in rounds]
    return Seen(
        of("per_second"), min(speeds), max(speeds), of("cpu"), of("p50"), of("p99"), of("driver")
    )
