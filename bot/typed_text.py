"""
What a typed text means here: every language's lexicon and the names of places, opened when needed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers import WISH
from bot.errors import CatalogueError
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues
from bot.signposting.directory import Directory
from bot.signposting.places import Area

if TYPE_CHECKING:
    from bot.understanding.countries import FoldedNames
    from bot.understanding.gazetteer import Gazetteer
    from bot.understanding.lexicon import Lexicon
    from bot.understanding.meaning import Meaning
    from bot.understanding.places import PlaceIndex

    Kept = Callable[[Iterable[str], Callable[[], tuple[Lexicon, ...]]], tuple[Lexicon, ...]]


class Understanding:
    """
    What typed texts mean here: every language's lexicon, and the names of places.

    The first typed text opens it all: no tap has to wait for the fuzzy search. `kept` returns the
    lexicons of these languages as they were last read, or reads them.
    """

    def __init__(
        self, locales: Path, catalogues: Catalogues, gazetteer: Path, kept: "Kept"
    ) -> None:
        self._locales, self._catalogues, self._folder = locales, catalogues, gazetteer
        self._kept = kept
        self._names: tuple[Directory, PlaceIndex, FoldedNames] | None = None

    def __call__(
        self,
        text: str,
        options: Mapping[str, str],
        country: str | None,
        directory: Directory,
        /,
        *,
        asks_where: bool = True,
        language: str | None = None,
        asked: Collection[str] = (),
        wishes: Collection[str] = (),
    ) -> "Meaning":
        """Return what a text means on a card with these labels, whether or not it asks where."""
        from bot.understanding.meaning import understand

        return understand(
            text,
            self._lexicons(),
            options,
            self.places(directory),
            country,
            asks_where=asks_where,
            language=language,
            countries=self._names_in(directory)[1],
            own_countries=self._own_countries(language, directory) if asks_where else (),
            everyday=self._everyday(language or ""),
            asked=asked,
            wishes={WISH: wishes},
        )

    @cache  # noqa: B019  # one of these lives as long as the process
    def _lexicons(self) -> "tuple[Lexicon, ...]":
        return self._kept(self._catalogues.languages, self._read_lexicons)

    def _read_lexicons(self) -> "tuple[Lexicon, ...]":
        from bot.understanding.lexicon import read_lexicons

        # Of every language, offered or not: a word of distress is understood before its cards are.
        # A broken list silences its own language alone; `check` says which.
        found: list[Lexicon] = []
        for language in self._catalogues.languages.values():
            with suppress(CatalogueError):
                found += read_lexicons(self._locales, [language])
        return tuple(found)

    def places(self, directory: Directory) -> "PlaceIndex":
        """Return the names of places by which this directory's areas are found."""
        return self._names_in(directory)[0]

    def _names_in(self, directory: Directory) -> "tuple[PlaceIndex, FoldedNames]":
        """Return the names of places and of whole countries; worked out once for a directory."""
        from bot.understanding.countries import folded_names
        from bot.understanding.places import PlaceIndex

        if self._names is None or self._names[0] is not directory:
            names = place_names(directory, self._catalogues)
            around = [area.key for area in directory.area_list if area.kind == "country"]
            ordinary = chain.from_iterable(self._ordinary_words().values())
            places = PlaceIndex(names, self._gazetteer(), around, ordinary)
            countries = folded_names(
                country_names(directory, self._catalogues, self._countries_called())
            )
            self._names = (directory, places, countries)
        return self._names[1:]

    def _own_countries(self, language: str | None, directory: Directory) -> Collection[str]:
        """Return the folded names of the countries in a language that is offered."""
        from bot.understanding.skeleton import plain

        if language not in self._catalogues.offered:
            return ()
        words = self._catalogues.words(language)
        named = ((contexts.area(one.country), one.names["en"]) for one in directory.areas.countries)
        return {plain(words.pgettext(context, english)) for context, english in named}

    @cache  # noqa: B019  # one of these lives as long as the process
    def _ordinary_words(self) -> Mapping[str, tuple[str, ...]]:
        from bot.understanding.lexicon import ORDINARY_WORDS, read_lists_of_words

        # Without them more places are offered than are meant: no reason to be silent.
        with suppress(CatalogueError):
            return read_lists_of_words(self._locales / ORDINARY_WORDS)
        return {}

    @cache  # noqa: B019  # one of these lives as long as the process
    def _everyday(self, language: str) -> Collection[str]:
        """Return the folded everyday words of a language, folded once."""
        from bot.understanding.skeleton import plain

        return frozenset(map(plain, self._ordinary_words().get(language, ())))

    @cache  # noqa: B019  # one of these lives as long as the process
    def _countries_called(self) -> Mapping[str, tuple[str, ...]]:
        from bot.understanding.lexicon import COUNTRIES_CALLED, read_lists_of_words

        # Without them the names on the cards are still known: no reason to be silent.
        with suppress(CatalogueError):
            return read_lists_of_words(self._locales / COUNTRIES_CALLED)
        return {}

    @cache  # noqa: B019  # one of these lives as long as the process
    def _gazetteer(self) -> "Gazetteer":
        from bot.understanding.gazetteer import read_gazetteer

        return read_gazetteer(self._folder)


def country_names(
    directory: Directory, catalogues: Catalogues, called: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """
    Return every name by which a country may be typed: its own, and of a nation with parts.

    `called` are what people call it besides, by its code (ISO 3166).
    """
    chosen = [area for area in directory.area_list if _is_whole(area)]
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for area, translated in zip(chosen, _translated(chosen, catalogues), strict=True):
        whole = directory.areas.country(area.country)
        known = (*area.names.values(), *translated, *called.get(area.country, ()))
        names[whole.key] = tuple(dict.fromkeys((*names.get(whole.key, (whole.id,)), *known)))
    return names


def place_names(
    directory: Directory, catalogues: Catalogues
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return every name by which an area that can be chosen may be typed, in every language."""
    chosen = [area for area in directory.area_list if not _is_whole(area)]
    return {
        area.key: tuple(dict.fromkeys((*area.names.values(), *translated)))
        for area, translated in zip(chosen, _translated(chosen, catalogues), strict=True)
    }


def _is_whole(area: Area) -> bool:
    """Whether an area is a country, or a nation of which she chooses a part."""
    return area.kind == "country" or area.choose == "parts"


def _translated(areas: Iterable[Area], catalogues: Catalogues) -> Iterator[tuple[str, ...]]:
    """Yield the names of each area in every language."""
    wanted = [(contexts.area(area.country), area.names["en"]) for area in areas]
    return zip(*catalogues.in_every_language(wanted), strict=True)
