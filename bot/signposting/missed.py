"""
What somebody looked for and did not find: all that may be counted of it (S46).

A country and one of need, language, region, and nothing else: two of them together could be one
woman in a small place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.signposting.languages import that_count
from bot.signposting.listing import Met
from bot.signposting.need import Need
from bot.signposting.places import Areas

About = Literal["need", "language", "region"]


@dataclass(frozen=True, slots=True)
class Missed:
    """A country (ISO 3166), and a need, a language (ISO 639) or a region that was not met there."""

    country: str
    about: About
    code: str


def missed(need: Need, met: Met, areas: Areas) -> Iterator[Missed]:
    """Yield what a listing that meets a need so far leaves unmet."""
    if met == "need":
        for language in that_count(need):
            yield Missed(need.country, "language", language)
    if met == "national_only":
        for one in need.needs:
            yield Missed(need.country, "need", one)
        region = _region(need, areas)
        if region is not None:
            yield Missed(need.country, "region", region)


def _region(need: Need, areas: Areas) -> str | None:
    """Return the region of her area: a place is never counted, it could be a village."""
    if need.area is None:
        return None
    regions = {area.id for area in areas.choices(need.country)}
    return next((one for one in areas.chain(need.country, need.area) if one in regions), None)
