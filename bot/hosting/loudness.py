"""
Try whether libraries are silent (S42): let each shout, and hear nothing.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

from bot.findings import Finding, fault, well
from bot.privacy.libraries import LEVELS, LIBRARIES

LOGS = "logs"

_SHOUT = "what a library would write"


def logs_are_silent(silence: Callable[[], object]) -> Finding:
    """
    Silence libraries as the bot does when it starts, then let every one of them log.

    `silence` is what the bot calls for that; it holds for the rest of the process.
    """
    silence()
    heard = StringIO()
    for name in ("", *sorted(LIBRARIES)):
        with _heard_by(logging.getLogger(name), heard) as logger:
            for level, _ in LEVELS:
                logger.log(level, _SHOUT)
    if heard.getvalue():
        remedy = "Do not run the bot like this: its token could be written. Report it as a danger"
        return fault(LOGS, "Libraries can write to the log.", remedy)
    return well(LOGS, "Libraries write nothing; the bot writes codes and counts.")


@contextmanager
def _heard_by(logger: logging.Logger, ear: StringIO) -> Iterator[logging.Logger]:
    handler, level = logging.StreamHandler(ear), logger.level
    logger.addHandler(handler)
    logger.setLevel(1)
    try:
        yield logger
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
