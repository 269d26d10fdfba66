"""
A pool of what may be shown as a bitmap: the same answers as candidates.Listed, and quickly.

Entries are made for what is looked at and for nothing else.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Self

from pyroaring import BitMap

from bot.signposting.candidates import Key, Test
from bot.signposting.index import Index
from bot.signposting.listing import Entry
from bot.signposting.orders import Question, Questions, questions_of
from bot.signposting.partnership import INFERRED, STATED, UNKNOWN
from bot.signposting.rank import seed_of_the_day
from bot.signposting.rank_questions import rows_of_rank
from bot.signposting.rule_sets import set_of
from bot.signposting.search import Search
from bot.signposting.service import Service
from bot.signposting.sets import Sets
from bot.signposting.ways_out import AfterOthers

FEW = 256
"""So many equals are drawn one by one; more by walking from urn to urn."""


class Asked:
    """What one search has found out, shared by all its pools: each thing is asked once."""

    def __init__(self, sets: Sets) -> None:
        self.sets = sets
        self._tests: dict[Test, BitMap] = {}
        self._keys: dict[Key, Questions] = {}
        self._rows = rows_of_rank(sets)
        self._rank: list[Questions] = []

    def set_of(self, test: Test) -> BitMap:
        """Return the numbers of which a test is so."""
        found = self._tests.get(test)
        if found is None:
            found = self._tests[test] = set_of(test, self.sets)
        return found

    def by_key(self, key: Key) -> Questions:
        """Return a key as questions."""
        found = self._keys.get(key)
        if found is None:
            found = self._keys[key] = questions_of(key, self.sets)
        return found

    def by_rank(self, row: int) -> Questions:
        """Return a number of the rank as questions; IndexError after the last. Row after row."""
        if row == len(self._rank):
            self._rank.append(self._rows[row]())
        return self._rank[row]

    @property
    def length_of_rank(self) -> int:
        """How many rows of questions the rank has."""
        return len(self._rows)


class Indexed:
    """A pool as a bitmap of numbers."""

    def __init__(self, numbers: BitMap, asked: Asked) -> None:
        self._numbers = numbers
        self._asked = asked

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self._numbers)

    def __or__(self, other: Self) -> Self:
        """Return what is in either."""
        return self._of(self._numbers | other._numbers)

    def where(self, *tests: Test) -> Self:
        """Return those of which all of these are so."""
        found = self._numbers
        for test in tests:
            found = found & self._asked.set_of(test)
        return self._of(found)

    def without(self, ids: Collection[str]) -> Self:
        """Return all but the services with these ids, which some pool of this search has shown."""
        known = self._asked.sets.numbers
        if not ids:
            return self
        return self._of(self._numbers - BitMap(known[id_] for id_ in ids if id_ in known))

    def at(self, key: Key, value: int) -> Self:
        """Return those that a key gives this value."""
        left, questions = self._numbers, self._asked.by_key(key)
        for numbers, last in questions[:value]:
            left = left & numbers if last else left - numbers
        if value < len(questions):
            numbers, last = questions[value]
            left = left - numbers if last else left & numbers
        return self._of(left)

    def partnered(self, bond: int) -> Self:
        """Return those that have a bond with anybody; all for no bond."""
        if bond == UNKNOWN:
            return self
        return self._of(self._numbers & self._asked.sets.under("partnered", bond))

    def partners_of(self, service: Service, bond: int) -> Self:
        """Return those between which and a service there is this bond."""
        sets = self._asked.sets
        number = sets.numbers[service.id]
        if bond != UNKNOWN:
            return self._of(self._numbers & sets.index.partners_of(number, bond))
        known = (sets.index.partners_of(number, one) for one in (STATED, INFERRED))
        return self._of(self._numbers - sets.either(known))

    def in_order(self, *keys: Key) -> Iterator[Entry]:
        """Yield entries: by these keys first, then by rank."""
        sets = self._asked.sets
        told = [key for key in keys if not isinstance(key, AfterOthers) or key.ids]
        for equals in in_order(self._numbers, told, self._asked):
            for number in drawn(equals, sets):
                yield sets.entry(number)

    def _of(self, numbers: BitMap) -> Self:
        return type(self)(numbers, self._asked)


def indexed(index: Index, search: Search) -> Indexed:
    """Return every service that the rules let through; some have no usable contact."""
    sets = Sets(index, search)
    return Indexed(sets.passing, Asked(sets))


def in_order(numbers: BitMap, keys: Sequence[Key], asked: Asked) -> Iterator[BitMap]:
    """Yield sets of equals, the best first: what neither keys nor rank tell apart."""
    waiting = [_Waiting(numbers, None, 0, 0)] if numbers else []
    first, end = len(keys), len(keys) + asked.length_of_rank
    while waiting:
        numbers, question, row, number = waiting.pop()
        if question is not None:
            numbers = _the_rest(numbers, question)
        count = len(numbers)
        while count > 1 and row < end:
            questions = asked.by_key(keys[row]) if row < first else asked.by_rank(row - first)
            for question in questions[number:]:
                number += 1
                best = numbers - question.numbers if question.last else numbers & question.numbers
                found = len(best)
                if found == count:
                    break
                if found:
                    waiting.append(_Waiting(numbers, question, row, number))
                    numbers, count = best, found
                    break
            row, number = row + 1, 0
        yield numbers


def _the_rest(numbers: BitMap, question: Question) -> BitMap:
    return numbers & question.numbers if question.last else numbers - question.numbers


class _Waiting(NamedTuple):
    """What a question left for later, and the row and question it goes on with."""

    numbers: BitMap
    asked: Question | None
    row: int
    number: int


def drawn(equals: BitMap, sets: Sets) -> Iterable[int]:
    """Return equals in the order of the draw of the day."""
    count = len(equals)
    if count == 1:
        return equals
    return _by_urns(equals, sets) if count > FEW else _one_by_one(equals, sets)


def _by_urns(equals: BitMap, sets: Sets) -> Iterator[int]:
    for urn in sets.index.days.draw(sets.search.today).order:
        begin, end = sets.index.in_urn(urn)
        if begin < end and equals.range_cardinality(begin, end):
            yield from _one_by_one(equals & BitMap(range(begin, end)), sets)


def _one_by_one(equals: BitMap, sets: Sets) -> Iterator[int]:
    places, urns = sets.index.days.draw(sets.search.today).places, sets.index.urns
    by_place = sorted((places[urns[number]], number) for number in equals)
    for _, same in groupby(by_place, key=itemgetter(0)):
        yield from _of_one_urn([number for _, number in same], sets)


def _of_one_urn(numbers: list[int], sets: Sets) -> list[int]:
    if len(numbers) > 1:
        services, search = sets.index.services, sets.search
        numbers.sort(key=lambda number: seed_of_the_day(services[number], search))
    return numbers
