"""
What must appear appears, what must not does not, and the pair is as a caseworker would have it.

The folder held_out/ is not run here: it is judged once, at closing, by judge.py.
"""

from collections import Counter
from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.signposting.directory import Directory
from tests.scenarios.judge import WRITTEN_BY, Verdict, judge, shipped_directory, table
from tests.scenarios.read import Scenario, read_file, read_folder

HERE = Path(__file__).parent
DIRECTORY = shipped_directory()
SCENARIOS = read_folder(HERE, DIRECTORY)

AT_LEAST = {"GB": 24, "MT": 11, "ES": 11, "DE": 11, "IT": 11, "FR": 11}
LONGEST = 600
"""A case is told in a few sentences."""


def by_id(scenario: Scenario) -> str:
    return scenario.id


def test_there_are_eighty_cases_in_six_countries() -> None:
    counts = Counter(one.need.country for one in SCENARIOS)
    assert set(counts) == set(AT_LEAST)
    assert counts.total() >= 80
    assert all(counts[country] >= least for country, least in AT_LEAST.items()), counts


@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_id)
def test_she_is_sent_where_she_would_be_helped_and_nowhere_else(scenario: Scenario) -> None:
    verdict = judge(scenario, DIRECTORY)
    assert not verdict.wrong, "a wrong referral"
    assert not verdict.wrong_later, "a wrong referral in plan B"
    assert not verdict.missing, "who would have helped is not shown"
    assert not verdict.pair


@pytest.mark.parametrize("scenario", SCENARIOS, ids=by_id)
def test_a_case_is_short_says_whom_it_would_be_wrong_to_call_and_is_of_its_file(
    scenario: Scenario,
) -> None:
    assert scenario.id.startswith(scenario.need.country.lower() + "-")
    assert len(scenario.told) <= LONGEST
    assert scenario.must_not
    assert scenario.must or scenario.may


def test_what_must_appear_is_a_record_that_is_shown() -> None:
    named = [(one.id, service.id) for one in SCENARIOS for service in (*one.must, *one.may)]
    assert named
    held = [pair for pair in named if DIRECTORY.by_id[pair[1]].show != "yes"]
    assert not held


GOOD = """\
- id: gb-x
  told: Somebody tells.
  need: {country: GB, needs: [domestic_abuse], at: "2026-11-20T12:00:00+00:00"}
  must:
    - {id: galop, why: a reason}
"""

BROKEN = [
    ("told:", "tolled:", "'tolled' is no key"),
    ("  told: Somebody tells.\n", "", "told is missing"),
    ("galop", "gallop", "'gallop' is no service of this country"),
    ("galop", "es-016", "'es-016' is no service of this country"),
    (", why: a reason", "", "why is missing"),
    ("a reason", '""', "a text is missing"),
    ("domestic_abuse", "abuse", "'abuse' is not allowed"),
    (', at: "2026-11-20T12:00:00+00:00"', "", "the need has no `at`"),
    ("must:\n", "must_not:\n    - {id: galop, why: x}\n  may:\n", "galop is named twice"),
    ("  must:\n", "  pair: {group: galop}\n  must:\n", "'group' is no key"),
    ("  must:\n", "  pair: {community: gallop}\n  must:\n", "'gallop' is no service"),
    ("  must:\n", "  first: any\n  must:\n", "'any' is no service"),
]


def read_text(folder: Path, text: str) -> list[Scenario]:
    path = folder / "gb.yaml"
    path.write_text(text, encoding="utf-8")
    return list(read_file(path, DIRECTORY))


def test_a_plain_case_is_read(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, GOOD)
    assert (one.id, one.language, one.first, dict(one.pair)) == ("gb-x", "-", None, {})


@pytest.mark.parametrize(("part", "instead", "message"), BROKEN)
def test_a_slip_in_a_case_is_refused_with_its_line(
    tmp_path: Path, part: str, instead: str, message: str
) -> None:
    assert part in GOOD
    with pytest.raises(ContentError, match=r"gb\.yaml:\d+: ") as told:
        read_text(tmp_path, GOOD.replace(part, instead))
    assert message in str(told.value)


def test_an_empty_folder_and_an_id_that_stands_twice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no scenarios"):
        read_folder(tmp_path, DIRECTORY)
    (tmp_path / "a.yaml").write_text(GOOD + GOOD, encoding="utf-8")
    with pytest.raises(ContentError, match="gb-x stands twice"):
        read_folder(tmp_path, DIRECTORY)


def test_a_folder_within_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "held_out").mkdir()
    (tmp_path / "held_out" / "gb.yaml").write_text("not even a list", encoding="utf-8")
    assert len(read_text(tmp_path, GOOD)) == len(read_folder(tmp_path, DIRECTORY)) == 1


def test_the_judge_finds_each_kind_of_fault_and_says_who_wrote_the_cases(tmp_path: Path) -> None:
    bad = GOOD + (
        "  must_not:\n    - {id: samaritans, why: x}\n    - {id: karma-nirvana, why: x}\n"
        "  pair: {community: any, specialist: null}\n  first: opoka\n"
    )
    verdict = judge(read_text(tmp_path, bad)[0], DIRECTORY)
    assert verdict.wrong + verdict.wrong_later
    assert verdict.missing == ("galop",)
    assert [fault.split()[0] for fault in verdict.pair] == ["community", "specialist", "first"]
    lines = list(table([verdict], "2026-11-21"))
    assert WRITTEN_BY in lines[-1]
    assert "2026-11-21" in lines[-1]
    assert f"of {verdict.shown} services shown" in lines[-1]


def test_the_judge_counts_every_case_once_per_country_and_language() -> None:
    verdicts: list[Verdict] = [judge(one, DIRECTORY) for one in SCENARIOS]
    rows = [one.split() for one in list(table(verdicts, "2026-11-21"))[1:-1]]
    countries = {row[0]: int(row[1]) for row in rows if row[0] in AT_LEAST}
    languages = [int(row[1]) for row in rows if row[0] not in {*AT_LEAST, "all"}]
    assert sum(countries.values()) == sum(languages) == len(SCENARIOS)
    assert rows[-1][:2] == ["all", str(len(SCENARIOS))]


def test_the_directory_judged_is_the_shipped_one() -> None:
    assert isinstance(DIRECTORY, Directory)
    assert len(DIRECTORY.services) > 250
