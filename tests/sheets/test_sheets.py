"""A volunteer without tools: texts go out as a spreadsheet and come back, or nothing does."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.checks.locales import CatalogueReader
from bot.errors import CatalogueError, ExchangeError
from bot.i18n.catalog import TEMPLATE, Catalogues, lesson_source_of, source_of
from bot.i18n.catalogue_files import (
    READ_BACK,
    Message,
    extra_headers,
    key_of,
    merged,
    read_catalogue,
    texts,
    translated_languages,
    written,
)
from bot.i18n.contexts import is_safety
from bot.i18n.review import READERS, reader_of, remarks_with, unread_safety_texts
from bot.i18n.words import PLACEHOLDER
from bot.sheets.meanings import MEANINGS, PLACES, where_of
from bot.sheets.part import LESSONS, PARTS, TEXTS
from bot.sheets.sheet import COLUMNS, HELP, OPEN
from bot.sheets.take import Taken, language_of, make_sheet, take_sheet

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
CODE = "ar"
"""It runs from right to left and has six plural forms: the hardest one."""

LOCALES_LESSONS = lesson_source_of(LOCALES, CODE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The catalogues of two languages."""
    folder = tmp_path / "locales"
    folder.mkdir()
    templates = (part.template for part in PARTS)
    for name in ("languages.yaml", *templates, *(path.name for path in LOCALES.glob("*.yaml"))):
        shutil.copy(LOCALES / name, folder)
    shutil.copytree(ROOT / "dialogues", tmp_path / "dialogues")
    for code in (CODE, "sq", "en"):
        shutil.copytree(LOCALES / code, folder / code)
    return folder


@pytest.fixture
def sheet(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "sheet.xlsx"
    texts_in = [len([*texts(read_catalogue(folder / part.template))]) for part in PARTS]
    assert make_sheet(folder, CODE, path) == sum(texts_in)
    assert min(texts_in) > 200
    return path


def edit(
    path: Path,
    wanted: Callable[[dict[str, Any]], bool],
    column: str,
    value: str,
    name: str = TEXTS,
) -> int:
    """Write a value into the first row that is wanted; return the number of the row."""
    book = load_workbook(path)
    names = [cell.value for cell in book[name][1]]
    for row in book[name].iter_rows(min_row=2):
        if wanted(dict(zip(map(str, names), (cell.value for cell in row), strict=True))):
            row[names.index(column)].value = value
            book.save(path)
            return int(row[0].row or 0)
    raise AssertionError("no row is wanted: this test would plant nothing")


def a_page(row: dict[str, Any]) -> bool:
    return str(row["context"]).endswith("page.limits.text")


def with_gap(row: dict[str, Any]) -> bool:
    return "{language}" in str(row["English"]) and not row["form"]


def found(folder: Path, wanted: Callable[[Message], bool]) -> Message:
    return next(one for one in texts(read_catalogue(source_of(folder, CODE))) if wanted(one))


def test_out_and_in_again_changes_no_byte(folder: Path, sheet: Path) -> None:
    before = [part.source_of(folder, CODE).read_bytes() for part in PARTS]
    assert take_sheet(folder, CODE, sheet) == Taken(unread=count_of_safety(folder))
    assert [part.source_of(folder, CODE).read_bytes() for part in PARTS] == before


def count_of_safety(folder: Path) -> int:
    return sum(is_safety(one.context) for one in texts(read_catalogue(folder / TEMPLATE)))


def test_a_sheet_says_all_that_a_translator_has_to_know(sheet: Path) -> None:
    book = load_workbook(sheet)
    rows = list(book[TEXTS].iter_rows(values_only=True))
    assert list(rows[0]) == list(COLUMNS)
    known = [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]
    assert str(known[0]["context"]).startswith("safety."), "what matters most stands first"
    gap = next(row for row in known if with_gap(row))
    assert "{language}: the name of a language" in str(gap["what the gaps hold"])
    assert any(row["longest"] for row in known)
    forms = [row["form"] for row in known if row["form"]]
    assert "for 2" in forms, "each plural form names its numbers"
    assert HELP in book.sheetnames
    locked = [cell for cell in book[TEXTS][2] if cell.protection.locked]
    assert len(locked) == len(COLUMNS) - len(OPEN)


def test_every_gap_has_a_meaning_and_every_context_a_place() -> None:
    template = [one for part in PARTS for one in texts(read_catalogue(LOCALES / part.template))]
    gaps = {
        name
        for message in template
        for english in (message.id if isinstance(message.id, tuple) else (str(message.id),))
        for name in PLACEHOLDER.findall(english)
    }
    assert len(gaps) > 20
    assert gaps == set(MEANINGS)
    places = [where_of(message.context or "") for message in template]
    assert not [place for place in places if place.startswith("somewhere")]
    assert PLACES


def test_what_a_translator_writes_is_in_the_catalogue(folder: Path, sheet: Path) -> None:
    english, new = "Only for: {people}", "مخصص فقط لهؤلاء: {people}"
    edit(sheet, lambda row: row["English"] == english, "translation", new)
    edit(sheet, lambda row: row["English"] == english, "review", "Native speaker")
    taken = take_sheet(folder, CODE, sheet)
    assert (taken.refused, taken.texts, taken.read) == ([], 1, 1)
    message = found(folder, lambda one: one.id == english)
    assert message.string == new
    assert reader_of(message) == "native speaker"


def title_of(id_: str) -> Callable[[dict[str, Any]], bool]:
    return lambda row: row["context"] == f"lesson.{id_}.title"


def test_a_lesson_is_translated_in_its_own_sheet(folder: Path, sheet: Path) -> None:
    before = source_of(folder, CODE).read_bytes()
    edit(sheet, title_of("listening"), "translation", "أن نصغي إليها", LESSONS)
    edit(sheet, title_of("listening"), "review", "practitioner", LESSONS)
    taken = take_sheet(folder, CODE, sheet)
    assert (taken.refused, taken.texts, taken.read) == ([], 1, 1)
    lessons = lesson_source_of(folder, CODE)
    [title] = [
        one for one in texts(read_catalogue(lessons)) if one.context == "lesson.listening.title"
    ]
    assert (title.string, reader_of(title)) == ("أن نصغي إليها", "practitioner")
    assert extra_headers(lessons)[READ_BACK] == extra_headers(LOCALES_LESSONS)[READ_BACK]
    assert source_of(folder, CODE).read_bytes() == before


def test_half_a_lesson_is_refused_with_sheet_row_and_remedy(folder: Path, sheet: Path) -> None:
    lessons = lesson_source_of(folder, CODE)
    before = lessons.read_bytes()
    row = edit(sheet, title_of("papers"), "translation", "", LESSONS)
    # Nothing of the other sheet is taken either.
    edit(sheet, with_gap, "review", "native speaker")
    others = source_of(folder, CODE).read_bytes()
    [said] = map(str, take_sheet(folder, CODE, sheet).refused)
    assert said.startswith(f"{sheet}, sheet lessons: row {row}, column translation: is empty")
    assert said.endswith("Translate it whole, or leave it out whole")
    assert lessons.read_bytes() == before
    assert source_of(folder, CODE).read_bytes() == others


def test_a_sheet_without_lessons_is_taken_as_it_is(folder: Path, sheet: Path) -> None:
    before = lesson_source_of(folder, CODE).read_bytes()
    book = load_workbook(sheet)
    del book[LESSONS]
    book.save(sheet)
    edit(sheet, with_gap, "review", "native speaker")
    taken = take_sheet(folder, CODE, sheet)
    assert (taken.refused, taken.read) == ([], 1)
    assert lesson_source_of(folder, CODE).read_bytes() == before


def test_a_text_with_forms_counts_as_read_when_each_was(folder: Path, sheet: Path) -> None:
    edit(sheet, lambda row: row["form"] == "for 2", "review", "native speaker")
    assert take_sheet(folder, CODE, sheet).read == 0


WRONG = {
    "a gap that is gone": (with_gap, "translation", "هناك من يتحدث", "placeholders differ"),
    "an exclamation mark": (with_gap, "translation", "يتحدث {language}!", "exclamation mark"),
    "other digits": (with_gap, "translation", "{language} ٣", "digits other than 0 to 9"),
    "another script": (with_gap, "translation", "{language} is spoken", "not in Arabic script"),
    "a reader that is none": (with_gap, "review", "my cousin", "Write one of draft, native"),
    "a text that is not there": (with_gap, "English", "Invented", "not in the catalogue any more"),
    "too long": (
        lambda row: row["longest"] == 28, "translation", "طويل " * 12, "at most 28",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_the_check_refuses_is_refused_cell_by_cell(
    folder: Path, sheet: Path, name: str
) -> None:
    wanted, column, value, words = WRONG[name]
    row = edit(sheet, wanted, column, value)
    before = source_of(folder, CODE).read_bytes()
    taken = take_sheet(folder, CODE, sheet)
    said = [str(one) for one in taken.refused]
    place = f"{sheet}: row {row}, column {column}: "
    words = words.replace("not in the catalogue", "is in the catalogue")
    assert any(one.startswith(place) and words in one for one in said), said
    assert source_of(folder, CODE).read_bytes() == before, "nothing is taken"


def test_who_read_a_text_survives_an_update_and_ends_with_a_new_english(folder: Path) -> None:
    path, language = source_of(folder, CODE), language_of(folder, CODE)
    catalog = read_catalogue(path)
    first, second = [*texts(catalog)][:2]
    for message in (first, second):
        message.user_comments = [*remarks_with(message, "practitioner"), "asked her aunt"]
    path.write_text(written(merged(catalog, catalog, language)), encoding="utf-8")
    assert "# review: practitioner" in path.read_text("utf-8")
    template = read_catalogue(folder / TEMPLATE)
    again = merged(template, read_catalogue(path), language)
    kept = {key_of(one): one for one in texts(again)}[key_of(first)]
    assert reader_of(kept) == "practitioner"
    assert "asked her aunt" in kept.user_comments
    assert remarks_with(kept, "draft") == ["asked her aunt"]
    for message in texts(template):
        if key_of(message) == key_of(second):
            message.id = f"{second.id} now"
    new = merged(template, read_catalogue(path), language)
    changed = next(one for one in texts(new) if one.id == f"{second.id} now")
    assert reader_of(changed) == "draft"


def read_by_somebody(folder: Path, code: str, reader: Any = "native speaker") -> None:
    """Mark every safety text as read."""
    path, language = source_of(folder, code), language_of(folder, code)
    catalog = read_catalogue(path)
    for message in texts(catalog):
        if is_safety(message.context):
            message.user_comments = remarks_with(message, reader)
    new = merged(read_catalogue(folder / TEMPLATE), catalog, language)
    path.write_text(written(new), encoding="utf-8")


def call_reviewed(folder: Path, code: str) -> None:
    path = folder / "languages.yaml"
    head, entry = path.read_text("utf-8").split(f"- code: {code}\n")
    path.write_text(
        f"{head}- code: {code}\n{entry.replace('review: draft', 'review: reviewed', 1)}", "utf-8"
    )


def test_s80_a_language_is_reviewed_when_every_safety_text_was_read(folder: Path) -> None:
    assert Catalogues(folder).words(CODE).is_draft
    call_reviewed(folder, CODE)
    read_by_somebody(folder, CODE)
    assert not Catalogues(folder).words(CODE).is_draft
    path = source_of(folder, CODE)
    path.write_text(path.read_text("utf-8").replace("# review: native speaker\n", "", 1), "utf-8")
    assert Catalogues(folder).words(CODE).is_draft, "one safety text that nobody read is enough"


def agreement(folder: Path, code: str) -> list[str]:
    language = next(one for one in translated_languages(folder) if one.code == code)
    reader = CatalogueReader(folder, language, read_catalogue(folder / TEMPLATE))
    found = reader.not_as_read(read_catalogue(source_of(folder, code)))
    return [str(problem) for problem in found]


def test_s80_the_check_holds_languages_and_readers_together(folder: Path) -> None:
    assert agreement(folder, CODE) == []
    call_reviewed(folder, CODE)
    [said] = agreement(folder, CODE)
    assert "safety texts are drafts" in said
    read_by_somebody(folder, CODE)
    assert agreement(folder, CODE) == []
    read_by_somebody(folder, "sq", "practitioner")
    [said] = agreement(folder, "sq")
    assert "Write `review: reviewed`" in said


def test_the_shipped_catalogues_claim_no_reader_that_languages_does_not_know_of() -> None:
    languages = translated_languages(LOCALES)
    assert len(languages) > 20
    for language in languages:
        unread = unread_safety_texts(texts(read_catalogue(source_of(LOCALES, language.code))))
        assert (unread == 0) is (language.review == "reviewed"), language.code


def test_a_file_that_is_no_sheet_is_refused(folder: Path, tmp_path: Path, sheet: Path) -> None:
    with pytest.raises(CatalogueError, match="Use one of"):
        make_sheet(folder, "tlh", tmp_path / "x.xlsx")
    book = load_workbook(sheet)
    book[TEXTS].cell(1, list(COLUMNS).index("review") + 1).value = "by"
    book.save(sheet)
    with pytest.raises(ExchangeError, match="row 1, column review: is missing"):
        take_sheet(folder, CODE, sheet)
    assert READERS[0] == "draft"
