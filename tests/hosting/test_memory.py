"""What is in the bot's memory stays there."""

import subprocess
import sys

from tests.telegram.fake.client import ROOT

GET_DUMPABLE = 3

CODE = f"""
import ctypes, resource
from bot.hosting.memory import keep_memory_private
before = ctypes.CDLL(None).prctl({GET_DUMPABLE}, 0, 0, 0, 0)
keep_memory_private()
after = ctypes.CDLL(None).prctl({GET_DUMPABLE}, 0, 0, 0, 0)
print(before, after, resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_s41_no_core_is_left_of_the_bot() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    # What it was before shows that there was something to forbid.
    assert done.stdout.split(maxsplit=2) == ["1", "0", "(0, 0)\n"]


def test_s41_the_bot_forbids_it_before_anything_else() -> None:
    source = (ROOT / "bot" / "app" / "telegram.py").read_text(encoding="utf-8")
    body = source.partition("async def run_telegram(")[2].partition("\nasync def ")[0]
    at = body.index("    keep_memory_private()")
    assert at < body.index("reveal()")
    assert at < body.index("_token(settings)")
