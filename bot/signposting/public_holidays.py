"""
Which days are public holidays in a country, or in a part of it.

Those of our countries stand in public_holidays.json for some years ahead, taken from the library
that knows (tests/signposting/write_holidays.py; decisions/0022). The library itself is imported for
other years and countries alone: it would take as much memory as all of a conversation's cards.
"""

import json
import sys
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("public_holidays.json")
FIRST_YEAR, LAST_YEAR = 2026, 2035


class Known(NamedTuple):
    """
    What is written down of a country.

    `parts` are the codes of its parts, `aliases` their names and codes. `days` are those of the
    whole country (under no name), and what a part has besides, as in "20260101 20261225"; `without`
    are days of the whole country that a part does not have.
    """

    parts: tuple[str, ...]
    aliases: Mapping[str, str]
    days: Mapping[str, str]
    without: Mapping[str, str]

    def has(self, day: date, part: str | None) -> bool:
        """Whether a day is a holiday there."""
        written = f"{day:%Y%m%d}"
        if part is None:
            return written in self.days[""]
        common = written in self.days[""] and written not in self.without.get(part, "")
        return common or written in self.days[part]


@lru_cache(maxsize=2048)
def is_holiday(day: date, country: str, part: str | None) -> bool:
    """Whether a day is a public holiday there. `part` is what `part_of` says, None if not known."""
    # The four nations share few holidays: without knowing which, any of theirs is in doubt.
    parts = _parts(country) if part is None and country == "GB" else (part,)
    return any(_has(day, country, one) for one in parts)


@lru_cache(maxsize=4096)
def part_of(country: str, home: tuple[str, ...]) -> str | None:
    """Return the code of the part of the country whose holidays hold there, None if not known."""
    known = _known().get(country)
    aliases = _calendar(country).subdivisions_aliases if known is None else known.aliases
    # A city has no holidays of its own to the library: those of the region around it hold.
    return next((aliases[area] for area in home if area in aliases), None)


def _parts(country: str) -> tuple[str, ...]:
    known = _known().get(country)
    return tuple(_calendar(country).subdivisions) if known is None else known.parts


def _has(day: date, country: str, part: str | None) -> bool:
    known = _known().get(country)
    if known is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return day in _calendar(country, subdiv=part, years=day.year)
    return known.has(day, part)


@cache
def _known() -> Mapping[str, Known]:
    written = json.loads(FILE.read_bytes())
    return {
        country: Known(**{**one, "parts": tuple(one["parts"])}) for country, one in written.items()
    }


def _calendar(country: str, **wanted: Any) -> Any:  # as the library has it
    _pass_over_other_countries()
    import holidays

    return holidays.country_holidays(country, **wanted)


def _pass_over_other_countries() -> None:
    """
    Have the library import a country by itself.

    Its package of countries imports every one of them. A bare package in its place finds the same
    modules, and imports those that are asked for: seven megabytes less, and a quarter of a second.
    """
    name = "holidays.countries"
    if name not in sys.modules:
        import holidays

        bare = ModuleType(name)
        bare.__path__ = [f"{folder}/countries" for folder in holidays.__path__]
        sys.modules[name] = bare
