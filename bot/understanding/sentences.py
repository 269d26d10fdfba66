"""
An answer within a sentence: "I need a doctor", "I am in London", where the card has a doctor.

What is polite in her language is left away, and the rest is the answer or it is none.
"""

from collections.abc import Mapping

from bot.understanding.courtesy import bare
from bot.understanding.lexicon import Lexicon
from bot.understanding.options import exact_option, misspelt_option, partly_named_option
from bot.understanding.places import NOTHING, PlaceFinding, PlaceIndex
from bot.understanding.skeleton import plain

_ARABIC_IN = "ب"
"""Written together with the name that follows it."""


def option_in(text: str, own: Lexicon | None, options: Mapping[str, str]) -> str | None:
    """Return the id of the one option that a sentence in her language asks for, if any."""
    answer = _answer(text, own)
    return answer and (
        exact_option(answer, options)
        or partly_named_option(answer, options)
        or misspelt_option(answer, options)
    )


def place_in(
    text: str, own: Lexicon | None, places: PlaceIndex, country: str | None
) -> PlaceFinding:
    """Return the one place that a sentence in her language says she is in, without any doubt."""
    if answer := _answer(text, own):
        for name in (answer, answer.removeprefix(_ARABIC_IN)):
            if (found := places.find_exact(name, country)).resolved is not None:
                return found
    return NOTHING


def _answer(text: str, own: Lexicon | None) -> str | None:
    folded = plain(text)
    answer = bare(folded, own.polite) if own is not None else folded
    return answer if answer not in {folded, ""} else None
