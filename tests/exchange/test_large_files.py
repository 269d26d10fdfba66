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
import resource, sys
from bot.__main__ import main
sys.argv = ["fingerpost", "services", "import", sys.argv[1], "--yes"]
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


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
