"""The clocks that a verb can go by: the one that goes, one that stands, one that is ahead."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.errors import SettingError

Clock = Callable[[], datetime]

YEARS = range(2000, 2100)
"""Those in which it can be: at the ends of the calendar no deadline could be reckoned."""


def utc_now() -> datetime:
    """Return the time it is, in UTC. The one clock of the bot."""
    return datetime.now(UTC)


def clock_at(moment: str | None) -> Clock:
    """
    Return a clock that stands at a moment (RFC 3339 with offset), or the one that goes.

    Raises SettingError for what is no such moment.
    """
    if moment is None:
        return utc_now
    try:
        standing = datetime.fromisoformat(moment)
    except ValueError:
        standing = None
    if standing is None or standing.tzinfo is None or standing.year not in YEARS:
        raise SettingError(f"--at is {moment!r}. Write it like 2026-11-20T12:00:00+00:00")
    return lambda: standing


def clock_from(moment: str | None) -> Clock:
    """
    Return a clock that goes, from a moment on (RFC 3339 with offset), or from now.

    Raises SettingError for what is no such moment.
    """
    if moment is None:
        return utc_now
    ahead = clock_at(moment)() - utc_now()
    return lambda: utc_now() + ahead
