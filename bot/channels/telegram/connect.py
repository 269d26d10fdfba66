"""
Make the Bot, and give it to the two things that may hold it (S24): Reply and Erase.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from telegram import Bot

from bot.channels.telegram.erase import Erase
from bot.channels.telegram.patience import Patience, patiently
from bot.channels.telegram.reply import Reply
from bot.channels.telegram.request import AiohttpRequest, CallError, RefusedError
from bot.channels.telegram.updates import Prompt
from bot.channels.telegram.way_back import WayBack
from bot.errors import SettingError

TIMER_PATIENCE = Patience(pauses=(), longest=0)
"""A timer comes back by itself: it never waits for one chat while others are due."""


@dataclass(frozen=True, slots=True)
class Line:
    """
    The line to Telegram.

    `name` is the bot's user name. `reply_to` answers a prompt. `erase` and `erase_later` delete,
    the second without trying twice. `fetching` and `updates_url` fetch.
    """

    name: str
    reply_to: Callable[[Prompt, WayBack | None], Reply]
    erase: Erase
    erase_later: Erase
    fetching: AiohttpRequest
    updates_url: str


@asynccontextmanager
async def connected(token: str, api_url: str, patience: Patience) -> AsyncIterator[Line]:
    """Open the line. Raises SettingError when the token is refused or nobody answers there."""
    request, fetching = AiohttpRequest(), AiohttpRequest(connections=1)
    bot = Bot(token, base_url=api_url, request=request, get_updates_request=request)
    await request.initialize()
    await fetching.initialize()
    try:
        yield Line(
            name=await _name_of(bot, patience),
            reply_to=partial(Reply, bot),
            erase=Erase(bot, patience),
            erase_later=Erase(bot, TIMER_PATIENCE),
            fetching=fetching,
            updates_url=f"{api_url}{token}/getUpdates",
        )
    finally:
        await request.shutdown()
        await fetching.shutdown()


async def _name_of(bot: Bot, patience: Patience) -> str:
    try:
        account = await patiently(patience, bot.get_me)
    except RefusedError:
        raise SettingError(
            "BOT_TOKEN is refused by the Bot API server. Copy it again from BotFather, the bot "
            "that gives tokens"
        ) from None
    except CallError:
        raise SettingError(
            "the Bot API server does not answer. Look whether this machine reaches it; "
            "FINGERPOST_API_URL names another one"
        ) from None
    return account.username or ""
