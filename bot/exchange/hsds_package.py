"""
HSDS as a tabular data package: CSV tables and `datapackage.json`, in a folder or a .zip.
"""

import csv
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from bot.errors import ExchangeError
from bot.exchange.cells import guarded, unguarded
from bot.exchange.hsds_shape import NUMBERS, SHAPES, VERSION, Object, reference_to
from bot.exchange.hsds_tables import Tables
from bot.exchange.limits import refuse_bomb, refuse_unfit, refused

INDEX = "datapackage.json"

_GUARDED = frozenset({"name", "alternate_name", "description", "value", "notes"})
"""Columns of free text, in which somebody could hide a formula."""


def write_package(path: Path, tables: Tables) -> None:
    """Write the tables into a folder, or into a .zip. Raises OSError."""
    files = {f"{name}.csv": _written(rows) for name, rows in tables.items()}
    files[INDEX] = json.dumps(_index(tables), indent=1)
    if path.suffix.casefold() == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, text in files.items():
                packed.writestr(name, text)
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8", newline="")


def _columns(rows: list[Object]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def _written(rows: list[Object]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, _columns(rows), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _cell(key, value) for key, value in row.items()})
    return text.getvalue()


def _cell(key: str, value: Any) -> str:
    text = str(value)
    return guarded(text) if key in _GUARDED or text[:1] in {"=", "@"} else text


def _index(tables: Tables) -> Object:
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "schema": {"fields": [_field(key) for key in _columns(rows)], "primaryKey": "id"},
        }
        for name, rows in tables.items()
    ]
    return {
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "version": VERSION,
        "resources": resources,
    }


def _field(key: str) -> Object:
    return {"name": key, "type": "number" if key in NUMBERS else "string"}


def read_package(path: Path) -> Tables:
    """Return the tables of a folder or .zip. Raises ExchangeError, file, row and column named."""
    with _files(path) as files:
        if INDEX not in files:
            raise refused(path, f"holds no {INDEX}", "Hand in the whole package")
        known = {shape.table: kind for kind, shape in SHAPES.items()}
        return {
            name: list(_rows(f"{path}/{file}", known[name], text))
            for file, text in files.items()
            if (name := Path(file).stem) in known and file.endswith(".csv")
        }


@contextmanager
def _files(path: Path) -> Iterator[dict[str, str]]:
    try:
        if path.is_dir():
            yield {one.name: one.read_text("utf-8-sig") for one in path.iterdir() if one.is_file()}
            return
        refuse_unfit(path)
        refuse_bomb(path)
        with zipfile.ZipFile(path) as packed:
            yield {
                Path(name).name: packed.read(name).decode("utf-8-sig")
                for name in packed.namelist()
                if name.endswith((".csv", ".json"))
            }
    except UnicodeDecodeError:
        raise refused(path, "one of its tables is not UTF-8", "Save it again as UTF-8") from None


def _rows(file: str, kind: str, text: str) -> Iterator[Object]:
    reader = csv.reader(StringIO(text), strict=True)
    names = [name.strip() for name in next(reader, [])]
    for name in names:
        if name not in _allowed(kind):
            remedy = "Remove it: HSDS has no such column, so nobody would heed it"
            raise ExchangeError(f"{file}: row 1, column {name}: is not known. {remedy}")
    for number, cells in enumerate(reader, start=2):
        given = {name: unguarded(cell) for name, cell in zip(names, cells, strict=False) if cell}
        if "id" not in given:
            raise ExchangeError(f"{file}: row {number}, column id: is empty. Write its id")
        yield {name: _number(file, number, name, cell) for name, cell in given.items()}


def _allowed(kind: str) -> set[str]:
    shape = SHAPES[kind]
    above = {reference_to(parent, kind) for parent in SHAPES if kind in _inside(parent)}
    return {"id", *shape.texts, *above}


def _inside(kind: str) -> set[str]:
    return {*SHAPES[kind].lists.values(), *SHAPES[kind].objects.values()}


def _number(file: str, row: int, name: str, cell: str) -> Any:
    if name not in NUMBERS:
        return cell
    try:
        return int(cell) if cell.lstrip("-").isdecimal() else float(cell)
    except ValueError:
        what = f"row {row}, column {name}: {cell!r} is no number"
        raise ExchangeError(f"{file}: {what}. Write digits") from None
