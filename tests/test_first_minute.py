"""The first minute of a stranger: a clone in an empty folder, and the README's commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHAT = ("make", f"PYTHON={sys.executable}", "chat")


def run(folder: Path, *words: str) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FINGERPOST_", "VIRTUAL_ENV", "PYTHON"))
    }
    done = subprocess.run(
        words, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stranger") / "fingerpost"
    run(ROOT, "git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
    assert "Zgjidh gjuhën" in run(folder, *CHAT)
    return folder


@pytest.mark.whole
def test_a_stranger_clones_and_talks(clone: Path) -> None:
    assert "Zgjidh gjuhën" in run(clone, *CHAT)
    assert run(clone, "git", "status", "--porcelain") == ""


@pytest.mark.whole
def test_an_installed_copy_finds_its_content(clone: Path, tmp_path: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    wheels, elsewhere = tmp_path / "wheels", tmp_path / "elsewhere"
    elsewhere.mkdir()
    build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    run(clone, str(python), *build, "--wheel-dir", str(wheels), ".")
    wheel = next(wheels.glob("fingerpost-*.whl"))
    shutil.unpack_archive(wheel, elsewhere, "zip")
    code = (
        "import os, sys; sys.path.insert(0, os.getcwd()); "
        "from bot.settings import read_settings; print(read_settings({}).content)"
    )
    assert run(elsewhere, str(python), "-c", code).strip() == str(elsewhere / "bot" / "content")
