"""
The directory as CSV: UTF-8 with a mark, so that a spreadsheet shows Arabic as Arabic.

Read are UTF-8 with and without the mark, and UTF-16 with it; commas, semicolons or tabs between.
Anything else is refused: a name in the wrong letters is worse than no import.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.exchange.cells import guarded, unguarded
from bot.exchange.columns import header, to_row
from bot.exchange.limits import refuse_packed, refuse_unfit, refused
from bot.exchange.lines import Line
from bot.exchange.plain import to_plain
from bot.exchange.table_lines import lines_of
from bot.signposting.service import Service

_MARKS = (
    (b"\xff\xfe\x00\x00", None),
    (b"\x00\x00\xfe\xff", None),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""How a file says in which encoding it is; None for one that is not read."""

_SAVE_AGAIN = "Save it again and choose UTF-8: in Excel, the type `CSV UTF-8`"
_HEAD = 65536


class CsvWriter:
    """Writes services one after another. `contacts` is the most that any of them has."""

    def __init__(self, path: Path, contacts: int) -> None:
        self._file: Any = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.DictWriter(self._file, header(contacts))
        self._writer.writeheader()

    def add(self, service: Service) -> None:
        """Write one row."""
        row = to_row(to_plain(service))
        self._writer.writerow({name: guarded(text) for name, text in row.items()})

    def close(self) -> list[str]:
        """Finish the file."""
        self._file.close()
        return []


def read_csv(path: Path) -> Iterator[Line]:
    """Yield each record. Raises ExchangeError for a file that cannot be read."""
    refuse_unfit(path)
    refuse_packed(path)
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _delimiter(file.read(_HEAD))
            file.seek(0)
            rows = csv.reader(file, delimiter=delimiter, strict=True)
            yield from lines_of(path, ([unguarded(cell.strip()) for cell in row] for row in rows))
    except UnicodeDecodeError:
        raise refused(path, f"{_undecodable(path, encoding)} is not UTF-8", _SAVE_AGAIN) from None
    except csv.Error as error:
        what = f"row {rows.line_num}: cannot be read ({error})"
        raise refused(path, what, "Look for a quotation mark that is not closed") from None


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if encoding is None:
                raise refused(path, "is in UTF-32", _SAVE_AGAIN)
            return encoding
    if b"\0" in head[:2] or head[1::2].count(b"\0") > len(head) // 4:
        raise refused(path, "looks like UTF-16 without its mark", _SAVE_AGAIN)
    return "utf-8"


def _delimiter(head: str) -> str:
    first = head.partition("\n")[0]
    return max(",;\t", key=first.count)


def _undecodable(path: Path, encoding: str) -> str:
    """Return the first line that is not what the file should be in."""
    if encoding.startswith("utf-8"):
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    return f"line {number}"
    return "part of it"
