"""A file that is written whole or not at all, while others read it."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.whole_file import READABLE, write_whole

FIRST, SECOND = b"a" * 300_000, b"b" * 200_000
"""Longer than what a system writes at once."""


def test_nobody_reads_a_part_while_two_write(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_whole(path, FIRST)

    def write_often(content: bytes) -> None:
        for _ in range(200):
            write_whole(path, content)

    seen = set()
    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write_often, content) for content in (FIRST, SECOND)]
        while not all(writer.done() for writer in writers):
            seen.add(path.read_bytes())
        for writer in writers:
            writer.result()
    assert seen == {FIRST, SECOND}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("rights", [READABLE, None])
def test_nobody_else_reads_it_unless_that_is_said(tmp_path: Path, rights: int | None) -> None:
    path = tmp_path / "kept"
    before = os.umask(0o022)
    try:
        write_whole(path, FIRST, rights) if rights else write_whole(path, FIRST)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == (0o644 if rights else 0o600)


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(path, FIRST)
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "no" / "folder", FIRST)
