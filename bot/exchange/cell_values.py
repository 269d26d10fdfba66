"""
What one cell of a spreadsheet means, or why it cannot mean anything.

A cell may hold text, or what the spreadsheet made of it: a number, a yes or no.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from bot.exchange.cells import joined, split, was_rounded
from bot.signposting.service import Partner, SpokenLanguage, Summary

Cell = str | int | float | bool | None

_ITEMS = {"languages": SpokenLanguage, "partners": Partner, "summaries": Summary}

WORDS: Mapping[str, tuple[str, ...]] = {
    key: tuple(one.name for one in fields(kind)) for key, kind in _ITEMS.items()
}
"""Lists whose items are records, each written as words: `sq staff stated`; the last may be many."""

_NEEDED = {
    key: tuple(one.name for one in fields(kind) if one.default is MISSING)
    for key, kind in _ITEMS.items()
}
"""The words that no item of such a list goes without; those behind them may be missing."""

_LISTS = frozenset({"community", "sector", "stage", "serves", "only_for", "needs", "refers_to"})
_FLAGS = frozenset({"telling", "is_shelter", "service_free"})
_NUMBERS = frozenset({"min_age", "max_age", "year", "month", "count", "source_year"})
_DIALLED = frozenset({"value", "dial"})
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LONGEST_DIALLED = 10**7
_MOST_DIGITS = 9


class WrongCellError(Exception):
    """A cell cannot be read; `what` is wrong, `remedy` says what to do. Never leaves exchange."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def is_empty(cell: Cell) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def written(key: str, value: Any) -> str:
    """Return the text of the cell for a plain value; `key` is the name of its field."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key in WORDS:
        return joined(
            " ".join(str(item[part]) for part in WORDS[key] if item.get(part) is not None)
            for item in value
        )
    return joined(value) if isinstance(value, list) else str(value)


def value_of(key: str, cell: Cell) -> Any:
    """Return the plain value that a cell holds for the field `key`. Raises WrongCellError."""
    if key in WORDS:
        return _words(WORDS[key], _NEEDED[key], cell)
    return _reader(key)(cell)


def _reader(key: str) -> Callable[[Cell], Any]:
    for keys, reader in (
        (_LISTS, _list), (_FLAGS, _flag), (_NUMBERS, _number), (_DIALLED, _dialled),
        ({"assured_date"}, _date),
    ):  # fmt: skip
        if key in keys:
            return reader
    return _text


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _list(cell: Cell) -> list[str]:
    return split(_text(cell))


def _flag(cell: Cell) -> bool:
    known = _YES.get(_text(cell).strip().casefold())
    if known is None:
        raise WrongCellError(f"is {_text(cell)!r}", "Write yes or no")
    return known


def _number(cell: Cell) -> int:
    text = _text(cell)
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        raise WrongCellError(f"is {text!r}, which is not a whole number", "Write digits alone")
    return int(text)


def _date(cell: Cell) -> str:
    if isinstance(cell, int | float):
        what = f"is the number {_text(cell)}, by which a spreadsheet counts days"
        raise WrongCellError(what, "Format the column as a date, or write it like 2026-03-02")
    return _text(cell)


def _dialled(cell: Cell) -> str:
    text = _text(cell)
    is_quantity = isinstance(cell, int | float) and float(cell) >= _LONGEST_DIALLED
    if is_quantity or was_rounded(text):
        what = f"is {text!r}: the spreadsheet took the telephone number for a quantity"
        remedy = "Format the column as text and type the number again, with its +"
        raise WrongCellError(what, remedy)
    return text


def _words(keys: tuple[str, ...], needed: tuple[str, ...], cell: Cell) -> list[dict[str, str]]:
    found = []
    for item in _list(cell):
        words = item.split(maxsplit=len(keys) - 1)
        if len(words) < len(needed):
            known = "".join(f", and {key} if it is known" for key in keys[len(needed) :])
            what = f"{item!r} is fewer than {len(needed)} parts"
            raise WrongCellError(what, f"Write {' '.join(needed)}{known}")
        found.append(dict(zip(keys, words, strict=False)))
    return found
