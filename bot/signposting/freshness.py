"""
How well a record is known, and how long a check lasts (S61).

`assured_date` is the day on which a person said "I checked this". A record that nobody ever checked
does not age: it says what page it was read on, and stands after every checked one.
"""

from datetime import date

from bot.signposting.listing import Checked, CheckedState
from bot.signposting.service import Service

FRESH_DAYS = 90
AGEING_DAYS = 180
STALE_DAYS = 365


def checked(service: Service, today: date) -> Checked:
    """Return how recently the record was checked; one that is long past stays "stale"."""
    state = _state(service.assured_date, today)
    return Checked(state, service.assured_date, service.source.year)


def has_lapsed(service: Service, today: date) -> bool:
    """Whether the last check is more than a year old: then only a national line is still shown."""
    day = service.assured_date
    return day is not None and (today - day).days > STALE_DAYS


def _state(day: date | None, today: date) -> CheckedState:
    if day is None:
        return "never"
    age = (today - day).days
    if age <= FRESH_DAYS:
        return "fresh"
    return "ageing" if age <= AGEING_DAYS else "stale"
