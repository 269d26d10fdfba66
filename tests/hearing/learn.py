"""Learn the weights of one language from its sentences and commands, and a little from its kin."""

import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.answers import WISH
from bot.i18n.languages import read_languages
from bot.understanding.command_texts import Command
from bot.understanding.hearing import BUCKETS, COMMAND_BUCKETS, Hearing, Sum, pieces_of
from bot.understanding.lexicon import Lexicon, read_lexicons
from bot.understanding.own_words import Question
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
SAID = ROOT / "tests" / "understanding"
MORE = Path(__file__).parent / "sentences"
IN_CONFIDENCE = "in_confidence"
"""The one thing to look for that lies near danger."""

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


COMMAND_STRENGTH = 1.0
"""The same for commands: on texts put aside 0.5 found two of 100 fewer, 3 one more."""


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
    every = [*harmless, *ordinary, *commands, *wishes(lexicon)]
    return _folded([*danger, *plainly]), _folded(every)


def wishes(lexicon: Lexicon) -> list[str]:
    """Return what women look for in ordinary life, as a list of their own words has it."""
    asked = lexicon.own_words.get(WISH, Question())
    said = zip(asked.phrases, asked.options, strict=True)
    plainly = (one.rstrip("*") for one, option in said if option != IN_CONFIDENCE)
    return [one for one in plainly if not set("*/<") & set(one)]


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
    told = ["5"]
    for one in (language, *kin_of(language)):
        danger, ordinary = sentences(one)
        told += [one, *danger, "", *ordinary, ""]
    told += [f"{name}: {text}" for text, name in sorted(commands_of(language).items())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def commands_of(language: str) -> dict[str, Command]:
    """Return every folded text that is a command as it stands, and which."""
    commands = lexicon_of(language).commands
    return {
        plain(text): name
        for name, texts in commands.items()
        for text in texts
        if not set("*/<") & set(text)
    }


def learned(language: str) -> Hearing:
    """Return the weights that tell danger from what is ordinary, and commands from all else."""
    kin = [told for one in kin_of(language) for told in told_in(one, KIN)]
    danger = fitted(told_in(language), kin)
    return Hearing(digest(language), danger, fitted_commands(language))


def fitted(own: Sequence[Told], kin: Sequence[Told]) -> Sum:
    """Return weights for danger in a language, learned from its sentences and those of its kin."""
    told = (*own, *kin)
    rows = [_buckets(one.text, BUCKETS) for one in told]
    rare = rarity(rows[: len(own)], BUCKETS)
    model = _model(STRENGTH)
    model.fit(_matrix(rows, rare), [one.is_danger for one in told], [one.counts for one in told])
    return _sum(model.coef_[0], float(model.intercept_[0]), rare)


def fitted_commands(language: str) -> dict[Command, Sum]:
    """Return weights for each command, learned from its texts beside all other sentences."""
    commands = commands_of(language)
    others = [text for texts in sentences(language) for text in texts if text not in commands]
    rows = [_buckets(text, COMMAND_BUCKETS) for text in (*commands, *others)]
    rare = rarity(rows, COMMAND_BUCKETS)
    model = _model(COMMAND_STRENGTH)
    model.fit(_matrix(rows, rare), [*commands.values(), *("" for _ in others)])
    found = zip(model.classes_, model.coef_, model.intercept_, strict=True)
    return {str(name): _sum(row, float(bias), rare) for name, row, bias in found if name}  # type: ignore[misc]


def _model(strength: float) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=strength, class_weight="balanced", max_iter=5_000, random_state=0)


def _buckets(text: str, buckets: int) -> list[int]:
    return sorted({piece % buckets for piece in pieces_of(text)})


def _matrix(rows: Sequence[Sequence[int]], rare: Sequence[float]) -> Any:
    from scipy.sparse import csr_matrix

    starts = [0, *accumulate(map(len, rows))]
    values = [rare[bucket] / math.sqrt(len(row)) for row in rows for bucket in row]
    columns = [bucket for row in rows for bucket in row]
    return csr_matrix((values, columns, starts), shape=(len(rows), len(rare)))


def _sum(coefficients: Iterable[float], bias: float, rare: Sequence[float]) -> Sum:
    # What is rare says more: that is part of the weight, so that hearing needs to know no rarity.
    weights = [weight * share for weight, share in zip(coefficients, rare, strict=True)]
    scale = float(max(map(abs, weights))) / 127
    return Sum(scale, bias, array("b", (round(weight / scale) for weight in weights)))


def rarity(rows: Sequence[Sequence[int]], buckets: int) -> list[float]:
    """Return for each bucket how rare it is in these sentences: 1 on average, more if rarer."""
    seen = Counter(bucket for row in rows for bucket in row)
    rare = [math.log((1 + len(rows)) / (1 + seen[bucket])) + 1 for bucket in range(buckets)]
    middle = sum(rare) / buckets
    return [one / middle for one in rare]
