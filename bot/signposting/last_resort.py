"""
The last resort: what fills a listing that holds too little for her need.

For an ordinary need these are ordinary doors, those for migrants and refugees first, then lines to
talk to; a line for people in despair would frighten whoever asked for a language class, and tell
whoever reads along (S25). For any other need somebody to talk to goes first; for what a family does
to a woman beside it also who is there for harm at home.
"""

from collections.abc import Iterator

from bot.signposting.candidates import Pool
from bot.signposting.listing import Entry
from bot.signposting.meeting import (
    TALK,
    are_all_ordinary,
    is_a_crisis_line,
    is_for_survivors,
    is_for_what_is_near,
)
from bot.signposting.rank import FOR_MIGRANTS, is_for_others
from bot.signposting.rules import may_tell_immigration_where_papers_matter
from bot.signposting.search import Search
from bot.signposting.service import Service

LAST = 3
"""What `how_it_fills_in` says of what fills a place when nothing else does."""


def last_resort(ranked: Pool) -> Iterator[Entry]:
    """Yield what may fill an empty place, the most fitting first; nothing local but talk lines."""
    yield from ranked.where(may_fill_in).in_order(how_it_fills_in)


def may_fill_in(service: Service, search: Search) -> bool:
    """
    Whether it may stand there though she did not look for it: nothing for others, nothing local.

    Nobody who may tell immigration offices either (S7). For an ordinary need nothing telling, but
    for survivors' lines in confidence.
    """
    if is_for_others(service, search) or may_tell_immigration_where_papers_matter(service, search):
        return False
    talks = TALK in service.needs
    if service.telling and are_all_ordinary(search.need):
        return talks and is_for_survivors(service)
    return talks or search.is_nationwide(service)


def how_it_fills_in(one: Entry, search: Search) -> int:
    """Return how early it fills in, smaller first."""
    service = one.service
    talks = TALK in service.needs
    if are_all_ordinary(search.need):
        return _for_an_ordinary_need(service, talks=talks)
    if is_for_survivors(service) and (talks or is_for_what_is_near(service, search.need)):
        return 0
    return 1 + is_a_crisis_line(service) if talks else LAST


def _for_an_ordinary_need(service: Service, *, talks: bool) -> int:
    if service.telling:
        return LAST
    return 0 if FOR_MIGRANTS in service.sector else 1 + talks
