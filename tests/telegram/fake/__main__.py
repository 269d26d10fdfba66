"""
Run the fake: `python -m tests.telegram.fake --port 0`.

Port 0 takes any that is free. With `--with-parent` it ends when its standard input is closed, so
that it never outlives the tests that started it, however these end.
"""

import argparse
import asyncio
import signal
import sys

from tests.telegram.fake.server import serve
from tests.telegram.fake.telegram import TOKEN


def main() -> None:
    """Read the words behind the command and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram.fake")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--with-parent", action="store_true")
    words = parser.parse_args()
    asyncio.run(_run(words.port, words.token, words.with_parent))


async def _run(port: int, token: str, with_parent: bool) -> None:
    until = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, until.set)
    if with_parent:
        loop.add_reader(sys.stdin.fileno(), until.set)
    await serve(port, token, until)


if __name__ == "__main__":
    main()
