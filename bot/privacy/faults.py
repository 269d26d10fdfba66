"""
What is said about an error that nobody expected: a code and a place in our own code (S43).

The message of an exception may hold an update, a session or an answer, and so may its arguments,
its notes and the variables of its frames. None of them is read here. The code is the name of the
exception's class, and only when such a class really stands in a module.
"""

import asyncio
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

import bot
from bot.privacy.events import ErrorName, Fault
from bot.privacy.events import Place as CodePlace
from bot.privacy.log import Log

Where = Literal["turn", "main", "thread", "loop", "finaliser"]

ELSEWHERE = CodePlace("elsewhere")
"""The place of an error that never went through our code."""


def fault_of(error: BaseException | None, where: Where) -> Fault:
    """Return what may be said about an error; of a group, about the first in it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if error is None:
        return Fault(ErrorName("Unknown"), ErrorName("None"), ELSEWHERE, where)
    cause = error.__cause__ or error.__context__
    return Fault(
        code=_code(error),
        cause=ErrorName("None") if cause is None else _code(cause),
        place=_place(error.__traceback__),
        where=where,
    )


def _code(error: BaseException) -> ErrorName:
    # A class made while the bot runs could have any name; one that stands in a module has not.
    kind = type(error)
    module = sys.modules.get(kind.__module__)
    stands = module is not None and vars(module).get(kind.__name__) is kind
    return ErrorName(kind.__name__ if stands else "Unknown")


def _place(trace: TracebackType | None) -> CodePlace:
    """Return the innermost line of our own code."""
    home = Path(bot.__file__).parent
    found = ELSEWHERE
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(home):
            found = CodePlace(f"bot/{path.relative_to(home).as_posix()}:{line}")
    return found


def report_faults(log: Log) -> None:
    """Send what nobody catches to the log: of the program, of threads, of finalisers."""

    def of_thread(found: threading.ExceptHookArgs) -> None:
        """Report what ended a thread, unless it was asked to end."""
        if found.exc_type is not SystemExit:
            log.say(fault_of(found.exc_value, "thread"))

    def of_finaliser(found: "sys.UnraisableHookArgs") -> None:
        """Report what failed while Python was clearing up, where nothing can catch it."""
        log.say(fault_of(found.exc_value, "finaliser"))

    sys.excepthook = lambda _kind, error, _trace: log.say(fault_of(error, "main"))
    threading.excepthook = of_thread
    sys.unraisablehook = of_finaliser


def report_loop_faults(loop: asyncio.AbstractEventLoop, log: Log) -> None:
    """Send what a task or a callback of this event loop raised, and nobody caught, to the log."""

    def handle(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Report the failure alone: the context also holds what was being worked on."""
        log.say(fault_of(context.get("exception"), "loop"))

    loop.set_exception_handler(handle)
