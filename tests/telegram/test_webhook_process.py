"""The verb itself, as a process: what it needs, what it prints, what it imports."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.telegram.bot import KEY_TEXT
from tests.telegram.fake.client import ROOT, FakeTelegram
from tests.telegram.hooked import HEADERS, HOST, SECRET, free_port

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

MARKER = "marker-of-a-request"


def verb(folder: Path, port: int, **more: str) -> subprocess.Popen[str]:
    """Start the bot as everyone starts it."""
    kept = {"PATH": os.environ.get("PATH", ""), "FINGERPOST_STATE_DIR": str(folder)}
    command = ("-m", "bot", "telegram", "--webhook", "--host", HOST, "--port", str(port))
    return subprocess.Popen(
        (sys.executable, *command), cwd=ROOT, env=kept | more,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@contextmanager
def serving(telegram: FakeTelegram, folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    settings = {
        "BOT_TOKEN": telegram.token,
        "FINGERPOST_API_URL": telegram.api_url,
        "FINGERPOST_LEDGER_KEY": KEY_TEXT,
        "FINGERPOST_WEBHOOK_SECRET": SECRET,
    }
    with verb(folder, port, **settings) as process:
        try:
            until_it_listens(port, process)
            yield process
        finally:
            process.kill()


def until_it_listens(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(2000):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        with socket.socket() as one:
            if one.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nobody listens")


def test_without_a_secret_it_refuses_and_prints_the_command_that_makes_one(tmp_path: Path) -> None:
    needed = {"BOT_TOKEN": "1:x", "FINGERPOST_LEDGER_KEY": KEY_TEXT}
    with verb(tmp_path, free_port(), **needed) as process:
        out, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert out == ""
    assert said.startswith("FINGERPOST_WEBHOOK_SECRET is not set.")
    assert "secrets.token_urlsafe" in said
    assert said.count("\n") == 1


def test_s42_not_a_line_of_the_web_server_is_written_only_how_many_there_were(
    telegram_port: int, tmp_path: Path
) -> None:
    telegram = FakeTelegram(telegram_port, None)  # type: ignore[arg-type]  # nothing is asked of it
    port = free_port()
    with serving(telegram, tmp_path, port) as process:
        for path in (f"/{MARKER}", "/telegram", f"/telegram?{MARKER}"):
            line = HTTPConnection(HOST, port)
            line.request("POST", path, body=f'{{"{MARKER}": 1}}', headers=HEADERS)
            assert line.getresponse().status in {400, 404}
            line.close()
        with socket.create_connection((HOST, port)) as one:
            one.sendall(f"{MARKER} no HTTP at all\r\n\r\n".encode())
            assert MARKER.encode() not in one.recv(4096)
        process.send_signal(signal.SIGTERM)
        out, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert out == ""
    lines = said.splitlines()
    assert all(line.startswith("event=") for line in lines), said
    assert any("library=uvicorn level=warning" in line for line in lines)
    assert MARKER not in said
    assert SECRET not in said


def test_who_fetches_and_who_talks_in_the_terminal_loads_no_web_server() -> None:
    code = (
        "import sys, bot.app.telegram, bot.app.talking, "
        "bot.channels.chat, bot.channels.telegram.host; "
        "print([one for one in ('starlette', 'uvicorn', 'httptools') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
