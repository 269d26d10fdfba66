"""
One record as a file gives it, whatever the format, and a shelf where many of them wait on disc.

A file of a hundred thousand records is read once. What was read lies on the shelf until it has been
judged, shown and agreed to: what was looked at is what is done, and memory does not grow with it.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from bot.exchange.columns import Fault, column_of
from bot.exchange.plain import Plain

Item = TypeVar("Item")

_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Line:
    """
    One record of a file.

    `row` is where it stands, `plain` what it says. `faults` are cells that cannot be read.
    `untold` are fields of which the file says nothing: they stay as they are in the directory.
    `left_out` are values that are not taken, each with the reason. `columns` says where a column
    of ours stands in the file, where it is called otherwise. `dotted` is whether the file names
    parts by the way to them, and not by columns.
    """

    row: str
    plain: Plain
    faults: tuple[Fault, ...] = ()
    untold: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    dotted: bool = False

    @property
    def id(self) -> str:
        """The id that it gives, empty when it gives none."""
        found = self.plain.get("id")
        return found if isinstance(found, str) else ""

    def column(self, where: tuple[str | int, ...]) -> str:
        """Return the column in which a part of the record stands."""
        if self.dotted:
            return ".".join(map(str, where))
        name = column_of(where)
        return self.columns.get(name, name)


class Shelf(Generic[Item]):
    """Things of one type, written one after another to a file that nobody else can see."""

    def __init__(self, kind: type[Item]) -> None:
        self._file: Any = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the shelf
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(kind)
        self.count = 0

    def __enter__(self) -> "Shelf[Item]":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, item: Item) -> None:
        """Put one thing behind the others."""
        packed = self._encoder.encode(item)
        self._file.write(len(packed).to_bytes(_LENGTH, "big") + packed)
        self.count += 1

    def __iter__(self) -> Iterator[Item]:
        self._file.seek(0)
        while length := self._file.read(_LENGTH):
            yield self._decoder.decode(self._file.read(int.from_bytes(length, "big")))

    def portions(self, size: int) -> Iterator[list[Item]]:
        """Yield what stands there, so many at a time."""
        portion: list[Item] = []
        for item in self:
            portion.append(item)
            if len(portion) == size:
                yield portion
                portion = []
        if portion:
            yield portion
