"""
Every library shouts what it must not: a program of its own, because it cannot be undone.

`python -m tests.privacy.shouting FOLDER` writes what a careless library would: to loggers, to
handlers put up before and after, to warnings, out of tasks, threads, finalisers, and at last out of
the program itself. The test reads every byte that came of it. With `--unguarded` nothing is
silenced, which shows that the test would see it.
"""

import asyncio
import gc
import importlib
import importlib.util
import logging
import logging.config
import sys
import threading
import warnings
from pathlib import Path

from bot.privacy.faults import report_faults, report_loop_faults
from bot.privacy.libraries import LIBRARIES, LibraryCounts, silence_libraries
from bot.privacy.log import Log
from bot.sessions.keys import session_key

MARKER = "Marker-Amina-4915112345678-token-AAF"
MODULES = (
    "aiohttp.web", "aiosqlite", "alembic", "asyncio", "httpx", "redis", "sqlalchemy.pool",
    "starlette.applications", "telegram.ext", "uvicorn",
)  # fmt: skip
NAMES = (
    *sorted(LIBRARIES),
    "aiohttp.access", "asyncio.events", "httpcore.http11", "httpx._client", "py.warnings",
    "sqlalchemy.engine.Engine", "telegram.Bot", "telegram.ext.Application",
    "telegram.ext.ExtBot", "uvicorn.access", "uvicorn.error", "somebody.else",
)  # fmt: skip
LEVELS = (5, *range(10, 60, 10))


class Careless:
    """A thing whose every text is the marker, and which fails when it goes."""

    def __repr__(self) -> str:
        return MARKER

    def __del__(self) -> None:
        raise ValueError(MARKER)


class BreakingHandler(logging.Handler):
    """A handler that breaks, so that Python prints the record with its arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            int(MARKER)
        except ValueError:
            self.handleError(record)


def fail() -> None:
    """Fail in our own code, with the marker in the arguments."""
    session_key(MARKER.encode() * 3, MARKER, MARKER)


def import_what_is_here() -> None:
    for name in MODULES:
        if importlib.util.find_spec(name.partition(".")[0]):
            importlib.import_module(name)


def loggers() -> list[logging.Logger]:
    known = [*NAMES, *logging.root.manager.loggerDict]
    return [logging.root, *(logging.getLogger(name) for name in dict.fromkeys(known))]


def put_up_handlers(folder: Path) -> None:
    """Do what a library does that configures logging for itself."""
    for logger in loggers():
        logger.setLevel(1)
        logger.propagate = True
    configured = {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {
            "out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"},
            "file": {"class": "logging.FileHandler", "filename": f"{folder / 'library.log'}"},
        },
        "loggers": {
            name: {"handlers": ["out", "file"], "level": 1, "propagate": False} for name in NAMES
        },
        "root": {"handlers": ["out", "file"], "level": 1},
    }
    logging.config.dictConfig(configured)
    logging.getLogger("telegram.Bot").addHandler(BreakingHandler())


def shout() -> None:
    try:
        fail()
    except Exception:
        for logger in loggers():
            for level in LEVELS:
                logger.log(level, "%s " + MARKER, {"update": MARKER}, exc_info=True)
                logger.log(level, MARKER, stack_info=True, extra={"chat": MARKER})
            logging.LoggerAdapter(logger, {}).critical(MARKER)
    logging.getLogger(f"chat {MARKER}").critical("a name may be free text too")
    warnings.warn(MARKER, UserWarning, stacklevel=1)


async def fail_everywhere(log: Log | None) -> None:
    """Fail where nobody catches it: in a task, a callback, a thread, a finaliser."""
    loop = asyncio.get_running_loop()
    if log is not None:
        report_loop_faults(loop, log)
    task = asyncio.create_task(asyncio.to_thread(fail))
    loop.call_soon(fail)
    await asyncio.sleep(0.05)
    del task
    gc.collect()
    thread = threading.Thread(target=fail, name=MARKER)
    thread.start()
    thread.join()
    Careless()


def main() -> None:
    """Shout. Ends with an error that nobody catches."""
    folder, guarded = Path(sys.argv[1]), "--unguarded" not in sys.argv
    warnings.simplefilter("always")
    import_what_is_here()
    put_up_handlers(folder)
    log, counts = Log(sys.stderr), LibraryCounts()
    if guarded:
        counts = silence_libraries()
        report_faults(log)
    shout()
    put_up_handlers(folder)
    shout()
    asyncio.run(fail_everywhere(log if guarded else None), debug=True)
    for event in counts.take():
        log.say(event)
    fail()


if __name__ == "__main__":
    main()
