"""The unit for systemd: it is closed, it runs what is there, and systemd itself reads it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.given import CREDENTIALS, FILE, credential_name
from bot.settings import read_settings
from tests.test_docs import wrong_command

HOSTING = Path(__file__).parents[2] / "bot" / "hosting"
UNIT = HOSTING / "fingerpost.service"
PYTHON = "/opt/fingerpost/.venv/bin/python"


def unit() -> dict[str, list[str]]:
    """Return the values of each name of the section [Service]."""
    found: dict[str, list[str]] = {}
    section = UNIT.read_text(encoding="utf-8").partition("[Service]")[2].partition("[Install]")[0]
    for line in section.splitlines():
        if line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    assert len(found) > 20
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LimitCORE", "0"),
        ("MemorySwapMax", "0"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
        ("CapabilityBoundingSet", ""),
        ("StateDirectoryMode", "0700"),
        ("UMask", "0077"),
        ("Restart", "always"),
    ],
)
def test_s41_the_unit_keeps_what_is_in_memory_and_closes_the_rest(name: str, value: str) -> None:
    assert unit()[name] == [value]


def test_s41_the_unit_takes_its_secrets_as_credentials_and_from_nowhere_else(
    tmp_path: Path,
) -> None:
    loaded = [one.partition(":")[0] for one in unit()["LoadCredential"]]
    assert set(loaded) == {credential_name(one) for one in ("BOT_TOKEN", "FINGERPOST_LEDGER_KEY")}
    (environment,) = unit()["Environment"]
    names = {one.partition("=")[0] for one in environment.split()}
    assert names == {FILE, "PYTHONDONTWRITEBYTECODE"}
    (tmp_path / "bot-token").write_text("1:a")
    (tmp_path / "ledger-key").write_text("b")
    found = read_settings({CREDENTIALS: str(tmp_path)})
    assert found.token is not None
    assert found.ledger_key is not None


def test_the_unit_starts_a_verb_that_there_is() -> None:
    (start,) = unit()["ExecStart"]
    assert start.startswith(f"{PYTHON} -m bot ")
    assert wrong_command(start.partition("-m bot")[2]) is None


def test_the_unit_gives_the_folder_that_the_settings_name() -> None:
    (folder,) = unit()["StateDirectory"]
    assert read_settings({FILE: str(HOSTING / "settings.example")}).state == Path(
        "/var/lib", folder
    )


def test_as_the_bot_uses_what_the_unit_uses() -> None:
    script = (HOSTING / "as-the-bot").read_text(encoding="utf-8")
    (environment,), (user,) = unit()["Environment"], unit()["User"]
    assert os.access(HOSTING / "as-the-bot", os.X_OK)
    assert f"runuser -u {user} -- env" in script
    assert environment.split()[0] in script
    assert f"{PYTHON} -m bot" in script
    folder = unit()["LoadCredential"][0].partition(":")[2].rpartition("/")[0]
    assert f"{CREDENTIALS}={folder} " in script


@pytest.fixture
def runnable(tmp_path: Path) -> Path:
    """The unit as it would be here: with the Python of the tests."""
    path = tmp_path / UNIT.name
    path.write_text(UNIT.read_text(encoding="utf-8").replace(PYTHON, sys.executable))
    return path


def systemd_analyze(*words: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    assert program, "Run: tests/install.sh"
    return subprocess.run([program, *words], capture_output=True, text=True, check=False)


@pytest.mark.whole
def test_systemd_finds_nothing_wrong_with_the_unit(runnable: Path) -> None:
    found = systemd_analyze("verify", "--man=no", str(runnable))
    # Other units of this machine may be complained about; this one may not.
    assert UNIT.name not in found.stderr, found.stderr
    runnable.write_text(runnable.read_text().replace("Type=exec", "Type=sometimes"))
    assert UNIT.name in systemd_analyze("verify", "--man=no", str(runnable)).stderr


@pytest.mark.whole
def test_s45_systemd_calls_the_unit_closed(runnable: Path) -> None:
    closed = systemd_analyze("security", "--offline=true", "--threshold=20", str(runnable))
    assert closed.returncode == 0, closed.stdout
    runnable.write_text(runnable.read_text().replace("ProtectSystem=strict", "ProtectSystem=no"))
    runnable.write_text(runnable.read_text().replace("CapabilityBoundingSet=", "#"))
    opened = systemd_analyze("security", "--offline=true", "--threshold=20", str(runnable))
    assert opened.returncode != 0
