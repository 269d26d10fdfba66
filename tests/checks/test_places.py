"""The files of typed places: each wrong thing is found, with file and line, and nothing else."""

import shutil
from pathlib import Path

import pytest

from bot.checks.places import check_places
from bot.checks.problem import Problem
from bot.checks.run import run_checks
from bot.settings import read_settings
from bot.understanding.gazetteer import FILES
from tests.checks.services_folder import DATA

EDITED = (
    "own_cities.yaml", "own_regions.yaml", "own_counties.yaml", "own_parts.yaml", "parts.yaml",
    "postcodes.yaml",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what people edit and of what is made of it, to plant one wrong thing in."""
    (tmp_path / "places").mkdir()
    shutil.copy(DATA / "areas.yaml", tmp_path)
    for name in (*EDITED, *FILES):
        shutil.copy(DATA / "places" / name, tmp_path / "places")
    return tmp_path


def test_what_is_shipped_has_nothing_to_mend(folder: Path) -> None:
    assert [str(problem) for problem in check_places(folder)] == []


def test_every_file_that_people_edit_is_looked_at() -> None:
    assert {path.name for path in (DATA / "places").glob("*.yaml")} == set(EDITED)


@pytest.mark.parametrize("file", FILES)
def test_a_part_of_the_gazetteer_that_is_not_there_is_found(folder: Path, file: str) -> None:
    (folder / "places" / file).unlink()
    [problem] = map(str, check_places(folder))
    assert f"places/{file}:1: this part of the gazetteer is not there" in problem


PLANTS = [
    ("own_cities", "GB:\n  London: [ለንደን", "GB:\n  London: [ለንደን, ለንደን", "'ለንደን' stands twice"),
    ("own_cities", "\nDE:\n", "\nDEU:\n", "'DEU' is no country of areas.yaml"),
    ("own_regions", "  Wales: [Wales", "  Walles: [Wales", "Did you mean 'Wales'"),
    ("own_regions", "  Wales: [Wales", "  Wales: [ '', Wales", "an empty name"),
    ("own_counties", "  Durham: [County Durham]", "  Durham: County Durham", "no list of names"),
    ("own_parts", "London/Barnet: [Barnet", "London/Barnett: [Barnet", "'London/Barnet'"),
    ("own_parts", " Edgware,", " Edgware, Edgware,", "'Edgware' stands twice"),
    ("parts", "around: GB.ENG\n  area: North East", "around: GB\n  area: North East", "'GB' is no"),
    ("parts", "area: North Tyneside", "area: Nort Tyneside", "'North Tyneside'"),
    ("parts", "towns: [Tynemouth", "towns: [Hartlepool, Tynemouth", "one area only"),
    ("postcodes", "{letters: AL, around: [East", "{letters: AB, around: [East", "stands twice"),
    ("postcodes", "{letters: AL,", "{letters: A1,", "'A1' is not one or two capital letters"),
    ("postcodes", "around: [Scotland], d", "around: [Scottland], d", "'Scotland'"),
    ("postcodes", 'Bradford: "1-18', 'Bradfort: "1-18', "'Bradford'"),
    ("postcodes", 'Bradford: "1-18', 'Bradford: "18-1', "'18-1' is no district"),
    ("postcodes", 'Bradford: "1-18', 'Bradford: "one', "'one' is no district"),
    ("postcodes", 'Bolton: "1-7"', 'Bolton: "7 7"', "'7' stands twice"),
]


@pytest.mark.parametrize(("name", "old", "new", "says"), PLANTS, ids=[one[3] for one in PLANTS])
def test_what_is_wrong_is_found_where_it_stands(
    folder: Path, name: str, old: str, new: str, says: str
) -> None:
    path = folder / "places" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, "this would plant nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    problems = check_places(folder)
    assert any(says in str(one) for one in problems), problems
    lines = [int(one.place.rpartition(":")[2]) for one in problems]
    assert all(one.place.startswith(f"{path}:") for one in problems)
    assert min(abs(one - line) for one in lines) <= 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("own_parts", "- a list\n", "Write `GB:`, then a name"),
        ("own_parts", "GB: [Barnet]\n", "Write `GB:`, then a name"),
        ("parts", "GB: {}\n", "Begin each entry with a dash"),
        ("parts", "- {around: GB.ENG, area: North East}\n", "Mend its keys"),
        ("postcodes", "- {letters: AB, around: [Wales], nearby: [Scotland]}\n", "Mend its keys"),
        ("postcodes", "- {letters: AB, around: [Wales]}\n- {letters: AB\n", "not readable"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_one_message(
    folder: Path, name: str, text: str, says: str
) -> None:
    (folder / "places" / f"{name}.yaml").write_text(text, encoding="utf-8")
    problems = check_places(folder)
    assert len(problems) == 1
    assert says in str(problems[0])


def test_a_town_on_a_border_may_stand_under_both_areas(folder: Path) -> None:
    path = folder / "places" / "own_parts.yaml"
    text = path.read_text(encoding="utf-8").replace("[Bexley =", "[Edgware, Bexley =", 1)
    path.write_text(text, encoding="utf-8")
    assert "[Edgware, Bexley =" in text
    assert check_places(folder) == []


def test_the_check_of_services_looks_at_places_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = Problem("places/own_regions.yaml:6", "planted", "Pull it out")
    monkeypatch.setattr("bot.checks.run.check_places", lambda _: [planted])
    settings = read_settings({"FINGERPOST_CONTENT_DIR": str(DATA.parent)})
    assert run_checks(settings, "services", None, None) == 1
    assert str(planted) in capsys.readouterr().out
