"""
What a translator's spreadsheet is made of: the bot's own texts, and the lessons for supporters.

Each is a sheet of its own and goes back to the catalogue that it comes from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.checks.lessons_locales import lesson_reader
from bot.checks.locales import CatalogueReader
from bot.i18n.catalog import LESSON_TEMPLATE, TEMPLATE, lesson_source_of, source_of
from bot.i18n.catalogue_files import Catalog, merged, read_catalogue
from bot.i18n.languages import Language

TEXTS, LESSONS = "texts", "lessons"
"""The names of the sheets."""


@dataclass(frozen=True, slots=True)
class Part:
    """
    One sheet: its name, the file of its English under locales/, and where a language's file is.

    `reader` finds what is wrong in it.
    """

    name: str
    template: str
    source_of: Callable[[Path, str], Path]
    reader: Callable[[Path, Language, Catalog], CatalogueReader]

    def catalogue(self, folder: Path, language: Language) -> Catalog:
        """Return a language's catalogue as it has to be. Raises CatalogueError."""
        path = self.source_of(folder, language.code)
        template = read_catalogue(folder / self.template)
        return merged(template, read_catalogue(path) if path.is_file() else None, language)


PARTS = (
    Part(TEXTS, TEMPLATE, source_of, CatalogueReader),
    Part(LESSONS, LESSON_TEMPLATE, lesson_source_of, lesson_reader),
)


def parts_in(folder: Path) -> tuple[Part, ...]:
    """Return the parts of which there are texts in a folder (`locales/`)."""
    return tuple(part for part in PARTS if (folder / part.template).is_file())
