"""Being called by Telegram: each update once, in order, and nothing is lost when the bot stops."""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram import run
from bot.channels.telegram.once import Once
from bot.channels.telegram.queues import MOST_WAITING
from bot.channels.telegram.webhook_address import PATH
from bot.messages import Answered, Incoming, Text
from bot.sessions.keys import SessionKey
from bot.visits import Visits
from tests.telegram.bot import SHE, Clock, Running
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.hooked import HEADERS, HOST, free_port, hooked, listens, set_webhook
from tests.telegram.test_kills import nursery
from tests.telegram.test_polling import remember_texts

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

Post = Callable[[dict[str, Any]], Awaitable[tuple[int, bytes]]]


def typed(number: int, text: str, chat: int = SHE, message_id: int = 0) -> dict[str, Any]:
    """An update as Telegram writes it, of a message that stands nowhere."""
    person = {"id": chat, "is_bot": False, "first_name": "x"}
    message = {
        "message_id": message_id or 900_000 + number,
        "date": 1_790_000_000,
        "chat": {"id": chat, "type": "private"},
        "from": person,
        "text": text,
    }
    return {"update_id": 10_000_000 + number, "message": message}


class Posting:
    """Posts to the bot past the fake, as many at once as it likes."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._url = session, f"http://{HOST}:{port}{PATH}"

    async def __call__(self, update: dict[str, Any]) -> tuple[int, bytes]:
        async with self._session.post(self._url, json=update, headers=HEADERS) as response:
            return response.status, await response.read()


async def via(telegram: FakeTelegram) -> list[tuple[str, str]]:
    """Return by which way the acknowledgements and the changes of cards came."""
    calls = await telegram.calls()
    looked_at = ("answerCallbackQuery", "editMessageText", "sendMessage", "deleteMessages")
    return [(one["method"], one["via"]) for one in calls if one["method"] in looked_at]


async def test_she_is_answered_and_only_acknowledgements_go_with_the_answer(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with hooked(telegram, tmp_path) as bot:
        await bot.begin()
        await bot.tap("Find something near me")
        await telegram.text(SHE, "Coventry")
        card = await bot.card()
        assert "Leave" in [one.label for one in card.buttons]
        await bot.tap("Leave")
        assert await bot.standing() == []
        assert bot.faults == []
    ways = Counter(await via(telegram))
    assert ways["answerCallbackQuery", "webhook"] == 2
    assert {method for method, way in ways if way == "webhook"} == {"answerCallbackQuery"}
    assert {way for method, way in ways if method == "editMessageText"} == {"http"}
    assert await telegram.violations() == []


async def test_s27_numbers_in_a_pop_up_go_by_a_call_that_can_fail_aloud(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with hooked(telegram, tmp_path) as bot:
        await bot.begin()
        await bot.tap("Urgent numbers")
        await bot.tap("United Kingdom")
        await bot.tap("Numbers for a moment")
        assert "999" in (await telegram.pop_ups(SHE))[-1]["text"]
    acknowledged = [way for method, way in await via(telegram) if method == "answerCallbackQuery"]
    assert acknowledged == ["webhook", "webhook", "http"]


async def test_a_tap_that_takes_long_is_acknowledged_by_a_call_meanwhile(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ACKNOWLEDGED_WITHIN", 0.05)
    async with hooked(telegram, tmp_path) as bot:
        await bot.begin()
        await telegram.fail("hang_before", "editMessageText", times=1, seconds=1)
        await telegram.tap_label(SHE, "Find something near me")
        await asyncio.sleep(0.5)
        assert await telegram.calls("answerCallbackQuery")
        assert (await telegram.state())["waiting"] == 1
        await telegram.settled()
    assert Counter(await via(telegram))["answerCallbackQuery", "webhook"] == 0


class Gate:
    """Lets the words of people through to the bot only when it is open, and notes them."""

    def __init__(self, bot: Running) -> None:
        self.open, self.came, self.seen = asyncio.Event(), asyncio.Event(), list[str]()
        self._visits = bot.visits
        bot.answering = self

    async def __call__(self, key: SessionKey, incoming: Incoming) -> Answered:
        if isinstance(incoming, Text):
            self.seen.append(incoming.text)
            self.came.set()
            await self.open.wait()
        return await self._visits(key, incoming)


async def test_an_update_posted_again_is_done_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    port = free_port()
    async with hooked(telegram, tmp_path, port=port) as bot, aiohttp.ClientSession() as session:
        await bot.begin()
        gate, post = Gate(bot), Posting(session, port)
        first = asyncio.create_task(post(typed(1, "word")))
        await gate.came.wait()
        again = asyncio.create_task(post(typed(1, "word")))
        await asyncio.sleep(0.1)
        assert not first.done()
        assert not again.done(), "it did not wait for the first"
        gate.open.set()
        assert [await first, await again] == [(200, b"")] * 2
        gate.open.clear()
        assert await post(typed(1, "word")) == (200, b"")
        assert gate.seen == ["word"]


async def test_who_hangs_up_is_answered_when_it_asks_again(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    port = free_port()
    async with hooked(telegram, tmp_path, port=port) as bot, aiohttp.ClientSession() as session:
        await bot.begin()
        gate, post = Gate(bot), Posting(session, port)
        first = asyncio.create_task(post(typed(1, "word")))
        await gate.came.wait()
        first.cancel()
        again = asyncio.create_task(post(typed(1, "word")))
        await asyncio.sleep(0.05)
        gate.open.set()
        assert await again == (200, b"")
        assert gate.seen == ["word"]


async def test_what_was_done_is_remembered_for_a_while_and_no_longer() -> None:
    once, begun = Once(remembered=3), list[int]()

    async def do(number: int) -> bytes:
        def begin(done: Callable[[bytes], None]) -> None:
            begun.append(number)
            done(b"came")

        return await once.do(number, begin)

    assert [await do(number) for number in (1, 2, 3, 1, 4, 2, 1)] == [
        b"came", b"came", b"came", b"", b"came", b"", b"came",
    ]  # fmt: skip
    assert begun == [1, 2, 3, 4, 1]


async def test_what_could_not_be_begun_is_begun_again() -> None:
    once = Once()

    def fail(_done: Callable[[bytes], None]) -> None:
        raise OSError("planned")

    with pytest.raises(OSError, match="planned"):
        await once.do(1, fail)
    assert await once.do(1, lambda done: done(b"came")) == b"came"


async def test_updates_of_which_nothing_is_known_are_taken_and_do_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    port = free_port()
    async with hooked(telegram, tmp_path, port=port) as bot, aiohttp.ClientSession() as session:
        post = Posting(session, port)
        odd: list[dict[str, Any]] = [
            {"update_id": 1},
            {"update_id": 2, "something_new": {"chat": {"id": SHE}}},
            {"update_id": 3, "message": "not one"},
            {"update_id": 4, "callback_query": {"id": "1"}},
            {"update_id": -5, "callback_query": []},
        ]
        for update in odd:
            assert await post(update) == (200, b"")
        await bot.begin()


async def test_s11_a_failure_of_the_bot_is_answered_with_urgent_numbers_and_once(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with hooked(telegram, tmp_path) as bot:
        await bot.begin()
        bot.fails = True
        await telegram.text(SHE, "marker")
        card = await bot.card()
        assert "999" in (card.text or "")
        assert len(bot.faults) == 1


async def test_what_one_chat_says_is_answered_in_order(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with hooked(telegram, tmp_path) as bot:
        await bot.begin()
        seen = remember_texts(bot, 0.005)
        words = [f"word {number}" for number in range(12)]
        for word in words:
            await telegram.text(SHE, word)
        await telegram.settled()
        assert seen == words


async def test_a_chat_that_floods_is_bounded_and_nobody_else_waits(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    port, flood = free_port(), 3 * MOST_WAITING
    async with hooked(telegram, tmp_path, port=port) as bot, aiohttp.ClientSession() as session:
        await bot.begin()
        gate, post = Gate(bot), Posting(session, port)
        posts = {asyncio.create_task(post(typed(one, f"word {one}"))) for one in range(flood)}
        async with asyncio.timeout(5):
            while sum(one.done() for one in posts) < flood - MOST_WAITING:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await bot.telegram.text(SHE + 1, "/start en")
        await telegram.eventually(SHE + 1, lambda standing: [s.sender for s in standing] == ["bot"])
        assert len(gate.seen) == 1, "the flood went on meanwhile"
        gate.open.set()
        assert {await one for one in posts} == {(200, b"")}
        assert len(gate.seen) == MOST_WAITING
        await bot.silence()
        asked = await telegram.calls("deleteMessages", SHE)
        erased = {id_ for one in asked for id_ in json.loads(one["parameters"]["message_ids"])}
        assert {900_000 + one for one in range(flood)} <= erased


# Stopping


async def many_talk(telegram: FakeTelegram, chats: range, over: asyncio.Event) -> list[str]:
    """Let one chat after the other say what nobody else says, also when all is over."""
    words: list[str] = []
    for chat in cycle(chats):
        if over.is_set() and chat == chats[0]:
            break
        words.append(f"word {len(words)}")
        await telegram.text(chat, words[-1])
        await asyncio.sleep(0.01)
    return words


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is typed to any bot from now on, and let each take a while over it."""
    count, answer = Counter[str](), Visits.__call__

    async def slowly(self: Visits, key: SessionKey, incoming: Incoming) -> Answered:
        await asyncio.sleep(0.01)
        if isinstance(incoming, Text):
            count[incoming.text] += 1
        return await answer(self, key, incoming)

    monkeypatch.setattr(Visits, "__call__", slowly)
    return count


async def test_a_stop_in_the_middle_of_traffic_loses_no_update_and_does_none_twice(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await telegram.settings(repeat_after_ms=5)
    count, port, chats = counted(monkeypatch), free_port(), range(SHE, SHE + 8)
    over = asyncio.Event()
    async with hooked(telegram, tmp_path, port=port) as bot:
        for chat in chats:
            await bot.begin(chat)
        talking = asyncio.create_task(many_talk(telegram, chats, over))
        await asyncio.sleep(0.15)
    over.set()
    words, before = await talking, len(count)
    assert 0 < before < len(words), "the stop did not fall into the traffic"
    async with hooked(telegram, tmp_path, port=port) as bot:
        await telegram.settled(10)
        for chat in chats:
            await bot.card(chat)
    assert count == dict.fromkeys(words, 1)


async def test_what_does_not_end_in_time_is_not_called_done(
    telegram: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STOP_SECONDS", 0.5)
    port = free_port()
    async with hooked(telegram, tmp_path, port=port) as bot:
        await bot.begin()
        await telegram.fail("hang_before", "editMessageText", times=1, seconds=1.5)
        await telegram.tap_label(SHE, "Find something near me")
        await asyncio.sleep(0.1)
    assert (await telegram.state())["waiting"] == 1
    await telegram.heal()
    async with hooked(telegram, tmp_path, Clock(), port=port) as bot:
        await bot.card()


async def ended(process: int) -> None:
    async with asyncio.timeout(10):
        with suppress(ProcessLookupError):
            while True:
                os.kill(process, 0)
                await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "how",
    [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.whole), signal.SIGKILL],
    ids=lambda how: how.name,
)
async def test_s22_told_to_stop_or_killed_and_started_again_each_has_one_card(
    how: signal.Signals, telegram: FakeTelegram, tmp_path: Path
) -> None:
    await telegram.settings(latency_ms=4, repeat_after_ms=5)
    port, chats, late = free_port(), range(SHE, SHE + 16), range(SHE + 16, SHE + 20)
    await set_webhook(telegram, port)
    with nursery(telegram, tmp_path, port) as born:
        bot = born.bear()
        await listens(port)
        for number, chat in enumerate(chats):
            await telegram.text(chat, "/start en")
            if number == len(chats) // 2:
                os.kill(bot, how)
        await ended(bot)
        for chat in late:
            await telegram.text(chat, "/start en")
        assert (await telegram.state())["waiting"] >= len(late)
        born.bear()
        await telegram.settled(10)
    sent = Counter(one["chat"] for one in await telegram.calls("sendMessage"))
    for chat in (*chats, *late):
        (card,) = await telegram.standing(chat)
        assert card.sender == "bot"
    if how is not signal.SIGKILL:
        assert sent == dict.fromkeys((*chats, *late), 1)
    assert await telegram.violations() == []
