"""S22, S41: whatever becomes of the ledger's file, the bot says so and goes on."""

import re
import secrets
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sessions.erasure import Ledger
from bot.sessions.ledger_files import Opening
from bot.sessions.ledger_key import new_ledger_key, read_ledger_key
from bot.sessions.records import SIZE
from tests.telegram.bot import SHE, SILENCE, Clock, Running, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.watching import Nursery, watched

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

CHATS = range(SHE, SHE + 6)
"""Those in whose chats a card stands when the bot is killed."""

NEW = SHE + 100


def flipped(data: bytes) -> bytes:
    """Change a byte of every second record."""
    spoiled = bytearray(data)
    for at in range(SIZE // 2, len(data), 2 * SIZE):
        spoiled[at] ^= 0xFF
    return bytes(spoiled)


def shifted(data: bytes) -> bytes:
    """Lose a byte in the middle, so that everything behind it is out of step."""
    half = len(data) // 2
    return data[:half] + data[half + 1 :]


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "bytes flipped": flipped,
    "a byte lost": shifted,
    "cut within a record": lambda data: data[: len(data) // 2 + 7],
    "emptied": lambda _: b"",
    "noise": lambda data: secrets.token_bytes(len(data)),
    "zeros": lambda data: bytes(len(data)),
    "a text": lambda _: b"this is no ledger\n" * 30,
}
EACH = [
    pytest.param(how, marks=() if how in {"bytes flipped", "noise"} else pytest.mark.whole)
    for how in SPOILED
]
"""`make test` tries two ways, `make test-all` each."""
SAID: dict[str, Callable[[Opening], bool]] = {
    "bytes flipped": lambda one: one.records > 0 and one.damaged > 0,
    "a byte lost": lambda one: one.records > 0 and one.damaged > 0,
    "cut within a record": lambda one: one.records > 0 and one.damaged == 1,
    "emptied": lambda one: one == Opening(),
    "noise": lambda one: one.set_aside == 1,
    "zeros": lambda one: one.set_aside == 1,
    "a text": lambda one: one.set_aside == 1,
}  # fmt: skip
"""What the opening has to say of each: that something was read, skipped, or set aside."""


async def leave_cards_standing(telegram: FakeTelegram, folder: Path, clock: Clock) -> None:
    """Let a bot die while cards stand: what its end would have tidied up is not."""
    async with running(telegram, folder, clock) as bot:
        for chat in CHATS:
            await bot.begin(chat)
        await bot.ledger.tidy(clock())
        died = (folder / "ledger").read_bytes()
    (folder / "ledger").write_bytes(died)


def known_to(ledger: Ledger) -> set[int]:
    """Return the chats that the ledger still knows of."""
    return {one.chat.id for one in ledger.to_erase(Clock()() + timedelta(hours=47))}


async def a_conversation_leaves_nothing(bot: Running) -> None:
    await bot.begin(NEW)
    await bot.tap("Find something near me", NEW)
    await bot.telegram.text(NEW, "Coventry")
    await bot.card(NEW)
    await bot.tap("Leave", NEW)
    assert await bot.standing(NEW) == []


async def tap_what_still_stands(bot: Running) -> None:
    """A card that no ledger knows any more goes by her tap on it."""
    for chat, ids in (await bot.telegram.chats()).items():
        if ids:
            await bot.tap("Leave", chat)
    assert not any((await bot.telegram.chats()).values())


@pytest.mark.parametrize("how", EACH)
async def test_s22_a_spoiled_ledger_is_told_and_what_is_still_known_is_erased(
    how: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock = Clock()
    await leave_cards_standing(telegram, tmp_path, clock)
    path = tmp_path / "ledger"
    path.write_bytes(SPOILED[how](path.read_bytes()))
    async with running(telegram, tmp_path, clock) as bot:
        assert SAID[how](bot.ledger.opening), bot.ledger.opening
        known = known_to(bot.ledger)
        assert (how in {"emptied", "noise", "zeros", "a text"}) == (known == set())
        await a_conversation_leaves_nothing(bot)
        clock.pass_by(SILENCE)
        await bot.silence()
        standing = {chat for chat, ids in (await telegram.chats()).items() if ids}
        assert standing.isdisjoint(known)
        await tap_what_still_stands(bot)
        assert bot.ledger.counts().chats == 0
        assert bot.faults == []


@pytest.mark.parametrize("how", EACH)
async def test_s22_a_ledger_spoiled_while_the_bot_runs_loses_nothing(
    how: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock, path = Clock(), tmp_path / "ledger"
    async with running(telegram, tmp_path, clock) as bot:
        for chat in CHATS:
            await bot.begin(chat)
        path.write_bytes(SPOILED[how](path.read_bytes()))
        await a_conversation_leaves_nothing(bot)
        clock.pass_by(SILENCE)
        await bot.silence()
        assert not any((await telegram.chats()).values())
        assert bot.faults == []
    async with running(telegram, tmp_path, clock) as bot:
        assert bot.ledger.opening == Opening(), "a stop leaves a whole file behind"


async def test_s41_with_its_file_gone_the_bot_goes_on_and_her_tap_still_erases(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock, path = Clock(), tmp_path / "ledger"
    async with running(telegram, tmp_path, clock) as bot:
        await bot.begin()
        path.unlink()
        await a_conversation_leaves_nothing(bot)
    await leave_cards_standing(telegram, tmp_path, clock)
    path.unlink()
    async with running(telegram, tmp_path, clock) as bot:
        await a_conversation_leaves_nothing(bot)
        await tap_what_still_stands(bot)


async def test_s41_the_log_tells_of_a_ledger_that_cannot_be_read_and_names_nobody(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    """The whole process: killed, its file spoiled or its key changed, and started again."""
    expected = []
    async with watched(nursery, telegram, tmp_path) as bot:
        ledger = bot.state / "ledger"
        for said, spoil in (
            (r"records=\d+ damaged=[1-9]\d* set_aside=0 taken_back=0", flipped),
            (r"records=0 damaged=0 set_aside=1 taken_back=0", SPOILED["noise"]),
            (r"records=0 damaged=0 set_aside=1 taken_back=0", None),
        ):
            await bot.ready()
            await telegram.text(SHE, "/start en")
            await bot.settled()
            bot.end(signal.SIGKILL)
            if spoil is None:
                bot.environment["FINGERPOST_LEDGER_KEY"] = new_ledger_key()
            else:
                ledger.write_bytes(spoil(ledger.read_bytes()))
            expected.append(said)
            bot.start()
        await bot.ready()
        await telegram.text(SHE, "/start en")
        await bot.settled()
        await telegram.tap_label(SHE, "Leave")
        await bot.settled()
        assert bot.end() == 0
    opened = [line for line in bot.log.splitlines() if "event=ledger_opened" in line]
    assert len(opened) == 4
    for line, said in zip(opened[1:], expected, strict=True):
        assert re.fullmatch(f"event=ledger_opened {said}", line)
    assert str(SHE) not in bot.log


async def test_s41_a_bot_whose_key_is_lost_starts_when_it_is_given_another(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    clock = Clock()
    await leave_cards_standing(telegram, tmp_path, clock)
    other = Ledger.open(tmp_path / "ledger", read_ledger_key(new_ledger_key()), clock())
    assert other.opening == Opening(set_aside=1)
    other.close()
    async with running(telegram, tmp_path, clock) as bot:
        assert bot.ledger.opening.taken_back == 1, "the first key came back"
        clock.pass_by(SILENCE)
        await bot.silence()
        assert not any((await telegram.chats()).values())
