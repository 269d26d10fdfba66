"""Learn the weights of one language from its sentences and commands, and a little from its kin."""

import hashlib
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.answers import WISH
from bot.i18n.languages import read_languages
from bot.understanding.command_texts import Command
from bot.understanding.glossary import FILE as GLOSSARY
from bot.understanding.glossary import Glossary, read_glossary
from bot.understanding.hearing import (
    BUCKETS,
    COMMAND_BUCKETS,
    SHARED_BUCKETS,
    Hearing,
    Sum,
    Sums,
    pieces_of,
    shared_pieces_of,
)
from bot.understanding.lexicon import Lexicon, read_lexicons
from bot.understanding.own_words import Question
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
SAID = ROOT / "tests" / "understanding"
MORE = Path(__file__).parent / "sentences"
LEARNED_FROM = ("understanding.yaml", GLOSSARY)
"""
The files under each language in locales/ after whose change all has to be learned anew.

So it is after a change of the sentences. The plain words of answers.yaml are learned from too, but
whoever adds a word there has no need to learn: the list itself knows it at once.
"""

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


STRENGTH_OF_NAMES = 1.0
"""The same for what is learned from the names of words in all other languages together."""

LEANING = 0.5
"""
How easily a language leans on what the others have learned: the length of that one number in a row.
"""

FEWEST_NAMES = 2
"""A sentence of another language with fewer words that have a name teaches nothing."""

ONE_IN = 5
"""So many sentences of other languages there are to one beside which their commands are learned."""


@dataclass(frozen=True, slots=True)
class Told:
    """
    A folded sentence to learn from: whether it is of danger, and how much it counts.

    `names` are what its words are called in English; none where those are not to be looked at.
    """

    text: str
    is_danger: bool
    counts: float = 1.0
    names: tuple[str, ...] = ()


def languages() -> tuple[str, ...]:
    """Return every language that has sentences to learn from."""
    said = (path.stem.removeprefix("said_") for path in SAID.glob("said_*.yaml"))
    return tuple(sorted({*said, *(path.stem for path in MORE.glob("*.yaml"))}))


def kin_of(language: str) -> tuple[str, ...]:
    """Return the languages that one learns from beside its own sentences."""
    family = next((one.split() for one in FAMILIES if language in one.split()), [])
    return tuple(one for one in family if one != language)


@cache
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


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return the lists of words of a language."""
    known = {one.code: one for one in read_languages(LOCALES / "languages.yaml")}
    return read_lexicons(LOCALES, [known[language]])[0]


@cache
def glossary_of(language: str) -> Glossary:
    """Return what the words of a language are called in English."""
    return read_glossary(LOCALES / language / GLOSSARY)


def names_in(text: str, language: str) -> tuple[str, ...]:
    """Return what the words of a folded text are called in English."""
    return tuple(glossary_of(language).names_in(text))


@cache
def told_in(language: str) -> list[Told]:
    """Return the sentences of a language."""
    return [
        Told(text, is_danger, 1.0, names_in(text, language))
        for texts, is_danger in zip(sentences(language), (True, False), strict=True)
        for text in texts
    ]


def told_by_kin(language: str) -> list[Told]:
    """Return the sentences of kindred languages, for their letters alone."""
    kin = (one for other in kin_of(language) for one in told_in(other))
    return [Told(one.text, one.is_danger, KIN) for one in kin]


def told_by_others(language: str) -> list[Told]:
    """Return the sentences of all other languages that have names to learn from."""
    own = {text for texts in sentences(language) for text in texts}
    every = (one for other in languages() if other != language for one in told_in(other))
    return [one for one in every if len(one.names) >= FEWEST_NAMES and one.text not in own]


def digest(language: str) -> str:
    """Return what tells the files that a language is learned from, and how, from any others."""
    return hashlib.sha256(f"7 {language} {_digest_of_every_file()}".encode()).hexdigest()


@cache
def _digest_of_every_file() -> str:
    files = [*SAID.glob("said_*.yaml"), *MORE.glob("*.yaml")]
    files += [path for name in LEARNED_FROM for path in LOCALES.glob(f"*/{name}")]
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return made.hexdigest()


@cache
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
    others = Others.of([(one, one.is_danger) for one in told_by_others(language)], SHARED_BUCKETS)
    danger = fitted(told_in(language), told_by_kin(language), others)
    return Hearing(digest(language), danger, fitted_commands(language), glossary_of(language))


def fitted(own: Sequence[Told], kin: Sequence[Told], others: "Others") -> Sums:
    """Return weights for danger in a language, learned from its sentences and those of others."""
    told = (*own, *kin)
    rows = Rows.of(told, BUCKETS, others)
    model = _model(STRENGTH)
    model.fit(rows.matrix, [one.is_danger for one in told], [one.counts for one in told])
    return rows.sums(model.coef_[0], float(model.intercept_[0]))


def fitted_commands(language: str) -> dict[Command, Sums]:
    """Return weights for each command, learned from its texts beside all other sentences."""
    foreign = (one for other in languages() if other != language for one in texts_of(other, ONE_IN))
    known = [(told, name) for told, name in foreign if told.names]
    told = list(texts_of(language))
    rows = Rows.of([one for one, _ in told], COMMAND_BUCKETS, Others.of(known, COMMAND_BUCKETS))
    model = _model(COMMAND_STRENGTH)
    model.fit(rows.matrix, [name for _, name in told])
    found = zip(model.classes_, model.coef_, model.intercept_, strict=True)
    return {name: rows.sums(row, float(bias)) for name, row, bias in found if name}


def texts_of(language: str, one_in: int = 1) -> Iterator[tuple[Told, str]]:
    """Yield the texts of a language, each with the command that it is; "" for a sentence."""
    commands = commands_of(language)
    for text, name in commands.items():
        yield Told(text, False, 1.0, names_in(text, language)), name
    others = [text for texts in sentences(language) for text in texts if text not in commands]
    for text in others[::one_in]:
        yield Told(text, False, 1.0, names_in(text, language)), ""


@dataclass(frozen=True)
class Others:
    """
    What the other languages have learned of names: weights by bucket, for each kind of text.

    A row of numbers says how much a sentence sounds like each kind; `biases` are part of it.
    """

    weights: Any
    biases: Any

    @classmethod
    def of(cls, told: Sequence[tuple[Told, object]], buckets: int) -> "Others":
        """Learn from sentences, each with its kind."""
        rows = [_buckets(shared_pieces_of(one.names), buckets) for one, _ in told]
        rare = rarity(rows, buckets)
        model = _model(STRENGTH_OF_NAMES)
        model.fit(_matrix(rows, rare), [kind for _, kind in told])
        return cls(model.coef_ * rare, model.intercept_)

    def scores(self, told: Iterable[Told]) -> Any:
        """Return the row of each sentence; noughts where its names are not to be looked at."""
        from scipy.sparse import csr_matrix

        buckets = self.weights.shape[1]
        rows = [_buckets(shared_pieces_of(one.names), buckets) if one.names else [] for one in told]
        known = csr_matrix([[float(bool(row))] for row in rows])
        matrix = _matrix(rows, [1.0] * buckets)
        return csr_matrix(matrix @ self.weights.T) + known.multiply(self.biases)

    def leaned_on(self, shares: Any) -> Sum:
        """Return the one sum that these shares of all kinds make together."""
        mixed = shares @ self.weights
        return _sum(mixed, float(shares @ self.biases), [1.0] * len(mixed))


@dataclass(frozen=True)
class Rows:
    """Sentences as rows of numbers: those of their letters, then what the others make of them."""

    matrix: Any
    rare: Sequence[float]
    others: Others

    @classmethod
    def of(cls, told: Sequence[Told], buckets: int, others: Others) -> "Rows":
        """Make the rows."""
        from scipy.sparse import hstack

        own = [_buckets(pieces_of(one.text), buckets) for one in told]
        rare = rarity(own, buckets)
        blocks = [_matrix(own, rare), LEANING * others.scores(told)]
        return cls(hstack(blocks).tocsr(), rare, others)

    def sums(self, coefficients: Any, bias: float) -> Sums:
        """Return what was learned as the two sums of hearing.py."""
        own, shares = coefficients[: len(self.rare)], coefficients[len(self.rare) :]
        return Sums(_sum(own, bias, self.rare), self.others.leaned_on(LEANING * shares))


def _model(strength: float) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=strength, class_weight="balanced", max_iter=5_000, random_state=0)


def _buckets(pieces: Iterable[int], buckets: int) -> list[int]:
    return sorted({piece % buckets for piece in pieces})


def _matrix(rows: Sequence[Sequence[int]], rare: Sequence[float]) -> Any:
    from scipy.sparse import csr_matrix

    starts = [0, *accumulate(map(len, rows))]
    values = [rare[bucket] / math.sqrt(len(row)) for row in rows for bucket in row]
    columns = [bucket for row in rows for bucket in row]
    return csr_matrix((values, columns, starts), shape=(len(rows), len(rare)))


def _sum(coefficients: Iterable[float], bias: float, rare: Sequence[float]) -> Sum:
    # What is rare says more: that is part of the weight, so that hearing needs to know no rarity.
    weights = [weight * share for weight, share in zip(coefficients, rare, strict=True)]
    scale = float(max(map(abs, weights))) / 127 or 1.0
    return Sum(scale, bias, array("b", (round(weight / scale) for weight in weights)))


def rarity(rows: Sequence[Sequence[int]], buckets: int) -> list[float]:
    """Return for each bucket how rare it is in these sentences: 1 on average, more if rarer."""
    seen = Counter(bucket for row in rows for bucket in row)
    rare = [math.log((1 + len(rows)) / (1 + seen[bucket])) + 1 for bucket in range(buckets)]
    middle = sum(rare) / buckets
    return [one / middle for one in rare]
