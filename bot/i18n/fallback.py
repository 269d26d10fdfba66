"""
What stands behind a language that is not translated whole: the texts of another one (S80).

It notes what it was asked for, so that a card can say that it came to that.
"""

import re
from collections.abc import Iterator
from copy import copy
from gettext import NullTranslations

_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


class Behind(NullTranslations):
    """
    Gives the texts of another language, and remembers them for one card.

    `language` is that language (ISO 639). What it lacks itself appears in English.
    """

    def __init__(self, language: str, translations: NullTranslations) -> None:
        super().__init__()
        self.language, self._translations = language, translations
        self._given: set[str] = set()

    def pgettext(self, context: str, message: str) -> str:
        """Return a text that the first language lacks."""
        return self._noted(self._translations.pgettext(context, message))

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        """Return a text that the first language lacks, in the form that goes with a number."""
        return self._noted(self._translations.npgettext(context, msgid1, msgid2, n))

    def is_seen_in(self, visible: str) -> bool:
        """Whether a text that was given is to be seen: many are asked for and not shown."""
        return any(_is_seen(text, visible) for text in self._given)

    def _noted(self, text: str) -> str:
        self._given.add(text)
        return text


def backed(translations: NullTranslations, behind: Behind) -> NullTranslations:
    """Return the texts of a language with another one behind them. Both stay as they are."""
    standing = copy(translations)
    standing.add_fallback(behind)
    return standing


def _is_seen(text: str, visible: str) -> bool:
    pieces = tuple(_wordy(text))
    return bool(pieces) and all(piece in visible for piece in pieces)


def _wordy(text: str) -> Iterator[str]:
    """Yield what stands between the placeholders of a text, where there is a word in it."""
    for piece in _PLACEHOLDER.split(text):
        if any(character.isalpha() for character in piece):
            yield piece.strip()
