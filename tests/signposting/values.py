"""
Everything that can be said in a need, and which of it the match reads alike.

Two values are alike when every question that the match asks has the same answer for both, of every
service of the country. Of values that are alike one stands for all, and only that one is walked.
test_values.py asks those questions and so proves what is left out here.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import gcd
from typing import Any, TypeVar

from bot.signposting.directory import Directory
from bot.signposting.languages import LANGUAGES_OF, OF_THE_COUNTRY, OF_THE_PROJECT, speaks, spoken
from bot.signposting.need import NEEDS, ORDINARY_NEEDS, Need
from bot.signposting.search import search
from bot.signposting.service import Service
from tests.signposting.made import NOON

Value = TypeVar("Value", bound=Hashable)
Card = TypeVar("Card")

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")

SAID_SMALL: Mapping[str, tuple[Any, ...]] = {
    "papers": (None, "no_recourse", "asylum", "spouse_visa", "undocumented", "settled"),
    "age": (None, "child", "adult"),
    "who": (None, "woman", "man", "other"),
    "children": (None, "none", "with_me", "boy_over_14"),
    "stage": (None, "now", "recovery"),
    "tonight": (None, True, False),
    "in_confidence": (None, True, False),
}
"""What each key that takes one of a few values can say."""

ALIKE: Mapping[str, Mapping[Any, Any]] = {
    "age": {"adult": None},
    "who": {"woman": None},
    "children": {"none": None, "with_me": None, "boy_over_14": None},
    "tonight": {False: None},
    "in_confidence": {True: None},
}
"""For each value that is not walked, the one that stands for it, in every country."""


def parts_of(values: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return every choice of some of these, none among them."""
    values = tuple(values)
    return tuple(some for size in range(len(values) + 1) for some in combinations(values, size))


GROUPS = parts_of(("deaf", "disabled", "lgbt"))
WAYS = parts_of(("voice", "text", "web"))
WHENS: tuple[dict[str, Any], ...] = ({}, {"stage": "now"}, {"stage": "recovery"}, {"tonight": True})
"""When it must be: tonight is now, whatever stage is named beside it."""


@dataclass(frozen=True)
class Said:
    """What can be said in one country, as far as the match tells it apart."""

    country: str
    directory: Directory

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services of the country: no other can be shown."""
        return tuple(one for one in self.directory.services if one.country == self.country)

    @cached_property
    def areas(self) -> dict[str | None, str | None]:
        """Every area, and the one that stands for it. The country is named by saying no area."""
        named = [one.id for one in self.directory.area_list if one.country == self.country]
        return _first_alike((None, *named), self._area)

    def _area(self, area: str | None) -> Hashable:
        asked = search(Need(self.country, area), self.directory.areas, NOON)
        by_step: dict[int, list[str]] = {}
        for one in self.services:
            step = asked.nearest(one)
            if step is not None:
                by_step.setdefault(step, []).append(one.id)
        # How many steps up is told apart only where something is met on them.
        served = tuple(tuple(by_step[step]) for step in sorted(by_step))
        return str(asked.at.tzinfo), served

    @cached_property
    def languages(self) -> dict[str, str]:
        """Every language that a service lists or that can be asked for, and what stands for it."""
        every = dict.fromkeys((*OF_THE_PROJECT, *self.directory.spoken_codes))
        return _first_alike(every, self._language)

    def _language(self, code: str) -> Hashable:
        return (
            code in OF_THE_COUNTRY[self.country],
            tuple(code in theirs for theirs in LANGUAGES_OF.values()),
            tuple((spoken(one, code), speaks(one, code)) for one in self.services),
        )

    @cached_property
    def needs(self) -> tuple[dict[str, Any], ...]:
        """One thing looked for, or nothing named; the ordinary ones in confidence and not."""
        every = [{"needs": (one,)} for one in NEEDS] + [{"needs": ()}]
        open_ones = [{"needs": (one,)} for one in sorted(ORDINARY_NEEDS)] + [{"needs": ()}]
        return (*every, *({**one, "in_confidence": False} for one in open_ones))

    @cached_property
    def others(self) -> tuple[dict[str, Any], ...]:
        """Every combination of papers, age, who, groups, when and way of contact."""
        papers = [one for one in SAID_SMALL["papers"] if one != "no_recourse" or self.is_british]
        every = product(papers, (None, "child"), (None, "man", "other"), GROUPS, WHENS, WAYS)
        return tuple(
            {"papers": what, "age": age, "who": who, "groups": groups, "contact": ways, **when}
            for what, age, who, groups, when, ways in every
        )

    @property
    def is_british(self) -> bool:
        """Whether "no recourse to public funds" means anything there."""
        return self.country == "GB"

    def walked(self, rows: int) -> Iterator[Need]:
        """
        Yield every area with every need and every language, each with `rows` of the others.

        The others are dealt round, so that each of their combinations is met again and again; in a
        small country more of them are dealt to each.
        """
        places, codes = dict.fromkeys(self.areas.values()), dict.fromkeys(self.languages.values())
        cells = len(places) * len(self.needs) * len(codes)
        dealt = _dealt(self.others)
        for area, need, language in product(places, self.needs, codes):
            for _ in range(max(rows, -(-2 * len(self.others) // cells))):
                yield Need(self.country, area, languages=(language,), **need, **next(dealt))

    def walked_quickly(self) -> Iterator[Need]:
        """Yield every area with every need; languages and the others dealt round."""
        places = dict.fromkeys(self.areas.values())
        codes = _dealt(tuple(dict.fromkeys(self.languages.values())))
        dealt = _dealt(self.others)
        for area, need in product(places, self.needs):
            yield Need(self.country, area, languages=(next(codes),), **need, **next(dealt))

    def left_out(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield what is not walked, as changes to a need, with the changes that stand for it."""
        for area, first in self.areas.items():
            if area != first:
                yield {"area": area}, {"area": first}
        for code, other in self.languages.items():
            if code != other:
                yield {"languages": (code,)}, {"languages": (other,)}
        for key, alike in ALIKE.items():
            for value, kept in alike.items():
                yield {key: value}, {key: kept}
        for stage in ("now", "recovery"):
            yield {"tonight": True, "stage": stage}, {"tonight": True, "stage": None}
        if not self.is_british:
            yield {"papers": "no_recourse"}, {"papers": None}
        for need in sorted(set(NEEDS) - ORDINARY_NEEDS):
            asked = {"needs": (need,)}
            yield {**asked, "in_confidence": False}, {**asked, "in_confidence": None}


def _first_alike(values: Iterable[Value], read: Any) -> dict[Value, Value]:
    seen: dict[Hashable, Value] = {}
    return {one: seen.setdefault(read(one), one) for one in values}


def _dealt(cards: tuple[Card, ...]) -> Iterator[Card]:
    """Yield the cards for ever, each as often as any other, neighbours far apart."""
    step = next(one for one in range(len(cards) * 5 // 13 + 1, 10**9) if gcd(one, len(cards)) == 1)
    at = 0
    while True:
        yield cards[at]
        at = (at + step) % len(cards)
