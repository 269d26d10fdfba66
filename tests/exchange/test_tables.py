"""CSV and XLSX lose nothing on the way out and back, and let nothing through that a cell hides."""

import csv
import gc
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.exchange.cell_values import WrongCellError, value_of
from bot.exchange.cell_values import written as written_cell
from bot.exchange.cells import guarded, joined, split, unguarded
from bot.exchange.columns import MOST_CONTACTS
from bot.exchange.formats import Format, open_writer, read_lines
from bot.exchange.service_files import read_directory_files
from bot.exchange.xlsx_files import escaped, unescaped
from bot.signposting.service import Service
from tests.exchange.records import has_no_blank_edge, services, texts

DATA = Path(__file__).parents[2] / "services_data"
TABLES: tuple[Format, ...] = ("csv", "xlsx")


def written(kind: Format, path: Path, records: list[Service]) -> list[Service]:
    """Return what comes back of records that were written into a file."""
    most = max(len(one.contacts) for one in records)
    writer = open_writer(kind, path, most)
    for record in records:
        writer.add(record)
    writer.close()
    lines = list(read_lines(path))
    assert [line.faults for line in lines if line.faults] == []
    return [msgspec.convert(line.plain, Service) for line in lines]


@pytest.mark.parametrize("kind", TABLES)
def test_every_shipped_record_comes_back_from_a_spreadsheet_exactly(
    kind: Format, tmp_path: Path
) -> None:
    shipped = list(read_directory_files(DATA).services)
    assert len(shipped) > 200
    assert written(kind, tmp_path / f"out.{kind}", shipped) == shipped


@pytest.mark.parametrize("kind", TABLES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(records=st.lists(services(), min_size=1, max_size=3, unique_by=lambda one: one.id))
def test_any_record_comes_back_from_a_spreadsheet_exactly(
    kind: Format, tmp_path: Path, records: list[Service]
) -> None:
    assert written(kind, tmp_path / f"any.{kind}", records) == records


def test_a_partner_stands_in_a_cell_with_or_without_the_day_of_a_review() -> None:
    cell = "one-group stated; another inferred 2026-03-02"
    partners = value_of("partners", cell)
    assert partners == [
        {"id": "one-group", "basis": "stated"},
        {"id": "another", "basis": "inferred", "reviewed": "2026-03-02"},
    ]
    assert written_cell("partners", partners) == cell
    with pytest.raises(WrongCellError) as refused:
        value_of("partners", "one-group")
    assert refused.value.remedy == "Write id basis, and reviewed if it is known"


@given(st.text())
@example("'=x")
@example("\0")
@example("0800")
@example("#N/A")
def test_s94_no_cell_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in {*"=+-@\t\r\n\0"} or not cell
    assert unguarded(cell) == text


@given(st.text())
@example("_x0041_")
def test_what_a_spreadsheet_cannot_hold_is_written_another_way(text: str) -> None:
    cell = escaped(text)
    assert not any(ord(letter) < 32 and letter not in "\t\n" for letter in cell)
    assert unescaped(cell) == text


@given(st.lists(texts().filter(has_no_blank_edge), max_size=4))
def test_a_list_in_one_cell_keeps_its_items(items: list[str]) -> None:
    assert split(joined(items)) == items


@pytest.mark.parametrize("kind", TABLES)
def test_s94_a_name_that_begins_like_a_formula_is_text_in_the_file(
    kind: Format, tmp_path: Path, one: Service
) -> None:
    path = tmp_path / f"out.{kind}"
    record = replace(one, name='=HYPERLINK("http://x")')
    assert written(kind, path, [record]) == [record]
    if kind == "csv":
        cells = list(csv.reader(path.read_text("utf-8-sig").splitlines()))[1]
        assert not any(cell[:1] in {*"=+-@"} for cell in cells if cell)


@pytest.fixture
def one() -> Service:
    return read_directory_files(DATA).services[0]


def test_a_spreadsheet_that_cannot_be_written_fails_once_and_leaves_nothing_open(
    tmp_path: Path,
) -> None:
    writer = open_writer("xlsx", tmp_path / "missing" / "out.xlsx", 1)
    writer.add(read_directory_files(DATA).services[0])
    with pytest.raises(FileNotFoundError):
        writer.close()
    del writer
    gc.collect()  # what is still open would be closed here, and warn


def test_there_is_room_for_more_contacts_than_any_record_has() -> None:
    shipped = read_directory_files(DATA).services
    assert max(len(service.contacts) for service in shipped) * 2 < MOST_CONTACTS
