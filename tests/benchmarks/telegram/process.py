"""
A bot as a process of its own: on a core of its own, watched from outside.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.conversation.visit import ROOT

START_SECONDS = 60.0
STOP_SECONDS = 20.0
KIB = 1024


def cores() -> tuple[int, int] | None:
    """Return the core of the bots and the core of what drives them; None where that is not so."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    some = sorted(os.sched_getaffinity(0))
    return (some[0], some[1]) if len(some) > 1 else None


class Process:
    """A running bot. CPU and memory are read from /proc; without one they are 0."""

    def __init__(self, started: "subprocess.Popen[bytes]", complaints: Path) -> None:
        self._started, self._complaints = started, complaints
        self._proc = Path("/proc") / str(started.pid)

    def cpu(self) -> float:
        """Return the seconds of CPU that it has used, all its threads together."""
        if not self._proc.exists():
            return 0.0
        fields = (self._proc / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """Return its resident memory in MB (1024 x 1024 bytes)."""
        if not self._proc.exists():
            return 0.0
        lines = (self._proc / "status").read_text().splitlines()
        found = next(line for line in lines if line.startswith("VmRSS"))
        return int(found.split()[1]) / KIB

    async def listens(self, port: int) -> None:
        """Wait until it takes connections."""
        loop = asyncio.get_running_loop()
        until = loop.time() + START_SECONDS
        while not _answers(port):
            self.goes_on()
            assert loop.time() < until, f"nothing listens on {port}"
            await asyncio.sleep(0.05)

    async def fetches(self, begun: asyncio.Event) -> None:
        """Wait until it has fetched for the first time."""
        until = asyncio.get_running_loop().time() + START_SECONDS
        while not begun.is_set():
            self.goes_on()
            assert asyncio.get_running_loop().time() < until, "the bot does not fetch"
            await asyncio.sleep(0.05)

    def goes_on(self) -> None:
        """Raise AssertionError, with what it said, when it has ended."""
        assert self._started.poll() is None, self._complaints.read_text(encoding="utf-8")


@contextmanager
def running(
    words: tuple[str, ...], environment: Mapping[str, str], folder: Path
) -> Iterator[Process]:
    """Start `python -m WORDS` on the core of the bots; end it politely."""
    pinned = cores()

    def pin() -> None:
        if pinned is not None:
            os.sched_setaffinity(0, {pinned[0]})

    complaints = folder / "complaints"
    with complaints.open("wb") as errors:
        started = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=errors,
            preexec_fn=pin,  # nothing else runs in this process yet
        )
        try:
            yield Process(started, complaints)
        finally:
            started.terminate()
            try:
                started.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


def run_once(words: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """Run `python -m WORDS` to its end. Raises CalledProcessError when it fails."""
    subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(0.2)
        return one.connect_ex(("127.0.0.1", port)) == 0
