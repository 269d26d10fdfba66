"""What the command line does with what no verb can use: it says so, and prints no traceback."""

import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.app.clocks import clock_at
from bot.app.world import taxonomy_names
from bot.errors import ContentError, SettingError
from bot.verbs.basics import LOST, REFUSED, never_fail_on_letters

ROOT = Path(__file__).parents[1]


def test_what_is_no_letter_is_read_and_written_as_one_that_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed = BytesIO()
    typed = TextIOWrapper(BytesIO(b"Cov\xffntry\n"), encoding="utf-8")
    terminal = TextIOWrapper(printed, encoding="ascii")
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys, "stdout", terminal)
    never_fail_on_letters()
    assert typed.readline() == f"Cov{LOST}ntry\n"
    terminal.write("Shqip, اردو")
    terminal.flush()
    assert printed.getvalue() == b"Shqip, ????"


def test_a_password_that_nobody_can_read_makes_no_account(tmp_path: Path) -> None:
    environment = {
        **os.environ, "FINGERPOST_STATE_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8:strict"
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bot", "admin", "add-keeper", "kim"],
        input=b"\xff\xfe and a long sentence\n",
        capture_output=True, cwd=ROOT, env=environment, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (REFUSED, b"")
    assert done.stderr.startswith(b"The password is not in UTF-8. ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("shape", ["", "- 1", "needs: {b: 1}", "needs: [{id: health}]"])
def test_a_taxonomy_of_another_shape_is_said_with_the_command_that_finds_it(
    tmp_path: Path, shape: str
) -> None:
    (tmp_path / "taxonomy.yaml").write_text(shape, encoding="utf-8")
    with pytest.raises(ContentError, match=r"taxonomy\.yaml:1: .* python -m bot check services"):
        taxonomy_names(tmp_path)


@pytest.mark.parametrize(
    "moment", ["tomorrow", "2026-11-20T12:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00Z"]
)
def test_a_moment_that_no_visit_can_be_in_is_refused_with_an_example(moment: str) -> None:
    with pytest.raises(SettingError, match="Write it like 2026-11-20T12:00:00"):
        clock_at(moment)
