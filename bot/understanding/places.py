"""
Which place a text names, in any script and with slips of spelling.

A place is taken as meant only when there is no doubt; otherwise up to three are offered, and never
one guessed. Compared are skeletons (see skeleton.py) by the number of slips between them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.skeleton import plain, skeleton

PlaceKey = tuple[str, str]
"""Country (ISO 3166) and the id of the area in it."""

OFFERED = 3

_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4
_SHORTEST_SURE = 6
_SHORTEST_MENTIONED = 4
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """The place that was meant, or else the places that may be: at most three, likeliest first."""

    resolved: PlaceKey | None = None
    candidates: tuple[PlaceKey, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return self.resolved is not None or bool(self.candidates)


NOTHING = PlaceFinding()


class PlaceIndex:
    """All names of all places, by their skeletons."""

    def __init__(self, names: Mapping[PlaceKey, tuple[str, ...]]) -> None:
        keys: dict[str, list[PlaceKey]] = {}
        self._spelt = {(key, plain(one)) for key, every in names.items() for one in every}
        for key, spellings in names.items():
            for bones in filter(None, dict.fromkeys(map(skeleton, spellings))):
                keys.setdefault(bones, []).append(key)
        self._keys = {bones: tuple(found) for bones, found in keys.items()}

    def find(self, text: str, country: str | None = None) -> PlaceFinding:
        """Return what a text may name. With a country (ISO 3166), its places are meant first."""
        return self.find_exact(text, country) or self.find_near(text, country)

    def find_exact(self, text: str, country: str | None = None) -> PlaceFinding:
        """Return the places whose name is the text. One of another country is only offered."""
        keys = self._keys.get(skeleton(text[:_LONGEST]), ())
        here = [key for key in keys if country in {None, key[0]}]
        if len(here) == 1 and self._is_sure(text, here[0]):
            return PlaceFinding(here[0])
        return _offered(here or keys)

    def _is_sure(self, text: str, key: PlaceKey) -> bool:
        """
        Whether a text with the bones of a name is that name.

        A short word without its vowels resembles too much: Greece in Arabic letters has the bones
        of Lyon.
        """
        folded = plain(text[:_LONGEST])
        return (
            (key, folded) in self._spelt
            or folded.isascii()
            or len(skeleton(folded)) >= _SHORTEST_SURE
        )

    def find_near(self, text: str, country: str | None = None) -> PlaceFinding:
        """
        Return the places whose name the text begins, mentions or misspells.

        Taken as meant only when one place alone comes near, by one slip in six letters or more.
        """
        bones = skeleton(text[:_LONGEST])
        if len(bones) < _SHORTEST_BEGINNING:
            return NOTHING
        misspelt = dict(self._misspelt(bones, country))
        if len(misspelt) == 1 and len(bones) >= _SHORTEST_SURE and 1 in misspelt.values():
            return PlaceFinding(next(iter(misspelt)))
        found = (self._mentioned(bones), self._begun(bones), misspelt)
        return _offered(key for keys in found for key in keys if country in {None, key[0]})

    def _misspelt(self, bones: str, country: str | None) -> Iterator[tuple[PlaceKey, int]]:
        if len(bones) < _SHORTEST_MISSPELT:
            return
        near = process.extract(
            bones, self._keys.keys(), scorer=OSA.distance, score_cutoff=_slips(bones), limit=None
        )
        seen: set[PlaceKey] = set()
        for known, slips, _ in near:
            for key in self._keys[known]:
                if key not in seen and country in {None, key[0]}:
                    seen.add(key)
                    yield key, int(slips)

    def _mentioned(self, bones: str) -> Iterator[PlaceKey]:
        words = bones.split()
        for length in range(min(4, len(words) - 1), 0, -1):
            for at in range(len(words) - length + 1):
                piece = " ".join(words[at : at + length])
                if len(piece) >= _SHORTEST_MENTIONED:
                    yield from self._keys.get(piece, ())

    def _begun(self, bones: str) -> Iterator[PlaceKey]:
        for known in sorted(self._keys):
            if known.startswith(bones):
                yield from self._keys[known]


def _slips(bones: str) -> int:
    return 1 if len(bones) < _SHORTEST_SURE else 2 if len(bones) < 10 else 3


def _offered(keys: Iterable[PlaceKey]) -> PlaceFinding:
    return PlaceFinding(None, tuple(dict.fromkeys(keys))[:OFFERED])
