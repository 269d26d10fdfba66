"""
The texts of the staff pages: a catalogue of their own, in five languages.

Women's catalogues stay as they are: other people translate these, and nothing here is ever sent to
a woman. A text without translation appears in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from bot.i18n.words import PLACEHOLDER, SOURCE

STAFF_LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "de": "Deutsch",
    "it": "Italiano",
}
"""The languages of the staff pages (ISO 639), each by its own name."""


@dataclass(frozen=True, slots=True)
class StaffTexts:
    """The texts of the staff pages in one language."""

    language: str
    translations: NullTranslations = field(default_factory=NullTranslations, repr=False)

    def say(self, english: str, /, **values: object) -> str:
        """Return a text with its `{placeholders}` filled; what has no value stays as it is."""
        return _filled(self.translations.gettext(english), values)

    def count(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Return a text in the form that goes with a number, which fills `{count}`."""
        text = self.translations.ngettext(singular, plural, count)
        return _filled(text, {"count": count, **values})


def _filled(text: str, values: Mapping[str, object]) -> str:
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def staff_source(folder: Path, language: str) -> Path:
    """Return where the translations stand, under the folder of catalogues."""
    return folder / language / "LC_MESSAGES" / "staff.po"


def open_staff_texts(folder: Path) -> Mapping[str, StaffTexts]:
    """Return the texts in each language. Raises CatalogueError for a file that is broken."""
    return {code: StaffTexts(code, _translations(folder, code)) for code in STAFF_LANGUAGES}


def _translations(folder: Path, language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo

    from bot.i18n.catalogue_files import read_catalogue

    file = BytesIO()
    write_mo(file, read_catalogue(staff_source(folder, language)))
    return GNUTranslations(BytesIO(file.getvalue()))
