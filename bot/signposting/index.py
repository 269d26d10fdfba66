"""
The index: for each thing that rules and ranks ask of a service, the bitmap of those that are so.

There is one for each country. Its services are numbered by their urn (rank.py), so that the draw
among equals is a walk along the numbers. What each service is filed under is said in labels.py.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyroaring import BitMap

from bot.signposting.day_sets import Days
from bot.signposting.hour_sets import HourSets, lines_of
from bot.signposting.labels import Label, labels
from bot.signposting.partnership import INFERRED, STATED
from bot.signposting.places import Areas
from bot.signposting.rank import urn
from bot.signposting.service import Service

Partners = tuple["array[int]", "array[int]"]
"""Numbers of services with a partner, in order, and beside each the number of that partner."""


@dataclass(frozen=True)
class Index:
    """
    The services of a country by number, and the numbers under each label.

    `urns` holds the urn of each number, `partners` who works with whom by the bond of
    partnership.py, `years` the years of their pages, the newest first, `codes` all of `only_for`.
    """

    services: tuple[Service, ...] = field(repr=False)
    areas: Areas = field(repr=False)
    urns: "array[int]" = field(repr=False)
    filed: Mapping[Label, BitMap] = field(repr=False)
    partners: Mapping[int, Partners] = field(repr=False)
    lines: HourSets = field(repr=False)
    days: Days = field(repr=False)
    years: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    nothing: BitMap = field(default_factory=BitMap, repr=False)

    def under(self, *label: object) -> BitMap:
        """Return the numbers under a label. Nobody may change the bitmap."""
        return self.filed.get(label, self.nothing)

    def in_urn(self, one: int) -> tuple[int, int]:
        """Return the first number that lies in an urn, and the first after it that does not."""
        begin = bisect_left(self.urns, one)
        return begin, bisect_left(self.urns, one + 1, begin)

    def partners_of(self, number: int, bond: int) -> BitMap:
        """Return the numbers between which and this one there is a bond."""
        ones, others = self.partners[bond]
        begin, end = bisect_left(ones, number), bisect_left(ones, number + 1)
        return BitMap(others[begin:end])


def build(services: Iterable[Service], areas: Areas) -> Index:
    """File every service; they are of one country."""
    numbered = tuple(sorted(services, key=lambda one: urn(one.id)))
    urns = array("H", (urn(one.id) for one in numbered))
    filed = _filed(numbered, areas)
    partners = _partners(numbered)
    filed |= {("partnered", bond): BitMap(ones) for bond, (ones, _) in partners.items()}
    return Index(
        services=numbered,
        areas=areas,
        urns=urns,
        partners=partners,
        lines=HourSets(list(lines_of(filed))),
        days=Days({day: filed["assured", day] for day in _of(filed, "assured") if day}),
        years=tuple(sorted(_of(filed, "year"), reverse=True)),
        codes=tuple(_of(filed, "only_for")),
        filed={label: found for label, found in filed.items() if label[0] != "line_hours"},
    )


def _filed(services: Sequence[Service], areas: Areas) -> dict[Label, BitMap]:
    found: dict[Label, array[int]] = {}
    for number, service in enumerate(services):
        for label in labels(service, areas):
            found.setdefault(label, array("I")).append(number)
    return {label: _compact(numbers) for label, numbers in found.items()}


def _compact(numbers: "array[int]") -> BitMap:
    bitmap = BitMap(numbers)
    bitmap.run_optimize()
    bitmap.shrink_to_fit()
    return bitmap


def _of(filed: Mapping[Label, BitMap], name: str) -> Iterator[Any]:
    return (label[1] for label in filed if label[0] == name)


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
