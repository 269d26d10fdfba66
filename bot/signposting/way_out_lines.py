"""Whether the contacts that a way out of plan B names are open, as sets."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.signposting.bits import less
from bot.signposting.hour_sets import STATES
from bot.signposting.listing import PlanBWhen
from bot.signposting.questions import Row
from bot.signposting.rule_sets import found_by
from bot.signposting.sets import Sets
from bot.signposting.ways_out import (
    WAYS_OUT,
    Finder,
    of_any_kind,
    without_a_trace_on_the_bill,
    without_speaking,
)


def open_by(when: PlanBWhen, sets: Sets) -> Row:
    """Return what the first finder with a contact finds open, by appointment, closed."""
    first, *others = WAYS_OUT[when]
    if first not in LINES:
        return ()
    row = LINES[first](sets)
    for other in others:
        found = found_by(first, sets)
        row = [bits | less(more, found) for bits, more in zip(row, LINES[other](sets), strict=True)]
    return row


def _to_write_to(sets: Sets) -> Row:
    return [sets.lines(state, "text") for state in STATES]


def _without_a_trace(sets: Sets) -> Row:
    sorts = ("webchat", *(f"{way} not on the bill" for way in sets.ways))
    return [sets.lines(state, *sorts) for state in STATES]


LINES: Mapping[Finder, Callable[[Sets], Row]] = MappingProxyType(
    {
        of_any_kind: lambda sets: sets.states,
        without_speaking: _to_write_to,
        without_a_trace_on_the_bill: _without_a_trace,
    }
)
"""The lines that a finder finds, by their state. What the others find is open at any hour."""
