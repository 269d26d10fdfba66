"""
Faults of a translation that its letters and words show.

Another script, another language's letters, English left standing, one button said in two ways.
"""

import re
from collections.abc import Iterable, Iterator

from bot.i18n.contexts import COVER, SAFETY
from bot.i18n.scripts import FOREIGN_LETTERS, LATIN, script_of, script_of_letter
from bot.i18n.words import PLACEHOLDER

Fault = tuple[str, str]
"""What is wrong, and what to do."""

_WORD = re.compile(r"[^\W\d_]+")
_LEFT_STANDING = re.compile(r"\b[a-z]{4,}\b")
_ADDRESS = re.compile(r"\S*(?:@|://|\w\.\w)\S*")


def wrong_script(text: str, language: str) -> Iterator[Fault]:
    """Yield what is wrong when no letter of a text is of the language's own script."""
    found = {script_of_letter(letter) for letter in _letters(text)}
    wanted = script_of(language)
    if found and wanted not in found:
        yield (
            f"not in {wanted.capitalize()} script",
            "Translate it, in the script of the language",
        )


def foreign_letters(text: str, language: str) -> Iterator[Fault]:
    """Yield what is wrong when a letter belongs to another language of the same script."""
    strange = sorted(set(text) & set(FOREIGN_LETTERS.get(language, "")))
    if strange:
        named = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in strange)
        yield f"letters that this language does not write: {named}", "Write its own letters"


def english_left(text: str, english: Iterable[str], language: str) -> Iterator[Fault]:
    """
    Yield what is wrong when English stands in a translation.

    In Latin script that can be told of a whole text of two words or more that is not all a name; in
    another script, of words in small letters that stand in the English too. One alone may be a term
    of the country: "consultorio".
    """
    sources = tuple(english)
    words = _WORD.findall(PLACEHOLDER.sub("", text))
    if text in sources and len(words) >= 2 and any(map(str.islower, words)):
        yield "still in English", "Translate it"
    elif script_of(language) != LATIN:
        source = {word for one in sources for word in _small_words(one)}
        if len(left := sorted(source & set(_small_words(text)))) >= 2:
            yield f"English words left standing: {', '.join(left)}", "Translate them"


def said_in_two_ways(said: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, Fault]]:
    """
    Yield what is wrong when one English text is translated in two ways where nothing asks for it.

    `said` are context, English and translation. What has contexts of its own may differ: "you" for
    her and "she" for a friend. But a button is a button, whether its text is a safety text or not.
    Yields context, English and the fault of the later one.
    """
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for context, english, text in said:
        known = first.setdefault((_kind(context), english), (context, text))
        if known[1] != text:
            what = f"said otherwise than in {known[0]} ({known[1]!r})"
            yield context, english, (what, "Say it the same way, or ask for two English texts")


def _kind(context: str) -> str:
    return context.removeprefix(SAFETY).removeprefix(COVER)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(_ADDRESS.sub(" ", PLACEHOLDER.sub("", text))))


def _small_words(text: str) -> list[str]:
    return _LEFT_STANDING.findall(_ADDRESS.sub(" ", PLACEHOLDER.sub("", text)))
