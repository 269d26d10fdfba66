"""Whether a service is for what she is looking for, directly or as somebody to talk to."""

from bot.signposting.need import ORDINARY_NEEDS, Need
from bot.signposting.service import Service

TALK = "someone_to_talk_to"
HEALTH = "health_medical"
A_SAFE_PLACE = "refuge_shelter"
ABOUT_HEALTH = frozenset({HEALTH, "sexual_health", "maternity", "mental_health_counselling", "fgm"})
"""Needs that a doctor is the first to ask about, where nobody is there for just them."""

HARM_AT_HOME = "domestic_abuse"
NEAR_TO_HARM_AT_HOME = frozenset({"forced_marriage", "honour_based_abuse"})
"""What a family does to a woman: where nobody is there for just that, harm at home is nearest."""


def meets_directly(service: Service, need: Need) -> bool:
    """Whether the service says that it does one of the things wanted."""
    return not frozenset(need.wanted).isdisjoint(service.needs)


def how_many(service: Service, need: Need) -> int:
    """Return how many of the things wanted it does; a place tonight is one more when asked for."""
    wanted = {*need.wanted, A_SAFE_PLACE} if need.tonight else set(need.wanted)
    return len(wanted.intersection(service.needs))


def meets(service: Service, need: Need) -> bool:
    """
    Whether the service is worth showing for this need.

    Somebody to talk to is what every specialist for survivors is, and every service for children
    is to a child, whether or not its record says so.
    """
    if meets_directly(service, need):
        return True
    return TALK in need.wanted and (is_for_survivors(service) or is_for_this_child(service, need))


def is_near_to_harm_at_home(need: Need) -> bool:
    """Whether what she looks for is near to harm at home."""
    return not NEAR_TO_HARM_AT_HOME.isdisjoint(need.wanted)


def is_for_what_is_near(service: Service, need: Need) -> bool:
    """Whether it is there for harm at home, and that is near to what she looks for."""
    return is_near_to_harm_at_home(need) and HARM_AT_HOME in service.needs


def is_for_survivors(service: Service) -> bool:
    """Whether meeting survivors of violence is its field."""
    return "survivor_specialist" in service.sector


def is_for_this_child(service: Service, need: Need) -> bool:
    """Whether she is under 18 and the service is there for those who are (S13)."""
    return need.age == "child" and "under_18" in service.only_for


def is_health(service: Service) -> bool:
    """
    Whether it is health care, which is always among what is offered (S5).

    By its sector: advice on how to get a doctor is not a doctor.
    """
    return HEALTH in service.needs and any(one.startswith("health") for one in service.sector)


def heals_the_body(service: Service) -> bool:
    """Whether it does more than talk: counselling alone is no doctor."""
    sectors = (one for one in service.sector if one.startswith("health"))
    return any(one != "health_mental" for one in sectors)


def is_about_health(need: Need) -> bool:
    """Whether one of the things wanted is a matter of health."""
    return not ABOUT_HEALTH.isdisjoint(need.wanted)


def is_a_crisis_line(service: Service) -> bool:
    """Whether it is a line for anybody in despair, whose very name tells that."""
    return service.telling and "helpline_general" in service.sector


def are_all_ordinary(need: Need) -> bool:
    """Whether everything wanted is what anybody may want."""
    return ORDINARY_NEEDS.issuperset(need.wanted)
