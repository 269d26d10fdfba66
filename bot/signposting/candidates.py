"""
What passed the rules, and how a listing is chosen from it.

A Pool is some of the services that may be shown. What chooses from it (pair.py, others.py,
plan_b.py) names rules and orders by their functions and never walks over all of it. `Listed` is the
definition: it asks those functions about every service. The index (indexed.py) answers the same
from sets of numbers and is held against it by tests.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, Self

from bot.signposting.entry import entry
from bot.signposting.listing import Entry
from bot.signposting.partnership import partnership
from bot.signposting.rank import rank
from bot.signposting.rules import BUT_FOR_CONTACT, passes
from bot.signposting.search import Search
from bot.signposting.service import Service

Test = Callable[[Service, Search], bool]
"""Something that is so of a service for this search, or not."""


class Key(Protocol):
    """How early an entry comes, smaller first: 0, 1, 2 and so on, or False and True."""

    def __call__(self, one: Entry, search: Search, /) -> int:
        """Return it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """A key: those of which something is so come first."""

    test: Test

    def __call__(self, one: Entry, search: Search) -> bool:
        """Return False for these, True for the rest."""
        return not self.test(one.service, search)


@dataclass(frozen=True, slots=True, eq=False)
class Last:
    """A key: those of which something is so come last."""

    test: Test

    def __call__(self, one: Entry, search: Search) -> bool:
        """Return True for these, False for the rest."""
        return self.test(one.service, search)


class Pool(Protocol):
    """Some of what may be shown. False when there is nothing in it."""

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        ...

    def __or__(self, other: Self) -> Self:
        """Return what is in either."""
        ...

    def where(self, *tests: Test) -> Self:
        """Return those of which all of these are so."""
        ...

    def without(self, ids: Collection[str]) -> Self:
        """Return all but the services with these ids."""
        ...

    def at(self, key: Key, value: int) -> Self:
        """Return those that a key gives this value."""
        ...

    def partnered(self, bond: int, among: Self | None = None) -> Self:
        """
        Return these, or fewer: those without any such bond of partnership.py may be missing.

        So may those who have it with nobody in `among`.
        """
        ...

    def partners_of(self, service: Service, bond: int) -> Self:
        """Return those between which and a service there is this bond of partnership.py."""
        ...

    def in_order(self, *keys: Key) -> Iterator[Entry]:
        """Yield entries: by these keys first, then by rank."""
        ...

    def first(self, keys: Iterable[Key]) -> Entry | None:
        """Return the first in this order, if there is any."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A pool as a list of entries in the order of rank."""

    entries: tuple[Entry, ...]
    search: Search

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.entries)

    def __or__(self, other: Self) -> Self:
        """Return what is in either."""
        more = [one for one in other.entries if one not in self.entries]
        return self._of(sorted((*self.entries, *more), key=lambda one: rank(one, self.search)))

    def where(self, *tests: Test) -> Self:
        """Return those of which all of these are so."""
        return self._of(one for one in self.entries if passes(one.service, self.search, tests))

    def without(self, ids: Collection[str]) -> Self:
        """Return all but the services with these ids."""
        gone = frozenset(ids)
        return self._of(one for one in self.entries if one.service.id not in gone)

    def at(self, key: Key, value: int) -> Self:
        """Return those that a key gives this value."""
        return self._of(one for one in self.entries if key(one, self.search) == value)

    def partnered(self, bond: int, among: Self | None = None) -> Self:  # noqa: ARG002  # fewer is a matter of speed only
        """Return these."""
        return self

    def partners_of(self, service: Service, bond: int) -> Self:
        """Return those between which and a service there is this bond."""
        return self._of(one for one in self.entries if partnership(service, one.service) == bond)

    def in_order(self, *keys: Key) -> Iterator[Entry]:
        """Yield entries: by these keys first, then by rank."""
        return iter(sorted(self.entries, key=lambda one: [key(one, self.search) for key in keys]))

    def first(self, keys: Iterable[Key]) -> Entry | None:
        """Return the first in this order, if there is any."""
        return next(self.in_order(*keys), None)

    def _of(self, entries: Iterable[Entry]) -> Self:
        return type(self)(tuple(entries), self.search)


def listed(services: Iterable[Service], search: Search) -> Listed:
    """Return every service that the rules let through, in order; some have no usable contact."""
    found = [entry(one, search) for one in services if passes(one, search, BUT_FOR_CONTACT)]
    return Listed(tuple(sorted(found, key=lambda one: rank(one, search))), search)
