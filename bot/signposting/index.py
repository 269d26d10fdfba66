"""
The index: for each thing that rules and ranks ask of a service, the set of those that are so.

There is one for each country. Its services are numbered by how large an area they serve, the whole
country first: a search for the whole country meets low numbers alone, and so short sets. What each
service is filed under is said in labels.py.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.signposting.bits import NOTHING, Bits, bits_of, less
from bot.signposting.day_sets import Days
from bot.signposting.hour_sets import HourSets, lines_of
from bot.signposting.labels import Label, labels
from bot.signposting.languages import BEST_FIRST
from bot.signposting.partnership import INFERRED, STATED
from bot.signposting.places import Areas
from bot.signposting.questions import Question, as_questions
from bot.signposting.rank import CONFIDENCE, urn
from bot.signposting.service import Service

Partners = tuple["array[int]", "array[int]"]
"""Numbers of services with a partner, in order, and beside each the number of that partner."""


class Filed(dict[Label, Bits]):
    """The numbers under each label; nothing stands under one that no service has."""

    def __missing__(self, label: Label) -> Bits:
        """Return the empty set."""
        return NOTHING


@dataclass(frozen=True)
class Index:
    """
    The services of a country by number, and the numbers under each label.

    `partners` holds who works with whom by the bond of partnership.py, `codes` all of `only_for`.
    Rows of the rank that are the same in every search stand here as questions: `spoken` by each
    language that any record lists, `unlisted` for every other language, and two more.
    """

    services: tuple[Service, ...] = field(repr=False)
    areas: Areas = field(repr=False)
    filed: Filed = field(repr=False)
    partners: Mapping[int, Partners] = field(repr=False)
    lines: HourSets = field(repr=False)
    days: Days = field(repr=False)
    spoken: Mapping[str, list[Question]] = field(repr=False)
    unlisted: list[Question] = field(repr=False)
    by_confidence: list[Question] = field(repr=False)
    by_year: list[Question] = field(repr=False)
    codes: tuple[str, ...] = ()

    def partners_of(self, number: int, bond: int) -> Bits:
        """Return the numbers between which and this one there is a bond."""
        ones, others = self.partners[bond]
        begin, end = bisect_left(ones, number), bisect_left(ones, number + 1)
        return bits_of(others[begin:end])


def build(services: Iterable[Service], areas: Areas) -> Index:
    """File every service; they are of one country."""
    numbered = tuple(sorted(services, key=lambda one: (_smallness(one, areas), urn(one.id))))
    found = _found(numbered, areas)
    checked = {day: found.pop(("assured", day)) for day in _of(found, "assured")}
    days = Days(checked, array("H", (urn(one.id) for one in numbered)))
    filed = _filed(found)
    partners = _partners(numbered)
    filed.update({("partnered", bond): bits_of(ones) for bond, (ones, _) in partners.items()})
    return Index(
        services=numbered,
        areas=areas,
        partners=partners,
        lines=HourSets(list(lines_of(filed))),
        days=days,
        spoken={
            code: _row(filed, *(("spoken", code, how) for how in BEST_FIRST[:-1]))
            for code in _of(filed, "listed")
        },
        unlisted=_row(filed, *(("unlisted", how) for how in BEST_FIRST[:-1])),
        by_confidence=_row(filed, *(("confidence", one) for one in CONFIDENCE[:-1])),
        by_year=_row(filed, *(("year", one) for one in sorted(_of(filed, "year"), reverse=True))),
        codes=tuple(_of(filed, "only_for")),
        filed=Filed(_but_for(filed, "line_hours", "listed", "year")),
    )


def _smallness(service: Service, areas: Areas) -> int:
    """Return how many steps below the country the largest area lies that a service serves."""
    return min((len(areas.chain_of(service.country, one)) for one in service.serves), default=0)


def _found(services: Sequence[Service], areas: Areas) -> dict[Label, "array[int]"]:
    found: dict[Label, array[int]] = {}
    for number, service in enumerate(services):
        for label in labels(service, areas):
            found.setdefault(label, array("I")).append(number)
    return found


def _filed(found: Mapping[Label, "array[int]"]) -> Filed:
    """Return the set under each label; two labels that say the same share theirs."""
    known: dict[Bits, Bits] = {}
    made = Filed((label, bits_of(numbers)) for label, numbers in found.items())
    made.update(_spoken(made))
    return Filed((label, known.setdefault(bits, bits)) for label, bits in made.items())


def _spoken(filed: Filed) -> Iterator[tuple[Label, Bits]]:
    """Yield how each language can be spoken, also where a record does not list it."""
    for code in _of(filed, "listed"):
        for how in BEST_FIRST:
            unlisted = less(filed["unlisted", how], filed["listed", code])
            yield ("spoken", code, how), filed["spoken", code, how] | unlisted


def _row(filed: Filed, *labels: Label) -> list[Question]:
    return as_questions([filed[label] for label in labels])


def _but_for(filed: Filed, *names: str) -> Iterator[tuple[Label, Bits]]:
    return ((label, bits) for label, bits in filed.items() if label[0] not in names)


def _of(filed: Mapping[Label, object], name: str) -> list[Any]:
    return [label[1] for label in filed if label[0] == name]


def _partners(services: Sequence[Service]) -> dict[int, Partners]:
    named = {partner.id for service in services for partner in service.partners}
    numbers = {one.id: number for number, one in enumerate(services) if one.id in named}
    bonds = dict[tuple[int, int], int]()
    for number, service in enumerate(services):
        for partner in service.partners:
            other = numbers.get(partner.id)
            if other is not None:
                bond = STATED if partner.basis == "stated" else INFERRED
                for couple in ((number, other), (other, number)):
                    bonds[couple] = min(bond, bonds.get(couple, bond))
    return {bond: _in_columns(bonds, bond) for bond in (STATED, INFERRED)}


def _in_columns(bonds: Mapping[tuple[int, int], int], bond: int) -> Partners:
    couples = sorted(couple for couple, known in bonds.items() if known == bond)
    return array("I", (one for one, _ in couples)), array("I", (other for _, other in couples))
