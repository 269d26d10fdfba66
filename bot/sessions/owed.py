"""
What is still owed to each chat: the messages that stand there and have to go.

Pure: records go in, what is due comes out, and time is an argument. Reading the ledger again and
living through it the first time are the same calls, so they cannot come to different results.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, NewType

from bot.sessions.keys import ChatAddress
from bot.sessions.records import Kind, Record

IntentId = NewType("IntentId", int)
"""One message that was about to be sent. It says nothing about the chat."""

GUESSES = 100
"""How many ids are tried for a message whose own was lost: one call's worth on Telegram."""

GIVE_UP_AFTER = timedelta(hours=47, minutes=59)
"""
The age at which a message is given up: Telegram deletes nothing that is 48 hours old.

The minute is for rewriting the file, so that nothing at all stands in it for longer (S41).
"""


@dataclass(frozen=True, slots=True)
class OpenIntent:
    """A message that may or may not have been sent. It can only stand after the id `after`."""

    id: IntentId
    after: int = field(repr=False)

    @property
    def guesses(self) -> range:
        """The ids to try, nearest first."""
        return range(self.after + 1, self.after + 1 + GUESSES)


@dataclass(frozen=True, slots=True)
class Cover:
    """An ordinary message is to stay (S21): which message becomes it, and the wording's code."""

    message_id: int = field(repr=False)
    wording: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Due:
    """
    What has to go from one chat. Its text names nobody.

    `message_ids` are in order and do not hold the message that is to be covered. `first_seen` (UTC)
    is when the oldest of all this was first known: 48 hours after that it is too late.
    """

    chat: ChatAddress
    message_ids: tuple[int, ...] = field(repr=False)
    intents: tuple[OpenIntent, ...]
    cover: Cover | None
    first_seen: datetime

    @property
    def guesses(self) -> tuple[int, ...]:
        """The ids where something may stand that was sent but never confirmed, in order."""
        known = {*self.message_ids, *((self.cover.message_id,) if self.cover else ())}
        return tuple(sorted({id_ for one in self.intents for id_ in one.guesses} - known))


class _Message(NamedTuple):
    due: float
    at: float
    hers: bool


class _Intent(NamedTuple):
    after: int
    due: float
    at: float


@dataclass(slots=True)
class _Chat:
    messages: dict[int, _Message] = field(default_factory=dict, repr=False)
    intents: dict[int, _Intent] = field(default_factory=dict, repr=False)
    wording: str = field(default="", repr=False)

    @property
    def card(self) -> int | None:
        """The newest message of the bot."""
        return max((id_ for id_, one in self.messages.items() if not one.hers), default=None)

    def without_intent(self, number: int) -> _Intent | None:
        """Take an open intent away and return it, None for one that is not there."""
        found = self.intents.pop(number, None)
        if not self.intents:
            # A dictionary that was emptied keeps its room, in every chat that is open.
            self.intents = {}
        return found

    def moved(self, due: float) -> None:
        """Give everything of the bot another time; what she typed goes when it was to go."""
        for id_, message in self.messages.items():
            if not message.hers:
                self.messages[id_] = message._replace(due=due)
        for number, intent in self.intents.items():
            self.intents[number] = intent._replace(due=due)


class Owed:
    """Everything that is still owed, chat by chat."""

    def __init__(self) -> None:
        self._chats: dict[int, _Chat] = {}

    def apply(self, record: Record) -> None:
        """Take in one record. Whatever it says about something unknown is already so."""
        if record.kind in {Kind.INTENT, Kind.OURS, Kind.HERS}:
            self._add(record)
        elif (chat := self._chats.get(record.chat)) is not None:
            self._change(record, chat)
            if record.kind is Kind.FORGOTTEN or not (chat.messages or chat.intents):
                del self._chats[record.chat]

    def _add(self, record: Record) -> None:
        chat = self._chats.setdefault(record.chat, _Chat())
        if record.kind is Kind.INTENT:
            chat.intents[record.intent] = _Intent(record.number, record.due, record.at)
        else:
            # The intent is the older: 48 hours are counted from before the message was sent.
            intent = chat.without_intent(record.intent)
            at = record.at if intent is None else intent.at
            chat.messages[record.number] = _Message(record.due, at, record.kind is Kind.HERS)

    def _change(self, record: Record, chat: _Chat) -> None:
        if record.kind is Kind.MOVED:
            chat.moved(record.due)
        elif record.kind is Kind.COVER:
            chat.wording = record.wording
        elif record.kind is Kind.GONE:
            chat.messages.pop(record.number, None)
        elif record.kind is Kind.CLOSED:
            chat.without_intent(record.intent)

    def knows(self, chat: int, message_id: int) -> bool:
        """Whether this message is on the list."""
        return chat in self._chats and message_id in self._chats[chat].messages

    def has(self, chat: int) -> bool:
        """Whether anything is owed to this chat."""
        return chat in self._chats

    def size(self, chat: int) -> int:
        """Return how many messages and open intents there are in a chat."""
        found = self._chats.get(chat)
        return 0 if found is None else len(found.messages) + len(found.intents)

    def is_all(self, chat: int, message_ids: Iterable[int], intents: Iterable[int]) -> bool:
        """Whether nothing is owed to a chat besides these."""
        found = self._chats.get(chat, _Chat())
        return found.messages.keys() <= {*message_ids} and found.intents.keys() <= {*intents}

    def lost_before(self, chat: int, message_id: int) -> int | None:
        """Return the newest open intent that this message can be, if any."""
        found = self._chats.get(chat, _Chat()).intents.items()
        fits = [(one.after, number) for number, one in found if one.after < message_id]
        return max(fits)[1] if fits else None

    def due(self, now: float) -> Iterator[Due]:
        """Yield what is due, the oldest first: it has the least time left."""
        found = (self._due(chat, now) for chat in self._chats)
        yield from sorted((one for one in found if one), key=lambda one: one.first_seen)

    def everything(self, chat: int) -> Due | None:
        """Return all that is owed to one chat, due or not; None when nothing is."""
        return self.due_in(chat, float("inf"))

    def due_in(self, chat: int, now: float) -> Due | None:
        """Return what is due in one chat, without looking at any other; None when nothing is."""
        return self._due(chat, now) if chat in self._chats else None

    def _due(self, number: int, now: float) -> Due | None:
        chat = self._chats[number]
        messages = {id_: one for id_, one in chat.messages.items() if one.due <= now}
        intents = {id_: one for id_, one in chat.intents.items() if one.due <= now}
        if not messages and not intents:
            return None
        card = chat.card if chat.wording else None
        cover = Cover(card, chat.wording) if card is not None and card in messages else None
        return Due(
            chat=ChatAddress(number),
            message_ids=tuple(sorted(id_ for id_ in messages if cover is None or id_ != card)),
            intents=tuple(OpenIntent(IntentId(id_), one.after) for id_, one in intents.items()),
            cover=cover,
            first_seen=_earliest(*messages.values(), *intents.values()),
        )

    def chats(self) -> tuple[int, ...]:
        """Return every chat to which something is owed."""
        return tuple(self._chats)

    def records(self, number: int) -> Iterator[Record]:
        """
        Yield the records that say all this about a chat, and nothing that is over.

        They begin by taking back whatever was said about it before, so that they may stand behind
        records that already hold a part of it.
        """
        chat = self._chats.get(number)
        if chat is None:
            return
        yield Record(Kind.FORGOTTEN, number)
        for id_, intent in chat.intents.items():
            yield Record(Kind.INTENT, number, intent.after, id_, intent.due, intent.at)
        for id_, message in chat.messages.items():
            kind = Kind.HERS if message.hers else Kind.OURS
            yield Record(kind, number, id_, 0, message.due, message.at)
        if chat.wording:
            yield Record(Kind.COVER, number, wording=chat.wording)

    def give_up(self, now: float) -> int:
        """Forget everything that is too old to be erased. Returns how many messages that were."""
        oldest = now - GIVE_UP_AFTER.total_seconds()
        late = [
            *(Record(Kind.GONE, chat, id_) for chat, id_ in self._messages_until(oldest)),
            *(Record(Kind.CLOSED, chat, 0, id_) for chat, id_ in self._intents_until(oldest)),
        ]
        for record in late:
            self.apply(record)
        return len(late)

    def _messages_until(self, oldest: float) -> Iterator[tuple[int, int]]:
        for number, chat in self._chats.items():
            yield from ((number, id_) for id_, one in chat.messages.items() if one.at <= oldest)

    def _intents_until(self, oldest: float) -> Iterator[tuple[int, int]]:
        for number, chat in self._chats.items():
            yield from ((number, id_) for id_, one in chat.intents.items() if one.at <= oldest)

    def sizes(self) -> tuple[int, int, int]:
        """Return how many chats, messages and open intents there are."""
        chats = self._chats.values()
        return (
            len(chats),
            sum(len(chat.messages) for chat in chats),
            sum(len(chat.intents) for chat in chats),
        )


def _earliest(*found: _Message | _Intent) -> datetime:
    return datetime.fromtimestamp(min(one.at for one in found), UTC)
