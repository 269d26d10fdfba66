"""Bots that are watched, in the hands of a test: made, talked with, stopped, and read whole."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.storage.open_directory import open_directory
from tests.telegram.bot import KEY_TEXT
from tests.telegram.fake.client import ROOT, FakeTelegram

Break = tuple[str, int, int]
"""A seam (`module:name`), its first call that raises, and how many go well before the next."""

SECONDS = 20


@dataclass
class Nursery:
    """The process that makes bots. `state` is what each of them begins with."""

    process: subprocess.Popen[str]
    state: Path

    def ask(self, wanted: Any) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(wanted) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    state = tmp_path_factory.mktemp("watched") / "state"
    state.mkdir()
    asyncio.run(_build(state))
    with nursery_on(state) as made:
        yield made


async def _build(state: Path) -> None:
    url = f"sqlite+aiosqlite:///{state / 'directory.sqlite3'}"
    await (await open_directory(url, ROOT)).close()


@contextmanager
def nursery_on(state: Path) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.telegram.watched", str(state)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield Nursery(process, state)
        finally:
            process.kill()


@dataclass
class Watched:
    """A bot that runs as a process of its own. It may have been started more than once."""

    nursery: Nursery
    telegram: FakeTelegram
    folder: Path
    breaks: list[Break] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    process: int = 0
    started: int = 0
    ended: list[int] = field(default_factory=list)

    @property
    def state(self) -> Path:
        return self.folder / "all" / "state"

    @property
    def log(self) -> str:
        return (self.folder / "all" / "stderr").read_text(encoding="utf-8")

    @property
    def did(self) -> list[list[str]]:
        """Return what left the process: the kind of event, and where to."""
        lines = (self.folder / "seen").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def start(self) -> None:
        place = self.folder / "all"
        own = {
            "BOT_TOKEN": self.telegram.token,
            "FINGERPOST_API_URL": self.telegram.api_url,
            "FINGERPOST_LEDGER_KEY": KEY_TEXT,
            "FINGERPOST_STATE_DIR": str(self.state),
            "HOME": str(place),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(place / "tmp"),
        }
        wanted = {
            "folder": str(place),
            "seen": str(self.folder / "seen"),
            "environment": own | self.environment,
            "breaks": self.breaks,
        }
        self.process = self.nursery.ask(wanted)
        self.started += 1

    def end(self, number: int = signal.SIGTERM) -> int:
        """End the process, wait for it, and return its exit status."""
        with suppress(ProcessLookupError):
            os.kill(self.process, number)
        self.ended.append(self.nursery.ask({"wait": self.process}))
        self.process = 0
        return self.ended[-1]

    def has_died(self) -> bool:
        status = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii")
        return status.rpartition(")")[2].split()[0] == "Z"

    async def ready(self) -> None:
        """Wait until it fetches."""
        before = len(await self.telegram.calls("getUpdates"))
        async with asyncio.timeout(SECONDS):
            while not self.has_died():
                if len(await self.telegram.calls("getUpdates")) > before:
                    return
                await asyncio.sleep(0.005)

    async def settled(self) -> None:
        """Wait until all is answered; a bot that has died is started again, with nothing broken."""
        async with asyncio.timeout(SECONDS):
            while True:
                if self.has_died():
                    self.end()
                    self.breaks = []
                    self.start()
                state = await self.telegram.state()
                if not (state["waiting"] or state["busy"]):
                    return
                await asyncio.sleep(0.005)


@asynccontextmanager
async def watched(
    nursery: Nursery,
    telegram: FakeTelegram,
    folder: Path,
    breaks: Iterable[Break] = (),
    **environment: str,
) -> AsyncIterator[Watched]:
    """Run a bot in a folder that holds all that it may write: state, output, temporary files."""
    place = folder / "all"
    (place / "tmp").mkdir(parents=True, exist_ok=True)
    if not (place / "state").exists():
        shutil.copytree(nursery.state, place / "state")
    bot = Watched(nursery, telegram, folder, list(breaks), environment)
    bot.start()
    try:
        yield bot
    finally:
        if bot.process:
            bot.end(signal.SIGKILL)
