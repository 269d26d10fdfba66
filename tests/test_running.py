"""What only reads files begins without TLS; what talks to another machine has it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BEGUN = """
import sys
import bot.__main__
from bot.settings import read_settings
from bot.verbs.running import begin_without_tls
assert "asyncio" not in sys.modules, "no verb may import it before it begins"
begin_without_tls(read_settings({"FINGERPOST_DATABASE_URL": sys.argv[1]}))
import asyncio, asyncio.base_events
print(asyncio.base_events.ssl is not None)
import ssl
print(ssl.create_default_context().verify_mode.name)
"""


@pytest.mark.parametrize(
    ("address", "has_tls"), [("sqlite:///x.db", "False"), ("postgresql://u@example.org/x", "True")]
)
def test_tls_is_left_out_where_the_directory_is_a_file_and_nowhere_else(
    address: str, has_tls: str
) -> None:
    words = [sys.executable, "-c", BEGUN, address]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    # The module can still be imported afterwards; asyncio does without it.
    assert done.stdout.split() == [has_tls, "CERT_REQUIRED"]


@pytest.mark.whole  # it builds a directory
def test_a_conversation_in_the_terminal_imports_no_tls(tmp_path: Path) -> None:
    words = [sys.executable, "-X", "importtime", "-m", "bot", "chat", "--language", "en"]
    environment = {"PATH": os.environ["PATH"], "FINGERPOST_STATE_DIR": str(tmp_path)}
    done = None
    for _ in range(2):  # the first builds the directory, with all that this needs
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=True, cwd=ROOT, env=environment,
        )  # fmt: skip
    assert done is not None
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"asyncio", "bot.channels.chat"} <= imported
    assert "_ssl" not in imported  # "ssl" alone stands there for each time it was looked for
