"""
Write down the public holidays of our countries, as the library has them, for some years ahead.

    python -m tests.signposting.write_holidays

The bot then needs no library to know whether a line's hours hold today, and asks it only of other
years and countries. To be run when the library is renewed: a test says so.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from holidays import country_holidays

from bot.signposting.public_holidays import FILE, FIRST_YEAR, LAST_YEAR, Known

COUNTRIES = ("DE", "ES", "FR", "GB", "IT", "MT")


def known_by_country() -> dict[str, dict[str, object]]:
    """Return what is written down of each country."""
    return {country: _known_of(country)._asdict() for country in COUNTRIES}


def _known_of(country: str) -> Known:
    calendar = country_holidays(country)
    parts = tuple(calendar.subdivisions)
    common = _days(country, None)
    own = {part: _days(country, part) for part in parts}
    return Known(
        parts=parts,
        aliases=dict(calendar.subdivisions_aliases),
        days={"": _text(common), **{part: _text(days - common) for part, days in own.items()}},
        without={part: _text(common - days) for part, days in own.items() if common - days},
    )


def _days(country: str, part: str | None) -> frozenset[date]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    calendar = country_holidays(country, subdiv=part, years=years)
    return frozenset(day for day in _every_day() if day in calendar)


def _every_day() -> Iterator[date]:
    days = (date(FIRST_YEAR, 1, 1) + timedelta(days=one) for one in range(366 * 100))
    return takewhile(lambda day: day.year <= LAST_YEAR, days)


def _text(days: frozenset[date]) -> str:
    return " ".join(f"{day:%Y%m%d}" for day in sorted(days))


def main() -> None:
    """Write the file."""
    text = json.dumps(known_by_country(), ensure_ascii=False, indent=1)
    FILE.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
