"""
The ledger's files at a start: read what can be read, set aside what cannot.

`NAME` is the ledger, `NAME.lock` keeps a second bot out, `NAME.new` is one being rewritten, and
`NAME.aside-SECONDS` one that could not be read when SECONDS (since 1970) were on the clock. Such a
file is tried again at every start, because the right key may come back, and removed after 48 hours:
by then nothing in it can be erased any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.sessions.records import SIZE, Record, Seal

KEPT_ASIDE = timedelta(hours=48)
"""How long a file that could not be read is kept."""

_ASIDE = ".aside-"


@dataclass(frozen=True, slots=True)
class Opening:
    """
    What was found when the ledger was opened, in numbers only.

    `records` were read. `damaged` were skipped, one that was cut off at the end among them.
    `set_aside` is 1 when no record of the file could be read: the key is another one, or the file
    is broken. `taken_back` files had been set aside and could be read now.
    """

    records: int = 0
    damaged: int = 0
    set_aside: int = 0
    taken_back: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    path: Path
    records: tuple[Record, ...]
    damaged: int
    whole: int

    @property
    def foreign(self) -> bool:
        """Whether records stand here, and none of them can be read."""
        return self.whole > 0 and not self.records


def read_files(path: Path, seal: Seal, now: datetime) -> tuple[Opening, list[Record]]:
    """
    Return what was found, and every record of the ledger and of files that can be read again.

    A ledger that cannot be read is out of the way afterwards. Raises OSError.
    """
    remove_old(path, now)
    asides = [_read(aside, seal) for aside in _asides(path)]
    back = [read for read in asides if not read.foreign]
    main = _read(path, seal) if path.exists() else _Read(path, (), 0, 0)
    if main.foreign:
        path.rename(_free_name(path, now))
    # What was set aside is the older: whatever the ledger says about the same message is newer.
    records = [record for read in (*back, main) for record in read.records]
    damaged = 0 if main.foreign else main.damaged
    opening = Opening(len(records), damaged, int(main.foreign), len(back))
    return opening, records


def remove_taken_back(path: Path, seal: Seal) -> None:
    """Remove the files set aside whose records stand in the ledger again. Raises OSError."""
    for aside in _asides(path):
        if not _read(aside, seal).foreign:
            aside.unlink()


def remove_old(path: Path, now: datetime) -> None:
    """Remove every file that was set aside 48 hours ago or earlier. Raises OSError."""
    oldest = (now - KEPT_ASIDE).timestamp()
    for aside in _asides(path):
        if _set_aside_at(aside) <= oldest:
            aside.unlink(missing_ok=True)


def _asides(path: Path) -> list[Path]:
    found = path.parent.glob(f"{path.name}{_ASIDE}*")
    return sorted((one for one in found if _seconds(one).isdigit()), key=_set_aside_at)


def _seconds(aside: Path) -> str:
    return aside.name.rpartition(_ASIDE)[2]


def _set_aside_at(aside: Path) -> int:
    return int(_seconds(aside))


def _free_name(path: Path, now: datetime) -> Path:
    seconds = int(now.timestamp())
    while (name := path.with_name(f"{path.name}{_ASIDE}{seconds}")).exists():
        seconds += 1
    return name


def _read(path: Path, seal: Seal) -> _Read:
    pieces = list(_pieces(path.read_bytes()))
    opened = [seal.open(piece) for piece in pieces]
    records = tuple(record for record in opened if record is not None)
    whole = sum(len(piece) == SIZE for piece in pieces)
    return _Read(path, records, len(pieces) - len(records), whole)


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + SIZE] for at in range(0, len(data), SIZE))
