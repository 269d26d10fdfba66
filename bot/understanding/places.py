"""
Which place a text names, in any script and with slips of spelling.

A place is taken as meant only when there is no doubt; otherwise up to three are offered, and never
one guessed. Compared are skeletons (see skeleton.py) by the number of slips between them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.gazetteer import Gazetteer, Hit, PlaceKey
from bot.understanding.skeleton import plain, skeleton, spelt

OFFERED = 3

_SHORTEST_BEGINNING = 3
_SHORTEST_MISSPELT = 4
_SHORTEST_SURE = 6
_SHORTEST_MENTIONED = 4
_LONGEST = 80
_SHORTEST_BYNAME = 4
_SHORTEST_IN_SENTENCE = 5
_GREAT_ENOUGH = 50_000
_WORDS = frozenset({"reading", "essen", "tours", "halle", "ricos", "centro", "porta", "march"})
"""Names of towns that in a sentence are more often a word."""
_AREA_WEIGHT = 100_000.0
_FAR_GREATER = 20
_NEARER = 0.55
"""How far a name may be where nobody asked for one, as a share of what it may be elsewhere."""


@dataclass(frozen=True, slots=True)
class PlaceFinding:
    """
    The place that was meant, or else the places that may be: at most three, likeliest first.

    `names` are beside them, where a place has a name of its own within its area: Wembley in Brent.
    """

    resolved: PlaceKey | None = None
    candidates: tuple[PlaceKey, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return self.resolved is not None or bool(self.candidates)


NOTHING = PlaceFinding()


class PlaceIndex:
    """
    All names of all areas, by their skeletons; behind them the gazetteer, if there is one.

    `around` are areas that are not found by their own names, and yet hold places: a whole country.
    `ordinary` are words that are near no name, however alike they look: "sorry" is not Surrey.
    """

    def __init__(
        self,
        names: Mapping[PlaceKey, tuple[str, ...]],
        gazetteer: Gazetteer | None = None,
        around: Iterable[PlaceKey] = (),
        ordinary: Iterable[str] = (),
    ) -> None:
        keys: dict[str, list[PlaceKey]] = {}
        self._spelt = {(key, plain(one)) for key, every in names.items() for one in every}
        for key, spellings in names.items():
            for bones in filter(None, dict.fromkeys(map(skeleton, spellings))):
                keys.setdefault(bones, []).append(key)
        self._keys = {bones: tuple(found) for bones, found in keys.items()}
        self._areas = frozenset((*names, *around))
        self._gazetteer = gazetteer
        self._ordinary = frozenset(map(spelt, ordinary))

    def find(self, text: str, country: str | None = None) -> PlaceFinding:
        """Return what a text may name. With a country (ISO 3166), its places are meant first."""
        return self.find_exact(text, country) or self.find_near(text, country)

    def find_exact(self, text: str, country: str | None = None) -> PlaceFinding:
        """Return the places whose name is the text. One of another country is only offered."""
        text = text[:_LONGEST]
        if coded := self._coded(text):
            sure = len(coded) == 1 and country in {None, "GB"}
            return PlaceFinding(coded[0]) if sure else _offered((key, "") for key in coded)
        found = self._named(text)
        here = [one for one in found if country in {None, one.key[0]}]
        if here and self._is_meant(text, here, country):
            return PlaceFinding(here[0].key, names=_told([here[0].name]))
        return _offered((one.key, one.name) for one in here or found)

    def _coded(self, text: str) -> tuple[PlaceKey, ...]:
        coded = self._gazetteer.postcode(text) if self._gazetteer is not None else ()
        return tuple(key for key in coded if key in self._areas)

    def _named(self, text: str) -> "list[_Named]":
        """Return what has this name, likeliest first, each area once."""
        found: dict[PlaceKey, _Named] = {}
        for hit in self._hits(text):
            one = _Named(hit.place.key, hit.weight, self._own_name(hit, text), hit)
            found.setdefault(one.key, one)
        for key in self._keys.get(skeleton(text), ()):
            if key not in found and (self._is_sure(text, key) or not found):
                found[key] = _Named(key, _AREA_WEIGHT, "", sure=self._is_sure(text, key))
        return sorted(found.values(), key=lambda one: one.weight, reverse=True)

    def _hits(self, text: str) -> "list[Hit]":
        named = self._gazetteer.named(text) if self._gazetteer is not None else ()
        return [hit for hit in named if hit.place.key in self._areas]

    def _own_name(self, hit: Hit, text: str) -> str:
        """Return what a place is called when that is no name of its area."""
        is_its_area = hit.place.key in self._keys.get(skeleton(hit.place.name), ())
        return "" if is_its_area else hit.place.spelt_like(text)

    def _is_meant(self, text: str, here: "Sequence[_Named]", country: str | None) -> bool:
        """Whether the first is meant without doubt: alone, or far greater than its namesakes."""
        first = here[0]
        if not first.sure or (len(here) > 1 and first.weight < _FAR_GREATER * here[1].weight):
            return False
        if first.hit is None:
            return True
        short = len(text.strip()) < _SHORTEST_BYNAME and not first.hit.official
        return not short and (country is not None or not first.hit.place.elsewhere)

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

    def find_near(
        self, text: str, country: str | None = None, asks_where: bool = True
    ) -> PlaceFinding:
        """
        Return the places whose name the text begins, mentions or misspells.

        Taken as meant only when one place alone comes near, by one slip in six letters or more.
        What is said in ordinary words can mention a place, and is no beginning or slip of one.
        Where nobody asked for a place (`asks_where`), a name must be much nearer: half of all words
        sound a little like some town.
        """
        text = text[:_LONGEST]
        bones = skeleton(text)
        if len(bones) < _SHORTEST_BEGINNING or spelt(text) in self._ordinary:
            return NOTHING
        if self._is_said_in_words(text):
            return self._mentioned_in(text, bones, country)
        misspelt = dict(self._misspelt(bones, country, asks_where))
        behind = self._behind(text, country, 1.0 if asks_where else _NEARER)
        if len(misspelt) == 1 and len(bones) >= _SHORTEST_SURE and 1 in misspelt.values():
            key = next(iter(misspelt))
            if all(one.key == key for one in behind[:2]):
                return PlaceFinding(key)
        found = (self._mentioned(bones), self._begun(bones), misspelt)
        near = [(key, "") for keys in found for key in keys if country in {None, key[0]}]
        return _offered([*((one.key, one.name) for one in behind), *near])

    def _is_said_in_words(self, text: str) -> bool:
        """Whether a word of the text is an ordinary one, or a number that is no postcode."""
        words = spelt(text).split()
        return any(word in self._ordinary or word.isdecimal() for word in words)

    def _mentioned_in(self, text: str, bones: str, country: str | None) -> PlaceFinding:
        coded, mentioned = self._by_name_within(text)
        near = [(key, "") for key in self._mentioned(bones) if country in {None, key[0]}]
        return _offered([*((one.key, one.name) for one in (*coded, *mentioned)), *near])

    def _behind(self, text: str, country: str | None, within: float) -> "list[_Named]":
        """Return what the gazetteer offers: mentioned, sounding alike, beginning so."""
        if self._gazetteer is None:
            return []
        coded, mentioned = self._by_name_within(text)
        heard = list(self._gazetteer.heard(text, country, within)) if len(text.split()) <= 5 else []
        begun = list(self._gazetteer.begun(text, country))
        alike = self._known([*heard[:1], *begun[:1], *heard[1:], *begun[1:]], text)
        return [*coded, *mentioned[:2], *alike, *mentioned[2:]]

    def _by_name_within(self, text: str) -> "tuple[list[_Named], list[_Named]]":
        """Return what a text mentions: by a postcode, and by name."""
        if self._gazetteer is None:
            return [], []
        coded = [_Named(key, 0.0, "") for key in self._gazetteer.postcode_within(text)]
        mentioned = [
            hit
            for piece in _pieces(spelt(text).split())
            if piece not in self._ordinary
            for hit in self._gazetteer.named(piece)
            if _is_worth_mentioning(piece, hit)
        ]
        return [one for one in coded if one.key in self._areas], self._known(mentioned, text)

    def _known(self, hits: "Iterable[Hit]", text: str) -> "list[_Named]":
        named = [_Named(hit.place.key, hit.weight, self._own_name(hit, text)) for hit in hits]
        return [one for one in named if one.key in self._areas]

    def _misspelt(
        self, bones: str, country: str | None, asks_where: bool
    ) -> Iterator[tuple[PlaceKey, int]]:
        if len(bones) < _SHORTEST_MISSPELT:
            return
        most = _slips(bones) if asks_where else 1
        near = process.extract(
            bones, self._keys.keys(), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        seen: set[PlaceKey] = set()
        for known, slips, _ in near:
            for key in self._keys[known]:
                if key not in seen and country in {None, key[0]}:
                    seen.add(key)
                    yield key, int(slips)

    def _mentioned(self, bones: str) -> Iterator[PlaceKey]:
        for piece in _pieces(bones.split()):
            if len(piece) >= _SHORTEST_MENTIONED and piece not in self._ordinary:
                yield from self._keys.get(piece, ())

    def _begun(self, bones: str) -> Iterator[PlaceKey]:
        for known in sorted(self._keys):
            if known.startswith(bones):
                yield from self._keys[known]


@dataclass(frozen=True, slots=True)
class _Named:
    """An area that is or holds a place of that name; `name` is that place's, empty for itself."""

    key: PlaceKey
    weight: float
    name: str
    hit: Hit | None = None
    sure: bool = True


def _pieces(words: Sequence[str]) -> Iterator[str]:
    """Yield every run of at most four words that is not the whole text, the longest first."""
    for length in range(min(4, len(words) - 1), 0, -1):
        for at in range(len(words) - length + 1):
            yield " ".join(words[at : at + length])


def _is_worth_mentioning(piece: str, hit: Hit) -> bool:
    """Whether a word in a sentence may be that place: many a small town is called like a word."""
    if not piece.isascii():
        return len(piece) >= _SHORTEST_BEGINNING and hit.place.population >= _GREAT_ENOUGH
    known = hit.official or hit.place.population >= _GREAT_ENOUGH
    return known and len(piece) >= _SHORTEST_IN_SENTENCE and piece not in _WORDS


def _slips(bones: str) -> int:
    return 1 if len(bones) < _SHORTEST_SURE else 2 if len(bones) < 10 else 3


def _offered(named: Iterable[tuple[PlaceKey, str]]) -> PlaceFinding:
    first: dict[PlaceKey, str] = {}
    for key, name in named:
        first.setdefault(key, name)
    few = list(first.items())[:OFFERED]
    return PlaceFinding(None, tuple(key for key, _ in few), _told(name for _, name in few))


def _told(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names beside the areas, nothing at all when none has one of its own."""
    every = tuple(names)
    return every if any(every) else ()
