"""`python -m tests.hearing [LANGUAGE …]`: learn from the sentences and write the weights."""

import sys

from rich.progress import track

from bot.understanding.hearing import FILE, written
from tests.hearing.learn import LOCALES, languages, learned


def main() -> None:
    """Learn each language that has sentences, or those that are named."""
    for language in track(sys.argv[1:] or languages(), description="Learning"):
        (LOCALES / language / FILE).write_bytes(written(learned(language)))


if __name__ == "__main__":
    main()
