"""
The people of the benchmark: each does her next thing when the bot has answered the one before.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Act = int | None
"""A tap on the button in this place of the card, from 0 (-1 is the last), or None: `/start`."""

TAP_OWES = frozenset({"answerCallbackQuery", "editMessageText"})
START_OWES = frozenset({"sendMessage"})
LEAVE_OWES = frozenset({"answerCallbackQuery", "deleteMessages"})

LEAVE = -1

BOT = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}

_DATE = 1_790_000_000


@dataclass(frozen=True, slots=True)
class Card:
    """What stands in a chat. `markup` is its keyboard, in JSON."""

    message_id: int
    text: str
    markup: str
    payloads: tuple[str, ...]

    def as_message(self, chat: int) -> str:
        """Return it as Telegram shows it, in JSON."""
        return (
            f'{{"message_id":{self.message_id},"from":{json.dumps(BOT)},'
            f'"chat":{{"id":{chat},"first_name":"A","type":"private"}},"date":{_DATE},'
            f'"text":{json.dumps(self.text)},"reply_markup":{self.markup}}}'
        )


def card_from(message_id: int, text: str, markup: str) -> Card:
    """Return a card as the bot asked for it."""
    rows = json.loads(markup)["inline_keyboard"]
    payloads = tuple(button["callback_data"] for row in rows for button in row)
    return Card(message_id, text, markup, payloads)


@dataclass(slots=True)
class Chat:
    """
    One chat.

    `acts` is what she still does. `owed` are the calls that the bot still has to make until her
    last act is answered, `query` the tap that it has to acknowledge. `sent_at` is when that act
    went out, in seconds of the performance counter.
    """

    id: int
    acts: Iterator[Act]
    card: Card | None = None
    message: str = ""
    owed: set[str] = field(default_factory=set)
    query: str = ""
    sent_at: float = 0.0

    def stands(self, card: Card | None) -> None:
        """Note the card that stands now."""
        self.card = card
        self.message = card.as_message(self.id) if card is not None else ""

    def act(self, act: Act, number: int, her_message: int) -> bytes:
        """Do the next thing, and return it as an update with this number."""
        if act is None:
            self.owed = set(START_OWES)
            return self._update(number, "message", self._typed(her_message))
        self.owed = set(LEAVE_OWES if act == LEAVE else TAP_OWES)
        assert self.card is not None, "nothing stands that could be tapped"
        self.query = f"{self.id}-{number}"
        tap = (
            f'{{"id":"{self.query}","from":{self._person()},"message":{self.message},'
            f'"chat_instance":"1","data":"{self.card.payloads[act]}"}}'
        )
        return self._update(number, "callback_query", tap)

    def _typed(self, message_id: int) -> str:
        what: dict[str, Any] = {
            "message_id": message_id,
            "from": json.loads(self._person()),
            "chat": {"id": self.id, "first_name": "A", "type": "private"},
            "date": _DATE,
            "text": "/start en",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        }
        return json.dumps(what)

    def _person(self) -> str:
        return f'{{"id":{self.id},"is_bot":false,"first_name":"A","language_code":"en"}}'

    @staticmethod
    def _update(number: int, kind: str, what: str) -> bytes:
        return f'{{"update_id":{number},"{kind}":{what}}}'.encode()
