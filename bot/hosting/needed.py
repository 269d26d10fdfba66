"""
The part of requirements.lock that the bot needs to run: `python -m bot.hosting.needed`.

The lock holds also what tests and checks of the code need; none of that belongs in an image. What
needs what is asked of the packages that are installed, so this runs where all of the lock is.
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FOR_AN_EXTRA = re.compile(r"extra\s*==\s*['\"](?P<extra>[^'\"]+)")
_EXTRAS = re.compile(r"\[(?P<names>[^\]]+)\]")


def needed(requirements: Iterable[str]) -> set[str]:
    """Return the names of all that has to be installed for these requirements (PEP 508)."""
    found: set[str] = set()
    waiting = list(_named(requirements, frozenset()))
    while waiting:
        name, extras = waiting.pop()
        if name not in found or extras:
            found.add(name)
            waiting += _named(_requirements_of(name), extras)
    return found


def _requirements_of(package: str) -> list[str]:
    try:
        return requires(package) or []
    except PackageNotFoundError:
        # For another system or Python: it is not installed here, and pip leaves it out, too.
        return []


def _named(
    requirements: Iterable[str], extras: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield name and extras of each requirement that counts when these extras are asked for."""
    for line in requirements:
        wanted, name = _FOR_AN_EXTRA.search(line), _NAME.match(line)
        if name is not None and (wanted is None or wanted["extra"] in extras):
            asked = _EXTRAS.search(line.partition(";")[0])
            names = asked["names"].replace(" ", "").split(",") if asked else ()
            yield _plain(name[0]), frozenset(names)


def part_of(lock: str, names: set[str]) -> str:
    """Return the entries of a lock file that are called so, each with its hashes."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock)
    kept = [one for one in entries if (name := _NAME.match(one)) and _plain(name[0]) in names]
    return "\n".join(kept) + "\n"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Print the part of the lock file in this folder."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    lock = Path("requirements.lock").read_text("utf-8")
    sys.stdout.write(part_of(lock, needed(project["dependencies"])))


if __name__ == "__main__":
    main()
