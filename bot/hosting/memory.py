"""
Keep what is in the bot's memory out of files and out of other processes.

Sessions are nowhere but in memory (S41). A core dump would write all of it to the disc, readable.
"""

import ctypes
import resource
from contextlib import suppress

_SET_DUMPABLE = 4
"""PR_SET_DUMPABLE in <linux/prctl.h>."""


def keep_memory_private() -> None:
    """
    Forbid core dumps of this process, and that others of the same user look into it.

    Both are needed: a handler that dumps are piped to is not bound by the limit. Where there is no
    prctl (another system than Linux), the limit alone is set.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
