"""
What the two bounds of bot/understanding/distress.py cost, on sentences that were not learned from.

Five times over, a fifth of the sentences of a language is put aside, the rest is learned from, and
the fifth is heard: by the lists, which were not written for these sentences, and by the sum. Then
every pair of bounds can be tried on all of them. Held-out sentences are never read here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from rich.table import Table

from bot.understanding.distress import FEW_WORDS, is_listed
from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml
from tests.hearing.learn import MORE, fitted, lexicon_of, sentences

FOLDS = 5
SURE = tuple(step / 10 for step in range(8, 22, 2))
ORDINARY = tuple(step / 10 for step in range(-15, 10, 5))


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence: whether it is of danger, how it sounded unlearned, whether a list knows it."""

    is_danger: bool
    sounds: float
    is_listed: bool
    is_few: bool

    def taken_for_danger(self, sure: float, ordinary: float) -> bool:
        """Whether it would bring the urgent card with these two bounds."""
        vetoed = self.sounds < ordinary and not self.is_few
        return self.sounds > sure or (self.is_listed and not vetoed)


def heard(language: str) -> Iterator[Heard]:
    """Yield the sentences of a language, each heard by what was learned without it."""
    more = read_yaml(MORE / f"{language}.yaml").value
    told = [
        (plain(text), kind == "distress")
        for kind in ("distress", "ordinary")
        for text in more[kind]
    ]
    told.sort(key=lambda pair: crc32(pair[0].encode()))  # mixed, and always alike
    danger, ordinary = sentences(language)
    lexicon = lexicon_of(language)
    for fold in range(FOLDS):
        aside = told[fold::FOLDS]
        unseen = {text for text, _ in aside}
        learned = fitted(
            [text for text in danger if text not in unseen],
            [text for text in ordinary if text not in unseen],
            "",
        )
        for text, is_danger in aside:
            yield _heard(text, is_danger, learned.score(text), lexicon)


def _heard(text: str, is_danger: bool, sounds: float, lexicon: Lexicon) -> Heard:
    rest = lexicon.ordinary_phrases.taken_out_of(text)
    return Heard(
        is_danger, sounds, is_listed(text, rest, lexicon, 0.0), len(text.split()) <= FEW_WORDS
    )


def shares(every: Sequence[Heard], sure: float, ordinary: float) -> tuple[float, float]:
    """Return how many in 100 of danger are heard, and of ordinary ones mistaken."""
    return tuple(
        100 * sum(one.taken_for_danger(sure, ordinary) for one in kind) / len(kind)
        for kind in (
            [one for one in every if one.is_danger],
            [one for one in every if not one.is_danger],
        )
    )  # type: ignore[return-value]


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
