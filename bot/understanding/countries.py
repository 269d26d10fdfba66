"""
Which country a text names, in any language and with that language's endings.

Every language bends the name of a country: almanyadayım, w Niemczech, в Германии. So the beginning
of a word is enough, and only where one country alone comes of it.
"""

from collections.abc import Collection, Iterable, Mapping

from bot.understanding.gazetteer import PlaceKey
from bot.understanding.skeleton import plain

_SHORTEST = 4
_SHORTEST_BENT = 5
_LONG = 7
_LONGEST_ENDING = 6


FoldedNames = Mapping[PlaceKey, Collection[str]]
"""Every name of each country, as `plain` folds it."""


def folded_names(names: Mapping[PlaceKey, Iterable[str]]) -> FoldedNames:
    """Return the names as the other functions here take them."""
    return {key: frozenset(map(plain, every)) for key, every in names.items()}


def country_called(text: str, names: FoldedNames) -> PlaceKey | None:
    """Return the one country whose name the text is, word for word."""
    folded = plain(text)
    return _only(key for key, every in names.items() if folded and folded in every)


def country_mentioned(text: str, names: FoldedNames) -> PlaceKey | None:
    """Return the one country that a text has a name of, whole or with whatever endings."""
    words = plain(text).split()
    return _only(
        key for key, every in names.items() if any(_is_within(name, words) for name in every)
    )


def _is_within(name: str, words: list[str]) -> bool:
    # Parts too short to be bent still say it where they stand together: "tay ban nha".
    if " " in name and f" {name} " in f" {' '.join(words)} ":
        return True
    return bool(name) and all(any(_is_bent(part, word) for word in words) for part in name.split())


def _is_bent(part: str, word: str) -> bool:
    """Whether a word is a part of a name, bent: one letter may give way, of a long one two."""
    if len(part) < _SHORTEST_BENT or len(word) > len(part) + _LONGEST_ENDING:
        return len(part) >= _SHORTEST and part == word
    return word.startswith(part[: -2 if len(part) >= _LONG else -1])


def _only(found: Iterable[PlaceKey]) -> PlaceKey | None:
    every = list(found)
    return every[0] if len(every) == 1 else None
