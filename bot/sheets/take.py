"""
Read a translator's spreadsheet back: `python -m bot locales take LANGUAGE FILE.xlsx`.

Refused is what `check locales` refuses, cell by cell, with row, column and remedy; while one cell
is refused nothing is taken. Who has read a text stands on the text itself (bot/i18n/review.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.checks.locales import CatalogueReader
from bot.checks.locales_letters import said_in_two_ways
from bot.errors import CatalogueError, ExchangeError
from bot.exchange.cell_values import Cell
from bot.exchange.report import Refusal
from bot.exchange.xlsx_files import read_cells
from bot.i18n.catalog import TEMPLATE, source_of
from bot.i18n.catalogue_files import (
    READ_BACK,
    Catalog,
    Key,
    Message,
    extra_headers,
    forms,
    is_translated,
    key_of,
    merged,
    read_catalogue,
    texts,
    translated_languages,
    written,
)
from bot.i18n.languages import Language
from bot.i18n.review import DRAFT, READERS, Reader, reader_of, remarks_with, unread_safety_texts
from bot.sheets.sheet import TEXTS, current, rows_of, write_sheet

NEEDED = ("context", "form", "English", "translation", "review")

_AGAIN = "Make a new sheet with `locales sheet`, and write it there"


@dataclass(slots=True)
class Taken:
    """
    What taking a sheet does.

    `texts` are how many translations change, `read` how many texts have another reader; `unread`
    safety texts nobody has read after it.
    """

    texts: int = 0
    read: int = 0
    unread: int = 0
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Given:
    row: str
    translation: str
    review: str


def language_of(folder: Path, code: str) -> Language:
    """Return a language that has a catalogue. Raises CatalogueError with those that have."""
    known = {language.code: language for language in translated_languages(folder)}
    if code not in known:
        listed = ", ".join(known)
        raise CatalogueError(
            f"{folder}/languages.yaml:1: no language {code!r}. Use one of {listed}"
        )
    return known[code]


def make_sheet(folder: Path, code: str, path: Path) -> int:
    """
    Write the sheet of a language; return how many texts are in it. `folder` is locales/.

    Raises CatalogueError or ExchangeError.
    """
    language = language_of(folder, code)
    return write_sheet(path, _current_catalogue(folder, language), code)


def _current_catalogue(folder: Path, language: Language) -> Catalog:
    path = source_of(folder, language.code)
    template = read_catalogue(folder / TEMPLATE)
    old = read_catalogue(path) if path.is_file() else None
    return merged(template, old, language)


def take_sheet(folder: Path, code: str, path: Path) -> Taken:
    """
    Take a sheet into the catalogue of a language, all of it or nothing. `folder` is locales/.

    Raises CatalogueError, or ExchangeError for a file that is no sheet.
    """
    language = language_of(folder, code)
    catalog = _current_catalogue(folder, language)
    given = _given(path)
    taken = Taken()
    places = _apply(path, catalog, code, given, taken)
    reader = CatalogueReader(folder, language, catalog)
    taken.refused += _refusals(path, reader, catalog, places)
    taken.unread = unread_safety_texts(texts(catalog))
    if not taken.refused and (taken.texts or taken.read):
        _write(source_of(folder, code), catalog)
    return taken


def _given(path: Path) -> dict[tuple[str, str, str], _Given]:
    rows = read_cells(path, TEXTS)
    names = [str(cell or "").strip() for cell in next(rows, [])]
    if missing := [name for name in NEEDED if name not in names]:
        what = f"row 1, column {missing[0]}: is missing"
        raise ExchangeError(f"{path}: {what}. {_AGAIN}")
    found: dict[tuple[str, str, str], _Given] = {}
    for number, cells in enumerate(rows, start=2):
        row = {name: _text(cell) for name, cell in zip(names, cells, strict=False)}
        if any(row.values()):
            key = (row["context"], row["English"], row["form"])
            found[key] = _Given(str(number), row["translation"], row["review"])
    return found


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


Place = tuple[str, str]
"""The row and column of a cell."""


def _apply(
    path: Path,
    catalog: Catalog,
    code: str,
    given: dict[tuple[str, str, str], _Given],
    taken: Taken,
) -> dict[tuple[Key, int], str]:
    """Write the cells into the catalogue; return the rows of the texts that they change."""
    changed: dict[tuple[Key, int], str] = {}
    left = dict(given)
    said: dict[Key, list[Reader]] = {}
    by_key = {key_of(message): message for message in texts(catalog)}
    for row in list(rows_of(catalog, code)):
        cells, key = row.cells, key_of(row.message)
        one = left.pop((cells["context"], cells["English"], cells["form"]), None)
        if one is None:
            continue
        if one.translation.strip() != current(row.message, row.at).strip():
            changed[key, row.at] = one.row
            _put(row.message, row.at, one.translation, catalog.num_plurals)
            taken.texts += 1
        said.setdefault(key, []).append(_reader(path, one, taken))
    for key, readers in said.items():
        taken.read += _read_by(by_key[key], min(readers, key=READERS.index))
    for (_, english, _), gone in left.items():
        what = f"no text {english[:40]!r} is in the catalogue any more"
        taken.refused.append(Refusal(str(path), gone.row, "English", what, _AGAIN))
    return changed


def _put(message: Message, at: int, text: str, forms: int) -> None:
    if isinstance(message.id, tuple):
        given = list(message.string or ()) if not isinstance(message.string, str) else []
        given += [""] * (forms - len(given))
        given[at] = text
        message.string = tuple(given)
    else:
        message.string = text
    message.flags.discard("fuzzy")


def _reader(path: Path, given: _Given, taken: Taken) -> Reader:
    said = given.review.strip().casefold() or DRAFT
    known: Reader | None = next((one for one in READERS if one == said), None)
    if known is None:
        what, remedy = f"is {given.review!r}", f"Write one of {', '.join(READERS)}"
        taken.refused.append(Refusal(str(path), given.row, "review", what, remedy))
    elif known != DRAFT and not given.translation:
        what = "says that somebody read it, but there is no translation"
        taken.refused.append(Refusal(str(path), given.row, "review", what, "Translate it first"))
    return known or DRAFT


def _read_by(message: Message, reader: Reader) -> bool:
    """Write down who has read a text; where its forms differ, it is the least of them."""
    if reader == reader_of(message):
        return False
    message.user_comments = remarks_with(message, reader)
    return True


def _refusals(
    path: Path, reader: CatalogueReader, catalog: Catalog, changed: dict[tuple[Key, int], str]
) -> Iterator[Refusal]:
    by_key = {key_of(message): message for message in texts(catalog)}
    for (key, at), row in changed.items():
        message = by_key[key]
        if text := current(message, at):
            for what, remedy in reader.faults_of(message, text):
                yield Refusal(str(path), row, "translation", what, remedy)
    rows = {key: row for (key, _), row in changed.items()}
    translated = {key: message for key, message in by_key.items() if is_translated(message)}
    said = [(key[0] or "", key[1], forms(one)[0]) for key, one in translated.items()]
    for context, english, (what, remedy) in said_in_two_ways(said):
        if (context, english) in rows:
            place = rows[context, english]
            yield Refusal(str(path), place, "translation", what, remedy)


def _write(path: Path, catalog: Any) -> None:
    read_back = extra_headers(path).get(READ_BACK) if path.is_file() else None
    if read_back:
        catalog.extra = (*catalog.extra, (READ_BACK, read_back))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(catalog), encoding="utf-8", newline="\n")
