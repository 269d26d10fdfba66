"""
How well a record is known, and how long a check lasts (S61).

`assured_date` is the day on which a person said "I checked this". A record that nobody ever checked
does not age: it says what page it was read on, and stands after every checked one.
"""

from datetime import date
from functools import lru_cache

from bot.signposting.listing import Checked, CheckedState, UrgentNumber
from bot.signposting.service import Service

FRESH_DAYS = 90
AGEING_DAYS = 180
STALE_DAYS = 365

OLD_AFTER_YEARS = 5
"""An urgent number that was read on an older page has expired: it is shown with its date (S64)."""


def checked(service: Service, today: date) -> Checked:
    """Return how recently the record was checked; one that is long past stays "stale"."""
    return _checked(service.assured_date, service.source.year, today)


@lru_cache(maxsize=8192)
def _checked(day: date | None, year: int | None, today: date) -> Checked:
    return Checked(state_of(day, today), day, year)


def has_lapsed(service: Service, today: date) -> bool:
    """Whether the last check is more than a year old: then only a national line is still shown."""
    day = service.assured_date
    return day is not None and has_lapsed_by(day, today)


def has_lapsed_by(day: date, today: date) -> bool:
    """Whether a check on that day is more than a year old."""
    return (today - day).days > STALE_DAYS


def is_old(number: UrgentNumber, today: date) -> bool:
    """Whether the page that an urgent number was read on is too old to rest on (S64)."""
    year = number.source_year
    return year is not None and today.year - year > OLD_AFTER_YEARS


def state_of(day: date | None, today: date) -> CheckedState:
    """Return how recent a check on that day is; None is no check at all."""
    if day is None:
        return "never"
    age = (today - day).days
    if age <= FRESH_DAYS:
        return "fresh"
    return "ageing" if age <= AGEING_DAYS else "stale"
