"""
What the people of the benchmark do with our bot, as places of buttons on its real cards.

The places come from the bot itself, so that a change of its cards changes the way with them.
"""

from collections.abc import Iterator
from functools import cache
from itertools import chain, cycle

from tests.benchmarks.telegram.chats import LEAVE, Act
from tests.conversation.visit import visit

TO_A_QUESTION = ("in_confidence",)
OVER_QUESTIONS = ("me", "back")
"""From who it is for to the country, and back."""

TO_A_LISTING = ("in_confidence", "me", "GB", "London", "skip", "skip")
OVER_A_LISTING = ("more", "back")
"""From the first page of a listing to its second, and back."""

THREE_ANSWERS = ("in_confidence", "me", "GB")

WHOLE_VISIT = (*TO_A_LISTING, "1", "back", "more", "back", "urgent", "back")
"""A visit from its first card to the last thing before leaving."""


@cache
def places(*ids: str) -> tuple[int, ...]:
    """Return where the buttons with these ids stand, each on the card that the one before opens."""
    at, found = visit("en"), []
    for id_ in ids:
        found.append(at.ids.index(id_))
        at = at.tap(id_)
    return tuple(found)


def to_and_fro(begin: tuple[str, ...], loop: tuple[str, ...]) -> Iterator[Act]:
    """Begin a visit, go somewhere, and go round there without end."""
    every = places(*begin, *loop)
    return chain((None, *every[: len(begin)]), cycle(every[len(begin) :]))


def begun() -> Iterator[Act]:
    """Begin a visit, answer three questions and stop there."""
    return iter((None, *places(*THREE_ANSWERS)))


def whole_visits() -> Iterator[Act]:
    """Visit after visit, each left at its end."""
    return cycle((None, *places(*WHOLE_VISIT), LEAVE))
