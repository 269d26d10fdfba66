"""A ledger in a folder of its own, at a fixed time, and a way to kill and start it again."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from bot.sessions.ledger_key import LedgerKey, new_ledger_key, read_ledger_key

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)
LATER = NOW + timedelta(minutes=60)
CHAT = ChatAddress(987_654_321_987)
OTHER = ChatAddress(123_456_789_123)


@dataclass
class Place:
    """Where a ledger lies, and the process that has it open."""

    path: Path
    key: LedgerKey = field(default_factory=lambda: read_ledger_key(new_ledger_key()))
    ledger: Ledger | None = None

    def start(self, key: LedgerKey | None = None, now: datetime = NOW) -> Ledger:
        """Open the ledger as a new process would, after the death of the one before."""
        self.die()
        self.ledger = Ledger.open(self.path, key or self.key, now)
        return self.ledger

    def die(self) -> None:
        """Let go of the descriptors as the operating system does, and do nothing else."""
        if self.ledger is not None and self.ledger._lock is not None:
            for descriptor in (*self.ledger._journal._open, self.ledger._lock):
                os.close(descriptor)
        self.ledger = None

    @property
    def asides(self) -> list[Path]:
        return sorted(self.path.parent.glob("*.aside-*"))

    def every_byte(self) -> bytes:
        files = [one for one in self.path.parent.rglob("*") if one.is_file()]
        assert files, "nothing was written: this would pass on nothing"
        return b"".join(f"{one}".encode() + one.read_bytes() for one in files)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "state" / "ledger")
    yield place
    place.die()


@pytest.fixture
def ledger(place: Place) -> Ledger:
    return place.start()
