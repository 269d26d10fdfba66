"""
The set of each rule and test that chooses (pair.py, others.py, plan_b.py) asks a pool for.

The functions are the definition; what stands beside them says the same of sets.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.signposting.bits import NOTHING, Bits, either, less
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


def set_of(test: Test, sets: Sets) -> Bits:
    """Return the numbers of those of which a test is so. Raises KeyError for one unknown here."""
    if isinstance(test, HasWayOut):
        return either(found_by(finder, sets) for finder in WAYS_OUT[test.when])
    if isinstance(test, Reaches):
        return found_by(test.finder, sets)
    return TESTS[test](sets)


def found_by(finder: Finder, sets: Sets) -> Bits:
    """Return what a finder of ways_out.py finds a contact of."""
    return FINDERS[finder](sets)


def _in_no_pair(sets: Sets) -> Bits:
    filed = sets.filed
    return filed["may_tell_immigration",] | filed["only_for", "torture"] | sets.kept_to_others


def _hers_to_ask(sets: Sets) -> Bits:
    return sets.but(_in_no_pair(sets) | sets.of_another_community)


def _her_community_group(sets: Sets) -> Bits:
    return less(sets.passing & sets.filed["by_and_for",] & sets.hers, _in_no_pair(sets))


def _specialist(sets: Sets) -> Bits:
    hers = _hers_to_ask(sets)
    of_the_kind = hers & sets.filed["of_the_kind",] & _what_a_specialist_does(sets)
    if not sets.for_this_child:
        return of_the_kind
    childs = hers & sets.for_this_child
    return less(of_the_kind, childs) | (childs & (sets.met | sets.talks))


def _what_a_specialist_does(sets: Sets) -> Bits:
    talking = TALK in sets.need.wanted or sets.ordinary
    if not talking or sets.need.is_ordinary:
        return sets.named
    return sets.named | sets.for_survivors


def _belonging(sets: Sets) -> Bits:
    if not sets.for_this_child:
        return sets.met
    family = sets.talks | sets.filed["need", "children_family"]
    return sets.met | (sets.for_this_child & family)


def _able_to_fill_in(sets: Sets) -> Bits:
    able = _for_her(sets) & (sets.talks | sets.national)
    if sets.ordinary:
        return less(able, less(sets.filed["telling",], sets.talks_of_it))
    return able


def _for_her_need(sets: Sets) -> Bits:
    childs = sets.for_this_child & sets.talks
    return sets.named | childs | (NOTHING if sets.ordinary else sets.talks_of_it)


def _for_her(sets: Sets) -> Bits:
    return sets.but(sets.for_others | sets.last_of_all)


def _fitting(sets: Sets) -> Bits:
    doors = sets.talks | sets.filed["for_migrants",] if sets.ordinary else sets.talks
    return (_for_her(sets) & _for_her_need(sets)) | (_able_to_fill_in(sets) & doors)


def _always_open(sets: Sets) -> Bits:
    return sets.by_ways("always_open")


def _always_open_to_speak(sets: Sets) -> Bits:
    if "voice" not in sets.ways:
        return _always_open(sets)
    return sets.filed["always_open", "voice"]


def _no_trace(sets: Sets) -> Bits:
    return sets.filed["webchat",] | sets.by_ways("not_on_the_bill")


TESTS: Mapping[Test, Callable[[Sets], Bits]] = MappingProxyType(
    {
        has_contact_she_can_use: lambda sets: sets.reachable,
        may_take_her: lambda sets: sets.filed["takes", sets.need.who or "woman", "ask"],
        names_her_need: lambda sets: sets.named,
        is_for_other_papers: lambda sets: sets.for_other_papers,
        is_her_community_group: _her_community_group,
        is_hers_to_ask: _hers_to_ask,
        is_a_specialist: _specialist,
        is_a_service_for_this_child: lambda sets: sets.for_this_child,
        is_a_survivors_service: lambda sets: sets.for_survivors,
        belongs: _belonging,
        is_her_health_care: lambda sets: less(sets.filed["health",], sets.for_others),
        is_a_doctor: lambda sets: sets.filed["doctor",],
        may_fill_in: _able_to_fill_in,
        fits: _fitting,
        is_for_her: _for_her,
        is_for_her_need: _for_her_need,
        is_to_talk_to: lambda sets: sets.talks,
        is_no_crisis_line: lambda sets: sets.but(sets.filed["crisis_line",]),
        is_national: lambda sets: sets.national,
    }
)
"""Every test by its function. Of what did not pass the rules a set may say anything."""

FINDERS: Mapping[Finder, Callable[[Sets], Bits]] = MappingProxyType(
    {
        of_any_kind: lambda sets: sets.reachable,
        at_any_hour: _always_open,
        by_voice_at_any_hour: _always_open_to_speak,
        without_speaking: lambda sets: sets.filed["way", "text"],
        without_a_trace_on_the_bill: _no_trace,
        any_contact: lambda sets: either(sets.filed["way", way] for way in EVERY_WAY),
    }
)
"""What each finder of ways_out.py finds a contact of."""
