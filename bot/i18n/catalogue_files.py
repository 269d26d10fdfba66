"""
The translators' files: make the template, bring each catalogue up to date, compile.

The same sources always give the same bytes: no dates, no line numbers, no order that depends on the
disk. The files stay plain gettext, for Poedit and Weblate. Imports Babel; nothing on the way to the
first card imports this module.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog as Catalog  # both handed on: no other package
from babel.messages.catalog import Message as Message  # imports Babel
from babel.messages.extract import extract as babel_extract
from babel.messages.extract import extract_python
from babel.messages.pofile import PoFileError, read_po, write_po

from bot.errors import CatalogueError
from bot.i18n.catalog import TEMPLATE, source_of
from bot.i18n.extract import extract_dialogue
from bot.i18n.languages import Language, read_languages
from bot.i18n.phrases import FILE
from bot.i18n.words import SOURCE

KEYWORDS: Mapping[str, Any] = {"pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
COMMENT = "Translators:"
READ_BACK = "X-Read-Back"
"""The header that says when somebody read the texts back with the English hidden, and what came."""

_EXTRA_HEADER = re.compile(r'^(X-[A-Za-z-]+): ([^"\n]*)', re.MULTILINE)
_ONLY_CHANGING = {"POT-Creation-Date", "Generated-By"}
_UNFILLED = ("EMAIL@ADDRESS", "LL@li.org", "YEAR-MO-DA")
# Weblate and Poedit number the last two Arabic forms otherwise than Babel does: theirs is the
# order in which translators meet them.
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}

Key = tuple[str | None, str]
"""Context and English text (the singular, where there are two)."""


class TextCatalog(Catalog):
    """A catalogue that keeps headers of its own (`X-Review`), and writes none that only change."""

    extra: tuple[tuple[str, str], ...] = ()
    plurals: str | None = None

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The headers as they are written."""
        kept = dict(super().mime_headers)
        if self.plurals is not None:
            kept["Plural-Forms"] = self.plurals
        headers = [pair for pair in kept.items() if not _says_nothing(*pair)]
        last, value = (*headers, *self.extra)[-1]
        return [*(*headers, *self.extra)[:-1], (last, f"{value}\n")]


def _says_nothing(name: str, value: str) -> bool:
    return name in _ONLY_CHANGING or any(unfilled in value for unfilled in _UNFILLED) or not value


def key_of(message: Message) -> Key:
    """Return what tells a text from every other."""
    english = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, english)


def texts(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue without its header."""
    return (message for message in catalog if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one a plural form; empty when missing."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ("",))


def is_translated(message: Message) -> bool:
    """Whether every form is there and no one marked it as needing work."""
    return all(forms(message)) and not message.fuzzy


def plural_rule(language: str) -> str:
    """Return the rule (`nplurals=...; plural=...`) by which a language's forms are numbered."""
    return _PLURALS.get(language) or TextCatalog(locale=language).plural_forms


def extract(root: Path) -> Catalog:
    """
    Return every text of the project without translations.

    `root` holds bot/, dialogues/, locales/ and services_data/. Raises ContentError for a file that
    cannot be read.
    """
    template = TextCatalog(
        header_comment="# Every text of Fingerpost. Made by a program: translate the .po files.",
        project="Fingerpost",
        version="1",
        msgid_bugs_address="",
        language_team="",
        fuzzy=False,
    )
    template.extra = (("X-Source-Language", SOURCE),)
    for path, method in _sources(root):
        with path.open("rb") as file:
            for _, ids, comments, context in babel_extract(
                method, file, KEYWORDS, [COMMENT], {}, strip_comment_tags=True
            ):
                where = [(named(path, root), 0)]
                template.add(ids, None, where, auto_comments=comments, context=context)
    return template


PACKAGE = Path(__file__).parents[1]
"""Where the program itself is: a host may keep the content somewhere else."""


def _sources(root: Path) -> Iterator[tuple[Path, Callable[..., Any]]]:
    beside = root / "bot"
    program = beside if beside.is_dir() else PACKAGE
    for path in sorted(program.rglob("*.py")):
        # The staff pages have catalogues of their own (staff_files.py): no woman sees their texts.
        of_staff = (program / "admin") in path.parents
        if not of_staff and b"gettext(" in path.read_bytes():
            yield path, extract_python
    for path in sorted((root / "dialogues").glob("*.yaml")):
        if not is_of_lessons(path):
            yield path, extract_dialogue
    for name in ("taxonomy.yaml", "areas.yaml"):
        if (path := root / "services_data" / name).is_file():
            yield path, extract_dialogue
    if (path := root / "locales" / FILE).is_file():
        yield path, extract_dialogue
    notes = (root / "services_data" / "countries").glob("*.yaml")
    yield from ((path, extract_dialogue) for path in sorted(notes))


def is_of_lessons(path: Path) -> bool:
    """Whether a dialogue file's texts stand in the catalogues of lessons (lesson_files.py)."""
    return path.name.startswith(("lessons", "handouts"))


def named(path: Path, root: Path) -> str:
    """Return how a catalogue names the file of a text: from the top folder on."""
    base = root if path.is_relative_to(root) else PACKAGE.parent
    return path.relative_to(base).as_posix()


def read_catalogue(path: Path) -> Catalog:
    """Read a .po or .pot file. Raises CatalogueError with file, line and remedy."""
    try:
        return read_po(BytesIO(path.read_bytes()), abort_invalid=True)
    except FileNotFoundError:
        raise CatalogueError(f"{path}:1: not there. Run: python -m bot locales update") from None
    except PoFileError as error:
        # Babel counts lines from 0.
        raise CatalogueError(
            f"{path}:{error.lineno + 1}: not readable as a catalogue ({error}). "
            f"Mend the quotes, or open and save it in Poedit"
        ) from None


def extra_headers(path: Path) -> dict[str, str]:
    """Return the headers of a catalogue that Babel does not know, such as X-Review."""
    first_entry = path.read_text(encoding="utf-8").partition("\n\n")[0]
    # A long header is written over several lines: only a \n inside the quotes ends it.
    joined = first_entry.replace('"\n"', "").replace("\\n", "\n")
    return dict(_EXTRA_HEADER.findall(joined))


def merged(
    template: Catalog, old: Catalog | None, language: Language, read_back: str | None = None
) -> Catalog:
    """
    Return a language's catalogue as it has to be: every text, and the translations there were.

    A text whose English changed begins anew. What is no longer used goes. Nothing is guessed from a
    similar text: in this bot a translation that is nearly right is wrong. `read_back` is the note
    of a second reading with the English hidden, which the header keeps.
    """
    known = {key_of(message): message for message in texts(old)} if old else {}
    new = _empty(language, old)
    if read_back:
        new.extra = (*new.extra, (READ_BACK, read_back))
    for message in texts(template):
        before = known.get(key_of(message))
        if before is None or before.id != message.id:
            before = Message(message.id)
        new.add(
            message.id,
            before.string,
            message.locations,
            flags=before.flags,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments,
            context=message.context,
        )
    return new


def _empty(language: Language, old: Catalog | None) -> TextCatalog:
    new = TextCatalog(
        locale=language.code,
        header_comment=f"# {language.name} ({language.code}) texts of Fingerpost.",
        project="Fingerpost",
        version="1",
        msgid_bugs_address="",
        revision_date=old.revision_date if old else None,
        last_translator=old.last_translator if old else None,
        language_team=old.language_team if old else "",
        fuzzy=False,
    )
    new.plurals = old.plural_forms if old else _PLURALS.get(language.code)
    new.extra = (("X-Review", language.review),)
    return new


def current(path: Path, template: Catalog, language: Language) -> str:
    """
    Return the text of a language's file as it has to be, with the translations that stand in it.

    Raises CatalogueError for a file that cannot be read.
    """
    if not path.is_file():
        return written(merged(template, None, language))
    read_back = extra_headers(path).get(READ_BACK)
    return written(merged(template, read_catalogue(path), language, read_back))


def written(catalog: Catalog) -> str:
    """Return the text of a catalogue's file."""
    file = BytesIO()
    write_po(file, catalog, width=96, include_lineno=False, ignore_obsolete=True)
    return file.getvalue().decode("utf-8")


def update(root: Path) -> tuple[Path, ...]:
    """
    Bring the template and every catalogue of languages.yaml up to date; return what changed.

    Raises ContentError for a source and CatalogueError for a catalogue that cannot be read.
    """
    folder = root / "locales"
    template = extract(root)
    files = {folder / TEMPLATE: written(template)}
    for language in translated_languages(folder):
        path = source_of(folder, language.code)
        files[path] = current(path, template, language)
    return tuple(path for path, text in files.items() if _write(path, text))


def write_template(root: Path, template: Catalog) -> bool:
    """Write locales/messages.pot under `root`; return whether it changed."""
    return _write(root / "locales" / TEMPLATE, written(template))


def translated_languages(folder: Path) -> tuple[Language, ...]:
    """Return the languages that have a catalogue: all but the one the texts are written in."""
    languages = read_languages(folder / "languages.yaml")
    return tuple(language for language in languages if language.code != SOURCE)


def _write(path: Path, text: str) -> bool:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
