"""Write a file whole or not at all, for files that other processes read at the same moment."""

import os
from pathlib import Path

PRIVATE, READABLE = 0o600, 0o644
"""Who may read the file: its owner alone, or everybody on this machine."""


def write_whole(path: Path, content: bytes, rights: int = PRIVATE) -> None:
    """
    Put a file in place of what is there. Nobody ever reads a part of it, even after a kill.

    Two that write at once do not disturb each other: the later one stays. Raises OSError when the
    folder cannot be written, and leaves what was there.
    """
    half = path.with_name(f"{os.urandom(8).hex()}.{path.name}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as file:
            file.write(content)
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
