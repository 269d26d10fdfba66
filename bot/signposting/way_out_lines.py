"""Whether the contacts that a way out of plan B names are open, as bitmaps."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from pyroaring import BitMap

from bot.signposting.hour_sets import STATES
from bot.signposting.listing import PlanBWhen
from bot.signposting.rule_sets import found_by
from bot.signposting.sets import Sets
from bot.signposting.ways_out import (
    WAYS_OUT,
    Finder,
    of_any_kind,
    without_a_trace_on_the_bill,
    without_speaking,
)

SORTS: Mapping[Finder, Callable[[Sets], tuple[str, ...]]] = MappingProxyType(
    {
        of_any_kind: lambda sets: sets.ways,
        without_speaking: lambda sets: ("text",),  # noqa: ARG005  # as the others
        without_a_trace_on_the_bill: lambda sets: (
            "webchat",
            *(f"{way} not on the bill" for way in sets.ways),
        ),
    }
)
"""The sorts of line (labels.py) that a finder finds. What the others find is open at any hour."""


def open_by(when: PlanBWhen, sets: Sets) -> Iterator[BitMap]:
    """Yield what the first finder with a contact finds open, by appointment, closed."""
    finders = WAYS_OUT[when]
    if finders[0] in SORTS:
        earlier = [finders[:number] for number in range(len(finders))]
        for state in STATES:
            lines = (sets.lines(state, *SORTS[finder](sets)) for finder in finders)
            yield sets.either(
                _less(found, before, sets) for found, before in zip(lines, earlier, strict=True)
            )


def _less(lines: BitMap, earlier: tuple[Finder, ...], sets: Sets) -> BitMap:
    """Return the lines of what no earlier finder finds a contact of."""
    if not earlier:
        return lines
    return lines - sets.either(found_by(finder, sets) for finder in earlier)
