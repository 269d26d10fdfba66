"""
Whether a text says that someone is in danger or in despair (S11).

Errs on the side of showing the urgent numbers: the card that follows has "that's not what I meant"
beside them.
"""

from collections.abc import Iterable

from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain


def distress_language(text: str, lexicons: Iterable[Lexicon]) -> str | None:
    """Return the language in which the text speaks of distress, or None. Asks every lexicon."""
    folded = plain(text)
    return next((one.language for one in lexicons if _speaks_of_it(folded, one)), None)


def _speaks_of_it(folded: str, lexicon: Lexicon) -> bool:
    rest = lexicon.ordinary_phrases.taken_out_of(folded)
    return lexicon.distress_phrases.first_in(rest) is not None
