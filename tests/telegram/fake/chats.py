"""Who talks, where, and what stands there: people, chats and messages."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["private", "group", "supergroup", "channel"]
Keyboard = tuple[tuple[Json, ...], ...]
"""The rows of an inline keyboard, each button as Telegram writes it."""

BOT_ID = 7000000001


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account. `language_code` is what her client says, or None."""

    id: int
    first_name: str = "Person"
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """Return a User."""
        given = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in given.items() if value is not None}


BOT = Person(BOT_ID, "Fake", None, "fake_of_the_tests_bot", None, is_bot=True)


@dataclass(frozen=True, slots=True)
class Message:
    """
    A message that stands in a chat.

    `sender` is None for a post of a channel. `date` and `edited` are seconds since 1970.
    `content` is everything else that Telegram would write into it: photo, contact, forward_origin.
    """

    id: int
    sender: Person | None
    date: float
    text: str | None = None
    entities: tuple[Json, ...] = ()
    keyboard: Keyboard = ()
    edited: float | None = None
    content: Json = field(default_factory=dict)

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.sender is not None and self.sender.is_bot

    def button(self, data: str) -> Json | None:
        """Return the button that carries this callback_data."""
        buttons = (button for row in self.keyboard for button in row)
        return next((one for one in buttons if one.get("callback_data") == data), None)


@dataclass(slots=True)
class Chat:
    """
    A chat, and what stands in it by message id.

    `open_to_bot` is False when she has blocked the bot, or the bot is not in the group.
    """

    id: int
    kind: Kind
    title: str = ""
    messages: dict[int, Message] = field(default_factory=dict)
    open_to_bot: bool = True

    def json(self, person: Person | None) -> Json:
        """Return a Chat; `person` is who a private chat is with."""
        if self.kind != "private" or person is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        account = person.json()
        known = {"first_name", "last_name", "username"} & set(account)
        names = {name: account[name] for name in sorted(known)}
        return {"id": self.id, "type": "private", **names}


def message_json(message: Message, chat: Json) -> Json:
    """Return a Message as Telegram writes it."""
    body: Json = {"message_id": message.id, "date": int(message.date), "chat": chat}
    if message.sender is not None:
        body["from"] = message.sender.json()
    else:
        body["sender_chat"] = chat
    if message.text is not None:
        body["text"] = message.text
    if message.entities:
        body["entities"] = list(message.entities)
    if message.edited is not None:
        body["edit_date"] = int(message.edited)
    if message.keyboard:
        body["reply_markup"] = {"inline_keyboard": [list(row) for row in message.keyboard]}
    return body | message.content
