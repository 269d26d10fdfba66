"""
Whether a text says that someone is in danger or in despair (S11).

Errs on the side of showing the urgent numbers: the card that follows has "that's not what I meant"
beside them.
"""

from collections.abc import Callable, Iterable, Sequence

from bot.understanding.commands import exact_command
from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain

SURE = 0.25
"""A text that sounds so much like danger is danger, whatever words it is said in."""

ORDINARY = 0.0
"""A text that sounds no more like danger than this is none, although a list knows words of it."""

FEW_WORDS = 2
"""So few words say what they say: how they sound takes nothing back."""

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
    own = next((one for one in lexicons if one.language == chosen), None)
    folded = plain(text)
    if own is None:
        return _speaking_of_it(folded, lexicons)
    rest = own.ordinary_phrases.taken_out_of(folded)
    sounds = _sound_of(folded, own)
    sounds_ordinary = _is_ordinary(folded, sounds)
    if sounds > SURE or is_listed(folded, rest, own, sounds_ordinary):
        return own.language
    # She may type in any language, and what sounds ordinary in hers says little about another. One
    # word of it, though, may be a word of hers as well: "torture" is one in five languages.
    others = (one for one in lexicons if one is not own)
    return _speaking_of_it(rest, others, fewest_words=FEW_WORDS if sounds_ordinary else 1)


def meant_as_danger(
    text: str, lexicons: Sequence[Lexicon], chosen: str | None, is_an_answer: Callable[[], bool]
) -> str | None:
    """
    Return the language in which a text is meant as danger, None for what only sounds like it.

    `is_an_answer` says whether it is an answer on the card, or mere courtesy: then only a list's
    word counts.
    """
    if any(plain(text) in lexicon.plain_names for lexicon in lexicons):
        return None  # the name of a language may sound like danger in another one
    if any(_is_command_of(one, text) for one in lexicons if one.language == chosen):
        return None  # "next" may sound like danger, or be one slip away from it
    found = distress_language(text, lexicons, chosen)
    if found is None:
        return None
    listed = any(is_known_as_danger(text, lexicon) for lexicon in lexicons)
    # "somewhere to live", and the name of a town, may only sound like it
    return found if listed or not is_an_answer() else None


def _is_command_of(own: Lexicon, text: str) -> bool:
    """Whether a text is a command in her language, and in no list of danger."""
    command = exact_command(text, [own])
    if command is None or (command.name == "urgent" and " " in text.strip()):
        return False  # "help" asks for the numbers, "help me" is more than that
    return not is_known_as_danger(text, own)


def is_listed(folded: str, rest: str, own: Lexicon, sounds_ordinary: bool = False) -> bool:
    """
    Whether a list of her language knows the text as danger, and it does not sound ordinary.

    `rest` is the folded text without her ordinary phrases. A word that is misspelt is heard as the
    word that it nearly is: misspelt words sound like little.
    """
    if not sounds_ordinary and _is_danger(folded, own):
        return True
    if len(rest) > _LONGEST_WITH_SLIPS:
        return False
    readings = (one for one in own.vocabulary.readings(rest) if _is_surely_danger(one, own))
    return any(not _is_ordinary(one, _sound_of(one, own)) for one in readings)


def _sound_of(folded: str, own: Lexicon) -> float:
    """Return how much a text sounds like danger; where nothing was learned it is neither."""
    return own.hearing.score(folded) if own.hearing is not None else ORDINARY


def _is_ordinary(folded: str, sounds: float) -> bool:
    """Whether a text sounds like no danger, in more words than a few."""
    return sounds < ORDINARY and len(folded.split()) > FEW_WORDS


def is_known_as_danger(text: str, own: Lexicon) -> bool:
    """Whether a list of a language knows the text as danger as it is spelt, however it sounds."""
    return _is_danger(plain(text), own)


def _speaking_of_it(folded: str, lexicons: Iterable[Lexicon], fewest_words: int = 1) -> str | None:
    for lexicon in lexicons:
        piece = _found(folded, lexicon)
        if piece is not None and len(piece.split()) >= fewest_words:
            return lexicon.language
    return None


def _found(folded: str, lexicon: Lexicon) -> str | None:
    """Return the piece of a text that speaks of distress in one language, or None."""
    rest = lexicon.ordinary_phrases.taken_out_of(folded)
    return lexicon.distress_phrases.first_in(rest)


def _is_danger(folded: str, lexicon: Lexicon) -> bool:
    rest = lexicon.ordinary_phrases.taken_out_of(folded)
    return _found(folded, lexicon) is not None or lexicon.together.mean_danger(rest)


def _is_surely_danger(reading: str, lexicon: Lexicon) -> bool:
    piece = _found(reading, lexicon)
    # One word alone is too near to others: "grope" to "group".
    return (piece is not None and " " in piece) or lexicon.together.mean_danger(reading)
