"""
Bots that are watched: `python -m tests.telegram.watched STATE` makes one for each line it reads.

STATE is a state folder with the directory in it; every bot has a copy of its own.

A line is JSON: `folder` (for what it prints), `seen` (a file for what it did), `environment`, and
`breaks`: seams that raise, each `module:name` with the number of the call that raises first and how
many calls go well between two that do (0: none after it). The answer is the process's id; a line
`{"wait": id}` is answered with the exit status. Each bot is a fork of a process that has read the
content already, and goes through the same `main` as any other.

What a bot did is a line of JSON for each connection, look-up of a name, program started, and file
opened for writing, as Python's audit events have it.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import bot.app.telegram
import bot.channels.telegram.host
import bot.storage.store  # it takes long: once, before the forks
from bot.__main__ import main as bot_main
from bot.answers import WISH
from bot.app.world import open_world
from bot.settings import Settings, read_settings
from bot.storage import open_directory as snapshots
from bot.storage import snapshot_file
from tests.telegram.bot import PATIENCE

WATCHED = (
    "os.exec", "os.fork", "os.posix_spawn", "os.system", "smtplib.connect", "socket.connect",
    "socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname", "socket.getnameinfo",
    "socket.sendmsg", "socket.sendto", "sqlite3.connect", "subprocess.Popen", "urllib.Request",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND


def main() -> None:
    """Read everything once, then make a bot for each line, or say how one ended."""
    keep_the_content(read_settings({"FINGERPOST_STATE_DIR": sys.argv[1]}))
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        if "wait" in wanted:
            _, status = os.waitpid(wanted["wait"], 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        child = os.fork()
        if child == 0:
            be_the_bot(wanted)
            return
        print(child, flush=True)


def keep_the_content(settings: Settings) -> None:
    """Read the content and the directory once for all bots: their copies of it are the same."""
    read = snapshot_file.read_snapshot
    kept = read(Path(settings.state) / "directory.sqlite3")
    assert kept is not None, "the state folder that is copied holds no snapshot"
    world = open_world(settings)
    world.understand("umbrella", {}, None, kept[1])
    # Also what is read only when a text is nothing else: her own words for what is asked.
    world.understand("xyzzy", {}, None, kept[1], language="en", asked=(WISH,), wishes=("housing",))
    replace(bot.app.telegram, "open_world", lambda _: world)
    replace(snapshots, "read_snapshot", lambda file: kept if read(file) == kept else None)


def replace(owner: Any, name: str, by: Any) -> None:
    """Put something in the place of what a module or a class has under a name."""
    setattr(owner, name, by)


def be_the_bot(wanted: dict[str, Any]) -> None:
    """Turn this process into a bot."""
    folder = Path(wanted["folder"])
    sys.stdin.close()
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(file, descriptor)
        os.close(file)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    # With the pauses of the real one a test would take an hour.
    replace(bot.channels.telegram.host, "Patience", lambda: PATIENCE)
    for seam, first, between in wanted["breaks"]:
        break_seam(seam, first, between)
    sys.argv = ["fingerpost", "telegram"]
    watch(wanted["seen"])
    bot_main()


def break_seam(seam: str, first: int, between: int) -> None:
    """Let the calls of something raise an error that holds everything the calls were given."""
    module, _, name = seam.partition(":")
    owner: Any = importlib.import_module(module)
    *around, last = name.split(".")
    for part in around:
        owner = getattr(owner, part)
    replace(owner, last, raising(getattr(owner, last), first, between))


def raising(work: Callable[..., Any], first: int, between: int) -> Callable[..., Any]:
    """Return what does the same, and raises at these calls."""
    calls = count()

    def instead(*given: Any, **named: Any) -> Any:
        late = next(calls) - first
        if late == 0 or (late > 0 and between and late % (between + 1) == 0):
            raise RuntimeError(f"planned: {[_told(one) for one in given]} {named}")
        return work(*given, **named)

    return instead


def _told(thing: Any) -> str:
    """Return all that a careless error could say about a thing."""
    held = {name: getattr(thing, name, None) for name in getattr(thing, "__slots__", ())}
    return f"{thing!r} {held} {getattr(thing, '__dict__', '')}"


def watch(file: str) -> None:
    """Write down, from here on, what leaves this process."""
    out = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event in WATCHED:
            told = [str(one) for one in given]
            if event == "socket.connect":
                told = [str(part) for part in given[1]]
            os.write(out, json.dumps([event, *told]).encode() + b"\n")
        elif event == "open" and given[2] & WRITING and not isinstance(given[0], int):
            os.write(out, json.dumps([event, os.fsdecode(given[0])]).encode() + b"\n")

    sys.addaudithook(hook)


if __name__ == "__main__":
    main()
