"""
Measure the bot: `make bench`. Prints tables and writes latest.json; README.md says what is what.

    python -m tests.benchmarks [--part terminal|matching|telegram|visits|soak|rasa]
                               [--soak UPDATES] [--rasa FOLDER]
"""

import argparse
import asyncio
import os
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from tests.benchmarks import matching, rasa, rows, terminal
from tests.benchmarks.rows import Row
from tests.benchmarks.telegram import memory, report, throughput
from tests.benchmarks.telegram.process import cores

PARTS = ("terminal", "matching", "telegram", "visits", "soak", "rasa")


def main() -> None:
    """Run what was asked for and show it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this; all without")
    parser.add_argument("--soak", type=int, default=20_000, help="updates of the soak")
    parser.add_argument(
        "--rasa", type=Path, default=rasa.FOLDER, help="where with_real_rasa.sh installed Rasa"
    )
    asked = parser.parse_args()
    console = Console()
    parts = {
        "terminal": lambda: _terminal(console),
        "matching": lambda: _keep(console, "matching", matching.measure()),
        "telegram": lambda: _telegram(console),
        "visits": lambda: _visits(console),
        "soak": lambda: _soak(console, asked.soak),
        "rasa": lambda: _keep(console, "rasa", asyncio.run(rasa.measure(asked.rasa))),
    }
    for name in asked.part or PARTS:
        parts[name]()


def _terminal(console: Console) -> None:
    _keep(console, "terminal", terminal.measure())


def _telegram(console: Console) -> None:
    if find_spec("aiogram") is None or find_spec("tornado") is None:
        raise SystemExit("aiogram and tornado are needed for this: make bench installs them")
    _go_to_the_driver(console)
    with Progress(console=console) as progress:
        found = asyncio.run(throughput.measure(progress))
    for delay, seen in found.items():
        _keep(console, f"API after {delay * 1000:.0f} ms", report.table(seen))
    stock = found[throughput.DELAYS[0]][throughput.STOCK]
    bars = [*report.speed_bars(found), *report.own_bars(report.own_turn(), stock)]
    _keep(console, "bars", [bar.as_row() for bar in bars])


def _visits(console: Console) -> None:
    _go_to_the_driver(console)
    with Progress(console=console) as progress:
        empty, full = asyncio.run(memory.with_open_visits(progress))
    _keep(console, "open visits", [report.memory_bar(empty, full).as_row()])


def _soak(console: Console, updates: int) -> None:
    _go_to_the_driver(console)
    with Progress(console=console) as progress:
        seen = asyncio.run(memory.soak(updates, progress))
    _keep(console, f"soak of {updates:,} updates", report.soak_rows(seen))
    _keep(console, f"growth over {updates:,} updates", [report.soak_bar(seen).as_row()])


def _keep(console: Console, title: str, found: list[Row]) -> None:
    rows.write(title, found)
    rows.show(console, title, found)


def _go_to_the_driver(console: Console) -> None:
    """Leave the other core to the bot."""
    pinned = cores()
    if pinned is not None:
        os.sched_setaffinity(0, {pinned[1]})
    else:
        console.print("Cores cannot be pinned here: bot and driver take time from each other.")


if __name__ == "__main__":
    main()
