"""Whether a text is one of the answers on the card. Only when it can be no other."""

from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

from bot.understanding.skeleton import plain

_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4


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


def misspelt_option(text: str, options: Mapping[str, str]) -> str | None:
    """Return the id of the one option whose label, or a long word of it, is nearly the text."""
    folded = plain(text)
    if len(folded) < _SHORTEST_MISSPELT:
        return None
    allowed = 1 if len(folded) < 10 else 2
    near = [option for option, label in options.items() if _near(folded, plain(label), allowed)]
    return _only(near)


def _with_words(folded: str, labels: Mapping[str, str]) -> Iterator[str]:
    # Also the short words: "I am safe at home" is not "I do not feel safe at home".
    wanted = set(folded.split())
    if max(map(len, wanted)) < _SHORTEST_MISSPELT:
        return iter(())
    return (option for option, label in labels.items() if wanted <= set(label.split()))


def _near(folded: str, label: str, allowed: int) -> bool:
    words = [word for word in label.split() if len(word) >= _SHORTEST_MISSPELT]
    return any(
        OSA.distance(folded, known, score_cutoff=allowed) <= allowed for known in (label, *words)
    )


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None
