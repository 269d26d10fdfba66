"""The methods that put messages into chats, change them and take them away; and answer taps."""

from dataclasses import replace
from typing import Any

from tests.telegram.fake.chats import Chat, Json, Message
from tests.telegram.fake.errors import ApiError, bad_request
from tests.telegram.fake.faults import blocked
from tests.telegram.fake.keyboard import entities, inline_keyboard, message_text
from tests.telegram.fake.parameters import Parameters
from tests.telegram.fake.telegram import Telegram

DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
LONGEST_POP_UP = 200


def chat_of(telegram: Telegram, parameters: Parameters) -> Chat:
    """Return the chat that a call names. Raises ApiError (400)."""
    if parameters.values.get("chat_id") in (None, ""):
        raise bad_request("chat_id is empty")
    return telegram.known_chat(parameters.number("chat_id"))


def send_message(telegram: Telegram, parameters: Parameters) -> Json:
    """Put a message into a chat and return it."""
    chat = chat_of(telegram, parameters)
    text = message_text(parameters)
    marked, keyboard = entities(parameters, text), inline_keyboard(parameters)
    if not chat.open_to_bot:
        raise _closed(chat)
    content = {"has_protected_content": True} if parameters.flag("protect_content") else {}
    message = telegram.new_message(chat, telegram.bot, text, marked, keyboard, content)
    return telegram.message_json(chat, message)


def _closed(chat: Chat) -> ApiError:
    if chat.kind == "private":
        return blocked()
    return ApiError(403, f"Forbidden: bot is not a member of the {chat.kind} chat")


def edit_message_text(telegram: Telegram, parameters: Parameters) -> Json:
    """Replace what a message of the bot says, and its keyboard too, and return it."""
    chat = chat_of(telegram, parameters)
    text = message_text(parameters)
    message = _message(chat, parameters, "message to edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    after = replace(
        message,
        text=text,
        entities=entities(parameters, text),
        keyboard=inline_keyboard(parameters),
    )
    if after == message:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    after = telegram.post(chat, replace(after, edited=telegram.clock.now()))
    return telegram.message_json(chat, after)


def _message(chat: Chat, parameters: Parameters, what: str) -> Message:
    id_ = parameters.number("message_id")
    if id_ <= 0:
        raise bad_request("message identifier is not specified")
    if id_ not in chat.messages:
        raise bad_request(f"{what} not found")
    return chat.messages[id_]


def delete_message(telegram: Telegram, parameters: Parameters) -> bool:
    """Take one message away."""
    chat = chat_of(telegram, parameters)
    message = _message(chat, parameters, "message to delete")
    _refuse_undeletable(telegram, chat, message)
    del chat.messages[message.id]
    return True


def delete_messages(telegram: Telegram, parameters: Parameters) -> bool:
    """Take messages away: those that are not there are skipped, one too old refuses them all."""
    chat = chat_of(telegram, parameters)
    ids = _ids(parameters.items("message_ids"))
    there = [chat.messages[id_] for id_ in dict.fromkeys(ids) if id_ in chat.messages]
    for message in there:
        _refuse_undeletable(telegram, chat, message)
    for message in there:
        del chat.messages[message.id]
    return True


def _ids(given: list[Any] | None) -> list[int]:
    if not given:
        raise bad_request("message identifiers are not specified")
    if len(given) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(id_, int) and not isinstance(id_, bool) for id_ in given):
        raise bad_request("message identifier must be a Number")
    if min(given) <= 0:
        raise bad_request("invalid message identifier specified")
    return given


def _refuse_undeletable(telegram: Telegram, chat: Chat, message: Message) -> None:
    if chat.kind != "private" and not message.from_bot:
        raise bad_request("message can't be deleted")
    if telegram.clock.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def answer_callback_query(telegram: Telegram, parameters: Parameters) -> bool:
    """Show a pop-up in answer to a tap."""
    id_, text = parameters.text("callback_query_id"), parameters.text("text")
    if len(text) > LONGEST_POP_UP:
        raise bad_request("MESSAGE_TOO_LONG")
    telegram.callbacks.answer(id_, text, parameters.flag("show_alert"))
    return True
