"""
What a typed text means here: every language's lexicon and the names of places, opened when needed.
"""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CatalogueError
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues
from bot.signposting.directory import Directory

if TYPE_CHECKING:
    from bot.understanding.lexicon import Lexicon
    from bot.understanding.meaning import Meaning
    from bot.understanding.places import PlaceIndex


class Understanding:
    """
    What typed texts mean here: every language's lexicon, and the names of places.

    The first typed text opens it all: no tap has to wait for the fuzzy search.
    """

    def __init__(self, locales: Path, catalogues: Catalogues) -> None:
        self._locales, self._catalogues = locales, catalogues
        self._index: tuple[Directory, PlaceIndex] | None = None

    def __call__(
        self, text: str, options: Mapping[str, str], country: str | None, directory: Directory
    ) -> "Meaning":
        """Return what a text means on a card with these labels."""
        from bot.understanding.meaning import understand

        return understand(text, self._lexicons(), options, self._places(directory), country)

    @cache  # noqa: B019  # one of these lives as long as the process
    def _lexicons(self) -> "tuple[Lexicon, ...]":
        from bot.understanding.lexicon import read_lexicons

        # Of every language, offered or not: a word of distress is understood before its cards are.
        # A broken list silences its own language alone; `check` says which.
        found: list[Lexicon] = []
        for language in self._catalogues.languages.values():
            with suppress(CatalogueError):
                found += read_lexicons(self._locales, [language])
        return tuple(found)

    def _places(self, directory: Directory) -> "PlaceIndex":
        from bot.understanding.places import PlaceIndex

        if self._index is None or self._index[0] is not directory:
            self._index = (directory, PlaceIndex(place_names(directory, self._catalogues)))
        return self._index[1]


def place_names(
    directory: Directory, catalogues: Catalogues
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return every name by which an area that can be chosen may be typed, in every language."""
    every = [catalogues.words(code) for code in catalogues.offered]
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for area in directory.area_list:
        if area.kind == "country" or area.choose == "parts":
            continue
        context, english = contexts.area(area.country), area.names["en"]
        translated = (words.pgettext(context, english) for words in every)
        names[area.key] = tuple(dict.fromkeys((*area.names.values(), *translated)))
    return names
