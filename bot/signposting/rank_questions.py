"""
The rank of rank.py, number by number, as questions to be asked of bitmaps.

Each row is asked only of what the rows before it leave equal, so most are never made.
"""

from collections.abc import Callable, Iterator
from functools import partial

from pyroaring import BitMap

from bot.signposting.languages import BEST_FIRST
from bot.signposting.orders import Question, Questions
from bot.signposting.rank import CONFIDENCE
from bot.signposting.sets import Sets

Row = Callable[[], Questions]


def rows_of_rank(sets: Sets) -> list[Row]:
    """Return a row of questions for each number of the rank but the last, the draw of the day."""
    return [*_what_it_is(sets), *_spoken(sets), *_like_today(sets), *_known(sets), *_easy(sets)]


def _what_it_is(sets: Sets) -> Iterator[Row]:
    yield lambda: [Question(sets.last_of_all, last=True)]
    if sets.for_this_child:
        yield lambda: [Question(sets.for_this_child)]
    yield lambda: [Question(sets.for_others, last=True)]
    yield lambda: [Question(sets.met)]
    if sets.for_this_child:
        yield lambda: _open_for_children(sets)
    yield lambda: [
        Question(sets.day.fresh | sets.day.ageing),
        Question(sets.day.stale),
    ]
    yield lambda: [Question(sets.under("takes", sets.need.who or "woman", "ask"), last=True)]
    yield lambda: [Question(sets.for_other_papers, last=True)]
    if "deaf" in sets.need.groups:
        yield lambda: [Question(_not_only_heard(sets))]
    yield lambda: [Question(numbers) for numbers in sets.does_so_many()]
    if sets.need.groups or sets.need.who == "man":
        yield lambda: [Question(sets.made_for_her)]


def _open_for_children(sets: Sets) -> Questions:
    opened, *others = sets.states
    for_all = sets.passing - sets.for_this_child
    return [Question(for_all | opened), *(Question(numbers) for numbers in others)]


def _not_only_heard(sets: Sets) -> BitMap:
    return sets.either(sets.under("way", way) for way in sets.ways if way != "voice")


def _spoken(sets: Sets) -> Iterator[Row]:
    for language in dict.fromkeys(sets.need.languages):
        yield partial(_how_spoken, sets, language)


def _how_spoken(sets: Sets, language: str) -> Questions:
    return [Question(sets.spoken(language, how)) for how in BEST_FIRST[:-1]]


def _like_today(sets: Sets) -> Iterator[Row]:
    if sets.papers_count:
        yield lambda: [Question(sets.under("papers", sets.need.papers, "yes"))]
    yield lambda: [Question(sets.states[0])]
    stage = "now" if sets.need.tonight else sets.need.stage
    if stage is not None:
        yield lambda: [Question(sets.under("stage", stage))]
    if len(sets.steps) > 1:
        yield lambda: [Question(numbers) for numbers in sets.steps[:-1]]


def _known(sets: Sets) -> Iterator[Row]:
    yield lambda: [Question(sets.under("confidence", one)) for one in CONFIDENCE[:-1]]
    yield lambda: [Question(sets.day.fresh)]
    yield lambda: [Question(sets.under("year", year)) for year in sets.index.years]


def _easy(sets: Sets) -> Iterator[Row]:
    yield lambda: [Question(sets.under("free_service") | sets.by_ways("free"))]
    if "text" in sets.ways:
        yield lambda: [Question(sets.under("quiet"))]
