"""The days ahead of a line: when it is open, as matching itself reads the hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.signposting.hours import opening_of
from bot.signposting.listing import OpenState
from bot.signposting.public_holidays import part_of

QUARTER = timedelta(minutes=15)
QUARTERS_OF_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a day in one state, on the clock of that place; an end of 00:00 is midnight."""

    begin: time
    end: time
    state: OpenState


def week_ahead(
    hours: str, zone: ZoneInfo, country: str, home: tuple[str, ...], first: date
) -> tuple[tuple[date, tuple[Stretch, ...]], ...]:
    """
    Return seven days from `first` on, each with the stretches in which it is not closed.

    `hours` are a record's, not empty; `home` is the chain of area ids of where it sits.
    """
    part = part_of(country, home)
    days = [first + timedelta(days=at) for at in range(7)]
    return tuple((day, _stretches(hours, day, zone, country, part)) for day in days)


def _stretches(
    hours: str, day: date, zone: ZoneInfo, country: str, part: str | None
) -> tuple[Stretch, ...]:
    begin = datetime.combine(day, time(0))
    # The quarters of the clock on the wall: a day on which the clock is moved has some twice.
    moments = [begin + QUARTER * at for at in range(QUARTERS_OF_A_DAY)]
    states = [
        opening_of(hours, moment.replace(tzinfo=zone), zone, country, part).state
        for moment in moments
    ]
    found: list[Stretch] = []
    since = 0
    for at in range(1, QUARTERS_OF_A_DAY + 1):
        if at == QUARTERS_OF_A_DAY or states[at] != states[since]:
            if states[since] != "closed":
                end = (begin + QUARTER * at).time()
                found.append(Stretch(moments[since].time(), end, states[since]))
            since = at
    return tuple(found)
