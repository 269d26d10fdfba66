"""
When she needs somebody now: who answers now goes before who is otherwise better.

"A safe place tonight" and "someone to call now" ask for a line on which somebody is there. A page
to read, or a line that opens in the morning, is for the morning, however good the partnership.
"""

from bot.signposting.candidates import Pool
from bot.signposting.hours import LINES
from bot.signposting.listing import Entry
from bot.signposting.meeting import are_all_ordinary, meets_directly
from bot.signposting.need import Need
from bot.signposting.search import Search
from bot.signposting.service import Service

ANSWERS, MAY_ANSWER, DOES_NOT = HOW_IT_ANSWERS = range(3)


def is_pressing(need: Need) -> bool:
    """Whether it must be tonight, or now."""
    return bool(need.tonight) or need.stage == "now"


def how_it_answers(one: Entry, search: Search) -> int:  # noqa: ARG001  # a Key
    """Return whether somebody is there: ANSWERS, MAY_ANSWER (hours not known) or DOES_NOT."""
    if one.opening.state == "open":
        return ANSWERS
    has_a_line = any(way.type in LINES for way in one.contacts)
    return MAY_ANSWER if has_a_line and one.opening.state != "closed" else DOES_NOT


def names_her_need(service: Service, search: Search) -> bool:
    """Whether the service says that it does one of the things she looks for."""
    return meets_directly(service, search.need)


def with_who_answers(specialists: Pool, able: Pool, need: Need) -> Pool:
    """
    Return the specialists, and where none answers now, the lines that do and name her need.

    At night the only one for a place may be a general line: better that than a closed specialist.
    """
    if are_all_ordinary(need) or specialists.at(how_it_answers, ANSWERS):
        return specialists
    return specialists | able.where(names_her_need).at(how_it_answers, ANSWERS)
