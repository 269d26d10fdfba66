"""
The container: what goes into it, and the bot running as it would there.

The image cannot be built by these tests (that needs a registry). Its steps are read, and the bot is
run the way the container runs it: read-only root, one folder to write to, no capabilities.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.given import CREDENTIALS
from bot.hosting.needed import needed, part_of
from tests.telegram.bot import KEY_TEXT, SHE
from tests.telegram.fake.client import ROOT, FakeTelegram
from tests.telegram.fake.seen import Standing
from tests.test_docs import wrong_command

CONTAINERFILE = ROOT / "bot" / "hosting" / "Containerfile"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
KNOWN = {
    "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD",
}  # fmt: skip


def instructions() -> list[tuple[str, str]]:
    """Return each instruction of the file with its arguments."""
    text = CONTAINERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines]
    assert len(found) > 15
    return found


def image() -> list[tuple[str, str]]:
    """Return the instructions of the last stage, which is the image."""
    starts = [at for at, (name, _) in enumerate(instructions()) if name == "FROM"]
    return instructions()[starts[-1] :]


def value(name: str) -> str:
    (found,) = (rest for one, rest in image() if one == name)
    return found


def test_every_instruction_is_one_and_every_list_in_it_can_be_read() -> None:
    assert {name for name, _ in instructions()} == KNOWN
    lists = [rest for _, rest in instructions() if rest.startswith("[")]
    assert len(lists) > 4
    for one in lists:
        assert all(isinstance(word, str) for word in json.loads(one))


def test_every_folder_that_is_copied_is_there() -> None:
    copied = [rest.split()[:-1] for name, rest in instructions() if name == "COPY"]
    names = [one for words in copied for one in words if not one.startswith(("--", "/"))]
    assert {"bot", "dialogues", "locales", "services_data", "requirements.lock"} <= set(names)
    assert [one for one in names if not (ROOT / one).exists()] == []


def test_everything_from_outside_is_installed_by_its_hash() -> None:
    installs = [rest for name, rest in instructions() if name == "RUN" and '"install"' in rest]
    assert len(installs) > 1
    for one in installs:
        if '"pip"' in one:
            assert "--require-hashes" in json.loads(one)
    others = [
        rest
        for name, rest in instructions()
        if name == "RUN" and re.search(r"pip (install|wheel)", rest)
    ]
    assert len(others) == 2
    assert all("--no-deps" in one for one in others)


def test_the_image_runs_as_nobody_special_writes_one_folder_and_needs_no_shell() -> None:
    user, _, group = value("USER").partition(":")
    assert int(user) > 999
    assert int(group) > 999
    assert value("VOLUME") in value("ENV")
    start = [*json.loads(value("ENTRYPOINT")), *json.loads(value("CMD"))]
    assert start[1:3] == ["-m", "bot"]
    assert wrong_command(" ".join(start[3:])) is None


def test_s41_no_secret_is_in_the_image() -> None:
    names = re.findall(r"(\w+)=", value("ENV"))
    assert sorted(names) == [CREDENTIALS, "FINGERPOST_STATE_DIR", "PYTHONDONTWRITEBYTECODE"]


def test_what_is_needed_is_in_the_lock_and_what_tests_need_is_left_out() -> None:
    names = needed(["python-telegram-bot>=22", "sqlalchemy[asyncio]>=2"])
    assert {"python-telegram-bot", "httpx", "h11", "sqlalchemy", "greenlet"} <= names
    assert "pytest" not in names
    part = part_of(LOCK, names)
    found = set(re.findall(r"^([a-z0-9-]+)==", part, re.MULTILINE))
    assert {"python-telegram-bot", "sqlalchemy", "greenlet"} <= found <= names
    assert part.count("--hash=sha256:") > len(found)
    assert not re.search(r"^pytest", part, re.MULTILINE)


# As in the container


def confined(state: Path) -> list[str]:
    """Return the words before a command that leave it one folder to write to, and no rights."""
    program = shutil.which("bwrap")
    assert program, "Run: tests/install.sh"
    return [
        program, "--die-with-parent", "--ro-bind", "/", "/", "--dev", "/dev",
        "--bind", str(state), str(state), "--unshare-user", "--unshare-ipc", "--unshare-uts",
        "--uid", "10001", "--gid", "10001", "--cap-drop", "ALL", "--clearenv",
    ]  # fmt: skip


@contextmanager
def contained(telegram: FakeTelegram, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the bot like that, with its secrets as files."""
    state, secrets = folder / "state", folder / "secrets"
    state.mkdir(mode=0o700)
    secrets.mkdir()
    (secrets / "bot-token").write_text(telegram.token)
    (secrets / "ledger-key").write_text(KEY_TEXT)
    environment = {
        CREDENTIALS: str(secrets),
        "FINGERPOST_STATE_DIR": str(state),
        "FINGERPOST_API_URL": telegram.api_url,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT),
    }
    given = [word for pair in environment.items() for word in ("--setenv", *pair)]
    words = [*confined(state), *given, "--chdir", "/", sys.executable, "-m", "bot", "telegram"]
    errors = (folder / "stderr").open("wb")
    with errors, subprocess.Popen(words, stdout=errors, stderr=errors) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


def child_of(process: int) -> int:
    """Return the process that another has started, the last in the line."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return child_of(int(children[0])) if children else process


def what_the_system_says(process: int) -> str:
    """Return the limits and rights of a running process."""
    return "".join(Path(f"/proc/{process}/{name}").read_text() for name in ("limits", "status"))


def _the_card_alone(standing: list[Standing]) -> bool:
    return [one.sender for one in standing] == ["bot"]


@pytest.mark.whole
async def test_s41_the_bot_runs_as_in_the_container_and_leaves_no_core(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    with contained(telegram, tmp_path) as process:
        await telegram.text(SHE, "/start en")
        await telegram.eventually(SHE, _the_card_alone, 30)
        bot = child_of(process.pid)
        system = what_the_system_says(bot)
        assert "Name:\tpython" in system
        assert re.search(r"Max core file size\s+0\s+0\s", system), system
        assert re.search(r"CapEff:\s+0+\n", system)
        assert "NoNewPrivs:\t1" in system
        written = {path.name for path in (tmp_path / "state").rglob("*")}
        assert {"ledger", "directory.sqlite3"} <= written
        os.kill(bot, signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 20) == 0
    said = (tmp_path / "stderr").read_text()
    assert "event=ledger_opened" in said
    assert "fault" not in said


@pytest.mark.whole
def test_what_is_confined_like_that_writes_nowhere_else(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    code = "import sys; open(sys.argv[1], 'w')"
    for place, status in ((state / "file", 0), (tmp_path / "file", 1), (ROOT / "file", 1)):
        command = [*confined(state), sys.executable, "-c", code, str(place)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == status, place
