"""
The last resort: what fills a listing that holds too little for her need.

For an ordinary need these are ordinary doors, those for migrants and refugees first, then lines to
talk to; a line for people in despair would frighten whoever asked for a language class, and tell
whoever reads along (S25). For any other need somebody to talk to goes first.
"""

from collections.abc import Iterable

from bot.signposting.listing import Entry
from bot.signposting.meeting import TALK, are_all_ordinary, is_a_crisis_line, is_for_survivors
from bot.signposting.rank import is_for_others
from bot.signposting.rules import is_interior_ministry_where_papers_matter
from bot.signposting.search import Search
from bot.signposting.service import Service

FOR_MIGRANTS = "migrant_refugee_support"

LAST = 4
"""What `how_it_fills_in` says of an interior ministry."""


def last_resort(ranked: Iterable[Entry], search: Search) -> list[Entry]:
    """Return what may fill an empty place, the most fitting first; nothing local but talk lines."""
    able = (one for one in ranked if may_fill_in(one.service, search))
    return sorted(able, key=lambda one: how_it_fills_in(one.service, search))


def may_fill_in(service: Service, search: Search) -> bool:
    """
    Whether it may stand there though she did not look for it: nothing for others, nothing local.

    For an ordinary need nothing telling either, but for survivors' lines in confidence.
    """
    if is_for_others(service, search):
        return False
    talks = TALK in service.needs
    if service.telling and are_all_ordinary(search.need):
        return talks and is_for_survivors(service)
    return talks or search.is_nationwide(service)


def how_it_fills_in(service: Service, search: Search) -> int:
    """Return how early it fills in, smaller first; an interior ministry's after all (S7)."""
    if is_interior_ministry_where_papers_matter(service, search):
        return LAST
    talks = TALK in service.needs
    if are_all_ordinary(search.need):
        return _for_an_ordinary_need(service, talks=talks)
    if not talks:
        return LAST - 1
    return 0 if is_for_survivors(service) else 1 + is_a_crisis_line(service)


def _for_an_ordinary_need(service: Service, *, talks: bool) -> int:
    if service.telling:
        return LAST - 1
    return 0 if FOR_MIGRANTS in service.sector else 1 + talks
