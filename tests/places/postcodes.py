"""
Outward UK postcodes written out: each code with the areas that it lies in.
"""

from collections.abc import Iterator, Mapping
from typing import Any


def postcodes(listed: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the areas of every code (small letters); of the letters alone for all other codes."""
    found: dict[str, list[str]] = {}
    for one in listed:
        letters = one["letters"].lower()
        found[letters] = list(one["around"])
        for area, numbers in one.get("districts", {}).items():
            for district in _districts(numbers):
                found.setdefault(letters + district, []).append(area)
    return found


def _districts(numbers: str) -> Iterator[str]:
    for one in numbers.lower().split():
        first, _, last = one.partition("-")
        yield from map(str, range(int(first), int(last) + 1)) if last else [first]
