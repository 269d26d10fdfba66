"""S41: the key comes from outside; a missing one is explained with the command that makes it."""

import base64
import shlex
import subprocess
import sys

import pytest

from bot.errors import SettingError
from bot.sessions.ledger_key import COMMAND, LENGTH, new_ledger_key, read_ledger_key

WRONG = {
    "missing": (None, "is not set"),
    "empty": ("", "is not set"),
    "blank": ("  \n", "is not set"),
    "short": (base64.b64encode(b"x" * 31).decode(), "holds 31 bytes instead of 32"),
    "long": (base64.b64encode(b"x" * 33).decode(), "holds 33 bytes instead of 32"),
    "no base64": ("*secretsecretsecretsecretsecret*", "is not base64"),
    "cut off": (base64.b64encode(b"secret" * 5 + b"xx").decode()[:-2], "is not base64"),
    "no ASCII": ("clé" * 10, "is not base64"),
}


@pytest.mark.parametrize("name", WRONG)
def test_s41_a_wrong_key_is_explained_and_never_shown(name: str) -> None:
    text, what = WRONG[name]
    with pytest.raises(SettingError, match=f"FINGERPOST_LEDGER_KEY {what}") as caught:
        read_ledger_key(text)
    said = str(caught.value)
    assert COMMAND in said
    assert caught.value.__cause__ is None
    assert not (text and text.strip() and text.strip() in said)


def test_s41_the_command_that_is_printed_makes_a_key_that_fits() -> None:
    command, *arguments = shlex.split(COMMAND)
    assert command == "python"
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    assert len(read_ledger_key(done.stdout).secret) == LENGTH


def test_a_new_key_fits_and_is_never_the_same() -> None:
    made = {new_ledger_key() for _ in range(20)}
    assert len(made) == 20
    assert all(len(read_ledger_key(one).secret) == LENGTH for one in made)


def test_a_key_written_into_a_text_by_mistake_is_not_in_it() -> None:
    text = new_ledger_key()
    key = read_ledger_key(f" {text}\n")
    assert repr(key) == "LedgerKey()"
    assert str(key.secret) not in f"{key} {key!r}"
