"""
A pool of what may be shown as a set of numbers: the same answers as candidates.Listed, and quickly.

Entries are made for what is looked at and for nothing else.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Self

from bot.signposting.bits import Bits, bits_of, highest, is_one, less, numbers_in
from bot.signposting.candidates import Key, Test
from bot.signposting.index import Index
from bot.signposting.listing import Entry
from bot.signposting.once import once
from bot.signposting.orders import questions_of
from bot.signposting.partnership import INFERRED, STATED, UNKNOWN
from bot.signposting.questions import Question, as_questions, in_order
from bot.signposting.rank import seed_of_the_day
from bot.signposting.rank_questions import rank_as_questions
from bot.signposting.rule_sets import set_of
from bot.signposting.search import Search
from bot.signposting.service import Service
from bot.signposting.sets import Sets
from bot.signposting.ways_out import AfterOthers


class Asked:
    """What one search has found out, shared by all its pools: each thing is asked once."""

    def __init__(self, sets: Sets) -> None:
        self.sets = sets
        self._tests: dict[Test, Bits] = {}
        self._keys: dict[Key, list[Question]] = {}

    def set_of(self, test: Test) -> Bits:
        """Return the numbers of which a test is so."""
        found = self._tests.get(test)
        if found is None:
            found = self._tests[test] = set_of(test, self.sets)
        return found

    def by_key(self, key: Key) -> list[Question]:
        """Return a key as questions."""
        if type(key) is AfterOthers:
            return [(self.sets.but(self.sets.known(key.ids)), 1)] if key.ids else []
        found = self._keys.get(key)
        if found is None:
            found = self._keys[key] = as_questions(questions_of(key, self.sets))
        return found

    def rows(self, keys: Iterable[Key]) -> Iterator[list[Question]]:
        """Yield keys, and the rank after them, as questions."""
        for key in keys:
            yield self.by_key(key)
        yield self.rank

    @once
    def rank(self) -> list[Question]:
        """The rank as questions."""
        return rank_as_questions(self.sets)


class Indexed:
    """A pool as a set of numbers."""

    __slots__ = ("_asked", "_numbers")

    def __init__(self, numbers: Bits, asked: Asked) -> None:
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
            found &= self._asked.set_of(test)
        return self._of(found)

    def without(self, ids: Collection[str]) -> Self:
        """Return all but the services with these ids, which some pool of this search has shown."""
        return self._of(less(self._numbers, self._asked.sets.known(ids))) if ids else self

    def at(self, key: Key, value: int) -> Self:
        """Return those that a key gives this value."""
        left, questions = self._numbers, questions_of(key, self._asked.sets)
        for bits in questions[:value]:
            left = less(left, bits)
        return self._of(left & questions[value] if value < len(questions) else left)

    def partnered(self, bond: int, among: Self | None = None) -> Self:
        """Return those that have a bond with anybody, or anybody of these; all for no bond."""
        if bond == UNKNOWN:
            return self
        sets = self._asked.sets
        found = self._numbers & sets.filed["partnered", bond]
        if found and among is not None:
            partners_of, able = sets.index.partners_of, among._numbers
            found = bits_of(one for one in numbers_in(found) if partners_of(one, bond) & able)
        return self._of(found)

    def partners_of(self, service: Service, bond: int) -> Self:
        """Return those between which and a service there is this bond."""
        sets = self._asked.sets
        number, partners_of = sets.numbers[service.id], sets.index.partners_of
        if bond != UNKNOWN:
            return self._of(self._numbers & partners_of(number, bond))
        known = partners_of(number, STATED) | partners_of(number, INFERRED)
        return self._of(less(self._numbers, known))

    def in_order(self, *keys: Key) -> Iterator[Entry]:
        """Yield entries: by these keys first, then by rank."""
        return self._in_order(keys)

    def first(self, keys: Iterable[Key]) -> Entry | None:
        """Return the first in this order, if there is any."""
        return next(self._in_order(keys), None)

    def _in_order(self, keys: Iterable[Key]) -> Iterator[Entry]:
        sets = self._asked.sets
        for equals in in_order(self._numbers, self._asked.rows(keys)):
            for number in drawn(equals, sets):
                yield sets.entry(number)

    def _of(self, numbers: Bits) -> Self:
        return type(self)(numbers, self._asked)


def indexed(index: Index, search: Search) -> Indexed:
    """Return every service that the rules let through; some have no usable contact."""
    sets = Sets(index, search)
    return Indexed(sets.passing, Asked(sets))


def drawn(equals: Bits, sets: Sets) -> Iterable[int]:
    """Return what lies in one urn and is equal in all else, in the order of the draw of the day."""
    if is_one(equals):
        return (highest(equals),)
    services, search = sets.index.services, sets.search
    return sorted(numbers_in(equals), key=lambda number: seed_of_the_day(services[number], search))
