"""
What a careful person would look for in a listing: a wrong number, a wrong door, a telling name.

Written without the rules of bot/signposting/rules.py, from the records alone: where a rule is
wrong, this is not wrong with it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.signposting.directory import Directory
from bot.signposting.listing import Entry, Listing
from bot.signposting.need import ORDINARY_NEEDS, Need
from bot.signposting.service import Service
from tests.signposting.made import NOON

MOST = 8

COMMUNITIES: Mapping[str, frozenset[str]] = {
    "albanian": frozenset({"sq"}),
    "polish": frozenset({"pl"}),
    "latin_american": frozenset({"es", "pt"}),
}
OWN = {"GB": "en", "MT": "mt en", "ES": "es", "DE": "de", "IT": "it", "FR": "fr"}

IS_FOR: Mapping[str, Callable[[Need], bool]] = {
    "deaf": lambda need: "deaf" in need.groups,
    "lgbt": lambda need: "lgbt" in need.groups,
    "learning_disability": lambda need: "disabled" in need.groups,
    "under_18": lambda need: need.age == "child",
    "worried_about_child": lambda need: need.age == "child" or "children_family" in need.needs,
    "trafficked": lambda need: "trafficking_exploitation" in need.needs,
    "in_prostitution": lambda need: "trafficking_exploitation" in need.needs,
    "domestic_workers": lambda need: "trafficking_exploitation" in need.needs,
    # Nobody is asked about these: they are shown with a label (S1, S9).
    "torture": lambda _: True,
    "jewish": lambda _: True,
    "sikh": lambda _: True,
}
"""Whom a service that is only for some is for."""


def is_for(code: str, need: Need) -> bool:
    """Whether what was said lets her through that door."""
    if code not in COMMUNITIES:
        return code in IS_FOR and IS_FOR[code](need)
    hers = set(need.languages) - set(OWN[need.country].split())
    return not hers or bool(hers & COMMUNITIES[code])


def refuses(service: Service, need: Need) -> Iterator[str]:
    """Yield why the service would say no to her."""
    if getattr(service.takes, need.who or "woman") == "no":
        yield f"takes no {need.who or 'woman'}"
    matters = need.papers not in {None, "settled"} and not _is_only_british(need)
    if matters and getattr(service.accepts, str(need.papers)) == "no":
        yield f"says no to {need.papers}"
    youngest, oldest = service.min_age or 0, 200 if service.max_age is None else service.max_age
    if youngest >= 18 if need.age == "child" else oldest < 18:
        yield "takes no one of her age"
    if service.only_for and not any(is_for(code, need) for code in service.only_for):
        yield f"is only for {service.only_for}"
    if service.show != "yes" or service.status != "active" or service.run_by == "police":
        yield "may be shown to nobody"


def _is_only_british(need: Need) -> bool:
    return need.papers == "no_recourse" and need.country != "GB"


def reaches(service: Service, need: Need, directory: Directory) -> bool:
    """Whether it serves her area or one around it."""
    area = need.area
    around = {one.id: one.parent for one in directory.area_list if one.country == need.country}
    chain = {one for one, parent in around.items() if parent is None}
    while area is not None:
        chain.add(area)
        area = around[area]
    return service.country == need.country and not chain.isdisjoint(service.serves)


def tells_the_place(service: Service, directory: Directory) -> Iterator[str]:
    """Yield what a shelter's record says of where it is, beyond the region (S62)."""
    wide = {one.id for one in directory.area_list if one.kind != "place"}
    labels = [one.label_code for one in service.contacts if one.label_code.startswith("area:")]
    named = {*service.serves, *(one.removeprefix("area:") for one in labels)}
    yield from sorted({*named, *((service.based_in,) if service.based_in else ())} - wide)
    yield from (one.value for one in service.contacts if "map" in one.value.split("?")[0].lower())


@dataclass
class Eyes:
    """Looks at listings and remembers what is wrong, and how each was met by country."""

    directory: Directory
    faults: list[tuple[str, str, Need]] = field(default_factory=list)
    met: dict[str, Counter[str]] = field(default_factory=dict)
    services: set[str] = field(default_factory=set)
    shelters: set[str] = field(default_factory=set)
    ordinary_names: dict[str, str] = field(default_factory=dict)
    empty: list[Need] = field(default_factory=list)
    _known: dict[tuple[str, str | None, str], bool] = field(default_factory=dict)
    _placed: dict[str, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many listings were looked at."""
        return sum(counts.total() for counts in self.met.values())

    def look(self, need: Need, found: Listing) -> None:
        """Look at one listing."""
        self.met.setdefault(need.country, Counter())[found.met] += 1
        shown = (*found.entries, *(plan.entry for plan in found.plan_b))
        if not shown:
            self.empty.append(need)
        if len(found.entries) > MOST:
            self.faults.append(("too many", "", need))
        for one in shown:
            self.faults += [(fault, one.service.id, need) for fault in self._faults(one, need)]

    def _faults(self, one: Entry, need: Need) -> Iterator[str]:
        service = one.service
        self.services.add(service.id)
        if not all(contact.status == "confirmed" for contact in one.contacts):
            yield "S60: an unconfirmed contact"
        if not set(one.contacts) <= set(service.contacts):
            yield "S63: a contact that is not the service's"
        if not self._reaches(service, need):
            yield "does not reach her"
        if self._was_checked_long_ago(service, need):
            yield "S61: last checked over a year ago"
        yield from refuses(service, need)
        if service.is_shelter:
            self.shelters.add(service.id)
            yield from (f"S62: {place} tells where it is" for place in self._places(service))
        if need.in_confidence is False and set(need.needs) <= ORDINARY_NEEDS:
            self.ordinary_names[service.id] = service.name
            if service.telling:
                yield "S25: telling, in an ordinary list"

    def _was_checked_long_ago(self, service: Service, need: Need) -> bool:
        if service.assured_date is None:
            return False
        age = (need.at or NOON).date() - service.assured_date
        country = {one.id for one in self.directory.area_list if one.parent is None}
        return age.days > 365 and country.isdisjoint(service.serves)

    def _reaches(self, service: Service, need: Need) -> bool:
        key = (need.country, need.area, service.id)
        if key not in self._known:
            self._known[key] = reaches(service, need, self.directory)
        return self._known[key]

    def _places(self, service: Service) -> list[str]:
        if service.id not in self._placed:
            self._placed[service.id] = list(tells_the_place(service, self.directory))
        return self._placed[service.id]
