"""
HSDS as a tabular package, and its tables as nested objects: the same data in two forms.

In JSON an object stands inside the one that it belongs to; in a package each kind has a table, and
a column says to whom a row belongs. Nothing is lost either way; a row that belongs to nobody stays
in its table.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.exchange.hsds_shape import REFERENCE, SHAPES, Object, reference_of, reference_to

Tables = dict[str, list[Object]]
"""Rows by the name of their table."""


class Flattener:
    """Takes nested objects apart. `tables` holds all rows so far."""

    def __init__(self) -> None:
        self.tables: Tables = {}
        self._by_id: dict[tuple[str, str], Object] = {}

    def add(self, kind: str, given: Object, **belongs: str) -> None:
        """Put an object, and everything inside it, into the tables."""
        shape = SHAPES[kind]
        row = {key: given[key] for key in ("id", *shape.texts) if key in given} | belongs
        for key, inside in shape.objects.items():
            if key in given:
                row[reference_of(key)] = given[key]["id"]
                self.add(inside, given[key])
        for key, inside in shape.lists.items():
            for part in given.get(key, []):
                self.add(inside, part, **{reference_to(kind, inside): given["id"]})
        self._keep(shape.table, row)

    def _keep(self, table: str, row: Object) -> None:
        # The same object may stand in several places; it is one row while the places agree.
        known = self._by_id.get((table, row["id"]))
        if known is not None and all(known.get(key, row[key]) == row[key] for key in row):
            known |= row
            return
        self._by_id[table, row["id"]] = row
        self.tables.setdefault(table, []).append(row)


class Nester:
    """Puts rows together again."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._found: dict[tuple[str, str], dict[str, list[Object]]] = {}

    def services(self) -> Iterator[Object]:
        """Yield each service with everything that belongs to it."""
        for row in self._tables.get("services", []):
            yield self._nested("service", row, ())

    def _nested(self, kind: str, row: Object, above: tuple[str, ...]) -> Object:
        shape = SHAPES[kind]
        made = {
            key: row[key]
            for key in ("id", *shape.texts)
            if _is_there(row.get(key)) and not self._is_said_by_the_nesting(key, row[key])
        }
        for key, inside in shape.objects.items():
            reference = reference_of(key)
            found = self._of(SHAPES[inside].table, "id").get(str(row.get(reference)), [])
            if found and inside not in above:
                made[key] = self._nested(inside, found[0], (*above, kind))
        for key, inside in shape.lists.items():
            belongs = reference_to(kind, inside)
            parts = self._of(SHAPES[inside].table, belongs).get(str(row["id"]), [])
            if parts and inside not in above:
                made[key] = [self._nested(inside, part, (*above, kind)) for part in parts]
        return made

    def _is_said_by_the_nesting(self, key: str, value: Any) -> bool:
        if key in REFERENCE.values() and key != "taxonomy_id":
            return True
        kind = "taxonomy" if key == "taxonomy_id" else key.removesuffix("_id")
        shape = SHAPES.get(kind) if key.endswith("_id") else None
        return shape is not None and str(value) in self._of(shape.table, "id")

    def _of(self, table: str, column: str) -> dict[str, list[Object]]:
        known = self._found.get((table, column))
        if known is None:
            known = self._found[table, column] = {}
            for row in self._tables.get(table, []):
                if _is_there(row.get(column)):
                    known.setdefault(str(row[column]), []).append(row)
        return known


def _is_there(value: Any) -> bool:
    return value not in (None, "")


def flattened(services: Iterable[Object]) -> Tables:
    """Return the tables of nested services."""
    flattener = Flattener()
    for service in services:
        flattener.add("service", service)
    return flattener.tables
