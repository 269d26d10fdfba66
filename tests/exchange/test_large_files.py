"""A large file is brought in within minutes, and memory does not grow with it."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.exchange.formats import Format, open_writer
from bot.exchange.service_files import read_directory_files

ROOT = Path(__file__).parents[2]
ROWS = 10_000
MOST_MEMORY = 300
"""Megabytes; what an import of a few rows takes is about a third of it."""

SECONDS = 240

MEASURED = """
import sys
from pathlib import Path
from bot.__main__ import main
sys.argv = ["fingerpost", "services", "import", sys.argv[1], "--yes"]
try:
    main()
finally:
    (peak,) = [line for line in Path("/proc/self/status").open() if line.startswith("VmHWM:")]
    print("peak", int(peak.split()[1]) // 1024)
"""
"""The highest resident memory of this program alone: what `getrusage` says of a started program
begins with what the one that started it had, here a long run of tests."""


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_large_file_needs_minutes_and_little_memory(tmp_path: Path, kind: Format) -> None:
    shipped = read_directory_files(ROOT / "services_data").services
    path = tmp_path / f"large.{kind}"
    writer = open_writer(kind, path, 9)
    for at in range(ROWS):
        one = shipped[at % len(shipped)]
        new = replace(one, id=f"{one.id}-{at}", partners=(), refers_to=(), reached_through=None)
        writer.add(one if at < len(shipped) else new)
    writer.close()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        env={**os.environ, "FINGERPOST_STATE_DIR": str(tmp_path / "state")},
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=True,
    )  # fmt: skip
    assert f"{len(shipped)}" in done.stdout
    assert int(done.stdout.split("peak")[1]) < MOST_MEMORY
