"""Taps that wait for an answer, and the pop-ups that answered them."""

from collections import deque
from dataclasses import asdict, dataclass

from tests.telegram.fake.chats import Json
from tests.telegram.fake.clock import Clock
from tests.telegram.fake.errors import bad_request

CALLBACK_SECONDS = 15
"""
How long a tap may be answered. Telegram only says "within seconds" and keeps the number to itself.
"""


@dataclass(frozen=True, slots=True)
class PopUp:
    """What she saw in answer to a tap; an empty text only ends the waiting on the button."""

    callback_query_id: str
    chat: int
    user: int
    text: str
    show_alert: bool
    time: float

    def json(self) -> Json:
        """Return it the way a test reads it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Tap:
    chat: int
    user: int
    time: float


MOST_KEPT = 10_000
"""Pop-ups that are remembered, the newest: a long run must not fill the memory."""


class Callbacks:
    """The taps of all chats. A tap is answered once, and soon."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taps: dict[str, _Tap] = {}
        self._made = 0
        self.pop_ups: deque[PopUp] = deque(maxlen=MOST_KEPT)

    def tapped(self, chat: int, user: int) -> str:
        """Let a tap wait and return its callback_query_id."""
        self._made += 1
        id_ = str(4_000_000_000_000 + self._made)
        self._taps[id_] = _Tap(chat, user, self._clock.now())
        return id_

    def chat_of(self, id_: str) -> int | None:
        """Return the chat of a tap that still waits."""
        tap = self._taps.get(id_)
        return tap.chat if tap else None

    def answer(self, id_: str, text: str, show_alert: bool) -> None:
        """Show a pop-up. Raises ApiError (400) when the tap is unknown, answered or too old."""
        tap = self._taps.pop(id_, None)
        now = self._clock.now()
        if tap is None or now - tap.time > CALLBACK_SECONDS:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        self.pop_ups.append(PopUp(id_, tap.chat, tap.user, text, show_alert, now))
