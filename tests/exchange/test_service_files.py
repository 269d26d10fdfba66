"""Reading the directory's files: all of it, in order, or an error that says what to do."""

import re
import shutil
from pathlib import Path

import pytest

from bot.errors import ContentError, DirectoryError
from bot.exchange.service_files import read_directory_files, read_urgent
from bot.yaml_file import read_yaml

DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two of the countries, and all lists."""
    others = shutil.ignore_patterns("services_[!gm]*.yaml", "schema")
    return Path(shutil.copytree(DATA, tmp_path / "services_data", ignore=others))


def test_everything_in_the_files_is_read() -> None:
    files = read_directory_files(DATA)
    ids = [
        record["id"]
        for path in sorted(DATA.glob("services_*.yaml"))
        for record in read_yaml(path).value
    ]
    assert len(ids) > 200, "nothing was looked at"
    assert [service.id for service in files.services] == ids
    assert len(files.areas) > 200
    assert files.short_codes
    assert files.taxonomy.codes("needs")


def test_where_each_record_stands_is_known() -> None:
    files = read_directory_files(DATA)
    assert files.standing.keys() == {service.id for service in files.services}
    for id_, standing in files.standing.items():
        path, _, line = standing.place("id").rpartition(":")
        assert f"id: {id_}" in Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_a_number_keeps_its_leading_zero() -> None:
    dials = {number.dial for number in read_urgent(DATA)}
    assert {"091", "062", "016"} <= dials


def test_s64_urgent_numbers_are_read_without_any_service(tmp_path: Path) -> None:
    shutil.copy(DATA / "emergency.yaml", tmp_path)
    numbers = read_urgent(tmp_path)
    assert {number.country for number in numbers} == {"GB", "MT", "ES", "DE", "IT", "FR"}


SPOILED = {
    "a type": ("telling: true", "telling: perhaps", "Expected `bool`"),
    "a word": ("kind: specialist", "kind: charity", "Invalid enum value 'charity'"),
    "a key": ("    telling: true", "    secret: true\n    telling: true", "'secret' is not known"),
    "a key inside": ('bill: "not_known"', 'bil: "not_known"', "Did you mean 'bill'?"),
    "a missing key": ("    run_by: independent\n", "", "missing required field `run_by`"),
    "an id twice": ("- id: de-bff\n", "- id: de-hilfetelefon\n", "is already taken at"),
    "a date": ('show: "yes"', 'show: "yes"\n    assured_date: soon', "assured_date"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_one_wrong_record_and_nothing_is_read(folder: Path, name: str) -> None:
    old, new, words = SPOILED[name]
    path = folder / "services_germany.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, "this test would plant nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DirectoryError, match=re.escape(words)) as caught:
        read_directory_files(folder)
    place = re.match(r"(.*services_germany\.yaml):(\d+): .+\. ?.+", str(caught.value))
    assert place, str(caught.value)


def test_the_line_in_a_message_is_the_line_of_the_mistake(folder: Path) -> None:
    path = folder / "services_malta.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if "source_year: 20" in line)
    lines[at] = lines[at].replace("20", "about 20", 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DirectoryError) as caught:
        read_directory_files(folder)
    assert str(caught.value).startswith(f"{path}:{at + 1}: ")


def test_a_folder_without_services_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds no services_"):
        read_directory_files(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "GB: 3\n", "- id: x\n", "GB:\n  - id: x\n", "GB:\n  - just words\n"]
)
def test_urgent_numbers_of_another_shape_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "emergency.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DirectoryError, match=r"emergency\.yaml:\d+: "):
        read_urgent(tmp_path)


@pytest.mark.parametrize("name", ["areas", "short_codes", "taxonomy"])
def test_an_empty_list_is_refused(folder: Path, name: str) -> None:
    (folder / f"{name}.yaml").write_text("", encoding="utf-8")
    with pytest.raises(DirectoryError, match=rf"{name}\.yaml:\d+: "):
        read_directory_files(folder)
