"""
What the two bounds of bot/understanding/distress.py cost, on sentences that were not learned from.

Five times over, a fifth of the sentences of a language is put aside, the rest is learned from, and
the fifth is heard: by the lists, which were not written for these sentences, and by the sum. Then
every pair of bounds can be tried on all of them. Held-out sentences are never read here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from zlib import crc32

from rich.table import Table

from bot.understanding.distress import FEW_WORDS, is_listed
from bot.understanding.hearing import SHARED_BUCKETS, pieces_of, shared_pieces_of
from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml
from tests.hearing.heard import Heard, shares
from tests.hearing.learn import Others, fitted
from tests.hearing.patterns import scores_apart
from tests.hearing.told import MORE, Told, lexicon_of, told_by_kin, told_by_others, told_in

FOLDS = 5
SURE = tuple(step / 20 for step in range(2, 10))
ORDINARY = tuple(step / 20 for step in range(-4, 3))


def heard(language: str) -> Iterator[Heard]:
    """Yield the sentences of a language, each heard by what was learned without it."""
    more = read_yaml(MORE / f"{language}.yaml").value
    unseen = {plain(text) for kind in ("distress", "ordinary") for text in more[kind]}
    told = [one for one in told_in(language) if one.text in unseen]
    told.sort(key=lambda one: crc32(one.text.encode()))  # mixed, and always alike
    # Its lists alone: the weights that are shipped have learned these very sentences.
    lexicon = replace(lexicon_of(language), folder=None)
    every = told_in(language)
    kin = told_by_kin(language)
    others = Others.of([(one, one.is_danger) for one in told_by_others(language)], SHARED_BUCKETS)
    for fold in range(FOLDS):
        aside = {one.text: one for one in told[fold::FOLDS]}
        learned = fitted(_without(aside, every), _without(aside, kin), others)
        patterns = scores_apart(list(aside.values()))
        for one, seen in zip(aside.values(), patterns, strict=True):
            sounds = learned.score(pieces_of(one.text), shared_pieces_of(one.names), seen)
            yield _heard(one, sounds, lexicon)


def _without(aside: Mapping[str, Told], told: Sequence[Told]) -> list[Told]:
    # Kindred languages have sentences in common, so theirs are put aside as well.
    return [one for one in told if one.text not in aside]


def _heard(one: Told, sounds: float, lexicon: Lexicon) -> Heard:
    rest = lexicon.ordinary_phrases.taken_out_of(one.text)
    listed, is_few = is_listed(one.text, rest, lexicon), len(one.text.split()) <= FEW_WORDS
    return Heard(one.is_danger, sounds, listed, is_few)


def table(every: Sequence[Heard]) -> Table:
    """Return every pair of bounds with what it brings: heard and mistaken, of 100."""
    found = Table(
        "sure", *(f"ordinary {bound}" for bound in ORDINARY), title=f"{len(every)} sentences"
    )
    for sure in SURE:
        found.add_row(str(sure), *_cells(every, sure))
    return found


def _cells(every: Sequence[Heard], sure: float) -> Iterable[str]:
    for ordinary in ORDINARY:
        yield "{:.1f} / {:.1f}".format(*shares(every, sure, ordinary))
