"""
The process that answers Rasa: its log and its signals around the server.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

from bot.privacy.faults import fault_of, report_faults, report_loop_faults
from bot.privacy.libraries import silence_libraries
from bot.privacy.log import Log
from bot.rasa.actions import Report, executor_for
from bot.rasa.desk import Desk
from bot.rasa.server import Door, serve
from bot.sessions.visit_seal import VisitSeal


async def host(door: Door, open_desk: Callable[[], Awaitable[Desk]]) -> None:
    """
    Answer Rasa until the process is told to stop.

    Raises SettingError or StoreError when it cannot begin.
    """
    # Whatever a library says from here on is counted and never read (S42): a request is a whole
    # conversation.
    counts, log = silence_libraries(), Log(sys.stderr)
    report_faults(log)
    report_loop_faults(asyncio.get_running_loop(), log)

    report = _reporting(log)
    try:
        executor = executor_for(await open_desk(), VisitSeal(), report)
        await serve(executor, door, _stopping_on_signals(), report)
    finally:
        for event in counts.take():
            log.say(event)


def _reporting(log: Log) -> Report:
    """Return what says an error's code and place in the log (S43)."""
    return lambda error: log.say(fault_of(error, "turn"))


def _stopping_on_signals() -> asyncio.Event:
    """Return what is set when the process is told to end (SIGTERM, SIGINT)."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
