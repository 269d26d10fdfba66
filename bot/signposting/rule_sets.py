"""
The set of each rule and test that chooses (pair.py, others.py, plan_b.py) asks a pool for.

The functions are the definition; what stands beside them says the same of bitmaps.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pyroaring import BitMap

from bot.signposting.candidates import Test
from bot.signposting.last_resort import may_fill_in
from bot.signposting.meeting import TALK
from bot.signposting.others import belongs, is_a_doctor, is_her_health_care
from bot.signposting.pair import (
    is_a_service_for_this_child,
    is_a_specialist,
    is_a_survivors_service,
    is_her_community_group,
    is_hers_to_ask,
)
from bot.signposting.plan_b import (
    fits,
    is_for_her,
    is_for_her_need,
    is_national,
    is_no_crisis_line,
    is_to_talk_to,
)
from bot.signposting.pressing import names_her_need
from bot.signposting.rank import is_for_other_papers
from bot.signposting.rules import has_contact_she_can_use, may_take_her
from bot.signposting.sets import EVERY_WAY, Sets
from bot.signposting.ways_out import (
    WAYS_OUT,
    Finder,
    HasWayOut,
    Reaches,
    any_contact,
    at_any_hour,
    by_voice_at_any_hour,
    of_any_kind,
    without_a_trace_on_the_bill,
    without_speaking,
)


def set_of(test: Test, sets: Sets) -> BitMap:
    """Return the numbers of those of which a test is so. Raises KeyError for one unknown here."""
    if isinstance(test, HasWayOut):
        return sets.either(found_by(finder, sets) for finder in WAYS_OUT[test.when])
    if isinstance(test, Reaches):
        return found_by(test.finder, sets)
    return TESTS[test](sets)


def found_by(finder: Finder, sets: Sets) -> BitMap:
    """Return what a finder of ways_out.py finds a contact of."""
    return FINDERS[finder](sets)


def _hers_to_ask(sets: Sets) -> BitMap:
    return sets.passing - sets.either(_in_no_pair(sets)) - sets.of_another_community


def _in_no_pair(sets: Sets) -> tuple[BitMap, ...]:
    torture = sets.under("only_for", "torture")
    return (sets.under("interior_ministry"), torture, sets.kept_to_others)


def _her_community_group(sets: Sets) -> BitMap:
    groups = sets.passing & sets.under("by_and_for") & sets.hers
    return groups - sets.either(_in_no_pair(sets))


def _specialist(sets: Sets) -> BitMap:
    hers = set_of(is_hers_to_ask, sets)
    of_the_kind = hers & sets.under("of_the_kind") & _what_a_specialist_does(sets)
    if not sets.for_this_child:
        return of_the_kind
    childs = hers & sets.for_this_child
    return (of_the_kind - childs) | (childs & (sets.met | sets.talks))


def _what_a_specialist_does(sets: Sets) -> BitMap:
    talking = TALK in sets.need.wanted or sets.ordinary
    if not talking or sets.need.is_ordinary:
        return sets.named
    return sets.named | sets.under("for_survivors")


def _belonging(sets: Sets) -> BitMap:
    if not sets.for_this_child:
        return sets.met
    family = sets.talks | sets.under("need", "children_family")
    return sets.met | (sets.for_this_child & family)


def _able_to_fill_in(sets: Sets) -> BitMap:
    able = sets.passing & sets.either((sets.talks, sets.national))
    if sets.ordinary:
        able = able - (sets.under("telling") - sets.talks_of_it)
    return able - sets.either((sets.for_others, sets.last_of_all))


def _for_her_need(sets: Sets) -> BitMap:
    childs = sets.for_this_child & sets.talks
    return sets.either((sets.named, childs, *(() if sets.ordinary else (sets.talks_of_it,))))


def _for_her(sets: Sets) -> BitMap:
    return sets.passing - sets.either((sets.for_others, sets.last_of_all))


def _fitting(sets: Sets) -> BitMap:
    doors = (sets.talks, *((sets.under("for_migrants"),) if sets.ordinary else ()))
    strangers = set_of(may_fill_in, sets) & sets.either(doors)
    return (set_of(is_for_her, sets) & set_of(is_for_her_need, sets)) | strangers


def _always_open(sets: Sets) -> BitMap:
    return sets.by_ways("always_open")


def _always_open_to_speak(sets: Sets) -> BitMap:
    if "voice" not in sets.ways:
        return _always_open(sets)
    return sets.under("always_open", "voice")


def _no_trace(sets: Sets) -> BitMap:
    return sets.either((sets.under("webchat"), sets.by_ways("not_on_the_bill")))


TESTS: Mapping[Test, Callable[[Sets], BitMap]] = MappingProxyType(
    {
        has_contact_she_can_use: lambda sets: sets.reachable,
        may_take_her: lambda sets: sets.under("takes", sets.need.who or "woman", "ask"),
        names_her_need: lambda sets: sets.named,
        is_for_other_papers: lambda sets: sets.for_other_papers,
        is_her_community_group: _her_community_group,
        is_hers_to_ask: _hers_to_ask,
        is_a_specialist: _specialist,
        is_a_service_for_this_child: lambda sets: sets.for_this_child,
        is_a_survivors_service: lambda sets: sets.under("for_survivors"),
        belongs: _belonging,
        is_her_health_care: lambda sets: sets.under("health") - sets.for_others,
        is_a_doctor: lambda sets: sets.under("doctor"),
        may_fill_in: _able_to_fill_in,
        fits: _fitting,
        is_for_her: _for_her,
        is_for_her_need: _for_her_need,
        is_to_talk_to: lambda sets: sets.talks,
        is_no_crisis_line: lambda sets: sets.passing - sets.under("crisis_line"),
        is_national: lambda sets: sets.national,
    }
)
"""Every test by its function. Of what did not pass the rules a set may say anything."""

FINDERS: Mapping[Finder, Callable[[Sets], BitMap]] = MappingProxyType(
    {
        of_any_kind: lambda sets: sets.reachable,
        at_any_hour: _always_open,
        by_voice_at_any_hour: _always_open_to_speak,
        without_speaking: lambda sets: sets.under("way", "text"),
        without_a_trace_on_the_bill: _no_trace,
        any_contact: lambda sets: sets.either(sets.under("way", way) for way in EVERY_WAY),
    }
)
"""What each finder of ways_out.py finds a contact of."""
