"""
Which way a language runs, and how a foreign piece stands inside it unharmed (S82).

The one place that decides either. Isolates are Unicode's own: everything between an opening mark
and U+2069 is laid out by itself and cannot pull the text around it out of order.
"""

import re

from bot.messages import Direction

RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "ps", "ckb", "ur", "he"})
"""ISO 639 codes of the languages written from right to left."""

LEFT_TO_RIGHT_ISOLATE = "\u2066"
FIRST_STRONG_ISOLATE = "\u2068"
END_OF_ISOLATE = "\u2069"

_OPENING = (LEFT_TO_RIGHT_ISOLATE, "\u2067", FIRST_STRONG_ISOLATE)
_NUMBER_OR_ADDRESS = re.compile(r"[\d\s+()/.*#:–-]*\d[\d\s+()/.*#:–-]*|\S*(?:@|://|\w\.\w)\S*")
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def direction(language: str) -> Direction:
    """Return the direction of a language, given its ISO 639 code."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def isolate(text: str, around: Direction) -> str:
    """
    Return a piece of text ready to stand inside text of the direction `around`.

    In right-to-left text every piece is isolated: a number or an address as left to right (S63),
    anything else by its own first letter. In left-to-right text only a piece that holds
    right-to-left letters needs it. A piece that is isolated already stays as it is.
    """
    if around == "ltr" and (text.isascii() or not _RIGHT_TO_LEFT_LETTER.search(text)):
        return text
    if not text or _is_isolated(text):
        return text
    left_to_right = _NUMBER_OR_ADDRESS.fullmatch(text) is not None
    opening = LEFT_TO_RIGHT_ISOLATE if left_to_right else FIRST_STRONG_ISOLATE
    return f"{opening}{text}{END_OF_ISOLATE}"


def in_its_direction(text: str, around: Direction) -> str:
    """Return a text of several lines ready to stand on a card of another direction (S82)."""
    return "\n".join(isolate(line, around) for line in text.split("\n"))


def _is_isolated(text: str) -> bool:
    return text.startswith(_OPENING) and text.endswith(END_OF_ISOLATE)
