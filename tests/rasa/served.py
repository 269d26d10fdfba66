"""`python -m bot rasa serve` as a process of its own; all that it writes is in one folder."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conversation.visit import ROOT
from tests.rasa.hosts import free_port
from tests.telegram.watching import Break


@dataclass
class Served:
    """A server that runs. Everything it writes is under `folder`, what it did in `seen`."""

    process: subprocess.Popen[bytes]
    folder: Path
    seen: Path
    address: str
    port: int

    @property
    def log(self) -> str:
        return (self.folder / "stderr").read_text(encoding="utf-8")

    @property
    def did(self) -> list[list[str]]:
        """Return what left the process: the kind of event, and where to."""
        return [json.loads(line) for line in self.seen.read_text("utf-8").splitlines()]

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@asynccontextmanager
async def served(
    folder: Path, breaks: Sequence[Break] = (), words: Sequence[str] = ()
) -> AsyncIterator[Served]:
    """Run the server; its state folder, its home and its output are in `folder`."""
    inside, port = folder / "all", free_port()
    (inside / "tmp").mkdir(parents=True)
    own = {
        "HOME": str(inside),
        "TMPDIR": str(inside / "tmp"),
        "FINGERPOST_STATE_DIR": str(inside / "state"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": os.environ["PATH"],
    }
    seen = folder / "seen"
    verb = ["rasa", "serve", "--port", str(port), *words]
    command = [sys.executable, "-m", "tests.rasa.watched", str(seen), json.dumps(breaks), *verb]
    with (inside / "stdout").open("wb") as out, (inside / "stderr").open("wb") as err:
        process = subprocess.Popen(  # noqa: ASYNC220  # it is started and not waited for
            command, cwd=ROOT, stdout=out, stderr=err, env=own
        )
        try:
            await _listens(process, port)
            yield Served(process, inside, seen, f"http://127.0.0.1:{port}", port)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(20)


async def _listens(process: subprocess.Popen[bytes], port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            assert process.poll() is None, "the server ended by itself"
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return
