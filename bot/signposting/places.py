"""
Where things are: countries, regions and places as a hierarchy, and what reaches what.

A service reaches an area when it serves that area or anything around it. An area's id is unique
within its country; every chain of parents ends in the country itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal


@dataclass(frozen=True, slots=True)
class Area:
    """
    A country, region or place.

    `names` maps ISO 639 codes to the name in that language. `time_zone` (IANA) holds for it and all
    below it. An area with `choose: parts` is never offered itself: its parts stand in its place.
    """

    id: str
    country: str
    kind: Literal["country", "region", "place"]
    names: dict[str, str]
    parent: str | None = None
    time_zone: str | None = None
    choose: Literal["itself", "parts"] = "itself"

    @property
    def key(self) -> tuple[str, str]:
        """Country and id: what tells it from every other area."""
        return (self.country, self.id)


@dataclass(frozen=True)
class Areas:
    """All areas, with the questions that are asked of them."""

    all: tuple[Area, ...] = field(repr=False)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], Area]:
        return {area.key: area for area in self.all}

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], tuple[Area, ...]]:
        found: dict[tuple[str, str], list[Area]] = {}
        for area in self.all:
            if area.parent is not None:
                found.setdefault((area.country, area.parent), []).append(area)
        return {key: tuple(parts) for key, parts in found.items()}

    def get(self, country: str, area_id: str) -> Area | None:
        """Return the area, or None when there is no such one in that country."""
        return self._by_key.get((country, area_id))

    @cached_property
    def countries(self) -> tuple[Area, ...]:
        """The countries, in the order of the file."""
        return tuple(area for area in self.all if area.kind == "country")

    def country(self, code: str) -> Area:
        """Return the area that is the whole country. Raises KeyError for an unknown code."""
        for area in self.countries:
            if area.country == code:
                return area
        raise KeyError(code)

    def parts(self, area: Area) -> tuple[Area, ...]:
        """Return what lies directly below an area."""
        return self._parts.get(area.key, ())

    def within(self, area: Area) -> tuple[Area, ...]:
        """Return everything below an area, nearest first, depth first."""
        known = self._within.get(area.key)
        if known is None:
            below = ((part, *self.within(part)) for part in self.parts(area))
            known = self._within[area.key] = tuple(chain.from_iterable(below))
        return known

    @cached_property
    def _within(self) -> dict[tuple[str, str], tuple[Area, ...]]:
        # Filled as they are asked for: each area stands in those around it.
        return {}

    def chain(self, country: str, area_id: str | None) -> tuple[str, ...]:
        """
        Return the ids from an area up to its country; only the country's when no area is named.

        Raises KeyError when the area does not exist.
        """
        known = self._chains.get((country, area_id))
        if known is None:
            known = self._chains[country, area_id] = self._chain(country, area_id)
        return known

    def chain_of(self, country: str, area_id: str) -> tuple[str, ...]:
        """Return the chain of an area, and none where there is no such area."""
        known = self._chains.get((country, area_id))
        if known is not None:
            return known
        return self.chain(country, area_id) if (country, area_id) in self._by_key else ()

    @cached_property
    def _chains(self) -> dict[tuple[str, str | None], tuple[str, ...]]:
        # Filled as chains are asked for; there are no more of them than areas.
        return {}

    def _chain(self, country: str, area_id: str | None) -> tuple[str, ...]:
        area = self.country(country) if area_id is None else self._by_key[(country, area_id)]
        ids = [area.id]
        while area.parent is not None:
            area = self._by_key[(country, area.parent)]
            ids.append(area.id)
        return tuple(ids)

    def time_zone(self, country: str, area_id: str | None) -> str:
        """Return the IANA time zone that holds at an area: the nearest one stated around it."""
        known = self._zones.get((country, area_id))
        if known is None:
            known = self._zones[country, area_id] = self._time_zone(country, area_id)
        return known

    @cached_property
    def _zones(self) -> dict[tuple[str, str | None], str]:
        # Filled as the chains are.
        return {}

    def _time_zone(self, country: str, area_id: str | None) -> str:
        for one in self.chain(country, area_id):
            area = self._by_key[(country, one)]
            if area.time_zone is not None:
                return area.time_zone
        raise KeyError(country)

    def choices(self, country: str) -> tuple[Area, ...]:
        """Return what is offered as "which part of the country": at most one tap deep."""
        return tuple(self._expand(self.country(country)))

    def _expand(self, area: Area) -> Iterator[Area]:
        for part in self.parts(area):
            if part.choose == "parts":
                yield from self._expand(part)
            else:
                yield part
