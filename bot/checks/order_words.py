"""
How the order comes about, in an administrator's words: a sentence for each thing it is decided by.

Each sentence stands beside the very expression of the code that it speaks of. bot/checks/order.py
reads the code and refuses an expression that has no sentence, and a sentence without its
expression: so the page cannot say what is not so.
"""

from collections.abc import Mapping
from types import MappingProxyType

RANK: Mapping[str, str] = MappingProxyType(
    {
        "may_tell_immigration_where_papers_matter(service, search)": (
            "What an interior ministry runs, or is known to tell immigration offices, stands last, "
            "unless she said that her papers are settled."
        ),
        "not for_child": "For someone under 18, services for children come first.",
        "is_for_others(service, search)": (
            "What is for other people (another community, a faith, survivors of torture) stands "
            "after what is for her."
        ),
        "not meets(service, need)": "What is for her need comes before what is not.",
        "OPEN_FIRST.index(one.opening.state) if for_child else 0": (
            "Among services for children, open comes before closed."
        ),
        "{'fresh': 0, 'ageing': 0, 'stale': 1, 'never': 2}[one.checked.state]": (
            "What a person has checked in the last half year comes first, then what was checked "
            "longer ago, then what nobody has ever checked."
        ),
        "takes(service, search) == 'ask'": (
            "What says that it takes her comes before what has to be asked."
        ),
        "is_for_other_papers(service, search)": (
            "What is for asylum seekers stands back when she has other papers."
        ),
        "can_only_be_heard(one, search)": (
            "For a Deaf woman, what can only be telephoned stands back."
        ),
        "-how_many(service, need)": (
            "What does more of the things she looks for comes first; a place tonight counts as one "
            "more."
        ),
        "not is_made_for_her(service, search)": (
            "What is there for a group she said she belongs to comes first; for a man, lines for "
            "men."
        ),
        "(BEST_FIRST.index(how) for how in one.spoken.values())": (
            "Each of her languages in her order: spoken by staff, at some hours, by interpreters, "
            "not known, not spoken."
        ),
        "one.papers == 'ask'": (
            "What states that it accepts her papers comes before what has to be asked."
        ),
        "one.opening.state != 'open'": "Open now comes first. What is closed is never hidden.",
        "stage is not None and stage not in one.service.stage": (
            "What is for now, or for later, comes first when she chose one of them."
        ),
        "len(search.chain) if nearest is None else nearest": (
            "What serves her town comes before her region, and that before the whole country."
        ),
        "CONFIDENCE.index(one.service.confidence)": (
            "What is known with more confidence comes first (`confidence` in the record)."
        ),
        "one.checked.state != 'fresh'": "Checked in the last 90 days comes first.",
        "-(one.checked.source_year or 0)": "The newer page it was read on comes first.",
        "not free": "What is free, or free to call, comes first.",
        "QUIET.isdisjoint((way.type for way in one.contacts))": (
            "What can be reached by text message, WhatsApp or web chat comes first."
        ),
        "seed_of_the_day(one.service, search)": (
            "What is equal until here is drawn anew each day. No name, no file and nobody decides."
        ),
    }
)
"""The numbers of the rank (rank.py): the first in which two services differ decides."""

PLAN_B: Mapping[str, str] = MappingProxyType(
    {
        "FOR_HER_NEED_FIRST": "What is for her need, before somebody to turn to.",
        "FOR_OTHER_PAPERS_LAST": "What is for other papers than hers, last.",
        "WayOutFound(when)": "The contact that helps most in just this trouble.",
        "AfterOthers(ids_used(used, OFTEN))": "What stands in two rows already gives way.",
        "AfterOthers(tried.first)": (
            "For “nobody answers”: anybody but the ones she has called first."
        ),
        "how_it_meets": "What is for her need more closely.",
        "how_a_stranger_fills_in": "Of what is not for her need, somebody to talk to.",
        "AfterOthers(ids_used(used, rows))": "What stands in no row yet.",
        "TO_TALK_TO_FIRST": "When she named no need: what is there to talk to.",
        "how_it_speaks": "Her language.",
        "WayOutOpens(when)": "Open now.",
        "AfterOthers(tried.listed)": "What is not in the list already. Then the order above.",
    }
)
"""What a way out is chosen by (plan_b.py), for each trouble in turn."""

WHY: Mapping[str, str] = MappingProxyType(
    {
        "need": "is for her need",
        "language": "staff speak her language",
        "interpreter": "interpreters",
        "area": "serves her area",
        "nationwide": "whole country",
        "remote": "from afar",
        "papers": "accepts her papers",
        "women": "women only",
        "men": "for men",
        "lgbt": "for LGBT people",
        "deaf": "for Deaf people",
        "under_18": "for under 18",
        "open_now": "open now",
        "partner": "they work together",
        "health": "health care",
        "fallback": "somebody to turn to",
    }
)
"""The reasons of a listing (listing.py, `Why`)."""

WHEN: Mapping[str, str] = MappingProxyType(
    {
        "no_answer": "nobody answers",
        "refused": "they say no",
        "closed": "it is closed",
        "cannot_speak": "she cannot speak",
        "watched": "her phone is watched",
    }
)
"""The troubles of plan B (listing.py, `PlanBWhen`)."""
