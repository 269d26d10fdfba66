"""
The list of messages still to be erased, and its key: looked at, never changed.

Opening the ledger in earnest would set aside what another key sealed. Here it is only read, so the
bot may be running meanwhile.
"""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingError
from bot.findings import Finding, fault, look, well
from bot.sessions.ledger_key import LedgerKey, read_ledger_key
from bot.sessions.owed import Owed
from bot.sessions.records import SIZE, Record, Seal

KEY, LEDGER = "ledger key", "ledger"


@dataclass(frozen=True, slots=True)
class LedgerState:
    """
    A ledger in numbers. `owed` messages and intents stand in it, in `pieces` sealed records.

    `unread` of these cannot be read with the key. `aside` files were set aside by earlier starts.
    """

    pieces: int
    unread: int
    owed: int
    aside: int


def key_and_ledger(key_text: str | None, path: Path) -> list[Finding]:
    """Say whether the key is one, and whether it opens the ledger that is there."""
    try:
        key = read_ledger_key(key_text)
    except SettingError as error:
        sentence, _, remedy = str(error).partition(". ")
        return [fault(KEY, f"{sentence}.", remedy)]
    return [well(KEY, "It is set, and has the right form."), ledger_opens(path, key)]


def ledger_opens(path: Path, key: LedgerKey) -> Finding:
    """Say what is in the ledger, in numbers."""
    if not path.exists():
        return well(LEDGER, "There is none yet; the first start makes it.")
    try:
        found = read_state(path, key)
    except OSError as error:
        remedy = "Run the doctor as the user that the bot runs as, or give the file to that user"
        return fault(LEDGER, f"It cannot be read ({error.strerror}).", remedy)
    return _judged(found)


def _judged(found: LedgerState) -> Finding:
    if found.pieces and found.unread == found.pieces:
        remedy = "Put the key back that it was written with; without it those messages stay"
        return fault(LEDGER, "This key opens nothing in it.", remedy)
    sentence = f"Messages still to be erased: {found.owed}."
    if found.aside:
        remedy = "They go after 48 hours; with the key they were written with they are erased"
        return look(LEDGER, f"{sentence} {found.aside} older files wait for another key.", remedy)
    if found.unread:
        remedy = "Look whether the disc is sound; what was read is erased in time"
        return look(LEDGER, f"{sentence} {found.unread} records are damaged.", remedy)
    return well(LEDGER, sentence)


def read_state(path: Path, key: LedgerKey) -> LedgerState:
    """Read a ledger without changing anything. Raises OSError."""
    data, seal = path.read_bytes(), Seal(key)
    pieces = [data[at : at + SIZE] for at in range(0, len(data), SIZE)]
    records = [record for piece in pieces if (record := seal.open(piece)) is not None]
    aside = len(list(path.parent.glob(f"{path.name}.aside-*")))
    return LedgerState(len(pieces), len(pieces) - len(records), _owed(records), aside)


def _owed(records: list[Record]) -> int:
    owed = Owed()
    for record in records:
        owed.apply(record)
    _, messages, intents = owed.sizes()
    return messages + intents
