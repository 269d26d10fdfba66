"""How the fake posts updates to a webhook: with the secret, again when refused, in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.poster import SECRET_HEADER
from tests.telegram.test_fake import HER, OTHER, card, codes
from tests.telegram.test_fake_updates import updates


class Bot:
    """Listens for the webhook: keeps what came, and answers as the test says."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.at_once = self.most_at_once = 0
        self.pause = 0.0

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.pause)
        self.at_once -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [body["message"]["text"] for body in self.bodies]


@asynccontextmanager
async def listening() -> AsyncIterator[Bot]:
    bot = Bot()
    application = web.Application()
    application.router.add_post("/telegram", bot.take)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    try:
        yield bot
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_every_update_with_the_secret(telegram: FakeTelegram) -> None:
    await telegram.text(HER, "before")
    async with listening() as bot:
        reply = await telegram.call("setWebhook", url=bot.url, secret_token="s_-1")  # noqa: S106
        assert reply.result is True
        await telegram.text(HER, "after")
        await telegram.settled()
        assert bot.texts == ["before", "after"]
        assert bot.secrets == ["s_-1"] * 2
        info = (await telegram.call("getWebhookInfo")).result
        assert (info["url"], info["pending_update_count"]) == (bot.url, 0)
        assert (await telegram.call("getUpdates")).status == 409
        await telegram.call("deleteWebhook")
        await telegram.text(HER, "polled")
        assert len(await updates(telegram)) == 1


async def test_an_update_is_repeated_until_the_bot_says_it_has_it(telegram: FakeTelegram) -> None:
    await telegram.settings(repeat_after_ms=5)
    async with listening() as bot:
        bot.answers = [web.Response(status=500), web.Response(status=302), web.Response()]
        await telegram.call("setWebhook", url=bot.url)
        await telegram.text(HER, "first")
        await telegram.text(HER, "second")
        await telegram.text(OTHER, "elsewhere")
        await telegram.settled()
        hers = [text for text in bot.texts if text != "elsewhere"]
        assert len(bot.bodies) == 5
        assert hers == sorted(hers), "the second message of a chat overtook the first"
        info = (await telegram.call("getWebhookInfo")).result
        assert info["last_error_message"].startswith("Wrong response from the webhook: ")


async def test_a_bot_that_is_down_gets_its_updates_later(telegram: FakeTelegram) -> None:
    await telegram.settings(repeat_after_ms=5)
    async with listening() as bot:
        address = bot.url
    await telegram.call("setWebhook", url=address)
    await telegram.text(HER, "kept")
    await asyncio.sleep(0.05)
    assert (await telegram.state())["waiting"] == 1
    async with listening() as bot:
        await telegram.call("setWebhook", url=bot.url)
        await telegram.settled()
        assert bot.texts == ["kept"]


async def test_one_chat_waits_for_itself_and_no_other(telegram: FakeTelegram) -> None:
    async with listening() as bot:
        bot.pause = 0.02
        await telegram.call("setWebhook", url=bot.url, max_connections=3)
        for text in "abc":
            for chat in range(HER, HER + 5):
                await telegram.text(chat, text)
        await telegram.settled()
        assert 1 < bot.most_at_once <= 3
        for chat in range(HER, HER + 5):
            mine = [body for body in bot.bodies if body["message"]["chat"]["id"] == chat]
            assert [body["message"]["text"] for body in mine] == ["a", "b", "c"]


async def test_a_tap_may_overtake_what_was_typed_before_it(telegram: FakeTelegram) -> None:
    """Telegram keeps order within messages and within taps, not between them."""
    id_ = await card(telegram)
    await telegram.settings(repeat_after_ms=50)
    async with listening() as bot:
        bot.answers = [web.Response(status=503)]
        await telegram.call("setWebhook", url=bot.url, drop_pending_updates=True)
        await telegram.text(HER, "typed")
        await telegram.eventually(HER, lambda _: len(bot.bodies) == 1)
        await telegram.tap(HER, id_, "a")
        await telegram.settled()
        kinds = [sorted(body)[0] for body in bot.bodies]
        assert kinds == ["message", "callback_query", "message"]


async def test_a_method_in_the_answer_to_an_update_is_carried_out(telegram: FakeTelegram) -> None:
    id_ = await card(telegram)
    await updates(telegram, offset=-1)
    written = {"chat_id": HER, "text": "by reply", "link_preview_options": {"is_disabled": True}}
    edit = written | {"method": "editMessageText", "message_id": id_}
    sent = written | {"method": "sendMessage", "disable_notification": True}
    async with listening() as bot:
        bot.answers = [web.json_response(edit), web.json_response(sent)]
        await telegram.call("setWebhook", url=bot.url, drop_pending_updates=True)
        await telegram.text(HER, "one")
        await telegram.settled()
        shown = await telegram.standing(HER)
        assert (shown[1].message_id, shown[1].text) == (id_, "by reply")
        await telegram.text(HER, "two")
        await telegram.settled()
        assert [made["via"] for made in await telegram.calls("editMessageText")] == ["webhook"]
        assert await codes(telegram) == ["webhook_reply"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "https://example.org/telegram"},
        {"url": "ftp://127.0.0.1/"},
        {"url": "http://127.0.0.1/", "secret_token": "a b"},
        {"url": "http://127.0.0.1/", "secret_token": "x" * 257},
        {"url": "http://127.0.0.1/", "max_connections": 101},
    ],
)
async def test_a_webhook_that_cannot_be_is_refused(
    telegram: FakeTelegram, wrong: dict[str, Any]
) -> None:
    assert (await telegram.call("setWebhook", **wrong)).status == 400
    assert (await telegram.call("getWebhookInfo")).result["url"] == ""
