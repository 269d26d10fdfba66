"""
Compile catalogues: from the .po files that translators write to the .mo files that the bot reads.
"""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from bot.i18n.catalog import TEMPLATE, source_of
from bot.i18n.catalogue_files import (
    Key,
    TextCatalog,
    extra_headers,
    is_translated,
    key_of,
    read_catalogue,
    texts,
    translated_languages,
)
from bot.i18n.contexts import is_safety
from bot.i18n.review import unread_safety_texts
from bot.whole_file import READABLE, write_whole


def compile_all(root: Path) -> tuple[Path, ...]:
    """Compile every catalogue that has a file; return the compiled files."""
    folder = root / "locales"
    sources = (source_of(folder, language.code) for language in translated_languages(folder))
    made = []
    for source in sources:
        if source.is_file():
            compile_one(source, folder / TEMPLATE)
            made.append(source.with_suffix(".mo"))
    return tuple(made)


def compile_one(source: Path, template: Path) -> bytes:
    """
    Compile one .po file beside itself and return the bytes.

    Its header says how many texts of the template have no translation, and how many of those are
    safety texts, so that opening it needs no second look. A folder that cannot be written to is no
    error: the bytes are returned all the same. Raises CatalogueError for an unreadable file.
    """
    catalog = read_catalogue(source)
    wanted = texts(read_catalogue(template) if template.is_file() else catalog)
    copy = _with_headers(catalog, source, _missing(catalog, wanted))
    file = BytesIO()
    write_mo(file, copy)
    _keep(source.with_suffix(".mo"), file.getvalue())
    return file.getvalue()


def _missing(catalog: Catalog, wanted: Iterable[Message]) -> tuple[Key, ...]:
    there = {key_of(message) for message in texts(catalog) if is_translated(message)}
    return tuple(key for key in map(key_of, wanted) if key not in there)


def _with_headers(catalog: Catalog, source: Path, missing: tuple[Key, ...]) -> TextCatalog:
    copy = TextCatalog(locale=catalog.locale_identifier, fuzzy=False)
    copy.plurals = catalog.plural_forms
    for message in filter(is_translated, texts(catalog)):
        copy.add(message.id, message.string, context=message.context)
    headers = extra_headers(source)
    if unread_safety_texts(texts(catalog)):
        headers["X-Review"] = "draft"  # she is told so, whatever languages.yaml says (S80)
    copy.extra = (
        *headers.items(),
        ("X-Untranslated", str(len(missing))),
        ("X-Safety-Untranslated", str(sum(is_safety(context) for context, _ in missing))),
    )
    return copy


def _keep(path: Path, compiled: bytes) -> None:
    try:
        write_whole(path, compiled, READABLE)
    except OSError:
        return  # an installed copy may be read-only: compile in memory then
