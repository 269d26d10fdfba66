"""Learn the weights of one language from its sentences, and a little from those of its kin."""

import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.i18n.languages import read_languages
from bot.understanding.command_texts import Command
from bot.understanding.hearing import BUCKETS, Hearing, buckets_of
from bot.understanding.lexicon import Lexicon, read_lexicons
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
SAID = ROOT / "tests" / "understanding"
MORE = Path(__file__).parent / "sentences"
CALM: tuple[Command, ...] = (
    "leave", "back", "restart", "language", "skip", "more", "privacy",
)  # fmt: skip
"""The commands that are no call for help."""

FAMILIES = (
    "es it pt ro fr", "ru uk", "fa prs", "ur pa bn", "kmr ckb", "ti am",
)  # fmt: skip
"""
Languages (ISO 639) that are near enough to learn from each other's sentences: they share stems, and
women who write one of them mix in the other.
"""

KIN = 0.4
"""
How much a sentence of a kindred language counts beside one of her own. 0.1 to 1 were tried, on
sentences put aside: 0.3 to 0.5 were alike, and two sentences in a hundred better than none.
"""

STRENGTH = 3.0
"""
How closely the weights may follow single sentences (the C of scikit-learn's LinearSVC). 1 to 4 were
tried, on sentences put aside.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A folded sentence to learn from: whether it is of danger, and how much it counts."""

    text: str
    is_danger: bool
    counts: float = 1.0


def languages() -> tuple[str, ...]:
    """Return every language that has sentences to learn from."""
    said = (path.stem.removeprefix("said_") for path in SAID.glob("said_*.yaml"))
    return tuple(sorted({*said, *(path.stem for path in MORE.glob("*.yaml"))}))


def kin_of(language: str) -> tuple[str, ...]:
    """Return the languages that one learns from beside its own sentences."""
    family = next((one.split() for one in FAMILIES if language in one.split()), [])
    return tuple(one for one in family if one != language)


def sentences(language: str) -> tuple[list[str], list[str]]:
    """Return the folded sentences of danger and the ordinary ones that are learned from."""
    files = (SAID / f"said_{language}.yaml", MORE / f"{language}.yaml")
    said = [read_yaml(path).value for path in files if path.is_file()]
    danger = [text for one in said for text in one["distress"]]
    harmless = [text for one in said for text in one["ordinary"]]
    lexicon = lexicon_of(language)
    # Every phrase of a list that is written without choices is a sentence of danger as it stands.
    plainly = [one for one in lexicon.distress if not set("*/<") & set(one)]
    ordinary = [one for one in lexicon.ordinary if not set("*/<") & set(one)]
    commands = [text for name in CALM for text in lexicon.commands[name]]
    return _folded([*danger, *plainly]), _folded([*harmless, *ordinary, *commands])


def _folded(texts: list[str]) -> list[str]:
    return sorted({plain(text) for text in texts})


def lexicon_of(language: str) -> Lexicon:
    """Return the lists of words of a language."""
    known = {one.code: one for one in read_languages(LOCALES / "languages.yaml")}
    return read_lexicons(LOCALES, [known[language]])[0]


def told_in(language: str, counts: float = 1.0) -> list[Told]:
    """Return the sentences of a language, each of them counting as much as that."""
    return [
        Told(text, is_danger, counts)
        for texts, is_danger in zip(sentences(language), (True, False), strict=True)
        for text in texts
    ]


def digest(language: str) -> str:
    """Return what tells what a language is learned from, and how, from anything else."""
    told = ["3"]
    for one in (language, *kin_of(language)):
        danger, ordinary = sentences(one)
        told += [one, *danger, "", *ordinary, ""]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def learned(language: str) -> Hearing:
    """Return the weights that tell danger from what is ordinary."""
    kin = [told for one in kin_of(language) for told in told_in(one, KIN)]
    return fitted(told_in(language), kin, digest(language))


def fitted(own: Sequence[Told], kin: Sequence[Told], learned_from: str) -> Hearing:
    """Return weights for sentences of a language, learned from them and from those of its kin."""
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    told = (*own, *kin)
    rows = [sorted(buckets_of(one.text)) for one in told]
    rare = rarity(rows[: len(own)])
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    values = [rare[bucket] / math.sqrt(len(row)) for row in rows for bucket in row]
    columns = [bucket for row in rows for bucket in row]
    matrix = csr_matrix((values, columns, starts), shape=(len(rows), BUCKETS))
    model = LinearSVC(C=STRENGTH, class_weight="balanced", max_iter=5_000, random_state=0)
    model.fit(matrix, [one.is_danger for one in told], [one.counts for one in told])
    # What is rare says more: that is part of the weight, so that hearing needs to know no rarity.
    weights = [weight * share for weight, share in zip(model.coef_[0], rare, strict=True)]
    scale = float(max(map(abs, weights))) / 127
    in_bytes = array("b", (round(weight / scale) for weight in weights))
    return Hearing(scale, float(model.intercept_[0]), learned_from, in_bytes)


def rarity(rows: Sequence[Sequence[int]]) -> list[float]:
    """Return for each bucket how rare it is in these sentences: 1 on average, more if rarer."""
    seen = Counter(bucket for row in rows for bucket in row)
    rare = [math.log((1 + len(rows)) / (1 + seen[bucket])) + 1 for bucket in range(BUCKETS)]
    middle = sum(rare) / BUCKETS
    return [one / middle for one in rare]
