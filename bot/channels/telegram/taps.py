"""
A tap, which is nearly all that comes, read as Telegram posts it.

The library makes an object of the card that was tapped, with more than a hundred attributes; four
of them are wanted here. What is not just as expected is left to the library (updates.py), which
comes to the same result by its own way.
"""

from typing import Any

from telegram.constants import ChatType

from bot.channels.telegram.updates import Prompt, Tapped, is_sound, language_in
from bot.sessions.keys import ChatAddress

INACCESSIBLE = 0
"""The date of a message that can be changed no more."""


def tap_in(update: dict[str, Any]) -> Prompt | None:
    """Return the tap that an update tells of; None for anything else, or for an unusual one."""
    try:
        prompt = _tap(update["callback_query"])
    except (KeyError, TypeError, AttributeError, IndexError):
        return None
    return prompt if is_sound(prompt) else None


def _tap(query: Any) -> Prompt:  # whatever was posted
    message, payload = query["message"], query["data"]
    chat, date = message["chat"], message["date"]
    if type(date) is not int or not payload:
        raise TypeError
    tapped = Tapped(
        query_id=query["id"],
        message_id=message["message_id"],
        payload=payload,
        is_last=date != INACCESSIBLE and _last_in(message) == payload,
        stands=date != INACCESSIBLE,
        private=chat["type"] == ChatType.PRIVATE,
    )
    return Prompt(ChatAddress(chat["id"]), tapped, language_in(query["from"].get("language_code")))


def _last_in(message: dict[str, Any]) -> object:
    """Return what the last button of a card carries, None where it has none."""
    markup = message.get("reply_markup")
    return None if markup is None else markup["inline_keyboard"][-1][-1].get("callback_data")
