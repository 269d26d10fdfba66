"""
An answer within a sentence: "I need a doctor", "I am in London", where the card has a doctor.

What is polite in her language is left away, and the rest is the answer or it is none. Where the
card asks something that own_words.py has a list for, words of hers are found anywhere in the text.
"""

from collections.abc import Collection, Iterable, Mapping

from bot.understanding.courtesy import bare
from bot.understanding.lexicon import Lexicon
from bot.understanding.options import (
    any_slip,
    exact_option,
    misspelt_option,
    partly_named_option,
)
from bot.understanding.own_words import Question
from bot.understanding.places import NOTHING, PlaceFinding, PlaceIndex
from bot.understanding.skeleton import plain

SHORTEST_ELSEWHERE = 5
"""Letters of what names an answer in another language: short words are everyday ones in hers."""

_ARABIC_IN = "ب"
"""Written together with the name that follows it."""


def option_in(text: str, own: Lexicon | None, options: Mapping[str, str]) -> str | None:
    """Return the id of the one option that a sentence in her language asks for, if any."""
    answer = _answer(text, own)
    return answer and (
        exact_option(answer, options)
        or partly_named_option(answer, options)
        or misspelt(answer, own, options)
    )


def misspelt(text: str, own: Lexicon | None, options: Mapping[str, str]) -> str | None:
    """Return the id of the one option of which the text is a misspelling, if any."""
    return misspelt_option(text, options, own.may_be_slip if own is not None else any_slip)


def named(
    text: str,
    own: Lexicon | None,
    asked: Iterable[str],
    options: Collection[str],
    shortest: int = 1,
) -> str | None:
    """
    Return the id of the option that a text in her language names in words of her own, if any.

    They have so many letters at least.
    """
    folded, questions = plain(text), _questions(own, asked)
    alone = bare(folded, own.polite) if own is not None else folded
    whole = (one.wholly.get(alone) for one in questions if len(alone) >= shortest)
    within = (one.named(folded, options, shortest) for one in questions)
    return next((one for one in (*whole, *within) if one in options), None)


def is_only_polite(text: str, own: Lexicon | None) -> bool:
    """Whether nothing is left of a text without what is polite in her language: "please now"."""
    return own is not None and not bare(plain(text), own.polite)


def is_her_word(text: str, own: Lexicon | None, asked: Iterable[str]) -> bool:
    """Whether the whole text stands in her language's list of answers to one of these."""
    return any(plain(text) in one.wholly for one in _questions(own, asked))


def nearly_named(
    text: str, own: Lexicon | None, asked: Iterable[str], options: Collection[str]
) -> str | None:
    """Return the id of the option that a text names with a slip of spelling, if it is one alone."""
    if own is None:
        return None
    folded, questions = plain(text), _questions(own, asked)
    found = (one.nearly_named(folded, options, own.may_be_slip) for one in questions)
    return next(filter(None, found), None)


def _questions(own: Lexicon | None, asked: Iterable[str]) -> list[Question]:
    words = own.own_words if own is not None else {}
    return [words[slot] for slot in asked if slot in words]


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
