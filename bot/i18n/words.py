"""
Words: every text of the bot in one language.

The English text stands in the code or the dialogue file and is the key; the context tells two uses
of one text apart (contexts.py). A text without translation appears in English. That cannot happen
to a safety text of an offered language: catalog.py offers no language that lacks one (S80).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from gettext import NullTranslations

from bot.errors import CatalogueError
from bot.i18n import cldr
from bot.i18n.direction import direction, isolate
from bot.i18n.fallback import Behind, backed
from bot.messages import Direction

SOURCE = "en"
"""The language in which every text is first written."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""What stands in a text for a value: a name of small letters in braces."""


@dataclass(frozen=True, slots=True)
class Words:
    """
    The texts of one language. `language` is its ISO 639 code.

    Made by Catalogues.words(); without translations it speaks English. `behind` gives what has no
    translation, where there is such a text (S80).
    """

    language: str
    translations: NullTranslations = field(
        default_factory=NullTranslations, repr=False, compare=False
    )
    behind: Behind | None = field(default=None, repr=False, compare=False)
    _known: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def direction(self) -> Direction:
        """The direction of the language."""
        return direction(self.language)

    @property
    def is_draft(self) -> bool:
        """Whether no native speaker has reviewed these texts yet: the welcome card says so."""
        return self.translations.info().get("x-review") == "draft"

    def backed_by(self, other: "Words") -> "Words":
        """
        Return these words for one card, with another language where they have no translation.

        Complete ones are returned as they are. Names that were formatted once are kept for both.
        """
        return self if self.is_complete else self.before(other)

    def before(self, other: "Words") -> "Words":
        """Return these words for one card, with another language behind them."""
        behind = Behind(other.language, other.translations)
        translations = backed(self.translations, behind)
        return Words(self.language, translations, behind, self._known)

    @property
    def is_complete(self) -> bool:
        """Whether no text at all appears in English instead."""
        return self.translations.info().get("x-untranslated", "0") == "0"

    def pgettext(self, context: str, english: str, /, **values: object) -> str:
        """
        Return a text with its `{placeholders}` filled.

        Each value is isolated where the direction of the text asks for it. Raises CatalogueError
        when a placeholder has no value.
        """
        return self._filled(self.translations.pgettext(context, english), values)

    def npgettext(
        self, context: str, singular: str, plural: str, count: int, /, **values: object
    ) -> str:
        """
        Return a text in the form that goes with a number, its `{placeholders}` filled.

        `{count}` is filled with the number itself. Raises CatalogueError like pgettext.
        """
        text = self.translations.npgettext(context, singular, plural, count)
        return self._filled(text, {"count": count, **values})

    def language_name(self, code: str) -> str:
        """Return the name of a language in this one; its bare code when nobody knows a name."""
        if self.behind is not None:
            return self._language_name(code)  # whether it is a translation must be seen each time
        return self._remembered(("language", code), lambda: self._language_name(code))

    def country_name(self, code: str) -> str:
        """Return the name of a country (ISO 3166) in this language; its bare code when unknown."""
        key = ("country", code)
        return self._remembered(key, lambda: cldr.country_name(code, self.language) or code)

    def list_of(self, items: Sequence[str]) -> str:
        """Return "a, b and c" the way this language writes it, each item isolated."""
        apart = [isolate(item, self.direction) for item in items]
        return self._remembered(("list", *apart), lambda: cldr.joined(apart, self.language))

    def date(self, day: date) -> str:
        """Return a date in words with digits 0 to 9, such as "20 November 2026"."""
        key = ("date", day.isoformat())
        return self._remembered(key, lambda: cldr.written_date(day, self.language))

    def time_of_day(self, moment: time | datetime) -> str:
        """Return hours and minutes on the 24-hour clock with digits 0 to 9, such as "09:30"."""
        return f"{moment.hour:02}:{moment.minute:02}"

    def weekday(self, number: int) -> str:
        """Return the name of a day of the week; Monday is 0, as in datetime.weekday()."""
        key = ("weekday", str(number))
        return self._remembered(key, lambda: cldr.weekday_name(number, self.language))

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        # Not str.format: that would let a catalogue reach into the values it is given.
        if "{" not in text:
            return text
        pieces = list(_pieces(text))
        for place in range(1, len(pieces), 2):
            pieces[place] = self._value(pieces[place], text, values)
        return "".join(pieces)

    def _value(self, name: str, text: str, values: Mapping[str, object]) -> str:
        if name not in values:
            given = ", ".join(sorted(values)) or "none"
            raise CatalogueError(
                f'{self.language}: the text "{text}" needs a value for {{{name}}}; given: {given}. '
                f"Give the value where the text is asked for, or mend the translation"
            )
        return isolate(str(values[name]), self.direction)

    def _remembered(self, key: tuple[str, ...], make: Callable[[], str]) -> str:
        if (known := self._known.get(key)) is None:
            known = self._known[key] = make()
        return known

    def _language_name(self, code: str) -> str:
        own = _own_language_names(self).get(code)
        return (
            own
            or cldr.language_name(code, self.language)
            or cldr.language_name(code, SOURCE)
            or code
        )


@lru_cache(maxsize=2048)
def _pieces(text: str) -> tuple[str, ...]:
    """Return a text cut at its placeholders: every second piece is the name of one."""
    return tuple(PLACEHOLDER.split(text))


def _own_language_names(words: Words) -> dict[str, str]:
    """Names that CLDR lacks, or gives otherwise than the women who speak the language do."""
    return {
        "bfi": words.pgettext("language", "British Sign Language"),
        "bn": words.pgettext("language", "Bengali"),
        "ckb": words.pgettext("language", "Kurdish (Sorani)"),
        "fa": words.pgettext("language", "Farsi"),
        "kmr": words.pgettext("language", "Kurdish (Kurmanji)"),
        "ku_unspecified": words.pgettext("language", "Kurdish (ask which)"),
        "phr": words.pgettext("language", "Pahari"),
        "prs": words.pgettext("language", "Dari"),
        "rom": words.pgettext("language", "Romani"),
        "syl": words.pgettext("language", "Sylheti"),
        "tl": words.pgettext("language", "Tagalog"),
        "yue": words.pgettext("language", "Cantonese"),
    }
