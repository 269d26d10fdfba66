"""The published rates add up, and speak of the cases that there are."""

import re
from collections import Counter
from pathlib import Path

from bot.checks.order import PAGE
from tests.scenarios.judge import WRITTEN_BY, shipped_directory
from tests.scenarios.read import read_folder

HERE = Path(__file__).parent
TEXT = (HERE / "README.md").read_text(encoding="utf-8")
SUMMARY = (HERE.parents[1] / PAGE).read_text(encoding="utf-8")

Rows = dict[str, tuple[int, ...]]


def tables() -> list[tuple[Rows, dict[str, Rows], str]]:
    """Return each table: a row for each country and for all, those of its languages, the rate."""
    blocks = [one for one in re.findall(r"```text\n(.*?)```", TEXT, re.DOTALL) if "pairs" in one]
    assert len(blocks) == 2
    return [_table(block.splitlines()) for block in blocks]


def _table(lines: list[str]) -> tuple[Rows, dict[str, Rows], str]:
    countries: Rows = {}
    languages: dict[str, Rows] = {}
    for line in lines:
        if found := re.fullmatch(r"( *)(\S+)((?: +\d+){8})", line):
            figures = tuple(map(int, found[3].split()))
            if found[1]:
                languages.setdefault(list(countries)[-1], {})[found[2]] = figures
            else:
                countries[found[2]] = figures
    return countries, languages, lines[-1]


def sum_of(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def test_every_table_adds_up() -> None:
    for countries, languages, rate in tables():
        every = countries.pop("all")
        assert set(countries) == set(languages) == {"GB", "MT", "ES", "DE", "IT", "FR"}
        assert sum_of(list(countries.values())) == every
        for country, figures in countries.items():
            assert sum_of(list(languages[country].values())) == figures, country
        cases, shown, wrong = every[:3]
        per_hundred = f"{100 * wrong / shown:.1f} per cent"
        assert f"{wrong} of {shown} services shown ({per_hundred}) in {cases} cases" in rate
        assert WRITTEN_BY in rate


def test_the_first_table_counts_the_cases_that_are_run() -> None:
    countries, languages, _ = tables()[0]
    cases = read_folder(HERE, shipped_directory())
    by_country = Counter(one.need.country for one in cases)
    by_language = Counter((one.need.country, one.language) for one in cases)
    again = "python -m tests.scenarios.judge tests/scenarios, and copy the table"
    assert {key: row[0] for key, row in countries.items() if key != "all"} == by_country, again
    written = {
        (country, code): row[0] for country, rows in languages.items() for code, row in rows.items()
    }
    assert written == by_language, again
    assert countries["all"][2] == 0


def test_the_page_about_the_order_says_the_same() -> None:
    worked_on, held_out = (one[0]["all"] for one in tables())
    rows = [line for line in SUMMARY.splitlines() if re.match(r"\| \d+ ", line)]
    assert len(rows) == 2
    for (cases, shown, wrong), row in zip((worked_on[:3], held_out[:3]), rows, strict=True):
        assert row.startswith(f"| {cases} ")
        assert f"| {shown} | {wrong} " in row
