"""What is worked out when somebody first looks at it: few taps show plan B, and all carry it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar, overload

One = TypeVar("One")


class Later(Sequence[One]):
    """A sequence that is made at the first look; equal to any other with the same in it."""

    def __init__(self, make: Callable[[], tuple[One, ...]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[One, ...]:
        return self._make()

    @overload
    def __getitem__(self, at: int) -> One: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[One]: ...

    def __getitem__(self, at: int | slice) -> One | Sequence[One]:
        """Return what stands at a place, or a part of it all."""
        return self._made[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same."""
        return isinstance(other, Sequence) and self._made == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list: what is in it counts

    def __repr__(self) -> str:
        """Show what is in it, as a tuple would."""
        return repr(self._made)
