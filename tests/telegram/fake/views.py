"""What a test may look at: what stands in a chat, what was called, what was breached."""

from tests.telegram.fake.chats import Json, Message
from tests.telegram.fake.records import as_json
from tests.telegram.fake.telegram import Telegram


def standing(telegram: Telegram, chat: int) -> list[Json]:
    """Return what stands in a chat now, oldest first."""
    there = telegram.chats.get(chat)
    messages = there.messages.values() if there else ()
    return [_standing(message) for message in sorted(messages, key=lambda message: message.id)]


def _standing(message: Message) -> Json:
    sender = "channel" if message.sender is None else "bot" if message.from_bot else "user"
    return {
        "message_id": message.id,
        "sender": sender,
        "text": message.text,
        "buttons": [list(row) for row in message.keyboard],
        "edited": message.edited is not None,
        "date": message.date,
        "content": message.content,
    }


def chats(telegram: Telegram) -> dict[str, list[int]]:
    """Return the ids of the messages that stand, for every chat that there is."""
    return {str(chat.id): sorted(chat.messages) for chat in telegram.chats.values()}


def pop_ups(telegram: Telegram, chat: int | None = None) -> list[Json]:
    """Return the answers to taps, oldest first."""
    return [pop_up.json() for pop_up in telegram.callbacks.pop_ups if chat in {None, pop_up.chat}]


def calls(telegram: Telegram, method: str | None = None, chat: int | None = None) -> list[Json]:
    """Return the calls of the bot, oldest first."""
    return [
        as_json(call)
        for call in telegram.records.calls
        if method in {None, call.method} and chat in {None, call.chat}
    ]


def violations(telegram: Telegram) -> list[Json]:
    """Return the breaches of our own rules, oldest first."""
    return [as_json(violation) for violation in telegram.records.violations]


def state(telegram: Telegram) -> Json:
    """
    Return how things stand.

    `waiting` updates are not confirmed yet, `posting` counts what the webhook is still busy with,
    `busy` calls are being answered, `calls` were made in all, `last_message` is the newest id of
    all chats, `now` is the fake's time.
    """
    return {
        "waiting": len(telegram.updates),
        "posting": telegram.poster.busy,
        "busy": telegram.records.busy,
        "calls": telegram.records.counted,
        "last_message": telegram.last_message,
        "now": telegram.clock.now(),
    }
