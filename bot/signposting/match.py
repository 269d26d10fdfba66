"""
Match a need to the directory and make the listing.

Pure: no database, no clock, no words. The hard rules say what may be shown, rank.py in which order,
pair.py, others.py and plan_b.py choose from that.
"""

from datetime import datetime

from bot.signposting.candidates import Pool
from bot.signposting.directory import Directory
from bot.signposting.languages import that_count
from bot.signposting.later import Later
from bot.signposting.listing import Entry, Listing, Met, UrgentNumber
from bot.signposting.meeting import meets, meets_directly
from bot.signposting.need import Need
from bot.signposting.others import choose_others, in_pair
from bot.signposting.pair import choose_pair
from bot.signposting.plan_b import plan_b
from bot.signposting.rules import has_contact_she_can_use
from bot.signposting.search import Search, search

SPOKEN_THERE = frozenset({"staff", "some_hours", "interpreter"})


def make_listing(
    need: Need, directory: Directory, urgent: tuple[UrgentNumber, ...], now: datetime
) -> Listing:
    """
    Make the listing for a need. `now` is aware; `need.at` stands in its place when given.

    The index finds what candidates.py defines.

    Urgent numbers are those of the country, in the order of their file; they need no directory
    (S64). Raises NeedError when the need's area is not one of its country.
    """
    # Imported here: the first card of a visit needs no index.
    from bot.signposting.indexed import indexed

    asked = search(need, directory.areas, now)
    numbers = tuple(number for number in urgent if number.country == need.country)
    return choose(indexed(directory.index(need.country), asked), asked, numbers)


def choose(ranked: Pool, asked: Search, urgent: tuple[UrgentNumber, ...]) -> Listing:
    """Choose the listing out of what passed the rules; some have no contact that she can use."""
    pair = choose_pair(ranked, asked)
    others = choose_others(ranked.where(has_contact_she_can_use), pair, asked)
    shown = (*in_pair(pair), *others)
    return Listing(
        urgent=urgent,
        pair=pair,
        others=others,
        plan_b=Later(lambda: plan_b(ranked, shown, pair.call_first, asked)),
        met=how_it_is_met(shown, asked.need),
    )


def how_it_is_met(shown: tuple[Entry, ...], need: Need) -> Met:
    """
    Return how far these services answer the need: in her language, at all, or not.

    "national_only" says that nothing shown is for her need. What is left then is a line for the
    whole country, among those shown or, with nothing shown at all, in plan B.
    """
    if not any(meets(one.service, need) for one in shown):
        return "national_only"
    direct = [one for one in shown if meets_directly(one.service, need)]
    spoken = {one.spoken[language] for one in direct for language in that_count(need)}
    return "need" if SPOKEN_THERE.isdisjoint(spoken) else "need_and_language"
