"""A file with a head says what follows, and comes back as it was written."""

from array import array
from pathlib import Path

import pytest

from bot.compact.headed import bytes_of, headed, numbers_in, read_headed

KIND = "numbers 1"


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    path.write_bytes(headed(KIND, {"name": "ë"}, b"\n\0abc"))
    head, body = read_headed(path, KIND)
    assert head["name"] == "ë"
    assert bytes(body) == b"\n\0abc"


@pytest.mark.parametrize(
    "broken", [b"", b"no head", b"{}\nabc", b'{"kind": "numbers 1"}\nzzz', headed("other", {}, b"")]
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "numbers"
    path.write_bytes(broken)
    with pytest.raises((ValueError, KeyError)):
        read_headed(path, KIND)


def test_numbers_are_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = array("H", [1, 258])
    assert bytes_of(numbers) == b"\1\0\2\1"
    assert numbers_in(memoryview(b"\1\0\2\1"), "H") == numbers
    monkeypatch.setattr("sys.byteorder", "big")  # as far as one can without such a machine
    assert bytes_of(numbers) == b"\0\1\1\2"
    assert numbers == array("H", [1, 258])
