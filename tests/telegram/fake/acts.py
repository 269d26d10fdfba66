"""What people do: each act changes what stands in a chat and lets an update wait for the bot."""

from dataclasses import replace
from typing import Any

from tests.telegram.fake.chats import Chat, Json, Message, Person
from tests.telegram.fake.errors import ControlError
from tests.telegram.fake.telegram import Telegram

_FILE = {"file_id": "AgAD-fake", "file_unique_id": "fake", "file_size": 1000}
_PICTURE = _FILE | {"width": 90, "height": 90}
_RUNNING = _FILE | {"duration": 3}
MEDIA: dict[str, Any] = {
    "photo": [_PICTURE],
    "voice": _RUNNING,
    "audio": _RUNNING,
    "video": _PICTURE | _RUNNING,
    "video_note": _RUNNING | {"length": 90},
    "document": _FILE,
    "sticker": _PICTURE | {"type": "regular", "is_animated": False, "is_video": False},
    "contact": {"phone_number": "+440000000000", "first_name": "Contact"},
    "location": {"latitude": 51.5, "longitude": -0.1},
    "dice": {"emoji": "🎲", "value": 3},
}
"""What can be sent besides text, the way a message holds it."""


def person(
    telegram: Telegram,
    user: int,
    first_name: str = "Person",
    last_name: str | None = None,
    username: str | None = None,
    language_code: str | None = None,
) -> Json:
    """Say who someone is. Her private chat has the same id as her account."""
    telegram.people[user] = Person(user, first_name, last_name, username, language_code)
    return telegram.people[user].json()


def text(telegram: Telegram, chat: int, text: str, user: int | None = None) -> Json:
    """Someone types, in her private chat or (`user` says who) in a group."""
    return _written(telegram, chat, user, text, {})


def media(
    telegram: Telegram, chat: int, kind: str, user: int | None = None, caption: str | None = None
) -> Json:
    """Someone sends a photo, a voice message, a place; MEDIA lists what there is."""
    if kind not in MEDIA:
        raise ControlError(f"nobody can send {kind!r} here; use {', '.join(sorted(MEDIA))}")
    content = {kind: MEDIA[kind]} | ({"caption": caption} if caption else {})
    return _written(telegram, chat, user, None, content)


def forward(
    telegram: Telegram, chat: int, text: str, origin: str = "Someone", user: int | None = None
) -> Json:
    """Someone passes on what `origin`, whose account is hidden, wrote."""
    hidden = {"type": "hidden_user", "sender_user_name": origin, "date": _date(telegram)}
    return _written(telegram, chat, user, text, {"forward_origin": hidden})


def channel_post(telegram: Telegram, chat: int, text: str) -> Json:
    """A channel that the bot is in posts something."""
    there = telegram.chat(chat, "channel")
    message = telegram.new_message(there, None, text)
    return _update(telegram, "channel_post", there, message)


def edit(telegram: Telegram, chat: int, message_id: int, text: str) -> Json:
    """Someone changes what she wrote."""
    there = telegram.chat(chat)
    message = there.messages.get(message_id)
    if message is None or message.from_bot:
        raise ControlError(f"message {message_id} is not there, or is the bot's")
    after = replace(message, text=text, edited=telegram.clock.now())
    kind = "edited_channel_post" if there.kind == "channel" else "edited_message"
    return _update(telegram, kind, there, telegram.post(there, after))


def remove(telegram: Telegram, chat: int, message_ids: list[int]) -> Json:
    """Someone deletes messages herself, on both sides. The bot is not told."""
    there = telegram.chat(chat)
    found = [id_ for id_ in message_ids if there.messages.pop(id_, None)]
    return {"removed": found}


def tap(
    telegram: Telegram,
    chat: int,
    message_id: int,
    data: str,
    user: int | None = None,
    force: bool = False,
) -> Json:
    """
    Someone taps a button.

    With `force` also one that does not stand there any more, as from an old screen: then the bot
    is told of the message only when that still stands.
    """
    there = telegram.chat(chat)
    message = there.messages.get(message_id)
    if not force and (message is None or message.button(data) is None):
        raise ControlError(
            f"chat {chat} has no message {message_id} with a button {data!r}; look at "
            "what stands there, or force it"
        )
    who = _author(telegram, there, user)
    query = telegram.callbacks.tapped(chat, who.id)
    body = {
        "id": query,
        "from": who.json(),
        "chat_instance": str(chat),
        "data": data,
        "message": _reachable(telegram, there, message, message_id),
    }
    update = telegram.updates.add("callback_query", body, chat, (who.id, "taps"))
    return {"callback_query_id": query, "update_id": update}


def _reachable(telegram: Telegram, chat: Chat, message: Message | None, id_: int) -> Json:
    """Return the tapped message; of one that is gone Telegram tells only chat and id."""
    if message is not None:
        return telegram.message_json(chat, message)
    return {"chat": telegram.chat_json(chat), "message_id": id_, "date": 0}


def inline_query(telegram: Telegram, user: int, query: str) -> Json:
    """Someone writes the bot's name and a query, in any chat."""
    who = telegram.person(user)
    body = {"id": str(user), "from": who.json(), "query": query, "offset": ""}
    return {"update_id": telegram.updates.add("inline_query", body, None, (user, "inline"))}


def block(telegram: Telegram, chat: int) -> Json:
    """Someone blocks the bot, or a group sends it away: from now on sends are refused."""
    return _membership(telegram, chat, inside=False)


def unblock(telegram: Telegram, chat: int) -> Json:
    """Someone lets the bot in again, or a group adds it."""
    return _membership(telegram, chat, inside=True)


def _membership(telegram: Telegram, chat: int, *, inside: bool) -> Json:
    there = telegram.chat(chat)
    there.open_to_bot = inside
    outside = "kicked" if there.kind == "private" else "left"
    states = ("member", outside)
    before, after = states[::-1] if inside else states
    body = {
        "chat": telegram.chat_json(there),
        "from": telegram.person(abs(chat)).json(),
        "date": _date(telegram),
        "old_chat_member": _member(telegram, before),
        "new_chat_member": _member(telegram, after),
    }
    return {"update_id": telegram.updates.add("my_chat_member", body, chat, (chat, "membership"))}


def _member(telegram: Telegram, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": telegram.bot.json(), "status": status} | until


def _written(
    telegram: Telegram, chat: int, user: int | None, text: str | None, content: Json
) -> Json:
    there = telegram.chat(chat)
    who = _author(telegram, there, user)
    message = telegram.new_message(there, who, text, _command(text or ""), content=content)
    return _update(telegram, "message", there, message)


def _author(telegram: Telegram, chat: Chat, user: int | None) -> Person:
    if not chat.open_to_bot:
        raise ControlError(f"chat {chat.id} has blocked the bot; let it unblock first")
    if chat.kind != "private" and user is None:
        raise ControlError(f"chat {chat.id} is a {chat.kind}: say which user it is")
    return telegram.person(user if user is not None else chat.id)


def _command(text: str) -> tuple[Json, ...]:
    """Return how Telegram marks a command at the beginning of a text."""
    if not text.startswith("/") or len(text) < 2:
        return ()
    return ({"type": "bot_command", "offset": 0, "length": len(text.split()[0])},)


def _update(telegram: Telegram, kind: str, chat: Chat, message: Message) -> Json:
    body = telegram.message_json(chat, message)
    update = telegram.updates.add(kind, body, chat.id, (chat.id, "messages"))
    return {"message_id": message.id, "update_id": update}


def _date(telegram: Telegram) -> int:
    return int(telegram.clock.now())
