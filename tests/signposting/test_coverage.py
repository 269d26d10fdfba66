"""The map of who is there counts what a woman would be shown, and puts the gaps first."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import NeedError
from bot.exchange.coverage_request import read_asked, read_by
from bot.exchange.coverage_view import MANY, print_heat_map, write_cells
from bot.exchange.service_files import read_directory_files
from bot.signposting.coverage import Asked, Coverage
from bot.signposting.directory import Directory
from bot.signposting.languages import OF_THE_PROJECT
from bot.signposting.need import NEEDS
from bot.signposting.service import Service, SpokenLanguage

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture(scope="module")
def shipped() -> Directory:
    files = read_directory_files(DATA)
    return Directory(1, files.services, files.areas)


def number(directory: Directory, asked: Asked, region: str, need: str) -> int:
    found = Coverage(directory, NOW).heat_map(asked, "need", OF_THE_PROJECT)
    [row] = [one for one in found.rows if one.region == region]
    return row.numbers[found.columns.index(need)]


@pytest.fixture
def helper(shipped: Directory) -> Service:
    """A service for all of London that helps with housing, in Albanian."""
    return replace(
        next(one for one in shipped.services if one.show == "yes" and one.country == "GB"),
        id="helper",
        kind="specialist",
        serves=("London",),
        needs=("maternity",),
        stage=("now",),
        languages=(SpokenLanguage("sq", "staff", "stated"),),
        is_shelter=False,
        run_by="independent",
        only_for=(),
        by_and_for="no",
        community=(),
    )


def test_a_cell_counts_what_a_woman_there_is_shown(shipped: Directory, helper: Service) -> None:
    only = replace(shipped, services=(helper,))
    gb = Asked("GB")
    assert number(only, gb, "London", "maternity") == 1
    assert number(only, gb, "Scotland", "maternity") == 0
    assert number(only, gb, "London", "legal_advice") == 0
    for hidden in (
        replace(helper, show="hold"),
        replace(helper, status="defunct"),
        replace(helper, contacts=()),
        replace(helper, takes=replace(helper.takes, woman="no")),
        replace(helper, run_by="police"),
    ):
        assert number(replace(shipped, services=(hidden,)), gb, "London", "maternity") == 0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked("GB", language="sq"), 1),
        (Asked("GB", language="ar"), 0),
        (Asked("GB", kind="specialist"), 1),
        (Asked("GB", kind="community"), 0),
        (Asked("GB", stage="now"), 1),
        (Asked("GB", stage="recovery"), 0),
    ],
)
def test_a_closer_look_counts_less(
    shipped: Directory, helper: Service, asked: Asked, found: int
) -> None:
    only = replace(shipped, services=(helper,))
    assert number(only, asked, "London", "maternity") == found


def test_a_language_that_nobody_states_does_not_count(shipped: Directory, helper: Service) -> None:
    vague = replace(helper, languages=(SpokenLanguage("sq", "staff", "assumed"),))
    only = replace(shipped, services=(vague,))
    assert number(only, Asked("GB", language="sq"), "London", "maternity") == 0


def test_who_names_no_stage_is_there_at_every_stage(shipped: Directory, helper: Service) -> None:
    only = replace(shipped, services=(replace(helper, stage=()),))
    assert number(only, Asked("GB", stage="recovery"), "London", "maternity") == 1


def test_what_is_emptiest_stands_first(shipped: Directory) -> None:
    found = Coverage(shipped, NOW).heat_map(Asked(), "need", OF_THE_PROJECT)
    assert len(found.rows) > 50
    assert set(found.columns) == set(NEEDS)
    empty = [row.empty for row in found.rows]
    assert empty == sorted(empty, reverse=True)
    by_column = [[row.numbers[at] for row in found.rows].count(0) for at in range(len(NEEDS))]
    assert by_column == sorted(by_column, reverse=True)
    assert found.empty == sum(empty) > 0


def test_every_region_that_can_be_chosen_has_a_row(shipped: Directory) -> None:
    found = Coverage(shipped, NOW).heat_map(Asked("MT"), "language", OF_THE_PROJECT)
    assert {row.country for row in found.rows} == {"MT"}
    chosen = shipped.areas.choices("MT") or (shipped.areas.country("MT"),)
    assert {row.region for row in found.rows} == {area.id for area in chosen}
    assert set(found.columns) == set(OF_THE_PROJECT)


def test_the_cells_in_a_file_are_the_cells_of_the_map(shipped: Directory, tmp_path: Path) -> None:
    coverage = Coverage(shipped, NOW)
    asked = Asked("GB", language="sq", kind="community", stage="now")
    path = tmp_path / "cells.csv"
    count = write_cells(path, coverage.cells(asked, OF_THE_PROJECT))
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "country,region,need,language,kind,stage,services"
    numbers = [int(line.rpartition(",")[2]) for line in lines[1:]]
    assert numbers == sorted(numbers), "the empty ones stand first"
    found = coverage.heat_map(asked, "need", OF_THE_PROJECT)
    assert count == len(numbers) == len(found.rows) * len(NEEDS)
    assert numbers.count(0) == found.empty
    assert sum(numbers) == sum(sum(row.numbers) for row in found.rows)


def test_the_map_fits_eighty_columns(
    shipped: Directory, capsys: pytest.CaptureFixture[str]
) -> None:
    for by in ("need", "language"):
        found = Coverage(shipped, NOW).heat_map(Asked("GB"), read_by(by), OF_THE_PROJECT)
        print_heat_map(found, "Title")
    printed = capsys.readouterr().out
    assert max(map(len, printed.splitlines())) <= 80
    assert "GB Northern Ireland" in printed
    assert f" {MANY} " in printed
    assert "cells are empty" in printed


def test_what_there_is_not_is_refused_with_what_there_is(shipped: Directory) -> None:
    for country, need in (("XX", None), ("GB", "magic")):
        with pytest.raises(NeedError, match="allowed are"):
            read_asked(shipped, country, need, None, None, None)
    with pytest.raises(NeedError, match="need, language"):
        read_by("colour")
