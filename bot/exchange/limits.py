"""
What a file may be before anything in it is read: its type, its size, how far it unfolds (S94).
"""

import zipfile
from pathlib import Path

from bot.errors import ExchangeError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 256 * MEGABYTE
LARGEST_UNFOLDED = 2048 * MEGABYTE
LARGEST_RATIO = 200
"""A spreadsheet of ours unfolds to about twenty times its size."""

SMALL = 10 * MEGABYTE
"""What unfolds to less than this is no bomb, however well it was packed."""

MOST_PARTS = 2000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


def refused(path: Path, what: str, remedy: str) -> ExchangeError:
    """Return the error for a file that is refused as a whole."""
    return ExchangeError(f"{path}: {what}. {remedy}")


def refuse_unfit(path: Path) -> None:
    """Raise ExchangeError for what is no file, is empty, too large, or of an old type."""
    if not path.is_file():
        raise refused(path, "there is no such file", "Mend its name")
    size = path.stat().st_size
    if size == 0:
        raise refused(path, "is empty", "Export it anew, and edit that file")
    if size > LARGEST_FILE:
        what = f"has {size // MEGABYTE} MB; at most {LARGEST_FILE // MEGABYTE} are read"
        raise refused(path, what, "Split it in two")
    if _begins(path, _OLD_OFFICE):
        raise refused(path, "is of the old Excel type, or has a password", "Save it as .xlsx")


def refuse_packed(path: Path) -> None:
    """Raise ExchangeError for a text file that is really a packed one."""
    if _begins(path, _ZIP):
        raise refused(path, "is packed and no text", "Rename it to .xlsx or .zip, as what it is")


def refuse_bomb(path: Path) -> None:
    """Raise ExchangeError for a packed file that would unfold to more than can be meant."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise refused(
            path, f"is no packed file ({error})", "Save it again, or fetch it again"
        ) from None
    unfolded = sum(part.file_size for part in parts)
    ratio = unfolded / max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_PARTS:
        raise refused(path, f"holds {len(parts)} files", f"At most {MOST_PARTS} are read")
    if unfolded > LARGEST_UNFOLDED or (unfolded > SMALL and ratio > LARGEST_RATIO):
        what = f"would unfold to {unfolded // MEGABYTE} MB, {ratio:.0f} times its size"
        raise refused(path, what, "Copy the cells that matter into a new spreadsheet")
    if any(part.flag_bits & 1 for part in parts):
        raise refused(path, "has a password", "Save it without one")


def _begins(path: Path, mark: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(mark)) == mark
