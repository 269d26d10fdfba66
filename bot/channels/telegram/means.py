"""
What the parts of this channel work with, handed to them once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels.telegram.erase import Erase
from bot.channels.telegram.patience import Patience
from bot.messages import Answered, Card, Incoming
from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress, SessionKey, session_key

CHANNEL = "telegram"
"""The name of this channel in the keys of sessions."""

Answer = Callable[[SessionKey, Incoming], Awaitable[Answered]]
"""Answers a message of one visit. What it raises is shown to her as urgent numbers (S11)."""

Clock = Callable[[], datetime]
"""Tells the time, in UTC."""


@dataclass(slots=True)
class Newest:
    """The newest message id of all chats. A number of messages, and no chat's."""

    id: int = field(default=0, repr=False)

    def note(self, message_id: int) -> None:
        """Note an id that was seen."""
        self.id = max(self.id, message_id)


@dataclass(frozen=True, slots=True)
class Means:
    """
    What a chat is answered with.

    `fallback` gives the card for when the bot itself has failed, `fault` is told of the failure,
    `silence` is how long that card stands, `secret` makes the keys of sessions, `newest` is the
    newest message id of all chats, `ordinary_message` gives what may stay when she leaves, by its
    language.
    """

    answer: Answer
    fallback: Callable[[], Card]
    fault: Callable[[BaseException], None]
    ledger: Ledger
    erase: Erase
    clock: Clock
    silence: timedelta
    secret: bytes = field(repr=False)
    ordinary_message: Callable[[str], str]
    patience: Patience
    newest: Newest

    def key(self, chat: ChatAddress) -> SessionKey:
        """Return what the visit of a chat is found by (S41)."""
        return session_key(self.secret, CHANNEL, chat.id)
