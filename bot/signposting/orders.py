"""
The rank, and the keys that go before it, as questions to be asked of bitmaps.

A key becomes a row of questions: what is in the bitmap (or is not, for `Last`) has the first value,
what is left is asked the next question. So thousands are put in order by a few dozen intersections,
and only as far as somebody looks. The functions of rank.py are the definition; a test compares.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pyroaring import BitMap

from bot.signposting.candidates import First, Key, Last
from bot.signposting.languages import that_count
from bot.signposting.last_resort import how_it_fills_in
from bot.signposting.pair import POLICE, is_a_line_for_any_victim, place_in_her_order
from bot.signposting.plan_b import (
    SPOKEN_FIRST,
    how_a_stranger_fills_in,
    how_it_meets,
    how_it_speaks,
    is_for_her_need,
)
from bot.signposting.pressing import how_it_answers
from bot.signposting.rule_sets import found_by, set_of
from bot.signposting.sets import Sets
from bot.signposting.way_out_lines import open_by
from bot.signposting.ways_out import WAYS_OUT, AfterOthers, WayOutFound, WayOutOpens


class Question(NamedTuple):
    """What is in the bitmap comes first; with `last`, what is not in it."""

    numbers: BitMap
    last: bool = False


Questions = Sequence[Question]


def questions_of(key: Key, sets: Sets) -> Questions:
    """Return a key as questions. Raises KeyError for one unknown here."""
    if isinstance(key, First):
        return [Question(set_of(key.test, sets))]
    if isinstance(key, Last):
        return [Question(set_of(key.test, sets), last=True)]
    if isinstance(key, AfterOthers):
        known = (sets.numbers[id_] for id_ in key.ids if id_ in sets.numbers)
        return [Question(BitMap(known), last=True)]
    if isinstance(key, WayOutFound):
        return _first_of(found_by(finder, sets) for finder in WAYS_OUT[key.when][:-1])
    if isinstance(key, WayOutOpens):
        return _first_of(open_by(key.when, sets))
    return KEYS[key](sets)


def _first_of(found: Iterable[BitMap]) -> Questions:
    return [Question(numbers) for numbers in found]


def _who_answers(sets: Sets) -> Questions:
    opened, by_appointment, closed = sets.states
    lines = sets.by_ways("line")
    return _first_of((opened, lines - (closed - by_appointment)))


def _lines_for_any_victim(sets: Sets) -> Questions:
    opened, by_appointment, closed = sets.states
    lines, shut = sets.under("for_any_victim"), closed - (opened | by_appointment)
    if POLICE in sets.need.wanted:
        return [Question(lines & shut, last=True)]
    return [Question(lines - (sets.either(sets.hers_spoken) - shut), last=True)]


def _how_it_fills_in(sets: Sets) -> Questions:
    if sets.ordinary:
        telling = sets.under("telling")
        return [
            Question(sets.under("for_migrants") - telling),
            Question(sets.talks | telling, last=True),
            Question(telling, last=True),
        ]
    return _first_of((sets.talks_of_it, sets.talks - sets.under("crisis_line"), sets.talks))


def _how_a_stranger_fills_in(sets: Sets) -> Questions:
    (best, _), *others = _how_it_fills_in(sets)
    return [Question(best | set_of(is_for_her_need, sets)), *others]


def _how_it_meets(sets: Sets) -> Questions:
    childs = sets.for_this_child & (sets.named | sets.talks)
    direct = sets.named if sets.ordinary else sets.named & sets.under("for_survivors")
    talking = sets.index.nothing if sets.ordinary else sets.talks_of_it
    return _first_of((childs, direct, sets.named, talking))


def _how_it_speaks(sets: Sets) -> Questions:
    counted = that_count(sets.need)
    return _first_of(
        sets.either(sets.spoken(language, how) for language in counted)
        for how in (SPOKEN_FIRST[:-1] if counted else ())
    )


KEYS: Mapping[Key, Callable[[Sets], Questions]] = MappingProxyType(
    {
        place_in_her_order: lambda sets: _first_of(sets.hers_spoken),
        how_it_answers: _who_answers,
        is_a_line_for_any_victim: _lines_for_any_victim,
        how_it_fills_in: _how_it_fills_in,
        how_a_stranger_fills_in: _how_a_stranger_fills_in,
        how_it_meets: _how_it_meets,
        how_it_speaks: _how_it_speaks,
    }
)
"""Every key of several values by its function."""
