"""
The gazetteer: cities, boroughs, counties and postcodes of our countries, in every script we know.

Five files of services_data/places/ are read as they stand and searched as text, because lists of
so many names would take ten times the memory: `places.tsv` (one place a line), `spellings.tsv`
(folded name, the numbers of lines; `~` marks a name that is not the official one; `=` a postcode),
`sounds.tsv` (key of consonants, numbers of lines), `voices.tsv` (how the place of the same line
in places.tsv sounds, with vowels) and `elsewhere.tsv` (folded names of great cities outside our
countries: one of them is not taken for a slip of a place here).
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.compact.texts import lines_of, texts
from bot.errors import DirectoryError
from bot.understanding.skeleton import spelt
from bot.understanding.sounds import sounds, voiced

PlaceKey = tuple[str, str]
"""Country (ISO 3166) and the id of the area in it."""

FILES = ("places.tsv", "spellings.tsv", "sounds.tsv", "voices.tsv", "elsewhere.tsv")

_POSTCODE = re.compile(r"([a-z]{1,2}) ?(\d[a-z0-9]?)(?: ?\d[a-z]{2})?")
_MENTIONED_POSTCODE = re.compile(r"\b([a-z]{1,2})(\d[a-z0-9]?)(?: ?\d[a-z]{2})?\b")
_DISTRICT_LETTER = re.compile("[a-z]$")
_KINDS_OF_PART = {"quarter": 0.05}
_SHORTLISTED = 60
_FARTHEST = ((100_000, 0.45), (30_000, 0.4), (0, 0.33))
"""How far a name may be from what was typed: the smaller the place, the nearer."""
_FARTHEST_OF_SHORT, _SHORT = 0.3, 6
_MARGIN = 0.25
_THE_SAME = 0.1
_SCALE = 4.0
_BEYOND_LATIN = 0x250


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """
    A place of the gazetteer and the smallest area that holds it.

    `kind` is region, county, city or quarter. `elsewhere`: a far greater place of the same name
    lies outside our countries.
    """

    key: PlaceKey
    kind: str
    population: int
    elsewhere: bool
    name: str
    names: tuple[str, ...]

    @property
    def weight(self) -> float:
        """How likely it is meant, by itself: its people, few when it is a part of a city."""
        return self.population * _KINDS_OF_PART.get(self.kind, 1.0)

    def spelt_like(self, text: str) -> str:
        """Return its own spelling of what was typed, else its official name."""
        folded = spelt(text)
        return next((one for one in (self.name, *self.names) if spelt(one) == folded), self.name)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found; `official` when by its official name; `slips` from it, roughly."""

    place: KnownPlace
    official: bool = False
    slips: float = 0.0

    @property
    def weight(self) -> float:
        """How likely this place is meant among those of one name."""
        return self.place.weight * (1.0 if self.official else 0.3)


class Gazetteer:
    """All places, searched by spelling, by beginning, by sound and by postcode."""

    def __init__(
        self, places: bytes, spellings: bytes, sounds_of: bytes, voices: bytes, elsewhere: bytes
    ) -> None:
        self._lines = lines_of(places)
        self._voices = lines_of(voices)
        self._elsewhere = b"\n" + elsewhere
        self._spellings = b"\n" + spellings
        lines = lines_of(sounds_of)
        self._sounds = [line.partition("\t")[0] for line in lines]
        self._numbers = texts(line.partition("\t")[2] for line in lines)

    def place(self, number: int) -> KnownPlace:
        """Return the place that stands in a line of places.tsv, counted from 0."""
        country, area, kind, people, elsewhere, name, names = self._lines[number].split("\t")
        others = tuple(names.split("|")) if names else ()
        return KnownPlace((country, area), kind, int(people), bool(elsewhere), name, others)

    def named(self, text: str) -> tuple[Hit, ...]:
        """Return the places that have this very name in any language, likeliest first."""
        folded = spelt(text)
        if not folded:
            return ()
        return _likeliest(self._hits(self._line(folded)))

    def postcode(self, text: str) -> tuple[PlaceKey, ...]:
        """Return the areas of an outward UK postcode, or a whole one, that the text is."""
        found = _POSTCODE.fullmatch(_as_code(text).strip(" ."))
        return self._coded(*found.groups()) if found else ()

    def postcode_within(self, text: str) -> tuple[PlaceKey, ...]:
        """Return the areas of a UK postcode that the text mentions."""
        for letters, digits in _MENTIONED_POSTCODE.findall(_as_code(text)):
            if keys := self._coded(letters, digits):
                return keys
        return ()

    def _coded(self, letters: str, digits: str) -> tuple[PlaceKey, ...]:
        for code in (letters + digits, letters + _DISTRICT_LETTER.sub("", digits), letters):
            if line := self._line("=" + code):
                return tuple(("GB", area) for area in line.split("|"))
        return ()

    def begun(self, text: str, country: str | None) -> tuple[Hit, ...]:
        """Return the places of which a name begins with the text, likeliest first."""
        folded = spelt(text).encode()
        if not folded:
            return ()
        found: list[Hit] = []
        at = self._spellings.find(b"\n" + folded)
        while at >= 0:
            end = self._spellings.find(b"\n", at + 1)
            found += self._hits(self._spellings[at:end].partition(b"\t")[2].decode())
            at = self._spellings.find(b"\n" + folded, end)
        return _likeliest(hit for hit in found if country in {None, hit.place.key[0]})

    def heard(self, text: str, country: str | None, within: float = 1.0) -> tuple[Hit, ...]:
        """
        Return the places whose name sounds like the text or is spelt like it, nearest first.

        Those of the country come first, unless another is far nearer. `within` is the share of the
        usual distance at which a name is still near.
        """
        near: dict[int, int] = {}
        for key in sounds(text):
            for _, slips, at in process.extract(
                key, self._sounds, scorer=OSA.distance, score_cutoff=_allowed(key), limit=None
            ):
                for number in map(int, self._numbers[at].split()):
                    near[number] = min(int(slips), near.get(number, 9))
        places = {number: self.place(number) for number in near}
        numbers = sorted(near, key=lambda at: 1.5 * near[at] + _unlikely(places[at], country))
        ranked = [
            Hit(places[at], slips=self._apart(text, at, 0.1 * near[at]))
            for at in numbers[:_SHORTLISTED]
        ]
        short = len(spelt(text)) <= _SHORT
        ranked = [hit for hit in ranked if hit.slips <= within * _farthest(hit.place, short=short)]
        nearest = min((hit.slips for hit in ranked), default=0.0)
        if nearest > _THE_SAME and self._is_elsewhere(text):
            return ()
        ranked = [hit for hit in ranked if hit.slips <= nearest + _MARGIN]
        return tuple(
            sorted(ranked, key=lambda hit: _SCALE * hit.slips + _unlikely(hit.place, country))
        )

    def _is_elsewhere(self, text: str) -> bool:
        return f"\n{spelt(text)}\n".encode() in self._elsewhere

    def _apart(self, text: str, number: int, consonants: float) -> float:
        """Return how far a place is from what was typed: slips for each letter of it, or sound."""
        typed, folded = voiced(text), spelt(text)
        script = _script(folded)
        by_sound = (_slips(typed, one) for one in self._voices[number].split("|"))
        place = self.place(number)
        same = (one for one in (place.name, *place.names) if _script(one) == script)
        by_letters = (_slips(folded, spelt(one)) for one in same)
        return min(consonants + min(by_sound, default=1.0), min(by_letters, default=1.0))

    def _line(self, folded: str) -> str:
        named = f"\n{folded}\t".encode()
        start = self._spellings.find(named)
        if start < 0:
            return ""
        start += len(named)
        return self._spellings[start : self._spellings.find(b"\n", start)].decode()

    def _hits(self, numbers: str) -> Iterator[Hit]:
        for number in numbers.split():
            yield Hit(self.place(int(number.lstrip("~"))), official=not number.startswith("~"))


def read_gazetteer(folder: Path) -> Gazetteer:
    """Read the five files of a folder. Raises DirectoryError when one is missing."""
    try:
        return Gazetteer(*((folder / name).read_bytes() for name in FILES))
    except FileNotFoundError as error:
        raise DirectoryError(
            f"{error.filename}:1: the gazetteer is not there. Fetch it again with the project"
        ) from None


def _likeliest(hits: Iterator[Hit]) -> tuple[Hit, ...]:
    best: dict[tuple[PlaceKey, str], Hit] = {}
    for hit in hits:
        known = best.get((hit.place.key, hit.place.name))
        if known is None or hit.official:
            best[hit.place.key, hit.place.name] = hit
    return tuple(sorted(best.values(), key=lambda hit: hit.weight, reverse=True))


def _allowed(key: str) -> int:
    return 0 if len(key) < 2 else 1 if len(key) < 6 else 2


def _farthest(place: KnownPlace, *, short: bool) -> float:
    far = next(far for people, far in _FARTHEST if place.population >= people)
    return min(far, _FARTHEST_OF_SHORT) if short else far


def _unlikely(place: KnownPlace, country: str | None) -> float:
    abroad = 0.0 if country in {None, place.key[0]} else 1.0
    return abroad - 0.35 * math.log10(place.weight + 1000)


def _as_code(text: str) -> str:
    """Return a text with wide letters and capitals folded; doubled letters count in a postcode."""
    return unicodedata.normalize("NFKC", text).lower()


def _script(text: str) -> int:
    """Return which script a text begins in, as the number of its block of 256 letters."""
    first = next((ord(letter) for letter in text if letter.isalpha()), 0)
    return 0 if first < _BEYOND_LATIN else first >> 8


def _slips(typed: str, name: str) -> float:
    return float(OSA.distance(typed, name)) / max(len(typed), len(name), 4)
