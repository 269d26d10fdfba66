"""Files as people really hand them in: refused with row, column and remedy, or read aright."""

import csv
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.errors import ExchangeError
from bot.exchange.formats import open_writer, read_lines
from bot.exchange.lines import Line
from bot.exchange.service_files import read_directory_files
from bot.signposting.service import Service

DATA = Path(__file__).parents[2] / "services_data"
NAME = "Grüße – Šá"


@pytest.fixture(scope="module")
def shipped() -> tuple[Service, ...]:
    return read_directory_files(DATA).services[:2]


@pytest.fixture
def table(tmp_path: Path, shipped: tuple[Service, ...]) -> Path:
    """Two records as CSV."""
    path = tmp_path / "table.csv"
    writer = open_writer("csv", path, 3)
    for service in shipped:
        writer.add(service)
    writer.close()
    return path


@pytest.fixture
def book(tmp_path: Path, shipped: tuple[Service, ...]) -> Path:
    """Two records as a spreadsheet."""
    path = tmp_path / "table.xlsx"
    writer = open_writer("xlsx", path, 3)
    for service in shipped:
        writer.add(service)
    writer.close()
    return path


def refusal(path: Path) -> str:
    """Return why a file is refused, as a whole or in a cell."""
    try:
        lines = list(read_lines(path))
    except ExchangeError as error:
        return str(error)
    return "\n".join(
        f"row {line.row}, column {column}: {what}. {remedy}"
        for line in lines
        for column, what, remedy in line.faults
    )


def rewrite(path: Path, change: Callable[[list[list[str]]], None]) -> None:
    """Change the cells of a CSV file."""
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"))))
    change(rows)
    text = StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def put(column: str, value: str) -> Callable[[list[list[str]]], None]:
    """Return what writes a value into the first record."""

    def change(rows: list[list[str]]) -> None:
        rows[1][rows[0].index(column)] = value

    return change


def spoil(path: Path, column: str, value: Any, **more: Any) -> None:
    """Write a value into the first record of a spreadsheet, of whatever type."""
    opened = load_workbook(path)
    sheet = opened["services"]
    names = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, names.index(column) + 1, value)
    for name, what in more.items():
        setattr(cell, name, what)
    opened.save(path)


def named(lines: list[Line]) -> list[Any]:
    return [line.plain["name"] for line in lines]


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_these_encodings_and_separators_are_read(
    table: Path, encoding: str, separator: str
) -> None:
    rows = list(csv.reader(StringIO(table.read_text("utf-8-sig"))))
    put("name", NAME)(rows)
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    table.write_text(text.getvalue(), encoding=encoding)
    assert named(list(read_lines(table)))[0] == NAME


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("windows-1252", "line 2 is not UTF-8. Save it again and choose UTF-8"),
        ("utf-16-le", "UTF-16 without its mark. Save it again"),
        ("utf-32", "UTF-32. Save it again"),
    ],
)
def test_other_encodings_are_refused_with_the_remedy(
    table: Path, encoding: str, words: str
) -> None:
    rewrite(table, put("name", NAME))
    table.write_text(table.read_text("utf-8"), encoding=encoding, newline="")
    assert words in refusal(table)


def test_a_quotation_mark_that_is_not_closed_is_refused(table: Path) -> None:
    text = table.read_text("utf-8-sig")
    table.write_text(text + '"' + "x" * 200_000, encoding="utf-8")
    assert "quotation mark" in refusal(table)


# Cells that a spreadsheet spoilt


CELLS = {
    "a rounded number": ("contact_1_value", "4.42E+11", "took the telephone number for a quantity"),
    "another comma": ("contact_1_value", "4,42E+11", "took the telephone number for a quantity"),
    "an age in words": ("min_age", "sixteen", "not a whole number. Write digits"),
    "neither yes nor no": ("telling", "perhaps", "Write yes or no"),
    "a language without its words": ("languages", "sq staff", "Write code how basis"),
    "an empty cell that is needed": ("kind", "", "is empty. Fill it"),
    "half a contact": ("contact_1_type", "", "other columns of this contact are not"),
    "a gap between contacts": ("contact_3_value", "x", "Close the gap"),
}


@pytest.mark.parametrize("name", CELLS)
def test_s94_a_spoilt_cell_is_refused_with_row_column_and_remedy(table: Path, name: str) -> None:
    column, value, words = CELLS[name]

    def change(rows: list[list[str]]) -> None:
        if name == "a gap between contacts":
            for at, one in enumerate(rows[0]):
                if one.startswith("contact_2_"):
                    rows[1][at] = ""
        put(column, value)(rows)

    rewrite(table, change)
    said = refusal(table)
    assert "row 2, column " in said
    assert words in said


def test_a_telephone_number_that_became_a_quantity_is_refused(book: Path) -> None:
    spoil(book, "contact_1_value", 448082000247)
    assert "row 2, column contact_1_value" in refusal(book)
    assert "Format the column as text" in refusal(book)


def test_a_short_number_may_be_a_number(book: Path) -> None:
    spoil(book, "contact_1_dial", 116016)
    assert next(read_lines(book)).plain["contacts"][0]["dial"] == "116016"


def test_a_date_is_read_where_a_date_belongs_and_refused_elsewhere(book: Path) -> None:
    spoil(book, "assured_date", date(2026, 3, 2))
    assert next(read_lines(book)).plain["assured_date"] == "2026-03-02"
    spoil(book, "assured_date", 46083, number_format="General")
    assert "by which a spreadsheet counts days" in refusal(book)
    spoil(book, "assured_date", None)
    spoil(book, "hours", datetime(2026, 10, 12))
    assert "row 2, column hours" in refusal(book)
    assert "Format the column as text" in refusal(book)


@pytest.mark.parametrize("value", ["=1+1", '=HYPERLINK("http://x","y")', "#N/A"])
def test_s94_a_formula_in_a_cell_is_refused(book: Path, value: str) -> None:
    spoil(book, "name", value)
    assert "row 2, column name: is a formula" in refusal(book)


def test_merged_cells_are_refused(book: Path) -> None:
    opened = load_workbook(book)
    opened["services"].merge_cells("B2:B3")
    opened.save(book)
    assert "B2:B3 are merged" in refusal(book)


# Columns


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("confidential", "`is_shelter` keeps places out"),
        ("Postcode", "no street address is kept"),
        ("latitude", "no street address is kept"),
        ("nmae", "Did you mean 'name'?"),
        ("name", "stands there twice"),
    ],
)
def test_a_column_that_no_record_has_is_refused(table: Path, column: str, words: str) -> None:
    rewrite(table, lambda rows: rows[0].append(column))
    assert f"row 1, column {column}: " in refusal(table)
    assert words in refusal(table)


def test_a_column_that_is_not_there_leaves_its_field_alone(table: Path) -> None:
    text = "id,hours\nrefuge-national-domestic-abuse-helpline,Mo-Fr 10:00-12:00\n"
    table.write_text(text, encoding="utf-8")
    line = next(read_lines(table))
    assert line.faults == ()
    assert {"name", "contacts", "takes", "source"} <= set(line.untold)
    assert set(line.plain) == {"id", "hours"}


def test_a_record_that_is_half_there_is_refused(table: Path) -> None:
    table.write_text("id,takes_woman\nx,yes\n", encoding="utf-8")
    assert "column takes_man: is missing" in refusal(table)


def test_too_many_cells_in_a_row_are_refused(table: Path) -> None:
    rewrite(table, lambda rows: rows[1].append("x"))
    assert "more cells than the first row has names" in refusal(table)


# Whole files


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def test_s94_a_zip_bomb_is_not_unfolded(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b"0" * 80_000_000})
    assert bomb.stat().st_size < 1_000_000
    assert "would unfold to" in refusal(bomb)


def test_s94_a_file_with_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    many = packed(tmp_path / "many.xlsx", {f"{number}.xml": b"" for number in range(2001)})
    assert "holds 2001 files" in refusal(many)


def test_s94_entities_in_a_spreadsheet_are_not_unfolded(book: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(book) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    head = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = head + sheet[sheet.index(b"<worksheet") :]
    assert "cannot be read" in refusal(packed(tmp_path / "entities.xlsx", parts))


def test_macros_old_types_and_passwords_are_refused(book: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(book) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    macros = packed(tmp_path / "macros.xlsx", parts | {"xl/vbaProject.bin": b"x"})
    assert "holds macros" in refusal(macros)
    old = tmp_path / "old.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "old Excel type" in refusal(old)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rest"])
def test_a_file_that_is_not_what_it_is_called_is_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        assert str(path) in refusal(path)


def test_a_type_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    assert ".csv" in refusal(tmp_path / "a.docx")
    assert "no such file" in refusal(tmp_path / "a.csv")


def test_several_sheets_need_one_with_the_right_name(tmp_path: Path) -> None:
    opened = Workbook()
    opened.create_sheet("more")
    content = BytesIO()
    opened.save(content)
    path = tmp_path / "two.xlsx"
    path.write_bytes(content.getvalue())
    assert "Call the right one `services`" in refusal(path)
