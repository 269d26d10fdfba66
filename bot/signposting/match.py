"""
Match a need to the directory and make the listing.

Pure: no database, no clock, no words. The hard rules say what may be shown, rank.py in which order,
pair.py, others.py and plan_b.py choose from that.
"""

from datetime import datetime

from bot.signposting.directory import Directory
from bot.signposting.entry import entry
from bot.signposting.languages import that_count
from bot.signposting.listing import Entry, Listing, Met, UrgentNumber
from bot.signposting.meeting import meets, meets_directly
from bot.signposting.need import Need
from bot.signposting.others import choose_others, in_pair
from bot.signposting.pair import choose_pair
from bot.signposting.plan_b import plan_b
from bot.signposting.rank import rank
from bot.signposting.rules import BUT_FOR_CONTACT, passes
from bot.signposting.search import Search, search

SPOKEN_THERE = frozenset({"staff", "some_hours", "interpreter"})


def make_listing(
    need: Need, directory: Directory, urgent: tuple[UrgentNumber, ...], now: datetime
) -> Listing:
    """
    Make the listing for a need. `now` is aware; `need.at` stands in its place when given.

    Urgent numbers are those of the country, in the order of their file; they need no directory
    (S64). Raises NeedError when the need's area is not one of its country.
    """
    asked = search(need, directory.areas, now)
    ranked = rank_services(directory, asked)
    reachable = [one for one in ranked if one.contacts]
    pair = choose_pair(ranked, asked)
    others = choose_others(reachable, pair, asked)
    shown = (*in_pair(pair), *others)
    return Listing(
        urgent=tuple(number for number in urgent if number.country == need.country),
        pair=pair,
        others=others,
        plan_b=plan_b(ranked, shown, pair.call_first, asked),
        met=how_it_is_met(shown, asked.need),
    )


def rank_services(directory: Directory, asked: Search) -> list[Entry]:
    """Return every service that the rules let through, in order; some have no usable contact."""
    found = [
        entry(service, asked)
        for service in directory.services
        if passes(service, asked, BUT_FOR_CONTACT)
    ]
    return sorted(found, key=lambda one: rank(one, asked))


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
