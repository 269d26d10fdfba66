"""
The pair: a community group that opens the door, and a specialist who brings the expertise.

The community comes first: the first language she named that has a group of its own decides, and no
partnership outranks it. Then the two are chosen together: two that are known to work with each
other go before two that are merely good. A wrong group never fills an empty place.
"""

from collections.abc import Iterator
from itertools import product

from bot.signposting.candidates import First, Key, Last, Pool
from bot.signposting.entry import explained, reached_by
from bot.signposting.languages import (
    is_hers,
    is_kept_to_another_community,
    is_of_another_community,
    of_her_community,
    place_of_her_language,
    speaks,
)
from bot.signposting.listing import Entry, Pair, Why
from bot.signposting.meeting import (
    TALK,
    are_all_ordinary,
    is_for_survivors,
    is_for_this_child,
    meets,
    meets_directly,
)
from bot.signposting.partnership import INFERRED, STATED, UNKNOWN, partnership
from bot.signposting.pressing import (
    HOW_IT_ANSWERS,
    how_it_answers,
    is_pressing,
    names_her_need,
    with_who_answers,
)
from bot.signposting.rules import (
    has_contact_she_can_use,
    may_take_her,
)
from bot.signposting.search import Search
from bot.signposting.service import Contact, Service

POLICE = "police_reporting"
REACHABLE_FIRST = First(has_contact_she_can_use)
SURE_TO_TAKE_HER_FIRST = Last(may_take_her)


def choose_pair(ranked: Pool, search: Search) -> Pair:
    """
    Choose the pair out of what passed the rules, with or without a contact that she can use.

    Either side may be missing. A community group may have no contact she can use, a specialist not.
    """
    communities = _of_her_first_language(ranked, search)
    specialists = _specialists(ranked, search)
    if not communities or not specialists:
        specialist = specialists.first(_how_far_back(search))
        return _pair(_first(communities), specialist, search)
    couple = next(_couples(communities, specialists, search), None)
    if couple is None:
        return _pair(_first(communities), None, search)
    community, specialist = couple
    return _pair(community, _apart(specialist, community, search), search)


def _of_her_first_language(ranked: Pool, search: Search) -> Pool:
    """Return the community groups of the first of her languages for which there is one."""
    groups = ranked.where(is_her_community_group)
    places = range(len(of_her_community(search.need)))
    of_each = (groups.at(place_in_her_order, place) for place in places)
    # Without one of a language of hers, all that is left is for every migrant.
    return next((pool for pool in of_each if pool), groups)


def place_in_her_order(one: Entry, search: Search) -> int:
    """Return the place in her order of the first of her languages that staff there speak."""
    return place_of_her_language(one.service, search.need)


def _couples(communities: Pool, specialists: Pool, search: Search) -> Iterator[tuple[Entry, Entry]]:
    """Yield those that can stand together: who answers, then partners, then in order."""
    answers = HOW_IT_ANSWERS if is_pressing(search.need) else (None,)
    for answer, bond in product(answers, (STATED, INFERRED, UNKNOWN)):
        able = specialists if answer is None else specialists.at(how_it_answers, answer)
        if not able:
            continue
        for community in communities.partnered(bond, able).in_order(REACHABLE_FIRST):
            with_it = able.partners_of(community.service, bond)
            for specialist in with_it.in_order(*_how_far_back(search)):
                if _can_stand_together(community, specialist):
                    yield community, specialist


def _first(entries: Pool) -> Entry | None:
    return entries.first((REACHABLE_FIRST,))


def _can_stand_together(community: Entry, specialist: Entry) -> bool:
    """Whether they are two, with something left to reach the specialist by."""
    return community.service.id != specialist.service.id and bool(_own(specialist, community))


def _own(specialist: Entry, community: Entry) -> tuple[Contact, ...]:
    shown = {contact.value for contact in community.contacts}
    return tuple(contact for contact in specialist.contacts if contact.value not in shown)


def _apart(specialist: Entry, community: Entry, search: Search) -> Entry:
    return reached_by(specialist, _own(specialist, community), search)


def _may_stand_in_a_pair(service: Service, search: Search) -> bool:
    return not (
        service.run_by == "police"
        or service.may_tell_immigration
        or "torture" in service.only_for
        or is_kept_to_another_community(service, search.need)
    )


def is_her_community_group(service: Service, search: Search) -> bool:
    """Whether it is by and for a community that is hers, and may stand in a pair."""
    return (
        service.by_and_for == "yes"
        and is_hers(service, search.need)
        and _may_stand_in_a_pair(service, search)
    )


def _specialists(ranked: Pool, search: Search) -> Pool:
    reachable = ranked.where(has_contact_she_can_use)
    able = reachable.where(is_a_specialist)
    for_children = able.where(is_a_service_for_this_child)
    # Under 18, services for children come first (S13).
    chosen = _directly_first(for_children) if for_children else _right_kind(able, search)
    if is_pressing(search.need) and not for_children:
        return with_who_answers(chosen, reachable.where(is_hers_to_ask), search.need)
    return chosen


def _how_far_back(search: Search) -> tuple[Key, ...]:
    """Return what stands before rank in the specialist's place."""
    back: tuple[Key, ...] = (SURE_TO_TAKE_HER_FIRST, is_a_line_for_any_victim)
    return (how_it_answers, *back) if is_pressing(search.need) else back


def _directly_first(pool: Pool) -> Pool:
    """Return those that meet the need itself; where none does, those to talk to."""
    return pool.where(names_her_need) or pool


def is_a_line_for_any_victim(one: Entry, search: Search) -> bool:
    """
    Whether it is for victims of every crime, and nothing speaks for it.

    Those whose field is violence against women stand before it, unless it is not closed and staff
    there speak her language, or she asks about the police.
    """
    if "criminal_justice" not in one.service.sector or one.opening.state == "closed":
        return "criminal_justice" in one.service.sector
    hers = of_her_community(search.need)
    return POLICE not in search.need.wanted and not any(speaks(one.service, each) for each in hers)


def is_a_specialist(service: Service, search: Search) -> bool:
    """Whether it is a specialist, for nobody else's community, that is for this need."""
    if not is_hers_to_ask(service, search):
        return False
    if is_for_this_child(service, search.need):
        # Whatever its kind: the services for children of most countries are the state's (S13).
        return meets(service, search.need) or TALK in service.needs
    if service.kind != "specialist" and not _is_a_survivors_service_of_the_state(service):
        return False
    return meets_directly(service, search.need) or _is_somebody_to_talk_to(service, search)


def is_hers_to_ask(service: Service, search: Search) -> bool:
    """Whether it may stand in a pair and is for nobody else's community."""
    return _may_stand_in_a_pair(service, search) and not is_of_another_community(
        service, search.need
    )


def is_a_service_for_this_child(service: Service, search: Search) -> bool:
    """Whether she is under 18 and it is there for those who are (S13)."""
    return is_for_this_child(service, search.need)


def is_a_survivors_service(service: Service, search: Search) -> bool:  # noqa: ARG001  # a Test
    """Whether meeting survivors of violence is its field."""
    return is_for_survivors(service)


def _is_a_survivors_service_of_the_state(service: Service) -> bool:
    """Whether it is a public body whose field is survivors: most often the national line."""
    return service.kind == "statutory" and is_for_survivors(service)


def _is_somebody_to_talk_to(service: Service, search: Search) -> bool:
    need = search.need
    asked = TALK in need.wanted or are_all_ordinary(need)
    return asked and is_for_survivors(service) and not need.is_ordinary


def _right_kind(able: Pool, search: Search) -> Pool:
    """
    Return those of the right field: for survivors, unless the listing is an ordinary one.

    An ordinary need told in confidence leads to survivors' specialists too (S2); only when there is
    none, whoever does the ordinary thing takes the place.
    """
    if search.need.is_ordinary:
        return able
    for_survivors = able.where(is_a_survivors_service)
    return able if not for_survivors and are_all_ordinary(search.need) else for_survivors


def _pair(community: Entry | None, specialist: Entry | None, search: Search) -> Pair:
    together = (
        community is not None
        and specialist is not None
        and partnership(community.service, specialist.service) != UNKNOWN
    )
    added: tuple[Why, ...] = ("partner",) if together else ()
    return Pair(
        community=explained(community, search, *added) if community else None,
        specialist=explained(specialist, search, *added) if specialist else None,
        together=together,
        call_first=_call_first(community, specialist, search),
    )


def _call_first(community: Entry | None, specialist: Entry | None, search: Search) -> str | None:
    """The community group opens the door, unless it must be tonight, or she is a child."""
    need = search.need
    pressing = is_pressing(need) or need.age == "child"
    order = (specialist, community) if pressing else (community, specialist)
    return next((one.service.id for one in order if one is not None and one.contacts), None)
