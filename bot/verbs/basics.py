"""What every verb has to do with: the settings, and how it ends when it cannot do what is asked."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper, UnsupportedOperation
from typing import NoReturn

from bot.settings import Settings, read_settings

REFUSED = 2
"""The exit status when what was asked for cannot be done; the reason stands on standard error."""


LOST = "\N{REPLACEMENT CHARACTER}"
"""What stands for a letter of standard input that nobody can read."""


def never_fail_on_letters() -> None:
    """
    Read `LOST` for bytes that are no letters, and write `?` for a letter that the terminal has not.

    Python would end in a traceback, and in the middle of a visit.
    """
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            with suppress(UnsupportedOperation):  # somebody has read from it already
                stream.reconfigure(errors="replace")


def settings() -> Settings:
    """Return the settings of this installation."""
    return read_settings(os.environ)


def refuse(reason: str) -> NoReturn:
    """Say why on standard error and end with status 2."""
    print(reason, file=sys.stderr)
    raise SystemExit(REFUSED)
