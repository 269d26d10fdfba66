"""What every verb has to do with: the settings, and how it ends when it cannot do what is asked."""

import os
import sys
from typing import NoReturn

from bot.settings import Settings, read_settings

REFUSED = 2
"""The exit status when what was asked for cannot be done; the reason stands on standard error."""


def settings() -> Settings:
    """Return the settings of this installation."""
    return read_settings(os.environ)


def refuse(reason: str) -> NoReturn:
    """Say why on standard error and end with status 2."""
    print(reason, file=sys.stderr)
    raise SystemExit(REFUSED)
