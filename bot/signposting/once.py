"""Things that are worked out when first asked for."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar, overload

Owner = TypeVar("Owner")
Found = TypeVar("Found")


class once(Generic[Owner, Found]):  # noqa: N801  # stands where `property` does
    """
    A property that is worked out once for each object and then lies in it.

    As functools.cached_property, without the lock that Python 3.11 takes each time: a search asks
    for dozens of them, and nobody shares a search.
    """

    def __init__(self, work: Callable[[Owner], Found]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Note the name to keep it under."""
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: Owner, kind: type) -> Found: ...

    def __get__(self, owner: Owner | None, kind: type) -> Self | Found:
        """Work it out; from then on the object itself answers."""
        if owner is None:
            return self
        found = owner.__dict__[self._name] = self._work(owner)
        return found
