"""
Learn the patterns of names that speak of danger (bot/understanding/patterns.py) from all languages.

A language leans on patterns as far as they help with sentences that they were not learned from. So
they are learned four times: each third of the sentences is scored by patterns that were learned
from the others, and what is shipped was learned from all. Needs jax and optax.
"""

from array import array
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Any, NamedTuple
from zlib import crc32

import jax
import numpy
import optax
from jax import numpy as np

from bot.understanding.patterns import LONGEST, REACH, Patterns, Verdict
from tests.hearing.told import Told, digest, languages, told_in

WIDTH = 64
"""Numbers by which the learning tells one name from another."""

PATTERNS = 256
"""So many patterns are looked for."""

VERDICTS = 48
"""So many verdicts go over them."""

ROUNDS = 40
"""
How often every sentence is learned from.

Of sentences put aside in 26 languages, where 4 ordinary ones of 100 were mistaken, patterns alone
heard 66.4 so; 65.4 with 192 patterns, 32 verdicts and 36 rounds, 64.1 with 128, 24 and 26. With
fewer sentences these last had heard 64.8; 63.8 with 96 patterns and 16 verdicts, 63.4 with 18
rounds and 16 verdicts, 61.7 with 12 rounds; with 64 patterns and 12 rounds 60.2, without letting go
of anything 59.1, without verdicts 57.3, and without a sign for words that have no name 55.7.
"""

AT_ONCE = 256
QUICKNESS = 0.003
"""The learning rate in the beginning. It falls to nothing."""

FORGETTING = 0.15
"""How much of every weight is let go of at each step, times the learning rate."""

LEFT_OUT = 0.1
"""The share of names left out at random while learning, so that none is leaned on alone."""

SILENCED = 0.35
"""The share of patterns silenced at random while learning, for the same reason."""

PARTS = 3
"""In so many parts the sentences are cut: what is learned without one of them scores that one."""

_LENGTHS = (6, 10, LONGEST)
"""Rows are computed in these lengths: most are short, and need not wait for the long ones."""


class Weights(NamedTuple):
    """What is learned, as numbers with a point; Patterns holds it in whole ones."""

    names: Any
    see: Any
    begin: Any
    plainly: Any
    verdicts: Any
    verdicts_begin: Any
    worth: Any
    alone: Any
    bias: Any


@cache
def every_sentence() -> tuple[Told, ...]:
    """Return the sentences of all languages whose words have names."""
    return tuple(one for language in languages() for one in told_in(language) if one.names)


@cache
def numbers() -> dict[str, int]:
    """Return the number of each name, from 1."""
    known = sorted({name for one in every_sentence() for name in one.names})
    return {name: number for number, name in enumerate(known, 1)}


def part_of(text: str) -> int:
    """Return the part that a sentence is in; the same sentence of two languages in the same."""
    return crc32(text.encode()) % PARTS


@cache
def learned_without(part: int | None) -> Weights:
    """Return what is learned from all sentences but those of one part; None: from all."""
    return _learned([one for one in every_sentence() if part is None or part_of(one.text) != part])


def scores_apart(told: Sequence[Told]) -> list[float]:
    """Return how much each sounds like danger to patterns that were not learned from it."""
    found = [0.0] * len(told)
    for part in range(PARTS):
        places = [at for at, one in enumerate(told) if one.names and part_of(one.text) == part]
        scores = _scores(learned_without(part), _rows([told[at] for at in places]))
        for at, score in zip(places, scores, strict=True):
            found[at] = float(score)
    return found


def learned_patterns() -> Patterns:
    """Return the patterns learned from all sentences, in whole numbers."""
    weights = learned_without(None)
    places = [numpy.asarray(weights.names @ place) for place in weights.see]
    scale = float(max(numpy.abs(place).max() for place in places)) / 127
    verdicts = zip(weights.verdicts.T, weights.verdicts_begin, weights.worth, strict=True)
    return Patterns(
        digest("every language"),
        scale,
        float(weights.bias),
        numbers(),
        [array("b", numpy.rint(place / scale).astype("int8").tobytes()) for place in places],
        array("i", (round(float(one) / scale) for one in weights.begin)),
        array("f", map(float, weights.plainly)),
        [Verdict(array("f", map(float, row)), float(at), float(one)) for row, at, one in verdicts],
        array("d", map(float, weights.alone)),
    )


def _rows(told: Sequence[Told]) -> Any:
    """Return the names of each sentence as a row of numbers, with room on both sides."""
    rows = numpy.zeros((len(told), LONGEST + 2 * (REACH - 1)), "int32")
    for row, one in zip(rows, told, strict=True):
        known = [numbers()[name] for name in one.names][:LONGEST]
        row[REACH - 1 : REACH - 1 + len(known)] = known
    return rows


def _beginning(chance: Any) -> Weights:
    size, counts = len(numbers()) + 1, 2 * PATTERNS
    chances = jax.random.split(chance, 5)
    return Weights(
        names=0.3 * jax.random.normal(chances[0], (size, WIDTH)),
        see=_mixed(chances[1], (REACH, WIDTH, PATTERNS), REACH * WIDTH / 2),
        begin=np.zeros(PATTERNS),
        plainly=0.1 * jax.random.normal(chances[2], (counts,)),
        verdicts=_mixed(chances[3], (counts, VERDICTS), counts),
        verdicts_begin=np.zeros(VERDICTS),
        worth=0.3 * jax.random.normal(chances[4], (VERDICTS,)),
        alone=np.zeros(size),
        bias=np.zeros(()),
    )


def _mixed(chance: Any, shape: tuple[int, ...], added: float) -> Any:
    """Return numbers so small that the sum of so many of them is about 1."""
    return jax.random.normal(chance, shape) / added**0.5


def _score(weights: Weights, rows: Any, sounding: Any = 1.0) -> Any:
    """Return the score of each row. `sounding` is 0 for a pattern that is silenced."""
    known = (rows > 0)[..., None]
    names = weights.names[rows] * known
    ends = [slice(at, rows.shape[1] - REACH + 1 + at) for at in range(REACH)]
    seen = sum(names[:, end] @ place for end, place in zip(ends, weights.see, strict=True))
    looked_at = sum(known[:, end] for end in ends) > 0
    seen = jax.nn.relu(seen + weights.begin) * looked_at
    share = 1 / np.sqrt(np.maximum(known.sum(1), 1))
    found = np.concatenate([seen.max(1), seen.sum(1) * share], 1) * sounding
    alone = (weights.alone[rows] * known[..., 0]).sum(1)
    verdicts = jax.nn.relu(found @ weights.verdicts + weights.verdicts_begin) @ weights.worth
    return found @ weights.plainly + verdicts + alone + weights.bias


def _unlike(weights: Weights, rows: Any, danger: Any, counts: Any, chance: Any) -> Any:
    """Return how far the scores are from what the sentences are, some of it left out."""
    of_names, of_patterns = jax.random.split(chance)
    rows = rows * jax.random.bernoulli(of_names, 1 - LEFT_OUT, rows.shape)
    sounding = jax.random.bernoulli(of_patterns, 1 - SILENCED, (len(rows), 2 * PATTERNS))
    scores = _score(weights, rows, sounding / (1 - SILENCED))
    return (optax.sigmoid_binary_cross_entropy(scores, danger) * counts).mean()


def _learned(told: Sequence[Told]) -> Weights:
    rows = _rows(told)
    danger = numpy.array([one.is_danger for one in told], "float32")
    counts = numpy.where(danger, (1 - danger).sum() / danger.sum(), 1).astype("float32")
    batches = [one for number in range(ROUNDS) for one in _batches(rows, number)]
    quickness = optax.cosine_decay_schedule(QUICKNESS, len(batches))
    descent = optax.adamw(quickness, weight_decay=FORGETTING)
    step = jax.jit(partial(_step, descent))
    chance = jax.random.key(0)
    weights = _beginning(chance)
    state = descent.init(weights)
    for number, (these, length) in enumerate(batches):
        seen = rows[these, : length + 2 * (REACH - 1)]
        now = jax.random.fold_in(chance, number)
        weights, state = step(weights, state, seen, danger[these], counts[these], now)
    return weights


def _step(descent: Any, weights: Weights, state: Any, *batch: Any) -> tuple[Weights, Any]:
    downhill = jax.grad(_unlike)(weights, *batch)
    change, state = descent.update(downhill, state, weights)
    return optax.apply_updates(weights, change), state


def _batches(rows: Any, number: int) -> Iterator[tuple[Any, int]]:
    """Return which sentences are learned from at once, and how long their rows are, all mixed."""
    mixed = numpy.random.default_rng(number)
    lengths = (rows > 0).sum(1)
    found = []
    for shortest, longest in zip((0, *_LENGTHS), _LENGTHS, strict=False):
        these = mixed.permutation(numpy.flatnonzero((lengths > shortest) & (lengths <= longest)))
        found += [(these[at : at + AT_ONCE], longest) for at in range(0, len(these), AT_ONCE)]
    return iter([found[at] for at in mixed.permutation(len(found))])


def _scores(weights: Weights, rows: Any) -> list[float]:
    known = jax.jit(_score)
    parts = (rows[at : at + 4096] for at in range(0, len(rows), 4096))
    return [float(score) for part in parts for score in known(weights, part)]
