"""
Match, rank and listing, without words, over a thousand, a hundred thousand and a million services.

Directories and needs are those of synthetic.py. The first listing of a day and of a quarter of an
hour stands in a row of its own; it is not among the others. After sixty to warm up each of the 600
needs is asked once, with its plan B looked at. Time of the processor stands beside time on the
wall, because others use the machine.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.progress import track

from bot.signposting.candidates import listed
from bot.signposting.directory import Directory
from bot.signposting.index import Index
from bot.signposting.listing import Listing
from bot.signposting.match import choose, make_listing
from bot.signposting.need import Need
from bot.signposting.search import search
from tests.benchmarks import in_databases, synthetic
from tests.benchmarks.rows import Bar, Row
from tests.conversation.visit import NOW

SIZES = {1_000: (0.1, 0.5), 100_000: (0.3, 0.8), 1_000_000: (1.0, 2.0)}
"""How many services, and the bars in milliseconds: median and p99."""

NEEDS = 600
IN_DATABASES = 100_000
ASKED_OF_DATABASES = 60
MILLI = 1000


def measure() -> list[Row]:
    """Return all rows: times, ratios and sizes, each beside its bar."""
    found: list[Row] = []
    medians: dict[int, Taken] = {}
    for size, (median, tail) in SIZES.items():
        directory = synthetic.made(size)
        resident, began = _resident(), time.perf_counter()
        indexes = [directory.index(country) for country in synthetic.COUNTRIES]
        took, grown = time.perf_counter() - began, _resident() - resident
        found += _times(directory, size, median, tail, medians)
        found.append(_size(indexes, size))
        found.append(_seen(f"{size:,}: memory grown by, bytes a service", grown / size))
        found.append(_seen(f"{size:,}: seconds to build the index", took))
        if size == min(SIZES):
            found.append(_seen(f"{size:,}: the definition, median ms", _defined(directory)))
        if size == IN_DATABASES:
            found += _beside_databases(directory, medians[size])
        del directory, indexes
        gc.collect()
    ratio = medians[1_000_000].wall / medians[1_000].wall
    found.append(Bar("1,000,000 / 1,000: ratio", ratio, 10, at_most=True).as_row())
    return found


class Taken(NamedTuple):
    """Milliseconds of one listing: by the clock on the wall, and of the processor's time."""

    wall: float
    cpu: float


def _times(
    directory: Directory, size: int, median: float, tail: float, medians: dict[int, Taken]
) -> list[Row]:
    needs = synthetic.needs(NEEDS)
    first = _listed(needs[0], directory)
    for need in needs[:60]:
        _listed(need, directory)
    every = [_listed(need, directory) for need in track(needs, f"{size:,} services")]
    to_a_page = [_taken(lambda one=need: _page(one, directory)) for need in needs]  # type: ignore[misc]
    whole = [one.wall for one, need in zip(every, needs, strict=True) if need.area is None]
    wall, cpu = [one.wall for one in every], [one.cpu for one in every]
    medians[size] = Taken(statistics.median(wall), statistics.median(cpu))
    return [
        Bar(f"{size:,}: median ms", medians[size].wall, median, at_most=True).as_row(),
        Bar(f"{size:,}: p99 ms", _p99(wall), tail, at_most=True).as_row(),
        _seen(f"{size:,}: whole country, median ms", statistics.median(whole)),
        _seen(f"{size:,}: whole country, p99 ms", _p99(whole)),
        _seen(f"{size:,}: median ms of CPU", medians[size].cpu),
        _seen(f"{size:,}: p99 ms of CPU", _p99(cpu)),
        _seen(
            f"{size:,}: plan B not looked at, median ms of CPU",
            statistics.median(one.cpu for one in to_a_page),
        ),
        _seen(f"{size:,}: first of a day and quarter, ms", first.wall),
    ]


def _page(need: Need, directory: Directory) -> Listing:
    return make_listing(need, directory, (), NOW)


def _listed(need: Need, directory: Directory) -> Taken:
    """Time a listing with all of it looked at: plan B is made only then."""
    return _taken(lambda: tuple(_page(need, directory).plan_b))


def _taken(work: Callable[[], object]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    cpu = time.process_time() - cpu
    return Taken((time.perf_counter() - wall) * MILLI, cpu * MILLI)


def _ms(work: Callable[[], object]) -> float:
    return _taken(work).wall


def _defined(directory: Directory) -> float:
    """Return the median of the same needs by plain rules, one service after the other."""

    def work(need: Need) -> object:
        asked = search(need, directory.areas, NOW)
        return tuple(choose(listed(directory.services, asked), asked, ()).plan_b)

    return statistics.median(_ms(lambda one=need: work(one)) for need in synthetic.needs(100))  # type: ignore[misc]


def _size(indexes: Sequence[Index], size: int) -> Row:
    whole = sum(_bytes(one) for one in indexes)
    return Bar(f"{size:,}: index, bytes a service", whole / size, 120, at_most=True).as_row()


def _bytes(index: Index) -> int:
    # What two labels share is held once.
    held = (*index.filed.values(), *(one for *_, one in index.lines.lines))
    rows = (*index.spoken.values(), index.unlisted, index.by_confidence, index.by_year)
    asked = (bits for row in rows for bits, _ in row)
    sets = {id(one): one for one in (*held, *asked)}
    pairs = sum(len(ones) + len(others) for ones, others in index.partners.values())
    checked = sum(len(numbers) for numbers in index.days.checked.values())
    columns = 2 * len(index.days.urns) + 4 * checked + 8 * len(index.services)
    return sum(map(sys.getsizeof, sets.values())) + 4 * pairs + columns


def _beside_databases(directory: Directory, ours: Taken) -> list[Row]:
    rows, needs = in_databases.rows_of(directory), synthetic.needs(ASKED_OF_DATABASES)
    found: list[Row] = []
    for name, opened in (("SQLite", in_databases.sqlite), ("PostgreSQL", in_databases.postgresql)):
        what = f"{len(directory.services):,}: {name}, "
        try:
            with opened(directory, rows) as ask:
                ask(needs[0])
                taken = [_taken(lambda one=need: ask(one)) for need in track(needs, name)]  # type: ignore[misc]
        except AssertionError as missing:
            found.append(
                {"what": f"{what}not measured: {missing}", "seen": 0.0, "bar": "", "held": False}
            )
            continue
        median = statistics.median(one.wall for one in taken)
        found.append(_seen(f"{what}median ms", median))
        found.append(Bar(f"{what}times our median", median / ours.wall, 15).as_row())
        if name == "SQLite":
            # A server's own CPU is not ours to see.
            cpu = statistics.median(one.cpu for one in taken)
            found.append(_seen(f"{what}times our median, of CPU", cpu / ours.cpu))
    return found


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def _resident() -> int:
    """Return the resident memory in bytes, 0 where there is no /proc."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[1]) * 4096 if statm.exists() else 0


def _seen(what: str, value: float) -> Row:
    return {"what": what, "seen": round(value, 3), "bar": "", "held": ""}
