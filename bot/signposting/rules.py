"""
The hard rules: what keeps a service out of a listing. Each is one function with one reason.

A rule answers for one service and one search. What passes all of them may be shown; which of those
is shown first is the business of rank.py.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from bot.signposting.freshness import has_lapsed
from bot.signposting.languages import LANGUAGES_OF, may_be_of
from bot.signposting.need import ContactWay
from bot.signposting.search import Search
from bot.signposting.service import Contact, ContactType, Service, Yes

WAYS: Mapping[ContactWay, frozenset[ContactType]] = MappingProxyType(
    {
        "voice": frozenset({"voice"}),
        "text": frozenset({"sms", "whatsapp", "webchat", "email"}),
        "web": frozenset({"web"}),
    }
)
"""What belongs to each way of getting in touch."""

FOR_TRAFFICKED = frozenset({"trafficked", "in_prostitution", "domestic_workers"})


def is_live(service: Service, search: Search) -> bool:
    """Not on hold, not closed down, and not last checked over a year ago unless national (S61)."""
    if service.show != "yes" or service.status != "active":
        return False
    return search.is_nationwide(service) or not has_lapsed(service, search.today)


def is_not_police(service: Service, search: Search) -> bool:  # noqa: ARG001  # a Rule
    """Police stand among the urgent numbers, with the country's note, never in the pool (S7)."""
    return service.run_by != "police"


def reaches(service: Service, search: Search) -> bool:
    """It serves her area or one around it: a door that is not hers costs her a call (S60)."""
    return search.nearest(service) is not None


def takes_her(service: Service, search: Search) -> bool:
    """A line for men never reaches a woman, nor someone who did not say (S10)."""
    return takes(service, search) != "no"


def takes(service: Service, search: Search) -> Yes:
    """Return what the service says about taking her, him or them; who did not say is a woman."""
    said: dict[str, Yes] = {
        "woman": service.takes.woman,
        "man": service.takes.man,
        "other": service.takes.other,
    }
    return said[search.need.who or "woman"]


def may_take_her(service: Service, search: Search) -> bool:
    """Whether it has to be asked if it takes her."""
    return takes(service, search) == "ask"


def takes_her_age(service: Service, search: Search) -> bool:
    """A service for children appears to a child, one for adults not to a child (S10)."""
    if search.need.age == "child":
        return service.min_age is None or service.min_age < 18
    return service.max_age is None or service.max_age >= 18


def is_meant_for_her(service: Service, search: Search) -> bool:
    """
    A service for certain people only appears to someone who said she is one of them (S10).

    One of its codes is enough. A code that no rule knows lets nobody in.
    """
    return not service.only_for or any(asked_for(code, search) for code in service.only_for)


def asked_for(code: str, search: Search) -> bool:
    """Whether what she said lets her through an `only_for` code."""
    need = search.need
    if code in {"deaf", "lgbt"}:
        return code in need.groups
    if code == "learning_disability":
        return "disabled" in need.groups
    if code == "under_18":
        return need.age == "child"
    if code == "worried_about_child":
        return need.age == "child" or "children_family" in need.needs
    if code in FOR_TRAFFICKED:
        return "trafficking_exploitation" in need.needs
    if code in LANGUAGES_OF:
        return may_be_of(code, need)
    # Nobody is asked about torture, nor about a community or faith: labelled instead (S1, S9).
    return code == "torture"


def takes_her_papers(service: Service, search: Search) -> bool:
    """Who says no to her papers would be one more refusal; "ask" passes as "ask them"."""
    return accepts(service, search) != "no"


def accepts(service: Service, search: Search) -> Yes | None:
    """Return what the service says about her papers; None when she named none that matter."""
    papers = search.need.papers
    if papers is None or papers == "settled":
        return None
    answer: Yes | None = getattr(service.accepts, papers)
    if answer == "yes" and getattr(service.accepts_basis, papers) != "stated":
        return "ask"  # on papers only what a page states is yes (S60)
    return answer or "ask"


def is_fit_for_any_eyes(service: Service, search: Search) -> bool:
    """The listing of an ordinary need shows nothing that would give her away (S25)."""
    return not (search.need.is_ordinary and service.telling)


def has_contact_she_can_use(service: Service, search: Search) -> bool:
    """At least one contact that is confirmed and of a kind she can use (S60)."""
    return bool(usable_contacts(service, search.need.contact))


def usable_contacts(service: Service, ways: tuple[ContactWay, ...]) -> tuple[Contact, ...]:
    """Return the confirmed contacts of these ways; of every way when none is named."""
    confirmed = service.confirmed_contacts
    if not ways:
        return confirmed
    types = types_of(ways)
    return tuple([contact for contact in confirmed if contact.type in types])


@lru_cache(maxsize=64)
def types_of(ways: tuple[ContactWay, ...]) -> frozenset[ContactType]:
    """Return all kinds of contact that belong to these ways."""
    return frozenset[ContactType]().union(*(WAYS[way] for way in ways))


Rule = Callable[[Service, Search], bool]

BUT_FOR_CONTACT: tuple[Rule, ...] = (
    reaches,
    is_live,
    is_not_police,
    takes_her,
    takes_her_age,
    is_meant_for_her,
    takes_her_papers,
    is_fit_for_any_eyes,
)
"""All hard rules except the one about contacts: a community group may be named without one."""

HARD_RULES: tuple[Rule, ...] = (*BUT_FOR_CONTACT, has_contact_she_can_use)
"""Every hard rule. What a listing shows obeys all; a group in a pair may lack the contact."""


def passes(service: Service, search: Search, rules: tuple[Rule, ...] = HARD_RULES) -> bool:
    """Whether every rule lets the service through."""
    return all(rule(service, search) for rule in rules)


def may_tell_immigration_where_papers_matter(service: Service, search: Search) -> bool:
    """
    Whether it may tell immigration offices, and she has not said that her papers are settled.

    So it is where an interior ministry runs it, and where it is known to pass on what it learns.
    Such a service is never in the pair and stands last (S7).
    """
    return service.may_tell_immigration and search.need.papers != "settled"
