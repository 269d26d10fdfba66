"""
A bot that can be killed: `python -m tests.telegram.killed` makes one for each line on its input.

A line is JSON: token, api_url, folder, at (the time, RFC 3339), and port, at which it is called; 0
is one that fetches. The answer is a line with the process's id.
Each bot is a fork of a process that has read everything already, so that hundreds can be killed.
"""

import asyncio
import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.channels.telegram.host import stopping_on_signals
from bot.channels.telegram.run import serve
from bot.sessions.erasure import Ledger
from bot.sessions.store import MemorySessions
from bot.visits import Visits
from tests.conversation.visit import directory, world
from tests.telegram.bot import PATIENCE, SILENCE, Clock, Files, key, nothing, wiring_for
from tests.telegram.hooked import door_at


def main() -> None:
    """Read everything once, then make a bot for each line."""
    world()
    directory()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_the_bot(wanted)
        print(child, flush=True)


def _be_the_bot(wanted: dict[str, Any]) -> None:
    sys.stdin.close()
    asyncio.run(_serve(wanted))
    os._exit(0)


async def _serve(wanted: dict[str, Any]) -> None:
    clock = Clock(datetime.fromisoformat(wanted["at"]))
    ledger = Ledger.open(Path(wanted["folder"]) / "ledger", key(), clock())
    visits = Visits(world(), Files(), MemorySessions(), clock)
    door = door_at(wanted["port"]) if wanted["port"] else None
    token, api_url = wanted["token"], wanted["api_url"]
    wiring = wiring_for(
        token, api_url, ledger, visits, visits, clock, PATIENCE, nothing, _quiet, door
    )
    assert wiring.silence == SILENCE
    await serve(wiring, stopping_on_signals())
    ledger.close()


def _quiet(_event: object) -> None:
    """Say nothing: the log has tests of its own."""


if __name__ == "__main__":
    main()
