"""
aiogram 3 as its own pages set it up: a Dispatcher behind its request handler for aiohttp.
"""

import sys
from functools import partial
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from tests.benchmarks.telegram.api import TOKEN
from tests.benchmarks.telegram.contestants.words import LABELS, texts
from tests.benchmarks.telegram.webhook import PATH, SECRET


async def answer(said: Any, query: CallbackQuery) -> None:
    """Acknowledge the tap and change the card."""
    await query.answer()
    keyboard = [
        [InlineKeyboardButton(text=label, callback_data=f"c{place}")]
        for place, label in enumerate(LABELS)
    ]
    assert isinstance(query.message, Message)
    markup = InlineKeyboardMarkup(inline_keyboard=keyboard)
    await query.message.edit_text(next(said), reply_markup=markup)


def main(api_port: str, port: str) -> None:
    """Serve until ended."""
    server = TelegramAPIServer.from_base(f"http://127.0.0.1:{api_port}")
    bot, dispatcher = Bot(TOKEN, session=AiohttpSession(api=server)), Dispatcher()
    dispatcher.callback_query.register(partial(answer, texts()))
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path=PATH)
    setup_application(application, dispatcher, bot=bot)
    web.run_app(application, host="127.0.0.1", port=int(port), print=None, access_log=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
