"""S42, S43: the log says what is on its list, and no library, error or slip makes it say more."""

import io
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.privacy.events import (
    EVENTS,
    ErrorName,
    Event,
    Fault,
    LedgerOpened,
    LibrarySpoke,
    NotErased,
)
from bot.privacy.events import Place as CodePlace
from bot.privacy.faults import fault_of
from bot.privacy.libraries import LIBRARIES, LibraryCounts
from bot.privacy.log import MOST, Log
from bot.sessions.keys import ChatAddress, session_key
from bot.sessions.ledger_files import Opening
from tests.privacy.shouting import LEVELS, MARKER, NAMES

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"event=[a-z_]+( [a-z_]+=[A-Za-z0-9_./:]+)*")
EXAMPLES: dict[type[Any], Any] = {
    int: 7,
    ErrorName: ErrorName("KeyError"),
    CodePlace: CodePlace("bot/turn.py:88"),
}


def written(event: Any) -> str:
    stream = io.StringIO()
    Log(stream).say(event)
    return stream.getvalue()


def example(kind: type[Event]) -> Event:
    """An event of this kind, from the types of its fields."""
    hints = get_type_hints(kind)
    values = (
        get_args(hint)[0] if get_origin(hint) is Literal else EXAMPLES[hint]
        for hint in (hints[field.name] for field in fields(kind))
    )
    return kind(*values)


EVERY_FIELD = [(kind, field.name) for kind in EVENTS for field in fields(kind)]


@pytest.mark.parametrize("kind", EVENTS)
def test_s42_every_event_is_one_line_with_every_field(kind: type[Event]) -> None:
    line = written(example(kind))
    assert LINE.fullmatch(line.removesuffix("\n"))
    assert line.count("=") == 1 + len(fields(kind))
    assert "refused" not in line


def test_an_event_reads_as_the_page_says() -> None:
    assert written(LedgerOpened(12, 0, 1, 0)) == (
        "event=ledger_opened records=12 damaged=0 set_aside=1 taken_back=0\n"
    )


def test_the_log_says_of_an_opened_ledger_all_that_was_found() -> None:
    assert [one.name for one in fields(LedgerOpened)] == [one.name for one in fields(Opening)]


@pytest.mark.parametrize(("kind", "name"), EVERY_FIELD)
@given(text=some.text(max_size=40))
def test_s42_free_text_in_any_field_is_replaced(kind: type[Event], name: str, text: str) -> None:
    marked = f"{MARKER} {text}\nevent=x"
    wrong: dict[str, Any] = {name: marked}
    line = written(replace(example(kind), **wrong))
    assert line.count("\n") == 1
    assert f"{name}=refused" in line
    assert "Marker" not in line


class Sneaking(int):
    """A number that writes itself as something else."""

    def __str__(self) -> str:
        return MARKER


@pytest.mark.parametrize(
    "value",
    [ChatAddress(987654321), Sneaking(3), None, 1.5, True, -4, b"x", {"chat": 987654321}, [MARKER]],
)
def test_s40_what_is_no_plain_number_is_not_written(value: Any) -> None:
    assert written(NotErased(value)) == "event=not_erased messages=refused\n"


@given(number=some.integers(MOST + 1, 10**15))
def test_s40_a_number_as_large_as_a_chat_is_not_written(number: int) -> None:
    assert written(NotErased(number)) == f"event=not_erased messages=over_{MOST}\n"


@pytest.mark.parametrize("event", [MARKER, None, 7, ChatAddress(7), Opening(), Exception(MARKER)])
def test_s42_what_is_no_event_of_the_list_is_not_written(event: Any) -> None:
    assert written(event) == "event=refused\n"


def test_a_closed_pipe_stops_no_turn() -> None:
    stream = io.StringIO()
    stream.close()
    Log(stream).say(NotErased(1))


def test_s43_a_fault_says_where_in_our_code_and_never_what() -> None:
    with pytest.raises(Exception, match="bytes") as caught:
        session_key(b"", MARKER, MARKER)
    found = fault_of(caught.value, "turn")
    assert found.code == "SettingError"
    path, _, line = found.place.partition(":")
    assert path == "bot/sessions/keys.py"
    assert "raise SettingError(" in (ROOT / path).read_text("utf-8").splitlines()[int(line) - 1]
    assert "refused" not in written(found)


def test_s43_a_class_made_from_free_text_gives_no_code() -> None:
    made = type(MARKER.replace("-", "_"), (Exception,), {})
    group = ExceptionGroup(MARKER, [made(MARKER)])
    assert fault_of(group, "loop") == Fault(
        ErrorName("Unknown"), ErrorName("None"), CodePlace("elsewhere"), "loop"
    )
    assert fault_of(None, "loop").code == "Unknown"


def test_s43_what_lay_under_an_error_is_named_by_its_class_alone() -> None:
    error = KeyError(MARKER)
    error.__cause__ = TimeoutError(MARKER)
    error.add_note(MARKER)
    line = written(fault_of(error, "turn"))
    assert line == "event=fault code=KeyError cause=TimeoutError place=elsewhere where=turn\n"


def test_counts_are_handed_over_once() -> None:
    counts = LibraryCounts()
    for name, level in (("httpx", 20), ("httpx._client", 25), (MARKER, 50), ("telegram", 1)):
        counts.add(name, level)
    assert counts.take() == (
        LibrarySpoke("httpx", "info", 2),
        LibrarySpoke("other", "critical", 1),
        LibrarySpoke("telegram", "debug", 1),
    )
    assert counts.take() == ()


def shouted(folder: Path, *words: str) -> tuple[bytes, bytes, bytes]:
    """Let everything shout; return what came out, what came as errors, and every file."""
    command = [sys.executable, "-m", "tests.privacy.shouting", str(folder), *words]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 1, "the last error was to end it"
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert files, "no library opened its file: this would pass on nothing"
    return done.stdout, done.stderr, b"".join(one.read_bytes() for one in files)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, bytes]:
    return shouted(tmp_path_factory.mktemp("guarded"))


def test_the_shouting_is_heard_everywhere_when_nothing_is_silenced(tmp_path: Path) -> None:
    assert all(b"Marker" in heard for heard in shouted(tmp_path, "--unguarded"))


def test_s42_nothing_of_what_libraries_shout_comes_out_anywhere(
    guarded: tuple[bytes, bytes, bytes],
) -> None:
    out, errors, files = guarded
    assert (out, files) == (b"", b"")
    assert b"Marker" not in errors
    lines = errors.decode().splitlines()
    assert lines
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert "refused" not in errors.decode()


def test_s42_every_library_is_counted_at_every_level(guarded: tuple[bytes, bytes, bytes]) -> None:
    lines = guarded[1].decode()
    found = re.findall(r"event=library_spoke library=(\w+) level=(\w+) records=(\d+)", lines)
    assert {library for library, _, _ in found} == LIBRARIES | {"other"}
    by_level = {(library, level): int(records) for library, level, records in found}
    for library in LIBRARIES | {"other"}:
        for level in ("debug", "info", "warning", "error", "critical"):
            assert by_level[library, level] >= 4
    assert sum(by_level.values()) > 4 * len(LEVELS) * len(NAMES)


@pytest.mark.parametrize("where", ["main", "thread", "loop", "finaliser"])
def test_s43_an_error_that_nobody_catches_gives_a_code_and_a_place(
    guarded: tuple[bytes, bytes, bytes], where: str
) -> None:
    faults = [
        line
        for line in guarded[1].decode().splitlines()
        if line.startswith("event=fault") and line.endswith(f"where={where}")
    ]
    assert faults
    if where == "finaliser":
        assert "code=ValueError" in faults[0]
    else:
        assert "code=SettingError" in faults[0]
        assert "place=bot/sessions/keys.py:" in faults[0]


EVERY_VERB = f"""
import logging, warnings
from bot import __main__ as command_line

def verb():
    # As every verb: its libraries come after the command line was read.
    logging.basicConfig()
    for name in ("sqlalchemy.engine", "alembic", "httpx", "telegram", "a.new.one"):
        logging.getLogger(name).critical({MARKER!r})
    warnings.warn({MARKER!r})

command_line.application = verb
command_line.main()
"""


def test_s42_a_library_says_nothing_under_every_verb() -> None:
    """All verbs go through `main`; what it starts here shouts, and nothing is to be read."""
    words = [sys.executable, "-c", EVERY_VERB]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    aloud = EVERY_VERB.replace("command_line.main()", "verb()")
    words = [sys.executable, "-c", aloud]
    heard = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert MARKER in heard.stderr, "without it the same is heard"
