"""S22: killed at any moment, the ledger holds everything that was noted down before."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sessions.killed import after_all

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]


def kill(kills: int) -> dict[str, int]:
    words = [sys.executable, "-m", "tests.sessions.killed", "--kills", f"{kills}"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    counts: dict[str, int] = json.loads(done.stdout)
    print(f"ledger: {counts}")
    return counts


def holds(counts: dict[str, int], kills: int) -> None:
    assert counts["kills"] == kills
    assert counts["acts"] > 20 * kills, "hardly anything was written: this would pass on nothing"
    assert counts["rewritten"] > 0
    assert counts["in_rewriting"] > 0
    assert (counts["lost"], counts["damaged"]) == (0, 0)
    assert counts["torn"] <= 0.02 * kills, "a kill hardly ever falls between two pages"


def test_s22_nothing_noted_down_is_lost_by_40_kills() -> None:
    holds(kill(40), 40)


@pytest.mark.whole
def test_s22_nothing_noted_down_is_lost_by_500_kills() -> None:
    holds(kill(500), 500)


def test_what_was_begun_may_stand_and_what_was_done_must() -> None:
    said: list[list[Any]] = [
        ["begun", "typed", 1, 7],
        ["done"],
        ["rewriting"],
        ["begun", "erased", 1, 7],
    ]
    assert after_all({}, said) == ({1: ({7}, set())}, {})
