"""
What a text looks like in one cell of a spreadsheet, and how it comes back unharmed (S94).

A cell that begins like a formula is run by the program that opens it, and a cell that looks like a
number is rounded: "+442079460018" becomes 4.42E+11, and 091 becomes 91. Both get an apostrophe in
front, which is taken away again on the way in.
"""

import re
from collections.abc import Iterable

FORMULA = "=+-@\t\r\n\0"
"""A cell that begins with one of these may be run, or swallowed, by a spreadsheet."""

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
"""What a spreadsheet shows where a formula failed."""

MARK = "'"
"""What stands before a text that a spreadsheet must leave alone."""

SEPARATOR = "; "
"""What stands between the parts of a list in one cell."""

_LOOKS_LIKE_A_NUMBER = re.compile(r"\d[\d\s.,:/eE+-]*")
_BY_SEMICOLON = re.compile(r"(?:\\.|[^;\\])+", re.DOTALL)
_ROUNDED = re.compile(r"\d+([.,]\d+)?E[+-]?\d+", re.IGNORECASE)


def guarded(text: str) -> str:
    """Return a text as it is written into a cell."""
    if text in ERRORS or (text and text[0] in {*FORMULA, MARK}):
        return MARK + text
    return MARK + text if _LOOKS_LIKE_A_NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a cell holds: what `guarded` made of it, or what somebody typed."""
    rest = cell[1:]
    if cell[:1] == MARK and (rest[:1] in {*FORMULA, MARK} or rest[:1].isdigit() or rest in ERRORS):
        return rest
    return cell


def joined(items: Iterable[str]) -> str:
    """Return a list as the text of one cell."""
    escaped = (re.sub(r"([\\;])", r"\\\1", item) for item in items)
    return SEPARATOR.join(escaped)


def split(text: str) -> list[str]:
    """Return the list that a cell holds, without the blanks around its items."""
    found = (re.sub(r"\\(.)", r"\1", item.strip()) for item in _BY_SEMICOLON.findall(text))
    return [item for item in found if item]


def was_rounded(text: str) -> bool:
    """Whether a spreadsheet took a telephone number for a quantity: `4.42E+11`."""
    return _ROUNDED.fullmatch(text.strip()) is not None
