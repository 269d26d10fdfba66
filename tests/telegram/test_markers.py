"""S40, S42, S43: no byte that is written says what anybody said, is called or is known by."""

import asyncio
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.telegram.bot import KEY_TEXT
from tests.telegram.fake.client import FakeTelegram

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
SHE = 7_318_530_717_923
NAMES = {"first_name": "Zanzibarina", "last_name": "Quxington", "username": "zanziquxi"}
TYPED = "plughmarker"
ANSWERS = ("in_confidence", "someone_to_talk_to", "London/Newham")


def environment(telegram: FakeTelegram, state: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("FINGERPOST")}
    return own | {
        "BOT_TOKEN": telegram.token,
        "FINGERPOST_API_URL": telegram.api_url,
        "FINGERPOST_LEDGER_KEY": KEY_TEXT,
        "FINGERPOST_STATE_DIR": str(state),
    }


@contextmanager
def process(
    telegram: FakeTelegram, folder: Path, **other: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `python -m bot telegram` with its output in files of this folder."""
    with (folder / "stdout").open("ab") as out, (folder / "stderr").open("ab") as err:
        started = subprocess.Popen(
            [sys.executable, "-m", "bot", "telegram"],
            cwd=ROOT,
            stdout=out,
            stderr=err,
            env=environment(telegram, folder / "state") | other,
        )
        try:
            yield started
        finally:
            if started.poll() is None:
                started.kill()
            started.wait(10)


async def polled(telegram: FakeTelegram) -> None:
    async with asyncio.timeout(60):
        while not await telegram.calls("getUpdates"):  # noqa: ASYNC110  # another process
            await asyncio.sleep(0.02)


def markers() -> list[bytes]:
    number = str(SHE)
    words = [*NAMES.values(), TYPED, number, number.encode().hex(), f"{SHE:x}"]
    return [
        *(word.encode() for word in words),
        struct.pack("<q", SHE),
        struct.pack(">q", SHE),
        struct.pack("<d", float(SHE)),
    ]


def secrets(telegram: FakeTelegram) -> list[bytes]:
    return [telegram.token.encode(), telegram.token.partition(":")[2].encode(), KEY_TEXT.encode()]


def written(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def converse_and_fail(telegram: FakeTelegram) -> None:
    """A conversation in which everything fails once, and things come that nobody expects."""
    await telegram.person(SHE, language_code="en", **NAMES)
    await telegram.text(SHE, "/start")
    await telegram.settled()
    for how in ("server_error", "drop_after", "bad_gateway"):
        await telegram.fail(how, "*", times=2)
        await telegram.text(SHE, f"{TYPED} {how}")
        await telegram.settled(20)
    await telegram.tap_label(SHE, "Someone to talk to, in confidence")
    await telegram.settled(20)
    await telegram.text(SHE, "Newham")
    await telegram.media(SHE, "contact", caption=TYPED)
    await telegram.forward(SHE, TYPED, origin=NAMES["first_name"])
    user = {"id": SHE, "is_bot": False, **NAMES}
    await telegram.inject({"message": {"message_id": TYPED, "from": user, "text": TYPED}})
    await telegram.inject({"callback_query": {"id": TYPED, "from": user, "data": TYPED}})
    await telegram.inject({TYPED: {"text": TYPED}})
    await telegram.settled(20)


async def test_s40_no_byte_that_the_process_wrote_names_anybody_or_says_what_was_said(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    with process(telegram, tmp_path) as bot:
        await polled(telegram)
        await converse_and_fail(telegram)
        while_it_runs = written(tmp_path)
        bot.kill()
        bot.wait(10)
    with process(telegram, tmp_path) as bot:
        await telegram.text(SHE, f"/start {TYPED}")
        await telegram.settled(20)
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(20) == 0
    for found in (while_it_runs, written(tmp_path)):
        assert {"ledger", "stderr"} <= {path.name for path in found}
        assert len(next(data for path, data in found.items() if path.name == "ledger")) > 100
        for path, data in found.items():
            seen = [one for one in (*markers(), *secrets(telegram)) if one in data]
            assert seen == [], path.name
            if "directory" not in path.name and "snapshot" not in path.name:
                assert not [one for one in ANSWERS if one.encode() in data], path.name
    # The log says that something came which nobody could read: by code and place alone.
    assert b"event=fault" in (tmp_path / "stderr").read_bytes()
    assert (tmp_path / "stdout").read_bytes() == b""


@pytest.mark.parametrize(
    ("variable", "said"),
    [("BOT_TOKEN", "BOT_TOKEN is not set"), ("FINGERPOST_LEDGER_KEY", "FINGERPOST_LEDGER_KEY")],
)
async def test_s41_without_its_secrets_it_refuses_to_start_and_says_what_to_do(
    variable: str, said: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    with process(telegram, tmp_path, **{variable: ""}) as bot:
        assert bot.wait(20) == 2
    complaint = (tmp_path / "stderr").read_text(encoding="utf-8")
    assert said in complaint
    assert complaint.count("\n") == 1
    assert not [one for one in secrets(telegram) if one in complaint.encode()]


def test_s41_settings_never_print_their_secrets() -> None:
    from bot.settings import read_settings

    given = {
        "BOT_TOKEN": "1:TOKEN-MARKER",
        "FINGERPOST_API_URL": "http://URL-MARKER/bot",
        "FINGERPOST_LEDGER_KEY": "KEY-MARKER",
        "FINGERPOST_CONTENT_DIR": str(ROOT),
    }
    settings = read_settings(given)
    assert "MARKER" not in f"{settings!r} {settings!s} {settings.token!s} {settings.token!r}"
