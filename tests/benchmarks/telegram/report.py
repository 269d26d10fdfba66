"""
The tables and the bars of the Telegram benchmark.
"""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.rows import Bar, Row
from tests.benchmarks.telegram.process import cores
from tests.benchmarks.telegram.throughput import (
    AIOGRAM,
    LISTING,
    QUESTION,
    STOCK,
    Seen,
)
from tests.conversation.visit import ROOT

MOST_MEMORY = 120.0
MILLI = 1000
GROWTH = 1.02
"""How much more memory at the end of a soak than after its first tenth is still no growth."""

FASTER_THAN_STOCK = {0.0: 3.5, 0.04: 8.0}
"""By the delay of the API, in seconds: how many times as many updates as stock."""

PART_OF_STOCK = {"question": 1 / 25, "listing": 1 / 12}
"""What our own code may use of the CPU of a stock turn."""


def table(seen: dict[str, Seen]) -> list[Row]:
    """Return what was seen with one delay, as rows."""
    stock = seen[STOCK].per_second
    return [
        {
            "what": name,
            "updates/s": round(one.per_second, 1),
            "slowest round": round(one.lowest, 1),
            "quickest round": round(one.highest, 1),
            "to stock": round(one.per_second / stock, 2),
            "CPU ms": round(one.cpu, 3),
            "p50 ms": round(one.p50, 1),
            "p99 ms": round(one.p99, 1),
            "driver's CPU": round(one.driver, 2),
        }
        for name, one in seen.items()
    ]


def own_turn() -> dict[str, float]:
    """Return the CPU milliseconds of our own code in a turn, on the core of the bots."""
    words = [sys.executable, "-m", "tests.benchmarks.telegram.own_turn"]
    pinned = cores()
    if pinned is not None:
        words = [sys.executable, "-c", _PINNED, str(pinned[0]), *words[1:]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


_PINNED = (
    "import os, sys; os.sched_setaffinity(0, {int(sys.argv[1])}); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[2:]])"
)
"""Goes to a core and becomes what stands behind its number."""


def speed_bars(found: dict[float, dict[str, Seen]]) -> Iterator[Bar]:
    """Yield the bars of updates a second and of latency."""
    for delay, seen in found.items():
        when = f"API after {delay * MILLI:.0f} ms" if delay else "API at once"
        for ours in (QUESTION, LISTING):
            speed = seen[ours].per_second
            yield Bar(
                f"{when}: {ours} / stock", speed / seen[STOCK].per_second, FASTER_THAN_STOCK[delay]
            )
            yield Bar(f"{when}: {ours} / aiogram", speed / seen[AIOGRAM].per_second, 1.0)
            latency = seen[ours].p99 / seen[STOCK].p50
            yield Bar(f"{when}: p99 of {ours} / p50 of stock", latency, 1.0, at_most=True)


def own_bars(own: dict[str, float], stock: Seen) -> Iterator[Bar]:
    """Yield the bars of our own code in a turn."""
    for card, milliseconds in own.items():
        if stock.cpu:
            name = f"our own code for a {card} card ({milliseconds:.3f} ms) / CPU of a stock turn"
            yield Bar(name, milliseconds / stock.cpu, PART_OF_STOCK[card], at_most=True)


def memory_bar(empty: float, full: float) -> Bar:
    """Return the bar of ten thousand open visits."""
    name = f"MB resident with 10,000 visits open ({empty:.0f} with none)"
    return Bar(name, full, MOST_MEMORY, at_most=True)


def soak_rows(seen: list[tuple[int, float]]) -> list[Row]:
    """Return the memory over a soak, a line drawn to the largest."""
    most = max(resident for _, resident in seen)
    return [
        {"updates": number, "MB": round(resident, 1), "line": "█" * round(resident / most * 40)}
        for number, resident in seen
    ]


def soak_bar(seen: list[tuple[int, float]]) -> Bar:
    """Return the bar of growth: the end beside the first tenth, when all is warm."""
    name = f"MB after {seen[-1][0]:,} updates / MB after {seen[0][0]:,}"
    return Bar(name, seen[-1][1] / seen[0][1], GROWTH, at_most=True)
