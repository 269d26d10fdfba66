"""
HSDS 3.1 as lines of an import, from JSON or from a tabular package.

A file of ours comes back whole. What somebody else wrote comes in as a record that waits: HSDS does
not say whom a service takes or what papers it asks for, so a person has to. Values that no schema
would stop are stopped here: latitude 100, opening at 25:99, a `javascript:` address.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.exchange.cell_values import Cell
from bot.exchange.cells import joined
from bot.exchange.columns import RowReader
from bot.exchange.hsds_foreign import UNTOLD, foreign_row
from bot.exchange.hsds_package import read_package
from bot.exchange.hsds_shape import ADDRESSES, NUMBERS, SHAPES, Object
from bot.exchange.hsds_tables import Nester
from bot.exchange.hsds_write import NOT_GIVEN, TAXONOMY
from bot.exchange.limits import refuse_unfit, refused
from bot.exchange.lines import Line
from bot.exchange.record import nearest
from bot.exchange.table_lines import SECRET

Fault = tuple[str, str, str]

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?|24:00(?::00)?")
_LIMITS = {"latitude": 90, "longitude": 180}
_MOST_CONTACTS = 50


def read_hsds(path: Path) -> Iterator[Line]:
    """Yield each service of a .json, a .zip or a folder. Raises ExchangeError."""
    if path.is_dir() or path.suffix.casefold() == ".zip":
        services: Iterator[object] = Nester(read_package(path)).services()
    else:
        services = iter(_contents(path))
    for at, given in enumerate(services, start=1):
        yield _line(str(at), given)


def _contents(path: Path) -> list[object]:
    refuse_unfit(path)
    try:
        given = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise refused(path, f"is not JSON in UTF-8 ({error})", "Fetch it again") from None
    if isinstance(given, dict):
        given = given.get("contents", given.get("services", [given]))
    if not isinstance(given, list):
        raise refused(path, "holds no list of services", "Write them under `contents`")
    return given


def _line(row: str, given: object) -> Line:
    faults = list(_faults("service", given, ""))
    if faults or not isinstance(given, dict):
        return Line(row, {"id": ""}, tuple(faults))
    own = _ours(given)
    if own:
        return _read(row, _own_row(given, own), _columns(given), tuple(NOT_GIVEN))
    cells, columns, left_out = foreign_row(given)
    return _read(row, cells, _columns(given) | columns, UNTOLD, left_out)


def _read(
    row: str,
    cells: dict[str, Cell],
    columns: dict[str, str],
    untold: tuple[str, ...],
    left_out: tuple[tuple[str, str], ...] = (),
) -> Line:
    plain, found = RowReader(cells).read(cells)
    faults = tuple((columns.get(name, name), what, remedy) for name, what, remedy in found)
    return Line(row, plain, faults, untold, left_out, columns)


def _faults(kind: str, given: object, path: str) -> Iterator[Fault]:
    """Yield what is wrong with an object, and with all inside it."""
    if not isinstance(given, dict):
        yield path, "is no object", "Write its keys and values in braces"
        return
    shape = SHAPES[kind]
    if not isinstance(given.get("id"), str):
        yield _way(path, "id"), "is missing", "Write its id, which never changes"
    for key, value in given.items():
        way = _way(path, key)
        if key not in shape.keys:
            yield way, f"{key!r} is no key of a {kind} in HSDS", _remedy(key, list(shape.keys))
        elif key in shape.lists and isinstance(value, list):
            for at, part in enumerate(value):
                yield from _faults(shape.lists[key], part, f"{way}[{at}]")
        elif key in shape.objects:
            yield from _faults(shape.objects[key], value, way)
        else:
            yield from _wrong_value(key, value, way)


def _way(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _remedy(key: str, known: list[str]) -> str:
    if key.casefold() in SECRET:
        return "Remove the record, or mark it in the directory: no reader of HSDS heeds this key"
    return nearest(key, known)


def _wrong_value(key: str, value: Any, way: str) -> Iterator[Fault]:
    if value is None:
        return
    if key in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield way, f"is {value!r} and no number", "Write digits, without quotes"
        elif abs(value) > _LIMITS.get(key, abs(value)):
            yield way, f"is {value}; at most {_LIMITS[key]} can be", "Remove it, or mend it"
    elif not isinstance(value, str):
        yield way, f"is {value!r} and no text", "Write it in quotes"
    elif key in {"opens_at", "closes_at"} and not _TIME.fullmatch(value):
        yield way, f"is {value!r}, which is no time of day", "Write it like 09:30"
    elif key in ADDRESSES and not re.match(r"https?://", value, re.IGNORECASE):
        yield way, f"is {value!r}, which is no web address", "Begin it with https://, or remove it"


def _ours(given: Object) -> dict[str, str]:
    """Return our own attributes of an object: the value for each code."""
    return {
        term["code"]: one.get("value", "")
        for one in given.get("attributes", [])
        if (term := one.get("taxonomy_term", {})).get("taxonomy") == TAXONOMY and "code" in term
    }


def _own_row(given: Object, own: dict[str, str]) -> dict[str, Cell]:
    row: dict[str, Cell] = {**own}
    row |= {
        "name": given.get("name"),
        "name_en": given.get("alternate_name"),
        "status": str(given.get("status", "")).replace(" ", "_"),
        "min_age": given.get("minimum_age"),
        "max_age": given.get("maximum_age"),
        "assured_date": given.get("assured_date"),
        "serves": joined(one.get("extent", "") for one in given.get("service_areas", [])),
        "languages": joined(map(_spoken, given.get("languages", []))),
    }
    for at, phone in enumerate(given.get("phones", [])):
        said = _ours(phone)
        position = said.pop("position", str(_MOST_CONTACTS - at))
        said |= {"type": phone.get("type", "voice"), "value": phone.get("number", "")}
        said.setdefault("status", "unconfirmed")
        row |= {f"contact_{position}_{key}": value for key, value in said.items()}
    return row


def _spoken(language: Object) -> str:
    said = _ours(language)
    return f"{language.get('code')} {said.get('how', 'ask')} {said.get('basis', 'assumed')}"


def _columns(given: Object) -> dict[str, str]:
    """Return where the values of our columns stand in the file, for those that HSDS has."""
    columns = {
        "name_en": "alternate_name", "min_age": "minimum_age", "max_age": "maximum_age",
        "serves": "service_areas", "languages": "languages",
    }  # fmt: skip
    for at, phone in enumerate(given.get("phones", [])):
        position = _ours(phone).get("position", str(at + 1))
        columns[f"contact_{position}_value"] = f"phones[{at}].number"
        columns[f"contact_{position}_type"] = f"phones[{at}].type"
    return columns
