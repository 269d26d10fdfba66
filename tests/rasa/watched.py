"""
The action server, watched: `python -m tests.rasa.watched SEEN BREAKS WORDS...`.

Runs `fingerpost WORDS...`, writes down in SEEN what leaves the process, as the watched bots of
tests/telegram do, and lets the seams of BREAKS (JSON) raise errors that hold all they were given.
"""

import json
import sys

from bot.__main__ import main as bot_main
from tests.telegram.watched import break_seam, watch


def main() -> None:
    """Be the server."""
    _, seen, breaks, *words = sys.argv
    for seam, first, between in json.loads(breaks):
        break_seam(seam, first, between)
    sys.argv = ["fingerpost", *words]
    watch(seen)
    bot_main()


if __name__ == "__main__":
    main()
