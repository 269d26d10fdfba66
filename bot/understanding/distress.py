"""
Whether a text says that someone is in danger or in despair (S11).

Errs on the side of showing the urgent numbers: the card that follows has "that's not what I meant"
beside them.
"""

from collections.abc import Iterable, Sequence

from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain

_LONGEST_WITH_SLIPS = 240
"""Letters of a text in which slips are looked for: each word of it is set against a whole list."""


def distress_language(
    text: str, lexicons: Sequence[Lexicon], chosen: str | None = None
) -> str | None:
    """
    Return the language in which the text speaks of distress, or None. Asks every lexicon.

    `chosen` is the language she reads, if it is known. It is asked first, and its ordinary phrases
    are nobody's danger: what is a greeting there may sound like a blow in another language. Slips
    of spelling are looked for in that language alone: with one, most words are some other's.
    """
    own = [one for one in lexicons if one.language == chosen]
    folded = plain(text)
    if found := _speaking_of_it(folded, own):
        return found
    for lexicon in own:
        folded = lexicon.ordinary_phrases.taken_out_of(folded)
        if lexicon.together.mean_danger(folded):
            return lexicon.language
    return _speaking_of_it(folded, lexicons) or _nearly_speaking_of_it(folded, own)


def _speaking_of_it(folded: str, lexicons: Iterable[Lexicon]) -> str | None:
    return next((one.language for one in lexicons if _found(folded, one)), None)


def _found(folded: str, lexicon: Lexicon) -> str | None:
    """Return the piece of a text that speaks of distress in one language, or None."""
    rest = lexicon.ordinary_phrases.taken_out_of(folded)
    return lexicon.distress_phrases.first_in(rest)


def _nearly_speaking_of_it(folded: str, lexicons: Iterable[Lexicon]) -> str | None:
    if len(folded) > _LONGEST_WITH_SLIPS:
        return None
    return next((one.language for one in lexicons if _is_found_with_slips(folded, one)), None)


def _is_found_with_slips(folded: str, lexicon: Lexicon) -> bool:
    rest = lexicon.ordinary_phrases.taken_out_of(folded)
    return any(_is_danger(reading, lexicon) for reading in lexicon.vocabulary.readings(rest))


def _is_danger(reading: str, lexicon: Lexicon) -> bool:
    piece = _found(reading, lexicon)
    # One word alone is too near to others: "grope" to "group".
    return (piece is not None and " " in piece) or lexicon.together.mean_danger(reading)
