"""
python-telegram-bot as its own pages set it up: httpx, an Application, its own webhook server.

Updates are handled at the same time (`concurrent_updates`), or one slow call would hold all chats.
"""

import sys
from functools import partial
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler

from tests.benchmarks.telegram.api import TOKEN
from tests.benchmarks.telegram.contestants.words import LABELS, texts
from tests.benchmarks.telegram.webhook import PATH, SECRET


async def answer(said: Any, update: Update, _context: Any) -> None:
    """Acknowledge the tap and change the card."""
    query = update.callback_query
    assert query is not None
    await query.answer()
    keyboard = [
        [InlineKeyboardButton(label, callback_data=f"c{place}")]
        for place, label in enumerate(LABELS)
    ]
    await query.edit_message_text(next(said), reply_markup=InlineKeyboardMarkup(keyboard))


def main(api_port: str, port: str) -> None:
    """Serve until ended."""
    url = f"http://127.0.0.1:{api_port}/bot"
    application = Application.builder().token(TOKEN).base_url(url).concurrent_updates(True).build()
    application.add_handler(CallbackQueryHandler(partial(answer, texts())))
    application.run_webhook(
        listen="127.0.0.1",
        port=int(port),
        url_path=PATH.lstrip("/"),
        webhook_url=f"http://127.0.0.1:{port}{PATH}",
        secret_token=SECRET,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
