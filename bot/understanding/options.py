"""Whether a text is one of the answers on the card. Only when it can be no other."""

import re
from collections.abc import Callable, Iterator, Mapping

from rapidfuzz.distance import OSA

from bot.understanding.skeleton import ARABIC, plain

_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4
_SHORTEST_ARABIC = 3
_STARTS_ARABIC = re.compile(f"[{ARABIC}]")
_JOINED = tuple(map(re.compile, ("[وف]?ب", "[وف]?ل?ل", "[وف]?[بك]?ال", "و")))
"""What Arabic writes together with the next word, shorter and longer ways to read it."""


MaySlip = Callable[[str, str], bool]
"""Whether a folded word may be another one with a slip of spelling (glossary.py)."""


def any_slip(_word: str, _meant: str) -> bool:
    """Take every word for one that may be misspelt: of her language no words are known."""
    return True


def exact_option(text: str, options: Mapping[str, str]) -> str | None:
    """Return the id of the one option whose label the text is. `options` are labels by id."""
    folded = plain(text)
    return _only([option for option, label in options.items() if folded and plain(label) == folded])


def partly_named_option(text: str, options: Mapping[str, str]) -> str | None:
    """Return the id of the one option whose label the text begins, or takes its words from."""
    folded = plain(text)
    if len(folded) < _SHORTEST_BEGINNING:
        return None
    labels = {option: plain(label) for option, label in options.items()}
    begun = [option for option, label in labels.items() if label.startswith(folded)]
    return _only(begun or list(_with_words(folded, labels)))


def misspelt_option(text: str, options: Mapping[str, str], may_be_slip: MaySlip) -> str | None:
    """Return the id of the one option whose label, or a long word of it, is nearly the text."""
    folded = plain(text)
    if len(folded) < _SHORTEST_MISSPELT:
        return None
    allowed = 1 if len(folded) < 10 else 2
    near = [
        option
        for option, label in options.items()
        if _near(folded, plain(label), allowed, may_be_slip)
    ]
    return _only(near)


def _with_words(folded: str, labels: Mapping[str, str]) -> Iterator[str]:
    # Also the short words: "I am safe at home" is not "I do not feel safe at home".
    wanted = [_forms(word) for word in folded.split()]
    if not any(map(_is_long, folded.split())):
        return
    for option, label in labels.items():
        known = {form for word in label.split() for form in _forms(word)}
        if all(known & forms for forms in wanted):
            yield option


def _is_long(word: str) -> bool:
    arabic = _STARTS_ARABIC.match(word) is not None
    return len(word) >= (_SHORTEST_ARABIC if arabic else _SHORTEST_MISSPELT)


def _forms(word: str) -> set[str]:
    """Return a word and, in Arabic, what is left of it without "and", "in", "for" and "the"."""
    if not _STARTS_ARABIC.match(word):
        return {word}
    ends = (word[found.end() :] for one in _JOINED if (found := one.match(word)))
    return {word, *(end for end in ends if len(end) >= _SHORTEST_ARABIC)}


def _near(folded: str, label: str, allowed: int, may_be_slip: MaySlip) -> bool:
    words = [word for word in label.split() if len(word) >= _SHORTEST_MISSPELT]
    near = (
        known
        for known in (label, *words)
        if OSA.distance(folded, known, score_cutoff=allowed) <= allowed
    )
    return any(folded == known or may_be_slip(folded, known) for known in near)


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None
