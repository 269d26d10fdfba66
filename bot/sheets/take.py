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
from bot.errors import CatalogueError
from bot.exchange.report import Refusal
from bot.exchange.xlsx_files import names_of_sheets
from bot.i18n.catalogue_files import (
    READ_BACK,
    Catalog,
    Key,
    Message,
    extra_headers,
    forms,
    is_translated,
    key_of,
    texts,
    translated_languages,
    written,
)
from bot.i18n.languages import Language
from bot.i18n.review import DRAFT, READERS, Reader, reader_of, remarks_with, unread_safety_texts
from bot.sheets.given import AGAIN, Given, GivenText, Sheet, given_in
from bot.sheets.meanings import where_of
from bot.sheets.part import TEXTS, parts_in
from bot.sheets.sheet import current, rows_of, write_sheet


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
    known = {part.name: part.catalogue(folder, language) for part in parts_in(folder)}
    return write_sheet(path, known, code)


def take_sheet(folder: Path, code: str, path: Path) -> Taken:
    """
    Take a sheet into the catalogue of a language, all of it or nothing. `folder` is locales/.

    Raises CatalogueError, or ExchangeError for a file that is no sheet.
    """
    language = language_of(folder, code)
    taken, changed = Taken(), []
    # A sheet of lessons that is not there is one that nobody wanted, or an older file.
    there = names_of_sheets(path)
    for part in parts_in(folder):
        if part.name == TEXTS or part.name in there:
            catalog = part.catalogue(folder, language)
            if _take(Sheet(path, part), catalog, part.reader(folder, language, catalog), taken):
                changed.append((part, catalog))
    for part, catalog in changed if not taken.refused else ():
        _write(part.source_of(folder, code), catalog)
    return taken


def _take(sheet: Sheet, catalog: Catalog, reader: CatalogueReader, taken: Taken) -> bool:
    """Take a sheet into a catalogue; return whether anything in it is another now."""
    given, before = given_in(sheet), (taken.texts, taken.read)
    places = _apply(sheet, catalog, reader.language.code, given, taken)
    taken.refused += _refusals(sheet, reader, catalog, places)
    taken.refused += _halves(sheet, reader, catalog, given)
    if sheet.part.name == TEXTS:
        taken.unread = unread_safety_texts(texts(catalog))
    return (taken.texts, taken.read) != before


def _apply(
    sheet: Sheet, catalog: Catalog, code: str, given: Given, taken: Taken
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
        said.setdefault(key, []).append(_reader(sheet, one, taken))
    for key, readers in said.items():
        taken.read += _read_by(by_key[key], min(readers, key=READERS.index))
    for (_, english, _), gone in left.items():
        what = f"no text {english[:40]!r} is in the catalogue any more"
        taken.refused.append(sheet.refusal(gone.row, "English", what, AGAIN))
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


def _reader(sheet: Sheet, given: GivenText, taken: Taken) -> Reader:
    said = given.review.strip().casefold() or DRAFT
    known: Reader | None = next((one for one in READERS if one == said), None)
    if known is None:
        what, remedy = f"is {given.review!r}", f"Write one of {', '.join(READERS)}"
        taken.refused.append(sheet.refusal(given.row, "review", what, remedy))
    elif known != DRAFT and not given.translation:
        what = "says that somebody read it, but there is no translation"
        taken.refused.append(sheet.refusal(given.row, "review", what, "Translate it first"))
    return known or DRAFT


def _read_by(message: Message, reader: Reader) -> bool:
    """Write down who has read a text; where its forms differ, it is the least of them."""
    if reader == reader_of(message):
        return False
    message.user_comments = remarks_with(message, reader)
    return True


def _refusals(
    sheet: Sheet, reader: CatalogueReader, catalog: Catalog, changed: dict[tuple[Key, int], str]
) -> Iterator[Refusal]:
    by_key = {key_of(message): message for message in texts(catalog)}
    for (key, at), row in changed.items():
        message = by_key[key]
        if text := current(message, at):
            for what, remedy in reader.faults_of(message, text):
                yield sheet.refusal(row, "translation", what, remedy)
    rows = {key: row for (key, _), row in changed.items()}
    translated = {key: message for key, message in by_key.items() if is_translated(message)}
    said = [(key[0] or "", key[1], forms(one)[0]) for key, one in translated.items()]
    for context, english, (what, remedy) in said_in_two_ways(said):
        if (context, english) in rows:
            yield sheet.refusal(rows[context, english], "translation", what, remedy)


def _halves(
    sheet: Sheet, reader: CatalogueReader, catalog: Catalog, given: Given
) -> Iterator[Refusal]:
    rows = {(context, english): one.row for (context, english, _), one in given.items()}
    for message in reader.halves(catalog):
        context, english = key_of(message)
        what = f"is empty, and the rest of {where_of(context or '')} is translated"
        remedy = "Translate it whole, or leave it out whole"
        yield sheet.refusal(rows.get((context or "", english), ""), "translation", what, remedy)


def _write(path: Path, catalog: Any) -> None:
    read_back = extra_headers(path).get(READ_BACK) if path.is_file() else None
    if read_back:
        catalog.extra = (*catalog.extra, (READ_BACK, read_back))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(catalog), encoding="utf-8", newline="\n")
