"""S29, S44: leaving is told to nobody, and a whole run calls nobody but the Bot API."""

import signal
from collections.abc import Awaitable, Callable
from dataclasses import fields
from pathlib import Path

import pytest

from bot.privacy.events import EVENTS
from tests.telegram.bot import SHE, SILENCE, Clock, Running, running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.watching import Nursery, watched
from tests.telegram.whole_conversation import converse

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ERASING = {"deleteMessages", "deleteMessage", "answerCallbackQuery", "editMessageText"}
LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
OUTWARD = {"socket.connect", "socket.sendto", "socket.sendmsg", "smtplib.connect"}
OTHER_PROGRAMS = {"os.exec", "os.posix_spawn", "os.system", "subprocess.Popen"}


async def by_tap(bot: Running) -> None:
    await bot.tap("Leave")


async def by_word(bot: Running) -> None:
    await bot.telegram.text(SHE, "leave")


async def by_blocking(bot: Running) -> None:
    await bot.telegram.block(SHE)


async def by_silence(bot: Running) -> None:
    bot.clock.pass_by(SILENCE)
    await bot.visits.forget()
    await bot.silence()


WAYS: dict[str, Callable[[Running], Awaitable[None]]] = {
    "tap": by_tap, "word": by_word, "blocking": by_blocking, "silence": by_silence,
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
async def test_s29_leaving_writes_no_event(
    way: str, telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with running(telegram, tmp_path, Clock()) as bot:
        await bot.begin()
        await bot.tap("Find something near me")
        said, called = len(bot.said), len(await telegram.calls())
        await WAYS[way](bot)
        assert await bot.standing() == []
        await bot.silence()
        assert bot.said[said:] == []
        calls = {call["method"] for call in (await telegram.calls())[called:]} - {"getUpdates"}
        assert calls <= ERASING, "nothing but what takes the messages away"


def test_s29_no_event_that_can_be_logged_is_about_leaving() -> None:
    assert len(EVENTS) > 3
    words = [kind.__name__ for kind in EVENTS] + [
        one.name for kind in EVENTS for one in fields(kind)
    ]
    telling = ("leav", "left", "exit", "quit", "gone", "visit", "session", "start", "tap")
    assert not [one for one in words if any(part in one.casefold() for part in telling)]


async def test_s29_a_process_that_was_left_wrote_what_one_without_anybody_writes(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    logs = []
    for name in ("nobody", "somebody"):
        await telegram.reset()
        async with watched(nursery, telegram, tmp_path / name) as bot:
            await bot.ready()
            if name == "somebody":
                await telegram.text(SHE, "/start en")
                await bot.settled()
                await telegram.tap_label(SHE, "Leave")
                await bot.settled()
                assert await telegram.standing(SHE) == []
            bot.end()
            logs.append(bot.log)
    assert logs[0] == logs[1]


async def test_s44_a_whole_run_connects_only_to_the_bot_api(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    there = ["127.0.0.1", str(telegram.port)]
    async with watched(nursery, telegram, tmp_path) as bot:
        await bot.ready()
        await telegram.fail("drop_before", "*", times=3, skip=5)
        await telegram.fail("server_error", "getUpdates", times=1)
        await converse(bot)
        bot.end()
        bot.start()
        await telegram.text(SHE, "/start en")
        await bot.settled()
        assert bot.end(signal.SIGTERM) == 0
    outward = [one for one in bot.did if one[0] in OUTWARD]
    assert len(outward) > 2, "nothing was seen: this would pass on nothing"
    assert {tuple(one) for one in outward} == {("socket.connect", *there)}
    assert [one for one in bot.did if one[0] in LOOK_UPS] == [], "an address needs no look-up"
    assert [one for one in bot.did if one[0] in OTHER_PROGRAMS] == []


async def test_s44_the_only_name_that_is_looked_up_is_that_of_the_bot_api(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    by_name = f"http://localhost:{telegram.port}/bot"
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY"), "http://127.0.0.1:9/")
    given = {"FINGERPOST_API_URL": by_name, **proxies}
    async with watched(nursery, telegram, tmp_path, (), **given) as bot:
        await bot.ready()
        await telegram.text(SHE, "/start en")
        await bot.settled()
        assert bot.end() == 0
    looked_up = [one for one in bot.did if one[0] in LOOK_UPS]
    assert looked_up, "no look-up was seen: this would pass on nothing"
    assert all("localhost" in one for one in looked_up), looked_up
    ports = {one[2] for one in bot.did if one[0] in OUTWARD}
    assert ports == {str(telegram.port)}, "no proxy of the environment is asked"
