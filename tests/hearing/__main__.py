"""
`python -m tests.hearing [LANGUAGE …]`: learn from the sentences and write the weights.

`python -m tests.hearing bounds [LANGUAGE …]`: show what the two bounds cost, and write nothing.
"""

import sys

from rich.console import Console
from rich.progress import track

from bot.understanding import patterns
from bot.understanding.hearing import FILE, written
from tests.hearing.bounds import heard, table
from tests.hearing.learn import learned
from tests.hearing.patterns import PARTS, learned_patterns, learned_without
from tests.hearing.told import LOCALES, languages


def main() -> None:
    """Do what the words on the command line say."""
    words = sys.argv[1:]
    if words[:1] == ["bounds"]:
        show_bounds(words[1:] or languages())
    else:
        learn(words or languages())


def learn(asked: "list[str] | tuple[str, ...]") -> None:
    """Learn the patterns of all languages and the weights of each of these, and write them."""
    for part in track((None, *range(PARTS)), description="Learning patterns"):
        learned_without(part)
    (LOCALES / patterns.FILE).write_bytes(patterns.written(learned_patterns()))
    for language in track(asked, description="Learning"):
        (LOCALES / language / FILE).write_bytes(written(learned(language)))


def show_bounds(asked: "list[str] | tuple[str, ...]") -> None:
    """Print the table of bounds over the sentences of these languages."""
    found = [one for language in track(asked, description="Hearing") for one in heard(language)]
    Console().print(table(found))


if __name__ == "__main__":
    main()
