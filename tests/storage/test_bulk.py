"""What lies in a file is read as it was put there, when somebody asks."""

from pathlib import Path

import pytest

from bot.compact.numbered import numbered, whole
from bot.compact.texts import texts
from bot.storage.bulk import Bulk, OpenFile

WORDS = ("help", "ንዓኻ", "", "مساعدة", "a/b c*")


def test_pieces_are_read_as_they_were_put(tmp_path: Path) -> None:
    bulk = Bulk()
    first, second = bulk.put_texts(texts(WORDS)), bulk.put_texts(texts(WORDS[::-1]))
    index = bulk.put_numbered(numbered((whole(word), at) for at, word in enumerate(WORDS)))
    file = tmp_path / "file"
    file.write_bytes(b"before" + b"".join(bulk))
    opened = OpenFile(file, len(b"before"))
    file.unlink()
    assert opened.texts(first) == WORDS
    assert [*opened.texts(second)] == [*WORDS[::-1]]
    assert [opened.texts(second)[at] for at in range(len(WORDS))] == [*WORDS[::-1]]
    assert [*opened.texts(first)[1:3]] == [*WORDS[1:3]]
    for at, word in enumerate(WORDS):
        assert list(opened.numbered(index).of([whole(word)])) == [at]


def test_without_the_file_there_are_no_pieces(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        OpenFile(tmp_path / "nothing", 0)
