"""
The translators' files of the staff pages: what is to be translated, and how far it is.

Texts stand in the templates and the code of bot/admin as `say("…")` and `count("…", "…", n)`, and
in what a refused change says to her (`ApprovalError("…")`).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.extract import extract as babel_extract
from babel.messages.extract import extract_python
from jinja2.ext import babel_extract as extract_template

from bot.i18n.catalogue_files import (
    PACKAGE,
    Catalog,
    TextCatalog,
    merged,
    read_catalogue,
    translated_languages,
    written,
)
from bot.i18n.staff_texts import STAFF_LANGUAGES, staff_source
from bot.i18n.words import SOURCE

KEYWORDS: Mapping[str, Any] = {"say": None, "count": (1, 2), "ApprovalError": None}


def extract_staff() -> Catalog:
    """Return every text of the staff pages without translations."""
    template = TextCatalog(project="Fingerpost", version="1", fuzzy=False)
    for path, method in _sources():
        with path.open("rb") as file:
            for _, ids, comments, context in babel_extract(method, file, KEYWORDS, [], {}):
                where = [(path.relative_to(PACKAGE.parent).as_posix(), 0)]
                template.add(ids, None, where, auto_comments=comments, context=context)
    return template


def _sources() -> Iterator[tuple[Path, Any]]:
    for part in ("admin", "storage"):
        for path in sorted((PACKAGE / part).rglob("*.py")):
            yield path, extract_python
    for path in sorted((PACKAGE / "admin" / "templates").glob("*.html")):
        yield path, extract_template


def current_staff(folder: Path) -> dict[Path, str]:
    """
    Return each staff catalogue as it has to be: every text, and the translations there were.

    Raises CatalogueError for one that cannot be read.
    """
    template = extract_staff()
    found = {}
    for language in translated_languages(folder):
        if language.code in STAFF_LANGUAGES and language.code != SOURCE:
            path = staff_source(folder, language.code)
            old = read_catalogue(path) if path.is_file() else None
            found[path] = written(merged(template, old, language))
    return found


def update_staff(folder: Path) -> None:
    """Bring the staff catalogues under `locales/` up to date. Raises CatalogueError."""
    for path, text in current_staff(folder).items():
        path.write_text(text, encoding="utf-8", newline="\n")
