"""
The machine: may others open what the bot keeps, may the bot write it, is there room.
"""

import os
import shutil
from pathlib import Path

from bot.findings import Finding, fault, look, well

OPEN_TO_OTHERS = 0o077
"""The rights of everybody but the owner."""

ROOM = 200 * 1024 * 1024
"""Bytes that must be free. The ledger is written twice while it is rewritten."""

FOLDER, FILES, DISC, USER = "state folder", "files", "disc", "user"


def run_by_its_user(user: int) -> Finding:
    """Say whether this is root (0), who may do what the bot may not."""
    if user == 0:
        remedy = "Run the doctor as the user that the bot runs as; the bot itself never needs root"
        return look(USER, "You are root, so rights look better than the bot finds them.", remedy)
    return well(USER, "You are not root.")


def folder_is_writable(state: Path) -> Finding:
    """Say whether the bot can write into its folder, or make it."""
    nearest = next(one for one in (state, *state.parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        remedy = "Give it to the user that the bot runs as, or set FINGERPOST_STATE_DIR"
        return fault(FOLDER, f"{nearest} cannot be written to.", remedy)
    if nearest != state:
        return well(FOLDER, f"{state} is not there yet; the first start makes it.")
    return well(FOLDER, f"{state} can be written to.")


def files_are_private(state: Path, database: Path | None) -> Finding:
    """
    Say whether others on this machine can open what the bot writes.

    A folder that is closed closes what is in it. `database` is the SQLite file, None for others.
    """
    for path in _exposed(state, database):
        mode = "700" if path.is_dir() else "600"
        return fault(FILES, f"Others on this machine can open {path}.", f"Run: chmod {mode} {path}")
    return well(FILES, "Nobody else on this machine can open them.")


def _exposed(state: Path, database: Path | None) -> list[Path]:
    outside = database is not None and state not in database.parents
    places = [state, database] if outside else [state]
    return [path for path in places if path is not None and path.exists() and _is_open(path)]


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & OPEN_TO_OTHERS)


def there_is_room(state: Path, wanted: int = ROOM) -> Finding:
    """Say whether the disc has room for what the bot writes."""
    nearest = next(one for one in (state, *state.parents) if one.exists())
    free = shutil.disk_usage(nearest).free
    if free < wanted:
        remedy = "Make room: what the disc does not take is lost in a crash, and stays in chats"
        return fault(DISC, f"Only {_megabytes(free)} are free.", remedy)
    return well(DISC, f"{_megabytes(free)} are free.")


def _megabytes(count: int) -> str:
    return f"{count // (1024 * 1024):,} MB"
