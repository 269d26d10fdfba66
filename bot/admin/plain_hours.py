"""
Opening hours the way people write them on a door, and the form in which a record keeps them.

Pure. Seven lines, one for each day, such as "9-12, 13:30-17" or nothing; and whether public
holidays are closed. What a record holds beyond that is left as it is written there.
"""

import re
from dataclasses import dataclass
from itertools import groupby

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS_CLOSED = "PH off"

_TIME = r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?"
_RANGE = re.compile(rf"{_TIME}\s*(?:[-–—]|to|bis|à|a)\s*{_TIME}\s*h?", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/&+]|\band\b|\bund\b|\bet\b|\by\b|\be\b")
_DAY = "|".join(DAYS)
_RULE = re.compile(rf"(?:(?P<days>(?:{_DAY})(?:[-,](?:{_DAY}))*) )?(?P<times>[\d:,-]+)")
_KEPT = re.compile(r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*")


@dataclass(frozen=True, slots=True)
class PlainHours:
    """What is written for each day, Monday first; empty is closed. And what holidays are."""

    days: tuple[str, ...]
    holidays_closed: bool = False


def kept_times(text: str) -> str | None:
    """
    Return times of one day as a record keeps them (`09:00-12:00,13:30-17:00`).

    Empty stays empty. None for what cannot be read as times.
    """
    parts = (part.strip() for part in _BETWEEN.split(text))
    found = [_kept_range(part) for part in parts if part]
    return None if None in found else ",".join(one for one in found if one)


def _kept_range(text: str) -> str | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    ends = [(int(match[at]), int(match[at + 1] or 0)) for at in (1, 3)]
    if any(hour * 60 + minute > 24 * 60 or minute > 59 for hour, minute in ends):
        return None
    return "-".join(f"{hour:02}:{minute:02}" for hour, minute in ends)


def kept_hours(plain: PlainHours) -> str | None:
    """Return hours as a record keeps them; None when no day has any, or one cannot be read."""
    times = [kept_times(day) for day in plain.days]
    if None in times or not any(times):
        return None
    rules = [
        f"{_span([day for day, _ in days])} {time}"
        for time, days in _runs(zip(DAYS, times, strict=True))
        if time
    ]
    return "; ".join([*rules, HOLIDAYS_CLOSED] if plain.holidays_closed else rules)


def _runs(
    days: "zip[tuple[str, str | None]]",
) -> list[tuple[str | None, list[tuple[str, str | None]]]]:
    return [(time, list(run)) for time, run in groupby(days, key=lambda day: day[1])]


def _span(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"


def plain_hours(kept: str) -> PlainHours | None:
    """Return a record's hours as seven plain lines; None when they say more than that."""
    days = dict.fromkeys(DAYS, "")
    closed = False
    for rule in (part.strip() for part in kept.split(";")):
        if rule == HOLIDAYS_CLOSED:
            closed = True
            continue
        match = _RULE.fullmatch(rule)
        if match is None or not _KEPT.fullmatch(match["times"]):
            return None
        named = _named(match["days"] or "Mo-Su")
        if named is None:
            return None
        days |= dict.fromkeys(named, match["times"].replace(",", ", "))
    return PlainHours(tuple(days.values()), closed)


def _named(text: str) -> list[str] | None:
    """Return the days that `Mo-Fr,Su` names; None when a span turns round the week."""
    found: list[str] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        if end < begin:
            return None
        found += DAYS[begin : end + 1]
    return found
