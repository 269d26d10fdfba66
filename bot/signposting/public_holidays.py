"""
Which days are public holidays in a country, or in a part of it.

The library that knows is imported when a line's hours first ask for it, and of its countries only
those that are asked for: by itself it imports two hundred of them for one.
"""

import sys
from datetime import date
from functools import lru_cache
from types import ModuleType
from typing import Any


@lru_cache(maxsize=2048)
def is_holiday(day: date, country: str, part: str | None) -> bool:
    """Whether a day is a public holiday there. `part` is what `part_of` says, None if not known."""
    parts: tuple[str | None, ...] = (part,)
    if part is None and country == "GB":
        # The four nations share few holidays: without knowing which, any of theirs is in doubt.
        parts = _calendar(country).subdivisions
    return any(day in _calendar(country, subdiv=one, years=day.year) for one in parts)


@lru_cache(maxsize=4096)
def part_of(country: str, home: tuple[str, ...]) -> str | None:
    """Return the code of the part of the country whose holidays hold there, None if not known."""
    aliases = _calendar(country).subdivisions_aliases
    # A city has no holidays of its own to the library: those of the region around it hold.
    return next((aliases[area] for area in home if area in aliases), None)


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
