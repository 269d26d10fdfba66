"""
Write a language's texts into a spreadsheet: `python -m bot locales sheet LANGUAGE FILE.xlsx`.

A row is a text, or one plural form of it. What may be changed is open; the rest is locked, so that
no row loses its text by accident.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ExchangeError
from bot.exchange.cells import guarded
from bot.exchange.xlsx_files import escaped
from bot.i18n.catalogue_files import Catalog, Message, key_of, plural_rule, texts
from bot.i18n.direction import direction
from bot.i18n.review import READERS, reader_of
from bot.sheets.meanings import gaps_of, numbers_of, remarks_of, where_of

HELP = "read me"
"""The name of the sheet that tells a translator what to do."""

COLUMNS = {
    "context": 22, "form": 12, "English": 48, "where it appears": 30, "what the gaps hold": 30,
    "remarks": 30, "longest": 8, "translation": 48, "review": 16,
}  # fmt: skip
"""The columns, in their order, and how wide they are in characters."""

OPEN = frozenset({"translation", "review"})
"""What a translator may change."""

ABOUT = (
    "Write into the columns `translation` and `review` alone. Save the file as .xlsx.",
    "Leave {words_in_braces} as they are: they are filled in later. The column `what the gaps "
    "hold` says with what.",
    "Write digits as 0 to 9. Never change a number. No exclamation marks. Short, plain words.",
    "`longest` is how many characters there is room for; without a number there is room.",
    "review: draft = nobody has read it yet; native speaker = somebody who speaks it from home has "
    "read it and found it right; practitioner = one who works with survivors has, too.",
    "Begin with the rows whose context starts with `safety.`: without them the language is not "
    "offered.",
    "The sheet `lessons` holds short lessons for those who support her, and pages that are printed "
    "for a group. Translate each of them whole, or leave it out whole.",
)

_LIMIT = re.compile(r"at most (\d+) characters")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a text, or the plural form `at` of it. `cells` are in the order of COLUMNS."""

    message: Message
    at: int
    cells: dict[str, str]


def rows_of(catalog: Catalog, language: str) -> Iterator[Row]:
    """Yield the rows of a catalogue, safety texts first."""
    for message in sorted(texts(catalog), key=_order):
        if isinstance(message.id, tuple):
            numbers = numbers_of(plural_rule(language), catalog.num_plurals)
            for at, form in enumerate(numbers):
                yield Row(message, at, _cells(message, at, form, message.id[min(at, 1)]))
        else:
            yield Row(message, 0, _cells(message, 0, "", str(message.id)))


def _order(message: Message) -> bool:
    return not (message.context or "").startswith("safety.")


def _cells(message: Message, at: int, form: str, english: str) -> dict[str, str]:
    context, _ = key_of(message)
    remarks = remarks_of(message)
    limit = _LIMIT.search(remarks)
    values = (
        context or "", form, english, where_of(context or ""), gaps_of(english), remarks,
        limit[1] if limit else "", current(message, at), reader_of(message),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def current(message: Message, at: int) -> str:
    """Return the translation as it is, of one plural form."""
    if isinstance(message.string, str):
        return message.string
    given = tuple(message.string or ())
    return given[at] if at < len(given) else ""


def write_sheet(path: Path, catalogues: Mapping[str, Catalog], language: str) -> int:
    """
    Write the spreadsheet, a sheet for each catalogue by its name; return how many texts are in it.

    Raises ExchangeError.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    counts = [_add(book, name, catalog, language) for name, catalog in catalogues.items()]
    about = book.create_sheet(HELP)
    about.column_dimensions["A"].width = 110
    for line in ABOUT:
        about.append([line])
    try:
        book.save(path)
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written ({error}). Choose another place") from None
    return sum(counts)


def _add(book: Any, name: str, catalog: Catalog, language: str) -> int:
    """Add the sheet of a catalogue; return how many texts are in it."""
    sheet = book.create_sheet(name)
    sheet.append(list(COLUMNS))
    rows = list(rows_of(catalog, language))
    for row in rows:
        sheet.append([_written(column, row.cells[column]) for column in COLUMNS])
    _dress(sheet, language)
    return len({key_of(row.message) for row in rows})


def _written(name: str, text: str) -> str | int:
    return int(text) if name == "longest" and text else escaped(guarded(text))


def _dress(sheet: Any, language: str) -> None:
    """Lock what is not to be changed, wrap long texts, and let hers run as it runs."""
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    order = 2 if direction(language) == "rtl" else 1
    for at, (name, width) in enumerate(COLUMNS.items(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        for cell in sheet[get_column_letter(at)]:
            runs = order if name == "translation" else 1
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=runs)
            cell.number_format = "@"
            cell.protection = Protection(locked=name not in OPEN or cell.row == 1)
            cell.font = Font(bold=cell.row == 1)
    readers = DataValidation("list", formula1=f'"{",".join(READERS)}"', allow_blank=True)
    letter = get_column_letter(list(COLUMNS).index("review") + 1)
    readers.add(f"{letter}2:{letter}{sheet.max_row}")
    sheet.add_data_validation(readers)
    sheet.freeze_panes = "D2"
    sheet.protection.sheet = True
