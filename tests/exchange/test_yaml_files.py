"""The directory as YAML is the directory: it can be loaded again, and is the same."""

import shutil
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from bot.checks.leaving import NAMELESS, without_a_place
from bot.checks.services import check_services
from bot.errors import ContentError
from bot.exchange.formats import open_writer, read_lines
from bot.exchange.service_files import read_directory_files
from bot.signposting.places import Areas
from bot.signposting.service import Contact, Service
from tests.exchange.records import services

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "services_data"))


def test_an_export_into_services_data_loads_as_the_same_directory(folder: Path) -> None:
    before = read_directory_files(folder)
    assert len(before.services) > 200
    tops = {path.name: path.read_text("utf-8")[:40] for path in folder.glob("services_*.yaml")}
    writer = open_writer("yaml", folder, 9)
    for service in before.services:
        writer.add(service)
    said = writer.close()
    assert {path.name for path in folder.glob("services_*")} == set(tops), "files kept their names"
    assert len(said) == len(tops)
    assert read_directory_files(folder).services == before.services
    for name, top in tops.items():
        assert (folder / name).read_text("utf-8").startswith(top), "the remarks at the top are kept"
    assert check_services(folder) == []
    lines = list(read_lines(folder))
    assert len(lines) == len(before.services), "a folder can be handed in as a whole"
    assert lines[0].row.startswith("services_france.yaml:")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(service=services())
def test_any_record_comes_back_from_a_file(tmp_path: Path, service: Service) -> None:
    path = tmp_path / "one.yaml"
    writer = open_writer("yaml", path, 9)
    writer.add(service)
    writer.close()
    [line] = read_lines(path)
    assert msgspec.convert(line.plain, Service) == service


def test_a_record_stands_in_the_row_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text("# remark\n- id: a\n  name: A\n- just words\n", encoding="utf-8")
    first, second = read_lines(path)
    assert (first.row, second.row) == ("2", "4")
    assert first.column(("contacts", 0, "value")) == "contacts.0.value"
    assert second.faults
    path.write_text("id: a\n", encoding="utf-8")
    with pytest.raises(ContentError, match="no list of services"):
        list(read_lines(path))


def test_s62_where_a_shelter_is_never_leaves_even_when_it_stands_in_the_database() -> None:
    files = read_directory_files(DATA)
    areas = Areas(files.areas)
    british = next(one for one in files.services if one.country == "GB")
    shelter = replace(
        british,
        is_shelter=True,
        name="The house at 12 Mill Lane",
        name_en="A house",
        based_in="London/Newham",
        serves=("London/Newham", "London", "Wales"),
        admin_notes="Ring twice at 12 Mill Lane",
        contacts=(Contact("web", "https://maps.example.org/x", "confirmed"),),
    )
    left = without_a_place(shelter, areas)
    assert (left.name, left.name_en, left.admin_notes) == (NAMELESS, "A house", None)
    assert (left.based_in, left.serves, left.contacts) == ("London", ("London", "Wales"), ())
    assert without_a_place(british, areas) == british
