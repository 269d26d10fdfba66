"""
Keep every library's free text away from every place where it could be read (S42).

An HTTP client logs addresses that hold the bot's token, a Telegram library whole updates, a web
server every request. It is not enough to take their handlers away: some put new ones up when they
start. So no logger of this process calls a handler again, and what is left of a record is that
there was one.
"""

import logging
from collections import Counter
from typing import cast, get_args

from bot.privacy.events import Level, Library, LibrarySpoke

LIBRARIES: frozenset[str] = frozenset(get_args(Library)) - {"other"}
"""The libraries that are counted by name. A logger's whole name may hold anything."""

LEVELS: tuple[tuple[int, Level], ...] = (
    (logging.CRITICAL, "critical"),
    (logging.ERROR, "error"),
    (logging.WARNING, "warning"),
    (logging.INFO, "info"),
)


class LibraryCounts:
    """How often each library wanted to log something, by level."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Library, Level]] = Counter()

    def add(self, logger: str, level: int) -> None:
        """Count one record of a logger, given its name and its level's number."""
        self._counts[_library(logger), _level(level)] += 1

    def take(self) -> tuple[LibrarySpoke, ...]:
        """Return what was counted since the last time, as events for the log."""
        taken, self._counts = self._counts, Counter()
        return tuple(LibrarySpoke(*key, records) for key, records in sorted(taken.items()))


def _library(logger: str) -> Library:
    top = logger.partition(".")[0]
    return cast(Library, top) if top in LIBRARIES else "other"


def _level(number: int) -> Level:
    return next((name for least, name in LEVELS if number >= least), "debug")


def silence_libraries() -> LibraryCounts:
    """
    Take over Python's logging and warnings for the rest of this process; return what counts them.

    The bot's own log does not go through it.
    """
    counts = LibraryCounts()

    def handle(self: logging.Logger, record: logging.LogRecord) -> None:  # noqa: ARG001
        """Count what a library has to say, by its name and level."""
        # The message is never put together: its arguments may be an update.
        counts.add(record.name, record.levelno)

    # Of the class, so that it holds for loggers that are made later, and for good.
    logging.Logger.handle = handle  # type: ignore[method-assign]
    # A handler that breaks would print the record with its arguments.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    for logger in (logging.root, *_known_loggers()):
        logger.handlers.clear()
    return counts


def _known_loggers() -> list[logging.Logger]:
    found = logging.root.manager.loggerDict.values()
    return [logger for logger in found if isinstance(logger, logging.Logger)]
