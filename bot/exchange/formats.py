"""
The formats of the directory: which module reads a file, and which writes one.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, Protocol, get_args

from bot.errors import ExchangeError
from bot.exchange.columns import ROOM
from bot.exchange.lines import Line, Shelf
from bot.exchange.report import Refusal
from bot.signposting.service import Service

Format = Literal["csv", "xlsx", "hsds", "oruk", "yaml"]


def format_named(name: str) -> Format:
    """Return the format of a name. Raises ExchangeError with what is allowed."""
    known: tuple[Format, ...] = get_args(Format)
    for one in known:
        if one == name:
            return one
    raise ExchangeError(
        f"--format {name}: there is no such format. Write one of {', '.join(known)}"
    )


class Writer(Protocol):
    """Writes services one after another into a file."""

    def add(self, service: Service) -> None:
        """Write one."""

    def close(self) -> list[str]:
        """Finish the file, and return what the person who wanted it has to know of it."""


def open_writer(kind: Format, path: Path, contacts: int) -> Writer:
    """
    Return what writes a format. `contacts` is the most that any record has.

    Raises OSError for a file that cannot be written.
    """
    from bot.exchange.csv_files import CsvWriter
    from bot.exchange.hsds_write import HsdsWriter
    from bot.exchange.oruk import OrukWriter
    from bot.exchange.xlsx_files import XlsxWriter
    from bot.exchange.yaml_files import YamlWriter

    room = max(contacts + 1, ROOM)
    writers: dict[Format, Callable[[], Writer]] = {
        "csv": lambda: CsvWriter(path, room),
        "xlsx": lambda: XlsxWriter(path, room),
        "hsds": lambda: HsdsWriter(path),
        "oruk": lambda: OrukWriter(path),
        "yaml": lambda: YamlWriter(path),
    }
    return writers[kind]()


def read_lines(path: Path) -> Iterator[Line]:
    """
    Yield each record of a file or folder, as its name says that it has to be read.

    Raises ExchangeError for a file that is refused as a whole.
    """
    from bot.exchange.csv_files import read_csv
    from bot.exchange.hsds_package import INDEX
    from bot.exchange.hsds_read import read_hsds
    from bot.exchange.xlsx_files import read_xlsx
    from bot.exchange.yaml_files import read_services_folder, read_services_yaml

    readers: dict[str, Callable[[Path], Iterator[Line]]] = {
        ".csv": read_csv,
        ".xlsx": read_xlsx,
        ".json": read_hsds,
        ".zip": read_hsds,
        ".yaml": read_services_yaml,
        ".yml": read_services_yaml,
    }
    reader = readers.get(path.suffix.casefold())
    if path.is_dir():
        reader = read_hsds if (path / INDEX).is_file() else read_services_folder
    if reader is None:
        known = ", ".join(readers)
        raise ExchangeError(f"{path}: is of no type that is read. Hand in one of: {known}")
    yield from reader(path)


def shelve(path: Path, shelf: Shelf[Line], tell: Callable[[int], None]) -> dict[str, str]:
    """
    Put every record of a file on a shelf, and return the row of each id.

    An id that stands twice is a fault of its second line. Raises ExchangeError.
    """
    rows: dict[str, str] = {}
    for line in read_lines(path):
        if line.id and line.id in rows:
            line = _twice(line, rows[line.id])
        rows.setdefault(line.id, line.row)
        shelf.add(line)
        tell(1)
    if not shelf.count:
        raise ExchangeError(str(Refusal(str(path), "", "", "holds no record", "Hand in another")))
    return rows


def _twice(line: Line, before: str) -> Line:
    what = f"the id {line.id!r} stands in row {before} too"
    fault = (line.column(("id",)), what, "Remove one of the two, or give it another id")
    return Line(line.row, line.plain, (*line.faults, fault))
