"""How the fake hands updates over by getUpdates, what people can do, and failures on demand."""

import asyncio
import json
import subprocess
import sys
from typing import Any

import aiohttp
import pytest

from tests.telegram.fake.acts import MEDIA
from tests.telegram.fake.client import ROOT, FakeTelegram, fake_process
from tests.telegram.fake.errors import ControlError
from tests.telegram.test_fake import HER, OTHER, card, send


async def updates(telegram: FakeTelegram, **parameters: Any) -> list[dict[str, Any]]:
    return list((await telegram.call("getUpdates", **parameters)).result)


async def test_an_update_comes_again_until_an_offset_confirms_it(telegram: FakeTelegram) -> None:
    await telegram.text(HER, "one")
    await telegram.text(OTHER, "two")
    first, second = await updates(telegram)
    assert second["update_id"] == first["update_id"] + 1
    assert await updates(telegram, limit=1) == [first]
    assert await updates(telegram, offset=second["update_id"]) == [second]
    assert await updates(telegram) == [second]
    assert await updates(telegram, offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(telegram: FakeTelegram) -> None:
    for text in ("one", "two", "three"):
        await telegram.text(HER, text)
    (newest,) = await updates(telegram, offset=-1)
    assert newest["message"]["text"] == "three"
    assert await updates(telegram) == [newest]


async def test_a_long_poll_waits_for_the_first_update(telegram: FakeTelegram) -> None:
    poll = asyncio.create_task(updates(telegram, timeout=5))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await telegram.text(HER, "hello")
    async with asyncio.timeout(2):
        (update,) = await poll
    assert update["message"]["text"] == "hello"


async def test_two_bots_cannot_poll_at_once(telegram: FakeTelegram) -> None:
    first = asyncio.create_task(telegram.call("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    assert (await telegram.call("getUpdates")).status == 200
    reply = await first
    assert reply.status == 409
    assert reply.description.startswith("Conflict: terminated by other getUpdates request")


async def test_only_allowed_kinds_of_updates_are_made(telegram: FakeTelegram) -> None:
    await updates(telegram, allowed_updates=["callback_query"])
    await telegram.text(HER, "unheard")
    assert await updates(telegram) == []
    await updates(telegram, allowed_updates=[])
    await telegram.text(HER, "heard")
    assert len(await updates(telegram)) == 1


async def test_updates_that_wait_too_long_are_gone(telegram: FakeTelegram) -> None:
    id_ = await card(telegram)
    await updates(telegram, offset=-1)
    await telegram.tap(HER, id_, "a")
    await telegram.advance(seconds=151)
    assert [set(update) for update in await updates(telegram)] == [{"update_id", "message"}]
    await telegram.advance(hours=25)
    assert await updates(telegram) == []


async def test_everything_that_people_do_reaches_the_bot(telegram: FakeTelegram) -> None:
    assert MEDIA
    await telegram.person(HER, first_name="A", username="a_name", language_code="ar")
    typed = await telegram.text(HER, "/start gb")
    for kind in MEDIA:
        await telegram.media(HER, kind, caption="look")
    await telegram.forward(HER, "passed on", "Somebody")
    await telegram.edit(HER, typed, "changed")
    await telegram.inline_query(HER, "find")
    await telegram.block(HER)
    await telegram.unblock(HER)
    await telegram.group(-7, "supergroup")
    await telegram.text(-7, "in a group", user=HER)
    await telegram.group(-8, "channel")
    await telegram.channel_post(-8, "posted")
    found = await updates(telegram)
    start = found[0]["message"]
    assert start["from"]["language_code"] == "ar"
    assert start["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    kinds = [next(key for key in update if key != "update_id") for update in found]
    assert kinds == [
        *["message"] * (len(MEDIA) + 2), "edited_message", "inline_query",
        "my_chat_member", "my_chat_member", "message", "channel_post",
    ]  # fmt: skip
    assert {kind for update in found for kind in update.get("message", {})} >= set(MEDIA)


async def test_a_raw_update_arrives_just_as_it_was_injected(telegram: FakeTelegram) -> None:
    id_ = await telegram.inject({"message": {"broken": True}})
    assert await updates(telegram) == [{"update_id": id_, "message": {"broken": True}}]


async def test_an_act_that_cannot_be_says_what_could(telegram: FakeTelegram) -> None:
    with pytest.raises(ControlError, match=r"use .*photo"):
        await telegram.media(HER, "smell")
    with pytest.raises(ControlError, match=r"use .*standing"):
        await telegram.control("magic")
    with pytest.raises(ControlError, match="missing a required argument"):
        await telegram.control("text", chat=HER)
    with pytest.raises(ControlError, match="no fault is called"):
        await telegram.control("fail", how="badly")
    await telegram.group(-7)
    with pytest.raises(ControlError, match="say which user"):
        await telegram.text(-7, "hello")


@pytest.mark.parametrize(
    ("how", "status"),
    [("too_many_requests", 429), ("forbidden", 403), ("server_error", 500), ("bad_gateway", 502)],
)
async def test_a_planned_failure_is_answered_without_the_work(
    telegram: FakeTelegram, how: Any, status: int
) -> None:
    await card(telegram)
    await telegram.fail(how, "sendMessage", times=2, seconds=7)
    for _ in range(2):
        reply = await send(telegram)
        assert reply.status == status
        if status == 429:
            assert reply.body["parameters"] == {"retry_after": 7}
            assert reply.description == "Too Many Requests: retry after 7"
    assert len(await telegram.standing(HER)) == 2
    assert (await send(telegram)).status == 200


async def test_a_failure_may_be_for_one_chat_and_until_it_is_healed(
    telegram: FakeTelegram,
) -> None:
    await telegram.text(HER, "a")
    await telegram.text(OTHER, "b")
    await telegram.fail("server_error", times=None, chat=HER)
    assert [(await send(telegram)).status for _ in range(3)] == [500] * 3
    assert (await send(telegram, OTHER)).status == 200
    await telegram.heal()
    assert (await send(telegram)).status == 200
    await telegram.fail("server_error")
    assert (await telegram.call("getUpdates")).status == 200
    assert (await telegram.call("getMe")).status == 500


@pytest.mark.parametrize(("how", "stand"), [("drop_before", 1), ("drop_after", 2)])
async def test_a_connection_may_break_before_or_after_the_work(
    telegram: FakeTelegram, how: Any, stand: int
) -> None:
    await telegram.text(HER, "hello")
    await telegram.fail(how, "sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await send(telegram)
    assert len(await telegram.standing(HER)) == stand
    assert [call["status"] for call in await telegram.calls("sendMessage")] == [0]


@pytest.mark.parametrize(("how", "stand"), [("hang_before", 1), ("hang_after", 2)])
async def test_a_call_may_hang_before_or_after_the_work(
    telegram: FakeTelegram, how: Any, stand: int
) -> None:
    await telegram.text(HER, "hello")
    await telegram.fail(how, "sendMessage", seconds=0.2)
    sending = asyncio.create_task(send(telegram))
    await asyncio.sleep(0.1)
    assert len(await telegram.standing(HER)) == stand
    assert (await sending).status == 200
    assert len(await telegram.standing(HER)) == 2


async def test_every_answer_can_be_made_late(telegram: FakeTelegram) -> None:
    await telegram.settings(latency_ms=60)
    loop = asyncio.get_running_loop()
    before = loop.time()
    await telegram.call("getMe")
    assert loop.time() - before >= 0.06
    before = loop.time()
    await telegram.call("getUpdates")
    assert loop.time() - before < 0.06


async def test_a_reset_forgets_everything(telegram: FakeTelegram) -> None:
    await card(telegram)
    await telegram.fail("server_error", times=None)
    await telegram.reset()
    assert await telegram.chats() == {}
    assert await telegram.calls() == []
    assert (await telegram.call("getMe")).status == 200


def test_the_process_ends_when_what_started_it_is_gone() -> None:
    command = [sys.executable, "-m", "tests.telegram.fake", "--with-parent"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert int(process.stdout.readline()) > 0
        process.stdin.close()
        assert process.wait(5) == 0


async def test_the_process_takes_a_token_and_ends_when_told() -> None:
    with fake_process("--token", "7:other") as port:
        async with FakeTelegram.at(port, "7:other") as telegram:
            assert (await telegram.call("getMe")).result["is_bot"] is True
            assert json.loads(json.dumps(await telegram.state()))["calls"] == 1
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection("127.0.0.1", port)
