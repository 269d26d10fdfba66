"""Words with their names as one sorted text: an eighth of the memory that a dictionary takes."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

_SPACE = re.compile(" ")


class SortedNames(Mapping[str, str]):
    """
    Words, none of which holds a space, each with its name. Looked up by halving.

    `text` is all words, sorted, with spaces between them; `names` are those there are, and `which`
    says for each word the place of its name among them, in numbers of 16 bits.
    """

    def __init__(self, text: str, names: Sequence[str], which: "array[int]") -> None:
        self.text, self.names, self.which = text, names, which
        ends = chain((space.end() for space in _SPACE.finditer(text)), [len(text) + 1])
        self._starts = array("I", chain([0], ends))

    @classmethod
    def of(cls, named: Mapping[str, str]) -> "SortedNames":
        """Return what a dictionary holds in this form."""
        names = sorted(set(named.values()))
        places = {name: at for at, name in enumerate(names)}
        words = sorted(named)
        return cls(" ".join(words), names, array("H", (places[named[word]] for word in words)))

    def __getitem__(self, word: str) -> str:
        at = bisect_left(range(len(self)), word, key=self._word)
        if at == len(self) or self._word(at) != word:
            raise KeyError(word)
        return self.names[self.which[at]]

    def longest_beginning(self, word: str) -> str | None:
        """Return the name of the longest of these words that a word begins with, if any."""
        # Whatever it begins with is sorted before it, and the last word before it begins so too.
        while word and (before := bisect_right(range(len(self)), word, key=self._word)):
            near = self._word(before - 1)
            if word.startswith(near):
                return self.names[self.which[before - 1]]
            word = word[: _alike(word, near)]
        return None

    def __iter__(self) -> Iterator[str]:
        return map(self._word, range(len(self)))

    def __len__(self) -> int:
        return len(self.which)

    def _word(self, at: int) -> str:
        return self.text[self._starts[at] : self._starts[at + 1] - 1]


def _alike(one: str, other: str) -> int:
    """Return how many letters two words have alike from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
