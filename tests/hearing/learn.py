"""Learn the weights of one language from its sentences and commands, and a little from its kin."""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bot.understanding.command_texts import Command
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
from tests.hearing.patterns import scores_apart
from tests.hearing.told import (
    Told,
    digest,
    glossary_in,
    languages,
    texts_of,
    told_by_kin,
    told_by_others,
    told_in,
)

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

LEANING_ON_PATTERNS = 0.15
"""The same for what patterns make of a sentence, whose numbers are about three times as large."""

ONE_IN = 5
"""So many sentences of other languages there are to one beside which their commands are learned."""


def learned(language: str) -> Hearing:
    """Return the weights that tell danger from what is ordinary, and commands from all else."""
    others = Others.of([(one, one.is_danger) for one in told_by_others(language)], SHARED_BUCKETS)
    danger = fitted(told_in(language), told_by_kin(language), others)
    return Hearing(digest(language), danger, fitted_commands(language), glossary_in(language))


def fitted(own: Sequence[Told], kin: Sequence[Told], others: "Others") -> Sums:
    """Return weights for danger in a language, learned from its sentences and those of others."""
    told = (*own, *kin)
    rows = Rows.of(told, BUCKETS, others, scores_apart(told))
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
    """
    Sentences as rows of numbers: those of their letters, what the others make of them, and last
    what patterns make of them, if those are asked.
    """

    matrix: Any
    rare: Sequence[float]
    others: Others

    @classmethod
    def of(
        cls, told: Sequence[Told], buckets: int, others: Others, patterns: Sequence[float] = ()
    ) -> "Rows":
        """Make the rows."""
        from scipy.sparse import csr_matrix, hstack

        own = [_buckets(pieces_of(one.text), buckets) for one in told]
        rare = rarity(own, buckets)
        blocks = [_matrix(own, rare), LEANING * others.scores(told)]
        if patterns:
            blocks.append(csr_matrix([[LEANING_ON_PATTERNS * score] for score in patterns]))
        return cls(hstack(blocks).tocsr(), rare, others)

    def sums(self, coefficients: Any, bias: float) -> Sums:
        """Return what was learned as the two sums of hearing.py."""
        letters, kinds = len(self.rare), len(self.others.biases)
        own, shares = coefficients[:letters], coefficients[letters : letters + kinds]
        leaning = LEANING_ON_PATTERNS * float(sum(coefficients[letters + kinds :]))
        return Sums(_sum(own, bias, self.rare), self.others.leaned_on(LEANING * shares), leaning)


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
