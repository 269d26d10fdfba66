"""
The pair: a community group that opens the door, and a specialist who brings the expertise.

The community comes first: the first language she named that has a group of its own decides, and no
partnership outranks it. Then the two are chosen together: two that are known to work with each
other go before two that are merely good. A wrong group never fills an empty place.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from bot.signposting.entry import explained, reached_by
from bot.signposting.languages import (
    is_hers,
    is_kept_to_another_community,
    is_of_another_community,
    place_of_her_language,
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
from bot.signposting.rules import is_interior_ministry_where_papers_matter
from bot.signposting.search import Search
from bot.signposting.service import Contact, Service

STATED, INFERRED, UNKNOWN = range(3)


def choose_pair(ranked: Sequence[Entry], search: Search) -> Pair:
    """
    Choose the pair out of entries in their order, those without a usable contact among them.

    Either side may be missing. A community group may have no contact she can use, a specialist not.
    """
    communities = _of_her_first_language(ranked, search)
    specialists = list(_specialists(ranked, search))
    if not communities or not specialists:
        return _pair(_first(communities), _first(specialists), search)
    couples = [
        (community, specialist)
        for community, specialist in product(communities, specialists)
        if _can_stand_together(community, specialist)
    ]
    if not couples:
        return _pair(_first(communities), None, search)
    community, specialist = min(couples, key=_best_couple)
    return _pair(community, _apart(specialist, community, search), search)


def _of_her_first_language(ranked: Sequence[Entry], search: Search) -> list[Entry]:
    """Return the community groups of the first of her languages for which there is one."""
    groups = [one for one in ranked if _is_her_community_group(one.service, search)]
    places = [place_of_her_language(one.service, search.need) for one in groups]
    return [one for one, place in zip(groups, places, strict=True) if place == min(places)]


def _best_couple(couple: tuple[Entry, Entry]) -> tuple[int, bool]:
    # Couples come in the order of rank, and min() keeps the first of equals.
    community, specialist = couple
    return (partnership(community.service, specialist.service), not community.contacts)


def _first(entries: Sequence[Entry]) -> Entry | None:
    usable_first = sorted(entries, key=lambda one: not one.contacts)
    return usable_first[0] if usable_first else None


def _can_stand_together(community: Entry, specialist: Entry) -> bool:
    """Whether they are two, with something left to reach the specialist by."""
    return community.service.id != specialist.service.id and bool(_own(specialist, community))


def _own(specialist: Entry, community: Entry) -> tuple[Contact, ...]:
    shown = {contact.value for contact in community.contacts}
    return tuple(contact for contact in specialist.contacts if contact.value not in shown)


def _apart(specialist: Entry, community: Entry, search: Search) -> Entry:
    return reached_by(specialist, _own(specialist, community), search)


def partnership(one: Service, other: Service) -> int:
    """Return how well it is known that the two work together: STATED, INFERRED or UNKNOWN."""
    bases = {
        partner.basis
        for service, name in ((one, other.id), (other, one.id))
        for partner in service.partners
        if partner.id == name
    }
    if "stated" in bases:
        return STATED
    return INFERRED if bases else UNKNOWN


def _may_stand_in_a_pair(service: Service, search: Search) -> bool:
    return not (
        service.run_by in {"police", "interior_ministry"}
        or is_interior_ministry_where_papers_matter(service, search)
        or "torture" in service.only_for
        or is_kept_to_another_community(service, search.need)
    )


def _is_her_community_group(service: Service, search: Search) -> bool:
    return (
        service.by_and_for == "yes"
        and is_hers(service, search.need)
        and _may_stand_in_a_pair(service, search)
    )


def _specialists(ranked: Iterable[Entry], search: Search) -> Iterator[Entry]:
    able = [one for one in ranked if one.contacts and _is_a_specialist(one.service, search)]
    for_children = [one for one in able if is_for_this_child(one.service, search.need)]
    # Under 18, services for children come first (S13).
    chosen = _directly_first(for_children, search) or _right_kind(able, search)
    yield from sorted(chosen, key=_is_a_closed_line_for_any_victim)


def _directly_first(entries: list[Entry], search: Search) -> list[Entry]:
    """Return those that meet the need itself; where none does, those to talk to."""
    return [one for one in entries if meets_directly(one.service, search.need)] or entries


def _is_a_closed_line_for_any_victim(one: Entry) -> bool:
    """Whether it is for victims of every crime, and nobody is there now."""
    return "criminal_justice" in one.service.sector and one.opening.state == "closed"


def _is_a_specialist(service: Service, search: Search) -> bool:
    """Whether it is a specialist, for nobody else's community, that is for this need."""
    if not _may_stand_in_a_pair(service, search) or is_of_another_community(service, search.need):
        return False
    if is_for_this_child(service, search.need):
        # Whatever its kind: the services for children of most countries are the state's (S13).
        return meets(service, search.need) or TALK in service.needs
    if service.kind != "specialist" and not _is_a_survivors_service_of_the_state(service):
        return False
    return meets_directly(service, search.need) or _is_somebody_to_talk_to(service, search)


def _is_a_survivors_service_of_the_state(service: Service) -> bool:
    """Whether it is a public body whose field is survivors: most often the national line."""
    return service.kind == "statutory" and is_for_survivors(service)


def _is_somebody_to_talk_to(service: Service, search: Search) -> bool:
    need = search.need
    asked = TALK in need.wanted or are_all_ordinary(need)
    return asked and is_for_survivors(service) and not need.is_ordinary


def _right_kind(able: list[Entry], search: Search) -> list[Entry]:
    """
    Return those of the right field: for survivors, unless the listing is an ordinary one.

    An ordinary need told in confidence leads to survivors' specialists too (S2); only when there is
    none, whoever does the ordinary thing takes the place.
    """
    if search.need.is_ordinary:
        return able
    for_survivors = [one for one in able if is_for_survivors(one.service)]
    return for_survivors or (able if are_all_ordinary(search.need) else [])


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
    pressing = need.tonight or need.stage == "now" or need.age == "child"
    order = (specialist, community) if pressing else (community, specialist)
    return next((one.service.id for one in order if one is not None and one.contacts), None)
