"""
Whether a line is open, from hours in the OpenStreetMap `opening_hours` form.

The library that reads the form is asked only when needed, and not believed in four cases: an empty
value or a bare comment (it says "open"), a comment beside the hours (that means by appointment), a
public holiday the hours say nothing about, and a holiday on which its calendar differs from the
one of `holidays` (it is wrong for the United Kingdom).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.signposting.listing import Opening, OpenState
from bot.signposting.public_holidays import is_holiday, part_of
from bot.signposting.service import Contact, Service

if TYPE_CHECKING:
    from opening_hours import OpeningHours

ALWAYS = frozenset({"24/7", "Mo-Su 00:00-24:00", "Mo-Su,PH 00:00-24:00", "00:00-24:00"})
BEST_FIRST: tuple[OpenState, ...] = ("open", "by_appointment", "closed", "not_known")
OPEN, BY_APPOINTMENT, NOT_KNOWN = Opening("open"), Opening("by_appointment"), Opening("not_known")
LOOK_AHEAD = timedelta(days=14)
QUARTERS = frozenset({"00", "15", "30", "45"})
AT_ANY_MINUTE = ("sun", "dawn", "dusk", "/")
"""What in hours makes a change possible at any minute: the sun, and intervals."""

LINES = frozenset({"voice", "sms", "whatsapp", "webchat"})
"""Contacts at whose other end somebody is, or is not. A page and a letterbox have no hours."""


def hours_kept(service: Service, contacts: Iterable[Contact]) -> frozenset[str]:
    """
    Return what hours the lines among these contacts keep, stripped; "" for hours not known.

    A contact's own hours go before the service's. Who is reached only by a page or a letterbox
    keeps none, whatever hours the service has: nobody can be got hold of by it.
    """
    found = {contact.hours or service.hours for contact in contacts if contact.type in LINES}
    return frozenset([(hours or "").strip() for hours in found])


@lru_cache(maxsize=8192)
def steady(kept: frozenset[str]) -> Opening | None:
    """Return the best state of these hours if none of them ever changes, None if any may."""
    if not all(is_constant(hours) for hours in kept if hours):
        return None
    return _best_of([_constant(hours) if hours else NOT_KNOWN for hours in kept])


def opening(
    kept: frozenset[str], at: datetime, zone: ZoneInfo, country: str, home: tuple[str, ...] = ()
) -> Opening:
    """
    Return the best state of lines with these hours: open, by appointment, closed, not known.

    `at` is aware. `home` is the chain of area ids of where the service sits: holidays differ by
    region.
    """
    part = part_of(country, home)
    return _best_of(
        [opening_of(hours, at, zone, country, part) if hours else NOT_KNOWN for hours in kept]
    )


def opening_of(hours: str, at: datetime, zone: ZoneInfo, country: str, part: str | None) -> Opening:
    """
    Return the state of a line with these hours, which are stripped and not empty.

    `part` is what `part_of` says of where the service sits.
    """
    if is_constant(hours):
        return _constant(hours)
    at = at if at.tzinfo is zone else at.astimezone(zone)
    minutes = 15 if is_by_the_quarter(hours) else 1
    return _at_that_time(hours, beginning(at, minutes), zone, country, part)


def is_constant(hours: str) -> bool:
    """Whether stripped hours say the same at every moment: always, or by appointment."""
    return hours in ALWAYS or (
        hours.startswith('"') and hours.count('"') == 2 and hours.endswith('"')
    )


def _constant(hours: str) -> Opening:
    return OPEN if hours in ALWAYS else BY_APPOINTMENT


@lru_cache(maxsize=8192)
def is_by_the_quarter(hours: str) -> bool:
    """Whether these hours only change on a quarter of an hour; sunset knows no quarters."""
    minutes = (text[:2] for text in hours.split(":")[1:])
    return QUARTERS.issuperset(minutes) and not any(one in hours for one in AT_ANY_MINUTE)


def is_always_open(service: Service, contact: Contact) -> bool:
    """Whether somebody is there at every hour of every day, by the record."""
    hours = contact.hours or service.hours or ""
    return contact.type in LINES and hours.strip() in ALWAYS


def _best_of(states: Sequence[Opening]) -> Opening:
    return states[0] if len(states) == 1 else min(states, key=_best, default=NOT_KNOWN)


def _best(one: Opening) -> tuple[int, bool, str]:
    opens_at = one.opens_at.isoformat() if one.opens_at else ""
    return (BEST_FIRST.index(one.state), one.opens_at is None, opens_at)


def beginning(at: datetime, minutes: int) -> datetime:
    """Return the beginning of the quarter, or of the minute, through which a state holds."""
    return at.replace(minute=at.minute - at.minute % minutes, second=0, microsecond=0)


@lru_cache(maxsize=8192)
def _at_that_time(
    hours: str, at: datetime, zone: ZoneInfo, country: str, part: str | None
) -> Opening:
    reader = _reader(hours, str(zone), country)
    if reader is None or _is_doubtful(hours, at.date(), country, part):
        return Opening("not_known")
    return _read(reader, hours, at, country, part)


def _read(
    reader: "OpeningHours", hours: str, at: datetime, country: str, part: str | None
) -> Opening:
    if reader.is_closed(at):
        return Opening("closed", _opens_at(reader, hours, at, country, part))
    _, comment = reader.state(at)
    if comment:
        return Opening("by_appointment")
    return Opening("open" if reader.is_open(at) else "not_known")


def _opens_at(
    reader: "OpeningHours", hours: str, at: datetime, country: str, part: str | None
) -> datetime | None:
    # Walking on past a doubtful day is honest: it may open earlier, it will open then.
    moment, end = at, at + LOOK_AHEAD
    while (change := reader.next_change(moment)) is not None and change < end:
        _, comment = reader.state(change)
        if (
            reader.is_open(change)
            and not comment
            and not _is_doubtful(hours, change.date(), country, part)
        ):
            return change
        moment = change
    return None


@lru_cache(maxsize=512)
def _reader(hours: str, zone: str, country: str) -> "OpeningHours | None":
    # Imported here: most services are open always or have no known hours.
    from opening_hours import OpeningHours, validate

    if not validate(hours):
        return None
    # An expression that has expired can be searched for half a second without the limit.
    return OpeningHours(
        hours,
        timezone=ZoneInfo(zone),
        country=country,
        auto_country=False,
        auto_timezone=False,
        max_interval_days=60,
    )


def _is_doubtful(hours: str, day: date, country: str, part: str | None) -> bool:
    """Whether it is a public holiday, and what the hours mean on one is not known."""
    if "PH" not in hours:
        return is_holiday(day, country, part)
    calendar = _reader("PH", "UTC", country)
    noon = datetime.combine(day, time(12), ZoneInfo("UTC"))
    return calendar is None or calendar.is_open(noon) != is_holiday(day, country, part)
