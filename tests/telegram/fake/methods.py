"""Every method that the fake knows, the parameters of each, and our own rules held against it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.telegram.fake import bot_messages, bot_updates
from tests.telegram.fake.errors import ApiError
from tests.telegram.fake.keyboard import wants_reply_keyboard
from tests.telegram.fake.parameters import Parameters
from tests.telegram.fake.profile import Profile
from tests.telegram.fake.telegram import Telegram

Work = Callable[[Telegram, Parameters], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what it does, and the names of its parameters."""

    work: Work
    known: tuple[str, ...] = ()


def _profile(work: Callable[[Profile, Parameters], Any]) -> Work:
    return lambda telegram, parameters: work(telegram.profile, parameters)


def _text(telegram: Telegram, parameters: Parameters, *, what: str) -> Any:
    return telegram.profile.text(what, parameters)


def _set_text(telegram: Telegram, parameters: Parameters, *, what: str) -> bool:
    return telegram.profile.set_text(what, parameters)


_WRITING = ("chat_id", "text", "entities", "link_preview_options", "reply_markup")
_FETCHING = ("offset", "limit", "timeout", "allowed_updates")
_HOOK = ("url", "secret_token", "max_connections", "allowed_updates", "drop_pending_updates")
_COMMANDS = ("scope", "language_code")

METHODS = {
    "getMe": Method(bot_updates.get_me),
    "getUpdates": Method(bot_updates.get_updates, _FETCHING),
    "setWebhook": Method(bot_updates.set_webhook, _HOOK),
    "deleteWebhook": Method(bot_updates.delete_webhook, ("drop_pending_updates",)),
    "getWebhookInfo": Method(bot_updates.get_webhook_info),
    "getChat": Method(bot_updates.get_chat, ("chat_id",)),
    "leaveChat": Method(bot_updates.leave_chat, ("chat_id",)),
    "sendMessage": Method(
        bot_messages.send_message, (*_WRITING, "disable_notification", "protect_content")
    ),
    "editMessageText": Method(bot_messages.edit_message_text, (*_WRITING, "message_id")),
    "deleteMessage": Method(bot_messages.delete_message, ("chat_id", "message_id")),
    "deleteMessages": Method(bot_messages.delete_messages, ("chat_id", "message_ids")),
    "answerCallbackQuery": Method(
        bot_messages.answer_callback_query,
        ("callback_query_id", "text", "show_alert", "cache_time"),
    ),
    "setMyName": Method(partial(_set_text, what="name"), ("name", "language_code")),
    "getMyName": Method(partial(_text, what="name"), ("language_code",)),
    "setMyDescription": Method(
        partial(_set_text, what="description"), ("description", "language_code")
    ),
    "getMyDescription": Method(partial(_text, what="description"), ("language_code",)),
    "setMyShortDescription": Method(
        partial(_set_text, what="short_description"), ("short_description", "language_code")
    ),
    "getMyShortDescription": Method(partial(_text, what="short_description"), ("language_code",)),
    "setMyCommands": Method(_profile(Profile.set_commands), ("commands", *_COMMANDS)),
    "getMyCommands": Method(_profile(Profile.commands), _COMMANDS),
    "deleteMyCommands": Method(_profile(Profile.delete_commands), _COMMANDS),
}

SEEN_RESULT = {"sendMessage", "deleteMessage", "deleteMessages"}
"""Never in the answer to a webhook: an id is needed, or its success must be seen (TELEGRAM.md)."""


async def perform(telegram: Telegram, name: str, parameters: Parameters, via: str) -> Any:
    """
    Do what a call asks for and return its result.

    `via` is http, or webhook for a method in the answer to an update. Raises ApiError.
    """
    method = METHODS.get(name)
    if method is None:
        telegram.records.breach("unknown_method", name, None)
        raise ApiError(404, "Not Found: method not found")
    parameters.only(*method.known)
    _hold_to_rules(telegram, name, parameters, via)
    result = method.work(telegram, parameters)
    return await result if inspect.isawaitable(result) else result


def _hold_to_rules(telegram: Telegram, name: str, parameters: Parameters, via: str) -> None:
    """Write down what Telegram allows and SAFETY.md does not."""
    breach = partial(telegram.records.breach, method=name, chat=chat_id(parameters))
    if via == "webhook" and name in SEEN_RESULT:
        breach("webhook_reply")
    if name not in {"sendMessage", "editMessageText"}:
        return
    if wants_reply_keyboard(parameters):
        breach("reply_keyboard")
    preview = parameters.structure("link_preview_options")
    if not isinstance(preview, dict) or preview.get("is_disabled") is not True:
        breach("link_preview")
    if name == "sendMessage":
        _hold_send_to_rules(telegram, parameters, breach)


def _hold_send_to_rules(
    telegram: Telegram, parameters: Parameters, breach: Callable[[str], None]
) -> None:
    if not parameters.flag("disable_notification"):
        breach("notification")
    chat = chat_id(parameters)
    if chat is not None and not telegram.records.answers_a_prompt(chat):
        breach("unprompted")


def chat_id(parameters: Parameters) -> int | None:
    """Return the chat that a call names, None when it names none that could be one."""
    try:
        return parameters.number("chat_id") or None
    except ApiError:
        return None
