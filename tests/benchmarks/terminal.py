"""
The terminal bot: its start, its turns, the matching, its memory.

Ratios are taken in one run on one machine; milliseconds alone say little.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from rich.progress import track

from bot.messages import Choice
from bot.signposting.match import make_listing
from bot.signposting.need import NEEDS, Need
from tests.benchmarks.rows import Row
from tests.conversation.visit import NOW, ROOT, directory, visit

RUNS = 11
TURNS = 300
MILLI = 1000


def quartile(values: list[float], at: float) -> float:
    """Return the value below which this part of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * at))]


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that one call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * MILLI


def process(*words: str) -> Callable[[], object]:
    """Return what runs a Python process to its end and throws its output away."""
    return lambda: subprocess.run(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=ROOT,
        check=True,
    )


def start() -> list[Row]:
    """The first card of `chat` (warm) beside the import of its two libraries, in turn."""
    first_card = process("-m", "bot", "chat", "--language", "en")
    libraries = process("-c", "import typer, rich")
    first_card()
    ours, theirs = [], []
    for _ in track(range(RUNS), description="start"):
        ours.append(timed(first_card))
        theirs.append(timed(libraries))
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    return [
        row("chat to the first card and out", ours, "ms"),
        row("import typer, rich", theirs, "ms"),
        {"what": "chat / import typer, rich", "median": ratio, "p99": 0.0, "unit": "ratio, bar 3"},
    ]


def turns() -> list[Row]:
    """One turn, all of our own work in it: the visit, the replay, the words, the card."""
    question = visit("sq").tap("find", "me")
    listing = visit("sq").tap("in_confidence", "me", "GB", "London", "skip", "skip")
    answer = [timed(lambda: question.send(Choice("GB"))) for _ in track(range(TURNS), "question")]
    opened = [timed(lambda: listing.send(Choice("1"))) for _ in track(range(TURNS), "listing")]
    return [row("a turn to a question", answer, "ms"), row("a turn over a listing", opened, "ms")]


def matching() -> list[Row]:
    """Match, rank and listing with its plan B over the shipped directory, without words."""
    needs = [
        Need(country, needs=(need,), languages=("sq",))
        for country in ("GB", "MT", "ES", "DE", "IT", "FR")
        for need in NEEDS
    ]
    known = directory()
    taken = [
        timed(lambda need=need: tuple(make_listing(need, known, (), NOW).plan_b))  # type: ignore[misc]
        for need in track(needs * 3, "matching")
    ]
    return [row(f"a listing out of {len(known.services)} records", taken, "ms")]


def row(what: str, values: list[float], unit: str) -> Row:
    """Return one line of the table."""
    return {
        "what": what,
        "median": statistics.median(values),
        "p99": quartile(values, 0.99),
        "unit": unit,
    }


def memory() -> list[Row]:
    """Resident memory of a terminal bot through a whole conversation, at its highest."""
    journey = sorted((ROOT / "tests" / "journeys").glob("find_help_in_confidence*_ar.yaml"))[0]
    words = ["-m", "bot", "chat", "--language", "ar", "--script", str(journey)]
    # Warm: after the lists of words have changed, the first typed text reads all of them anew.
    process(*words)()
    # In a process of its own: of all children, the one that built the directory is the highest.
    watched = subprocess.run(
        [sys.executable, "-c", WATCH, sys.executable, *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    highest = int(watched.stdout.split()[-1]) / 1024
    return [{"what": "memory of chat", "median": highest, "p99": 0.0, "unit": "MB, bar 60"}]


WATCH = (
    "import resource, subprocess, sys; "
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Runs a command and prints the highest resident memory it had, in KiB."""


def measure() -> list[Row]:
    """Return all rows of the terminal bot."""
    return [*start(), *memory(), *turns(), *matching()]
