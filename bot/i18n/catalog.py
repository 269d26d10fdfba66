"""
Open the catalogues: which languages are offered, and the words of each.

Reads compiled catalogues as they are asked (compiled.py). Only when one is missing or older than
its source is the library that compiles imported.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path

from bot.errors import CatalogueError
from bot.i18n.compiled import CompiledTexts
from bot.i18n.languages import Language, read_languages
from bot.i18n.words import SOURCE, Words

TEMPLATE = "messages.pot"
"""The file of all texts without translations, in the folder of catalogues."""


LESSON_TEMPLATE = "lessons.pot"
"""The file of all texts of lessons without translations, in the folder of catalogues."""


def lesson_source_of(folder: Path, language: str) -> Path:
    """Return where a language's lessons stand, under the folder of catalogues."""
    return folder / language / "LC_MESSAGES" / "lessons.po"


def source_of(folder: Path, language: str) -> Path:
    """Return where a language's translations stand, under the folder of catalogues."""
    return folder / language / "LC_MESSAGES" / "messages.po"


class Catalogues:
    """
    All catalogues of a folder (`locales/`). Opened when asked for, kept once open.

    Raises CatalogueError, from any of its members, when languages.yaml or a catalogue is wrong.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Words] = {}
        self._open_lessons: dict[str, Words] = {}

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """Every language of languages.yaml by its code, offered or not, in the file's order."""
        path = self._folder / "languages.yaml"
        return {language.code: language for language in read_languages(path)}

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The languages whose safety texts are all there (S80), in the order of languages.yaml."""
        return tuple(code for code in self.languages if self._is_offered(code))

    def words(self, language: str, fallback: str = SOURCE) -> Words:
        """
        Return the words of an offered language. Raises CatalogueError for any other.

        Where it has no translation, `fallback` gives the text, and English where that is not
        offered (S80).
        """
        if language not in self.offered:
            offered = ", ".join(self.offered)
            raise CatalogueError(
                f'{self._folder}: language "{language}" is not offered; offered: {offered}. '
                f"Run: python -m bot check locales {language}"
            )
        chosen = fallback if fallback in self.offered and fallback != language else SOURCE
        return self._opened(language).backed_by(self._opened(chosen))

    def in_every_language(self, wanted: Sequence[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
        """
        Yield what each offered language says for some texts, given by context and English.

        No catalogue is kept open for it.
        """
        for code in self.offered:
            said = self._open[code].translations if code in self._open else self._texts_of(code)
            yield tuple(said.pgettext(context, english) for context, english in wanted)

    def preview(self, language: str) -> Words:
        """Return a language's words however incomplete: for translators, never for her."""
        return self._opened(language)

    def lesson_words(self, language: str, fallback: str, title: tuple[str, str]) -> Words:
        """
        Return the words of a lesson in an offered language, or in one that stands behind it (S80).

        `title` is the context and the English of its title: a lesson is translated whole or not at
        all, so where the title is, everything is. Without it, `fallback` gives the lesson, and
        English where that has not got it either. Raises CatalogueError for a broken catalogue.
        """
        words = self._lessons_in(language)
        if has_text(words, title):
            return words
        behind = self._lessons_in(fallback) if fallback in self.offered else None
        if behind is None or not has_text(behind, title):
            behind = self._lessons_in(SOURCE)
        return words.before(behind)

    def _lessons_in(self, language: str) -> Words:
        if language not in self._open_lessons:
            source = lesson_source_of(self._folder, language)
            texts = self._translations(language, source, LESSON_TEMPLATE)
            self._open_lessons[language] = Words(language, texts)
        return self._open_lessons[language]

    def _is_offered(self, language: str) -> bool:
        if language == SOURCE:
            return True
        if not source_of(self._folder, language).is_file():
            return False
        # Not kept open: all languages together take megabytes, and she reads one or two.
        return self._texts_of(language).info().get("x-safety-untranslated") == "0"

    def _opened(self, language: str) -> Words:
        if language not in self._open:
            self._open[language] = Words(language, self._texts_of(language))
        return self._open[language]

    def _texts_of(self, language: str) -> NullTranslations:
        return self._translations(language, source_of(self._folder, language), TEMPLATE)

    def _translations(self, language: str, source: Path, named: str) -> NullTranslations:
        if language == SOURCE or not source.is_file():
            return NullTranslations()
        compiled, template = source.with_suffix(".mo"), self._folder / named
        if _is_current(compiled, source, template):
            with suppress(CatalogueError):  # a disk that was full, a kill: it is made again
                return CompiledTexts(compiled.read_bytes(), str(compiled))
        from bot.i18n.compiling import compile_one

        return CompiledTexts(compile_one(source, template), str(compiled))


def has_text(words: Words, text: tuple[str, str]) -> bool:
    """Whether a language has a text, given by its context and its English, of its own."""
    translations = words.translations
    return words.language == SOURCE or (
        isinstance(translations, CompiledTexts) and translations.has(*text)
    )


def _is_current(compiled: Path, *sources: Path) -> bool:
    if not compiled.is_file():
        return False
    made = compiled.stat().st_mtime_ns
    return all(made >= source.stat().st_mtime_ns for source in sources if source.is_file())
