"""
The keys that go before the rank, as questions to be asked of sets.

A key becomes a row of questions: what is in the first set has the first value, what is left is
asked the next. So thousands are put in order by a few dozen intersections, and only as far as
somebody looks. The functions are the definition; a test compares.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.signposting.bits import NOTHING, either, less
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
from bot.signposting.questions import Row
from bot.signposting.rule_sets import found_by, set_of
from bot.signposting.sets import Sets
from bot.signposting.way_out_lines import open_by
from bot.signposting.ways_out import WAYS_OUT, WayOutFound, WayOutOpens


def questions_of(key: Key, sets: Sets) -> Row:
    """Return a key as questions. Raises KeyError for one unknown here."""
    if isinstance(key, First):
        return [set_of(key.test, sets)]
    if isinstance(key, Last):
        return [sets.but(set_of(key.test, sets))]
    if isinstance(key, WayOutFound):
        return [found_by(finder, sets) for finder in WAYS_OUT[key.when][:-1]]
    if isinstance(key, WayOutOpens):
        return open_by(key.when, sets)
    return KEYS[key](sets)


def _who_answers(sets: Sets) -> Row:
    opened, by_appointment, closed = sets.states
    return [opened, less(sets.by_ways("line"), less(closed, by_appointment))]


def _lines_for_any_victim(sets: Sets) -> Row:
    opened, by_appointment, closed = sets.states
    lines, shut = sets.filed["for_any_victim",], less(closed, opened | by_appointment)
    if POLICE in sets.need.wanted:
        return [sets.but(lines & shut)]
    return [sets.but(less(lines, less(either(sets.hers_spoken), shut)))]


def _how_it_fills_in(sets: Sets) -> Row:
    if sets.ordinary:
        telling = sets.filed["telling",]
        return [
            less(sets.filed["for_migrants",], telling),
            sets.but(sets.talks | telling),
            sets.but(telling),
        ]
    best = sets.talks_of_it | (sets.for_survivors & sets.near)
    return [best, less(sets.talks, sets.filed["crisis_line",]), sets.talks]


def _how_a_stranger_fills_in(sets: Sets) -> Row:
    best, *others = _how_it_fills_in(sets)
    return [best | set_of(is_for_her_need, sets), *others]


def _how_it_meets(sets: Sets) -> Row:
    childs = sets.for_this_child & (sets.named | sets.talks)
    direct = sets.named if sets.ordinary else sets.named & sets.for_survivors
    talking = NOTHING if sets.ordinary else sets.talks_of_it
    return [childs, direct, sets.named, talking]


def _how_it_speaks(sets: Sets) -> Row:
    counted = that_count(sets.need)
    return [
        either(sets.spoken(language, how) for language in counted)
        for how in (SPOKEN_FIRST[:-1] if counted else ())
    ]


KEYS: Mapping[Key, Callable[[Sets], Row]] = MappingProxyType(
    {
        place_in_her_order: lambda sets: sets.hers_spoken,
        how_it_answers: _who_answers,
        is_a_line_for_any_victim: _lines_for_any_victim,
        how_it_fills_in: _how_it_fills_in,
        how_a_stranger_fills_in: _how_a_stranger_fills_in,
        how_it_meets: _how_it_meets,
        how_it_speaks: _how_it_speaks,
    }
)
"""Every key of several values by its function."""
