"""
Which languages the tests walk: the one place that says so.

A promise that holds in every language is tested in every language by `make test-all`. `make test`
walks a few, in which most of what can go wrong does: the language that the texts are written in,
one that runs from right to left and has six plural forms, and the one whose texts are longest. So
it stays quick however many languages there are.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from bot.i18n.catalog import Catalogues, source_of

LOCALES = Path(__file__).parents[1] / "locales"
SOURCE, RIGHT_TO_LEFT = "en", "ar"
SHORTEST_WALK = (SOURCE,)
"""That of the walk through every state, which takes seven seconds in each."""


@cache
def offered() -> tuple[str, ...]:
    """Return every language that she can choose."""
    found = Catalogues(LOCALES).offered
    assert {SOURCE, RIGHT_TO_LEFT} <= set(found)
    return found


@cache
def walked() -> tuple[str, ...]:
    """Return the languages that `make test` walks, in the order in which they are offered."""
    few = {SOURCE, RIGHT_TO_LEFT, max(offered(), key=length)}
    return tuple(code for code in offered() if code in few)


def length(language: str) -> int:
    """Return how long all texts of a language are together, in characters."""
    compiled = source_of(LOCALES, language).with_suffix(".mo")
    return len(compiled.read_bytes().decode(errors="ignore")) if compiled.is_file() else 0


def marked(codes: Iterable[str], few: Iterable[str] | None = None) -> list[object]:
    """Return languages as parameters; all but a few (`walked()`) are for `make test-all` alone."""
    quick = walked() if few is None else tuple(few)
    return [pytest.param(code, marks=() if code in quick else pytest.mark.whole) for code in codes]


each_language = pytest.mark.parametrize("language", marked(offered()))
"""Run a test once in every language that she can choose."""
