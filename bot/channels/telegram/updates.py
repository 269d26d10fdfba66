"""
What an update means. Everything that Telegram can send has one decided answer.

| what comes | where | what happens |
|---|---|---|
| `/start`, with a language code behind it or anything else | private | deleted; a fresh visit begins on a new card; only a language code is read |
| text | private | deleted, read once, the card changes |
| photo, voice, sticker, contact, place, file, dice, anything forwarded, any service message | private | deleted unread; the card is shown again |
| an edited message | private | deleted unread if it still stands; nothing is shown |
| a tap on the card | private | answered at once; the card changes |
| a tap on an older card of this visit | private | Leave leaves; the same tap twice counts once; anything else shows where we are now |
| a tap on a card of another visit | private | Leave deletes it; anything else turns it into the opening card |
| the bot is blocked | private | the visit is forgotten and erased |
| the bot is let in again | private | nothing: she has not said anything |
| a command, or a message that names or answers the bot | group | one neutral sentence with a link to a private chat, at most one in ten minutes; it is erased later |
| any other message, an edited one, a tap | group | nothing |
| a channel's post, an inline query, whatever else | anywhere | nothing, and it is not asked for |
"""  # noqa: E501  # a table

import re
from dataclasses import dataclass, field

from telegram import CallbackQuery, InaccessibleMessage, Message, MessageEntity, Update
from telegram.constants import ZERO_DATE, ChatMemberStatus, ChatType

from bot.channels.telegram.keyboard import is_last
from bot.sessions.keys import ChatAddress

ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that the bot asks Telegram for."""

LARGEST_CHAT = 2**52 - 1
"""Telegram promises that no chat's id takes more bits than these."""

LARGEST_MESSAGE = 2**31 - 1
"""The same of the ids of messages."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", re.ASCII)
_START = re.compile(r"/start(?:@\w+)?(?:\s+(?P<payload>\S+))?\s*", re.ASCII)
_NAMED = re.compile(r"^(/\w+)@\w+", re.ASCII)
"""A command with the bot's name behind it, as a client writes it that completes it."""


@dataclass(frozen=True, slots=True)
class Began:
    """`/start`."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Words in a private chat."""

    message_id: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """Something in a private chat that is not read. `shows`: the card is shown again for it."""

    message_id: int
    shows: bool


@dataclass(frozen=True, slots=True)
class Tapped:
    """
    A tap in a private chat, or on anything else of the bot's (`private` is False).

    `stands` is whether the message can still be changed. `is_last` says that it was its last
    button: Leave.
    """

    query_id: str = field(repr=False)
    message_id: int
    payload: str = field(repr=False)
    is_last: bool
    stands: bool
    private: bool


@dataclass(frozen=True, slots=True)
class Blocked:
    """She has blocked the bot."""


@dataclass(frozen=True, slots=True)
class Hailed:
    """Somebody speaks to the bot in a group."""

    message_id: int


Heard = Began | Typed | Sent | Tapped | Blocked | Hailed


@dataclass(frozen=True, slots=True)
class Prompt:
    """
    An update of one chat that is to be answered. Without one there is no Reply (S24).

    `language` is what a link or her client says, such as `sq` or `en-GB`, None if neither does.
    """

    chat: ChatAddress
    heard: Heard
    language: str | None = field(default=None, repr=False)


def prompt_from(update: Update, bot_name: str) -> Prompt | None:
    """Return what is to be answered, None for everything that is not."""
    prompt = _prompt_in(update, bot_name)
    return prompt if prompt is not None and is_sound(prompt) else None


def is_sound(prompt: Prompt) -> bool:
    """
    Whether ids are ids and texts are texts: the library takes in whatever stands there.

    An id beyond what Telegram promises would not fit into the ledger, nor into a call.
    """
    heard = prompt.heard
    texts: tuple[object, ...] = ()
    if isinstance(heard, Tapped):
        texts = (heard.query_id, heard.payload)
    elif isinstance(heard, Typed):
        texts = (heard.text,)
    message_id = 0 if isinstance(heard, Blocked) else heard.message_id
    return (
        _is_id(prompt.chat.id, LARGEST_CHAT)
        and _is_id(message_id, LARGEST_MESSAGE)
        and message_id >= 0
        and all(isinstance(text, str) for text in texts)
    )


def _is_id(number: object, largest: int) -> bool:
    return type(number) is int and abs(number) <= largest


def _prompt_in(update: Update, bot_name: str) -> Prompt | None:
    if update.callback_query is not None:
        return _tapped(update.callback_query)
    if update.my_chat_member is not None:
        private = update.my_chat_member.chat.type == ChatType.PRIVATE
        gone = update.my_chat_member.new_chat_member.status == ChatMemberStatus.BANNED
        chat = ChatAddress(update.my_chat_member.chat.id)
        return Prompt(chat, Blocked()) if private and gone else None
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.message is None:
        return None
    if update.message.chat.type == ChatType.PRIVATE:
        return _said(update.message)
    return _hailed(update.message, bot_name)


def _edited(message: Message) -> Prompt | None:
    if message.chat.type != ChatType.PRIVATE:
        return None
    return Prompt(ChatAddress(message.chat.id), Sent(message.message_id, shows=False))


def _said(message: Message) -> Prompt:
    chat, language = ChatAddress(message.chat.id), _language_of(message)
    # What is forwarded was written by someone else, perhaps about her.
    if message.text is None or message.forward_origin is not None:
        return Prompt(chat, Sent(message.message_id, shows=True), language)
    start = _START.fullmatch(message.text)
    if start is None:
        said = _NAMED.sub(r"\1", message.text)
        return Prompt(chat, Typed(message.message_id, said), language)
    return Prompt(chat, Began(message.message_id), language_in(start["payload"]) or language)


def language_in(payload: str | None) -> str | None:
    """Return the language that a link or a client names; anything else is ignored (S90)."""
    if payload is None or not _LANGUAGE.fullmatch(payload):
        return None
    return payload


def _language_of(message: Message) -> str | None:
    code = message.from_user.language_code if message.from_user is not None else None
    return language_in(code)


def _tapped(query: CallbackQuery) -> Prompt | None:
    message = query.message
    if message is None or query.data is None:
        # A tap on what was sent through another chat; this bot sends nothing that way.
        return None
    # The library makes a whole message even of one that can be changed no more: its date is 0.
    stands = not isinstance(message, InaccessibleMessage) and message.date != ZERO_DATE
    markup = message.reply_markup if isinstance(message, Message) and stands else None
    tapped = Tapped(
        query_id=query.id,
        message_id=message.message_id,
        payload=query.data,
        is_last=is_last(markup, query.data),
        stands=stands,
        private=message.chat.type == ChatType.PRIVATE,
    )
    language = language_in(query.from_user.language_code)
    return Prompt(ChatAddress(message.chat.id), tapped, language)


def _hailed(message: Message, bot_name: str) -> Prompt | None:
    if message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return None
    if not _speaks_to(message, bot_name):
        return None
    hailed = Hailed(message.message_id)
    return Prompt(ChatAddress(message.chat.id), hailed, _language_of(message))


def _speaks_to(message: Message, bot_name: str) -> bool:
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None:
        return answered.from_user.username == bot_name
    words = (message.text or message.caption or "").casefold()
    called = f"@{bot_name}".casefold() in words
    commands = any(
        one.type == MessageEntity.BOT_COMMAND and one.offset == 0 for one in message.entities
    )
    return called or (commands and "@" not in words.split()[0])
