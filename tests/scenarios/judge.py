"""
Judge the match by a folder of scenarios: `python -m tests.scenarios.judge FOLDER`.

It prints and decides nothing: the exit code is 0 whatever it finds. The cases that guide the work
stand beside this file and are held by test_scenarios.py; this is for cases that nobody looked at
while working.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bot.signposting.directory import Directory
from bot.signposting.listing import Listing
from bot.signposting.match import make_listing
from bot.signposting.places import Area
from bot.signposting.service import Service
from bot.yaml_file import read_yaml
from tests.scenarios.read import ANY, Scenario, read_folder

DATA = Path(__file__).parents[2] / "services_data"

WRITTEN_BY = "written by us, not by practitioners"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What became of one case.

    `shown` counts the services of the listing, `wrong` are the `must_not` among them, `wrong_later`
    those that stand in plan B only, `missing` the `must` that are not shown, `pair` what is not as
    wanted in the pair and in whom to call first.
    """

    scenario: Scenario
    shown: int
    wrong: tuple[str, ...]
    wrong_later: tuple[str, ...]
    missing: tuple[str, ...]
    pair: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not (self.wrong or self.wrong_later or self.missing or self.pair)


def judge(scenario: Scenario, directory: Directory) -> Verdict:
    """Run one case and hold the listing against it."""
    assert scenario.need.at is not None, "the reader refuses a need without a moment"
    listing = make_listing(scenario.need, directory, (), scenario.need.at)
    listed = {one.service.id for one in listing.entries}
    planned = {plan.entry.service.id for plan in listing.plan_b}
    never = [one.id for one in scenario.must_not]
    return Verdict(
        scenario,
        shown=len(listed),
        wrong=tuple(one for one in never if one in listed),
        wrong_later=tuple(one for one in never if one in planned - listed),
        missing=tuple(one.id for one in scenario.must if one.id not in listed),
        pair=tuple(_unlike(scenario, listing)),
    )


def _unlike(scenario: Scenario, listing: Listing) -> Iterator[str]:
    for side, wanted in scenario.pair.items():
        entry = getattr(listing.pair, side)
        found = entry.service.id if entry else None
        if found is None if wanted == ANY else found != wanted:
            yield f"{side} is {found}, wanted {wanted}"
    first = listing.pair.call_first
    if scenario.first is not None and first != scenario.first:
        yield f"first is {first}, wanted {scenario.first}"


def shipped_directory() -> Directory:
    """Return the directory as it stands in the files."""
    services = [
        one
        for path in sorted(DATA.glob("services_*.yaml"))
        for one in msgspec.convert(read_yaml(path).value, list[Service])
    ]
    areas = msgspec.convert(read_yaml(DATA / "areas.yaml").value, tuple[Area, ...])
    return Directory(1, tuple(services), areas)


def table(verdicts: Sequence[Verdict], day: str) -> Iterator[str]:
    """Yield the lines of the report: every case that is not good, then the figures."""
    for one in verdicts:
        yield from _faults(one)
    row = "{:<10}{:>6}{:>8}{:>7}{:>8}{:>7}{:>9}{:>7}{:>16}"
    yield row.format(
        "", "cases", "shown", "wrong", "plan B", "musts", "missing", "pairs", "pair as wanted"
    )
    for name, some in _groups(verdicts):
        yield row.format(name, *_figures(some))
    yield f"{_rate(verdicts)}, on {day}; {WRITTEN_BY}."


def _faults(one: Verdict) -> Iterator[str]:
    kinds = {
        "wrong referral": one.wrong,
        "wrong in plan B": one.wrong_later,
        "missing": one.missing,
        "pair": one.pair,
    }
    yield from (f"{one.scenario.id}: {kind}: {what}" for kind, ids in kinds.items() for what in ids)


def _groups(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    """Yield the cases of each country, of each language within it, and all."""
    for country in dict.fromkeys(one.scenario.need.country for one in verdicts):
        of_it = [one for one in verdicts if one.scenario.need.country == country]
        yield country, of_it
        for language in sorted({one.scenario.language for one in of_it}):
            yield f"  {language}", [one for one in of_it if one.scenario.language == language]
    yield "all", list(verdicts)


def _figures(some: Sequence[Verdict]) -> tuple[int, ...]:
    with_pair = [one for one in some if one.scenario.pair or one.scenario.first]
    return (
        len(some),
        sum(one.shown for one in some),
        sum(len(one.wrong) for one in some),
        sum(len(one.wrong_later) for one in some),
        sum(len(one.scenario.must) for one in some),
        sum(len(one.missing) for one in some),
        len(with_pair),
        sum(not one.pair for one in with_pair),
    )


def _rate(verdicts: Iterable[Verdict]) -> str:
    all_of_them = list(verdicts)
    wrong = sum(len(one.wrong) for one in all_of_them)
    shown = sum(one.shown for one in all_of_them)
    per_hundred = 100 * wrong / shown if shown else 0.0
    return (
        f"Wrong referrals: {wrong} of {shown} services shown ({per_hundred:.1f} per cent) "
        f"in {len(all_of_them)} cases"
    )


def main(folder: str) -> None:
    """Print the report on a folder."""
    directory = shipped_directory()
    cases = read_folder(Path(folder), directory)
    verdicts = [judge(one, directory) for one in cases]
    print("\n".join(table(verdicts, datetime.now(UTC).date().isoformat())))


if __name__ == "__main__":
    main(sys.argv[1])
