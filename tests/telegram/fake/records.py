"""What the fake writes down for the tests: every call, and every breach of our own rules."""

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.telegram.fake.chats import Json
from tests.telegram.fake.clock import Clock

PROMPT_SECONDS = 600
"""How long an update of a chat still counts as what a send answers (S24)."""


@dataclass(frozen=True, slots=True)
class Violation:
    """
    A breach of SAFETY.md that Telegram itself would let pass.

    `code`: notification, link_preview (S24, S26), reply_keyboard (S26), unprompted (S24),
    webhook_reply (a method whose answer must be seen), unknown_method, fake_broke.
    """

    code: str
    method: str
    chat: int | None
    time: float
    detail: str = ""


@dataclass(slots=True)
class Call:
    """A call of the bot. `via` is http or webhook; `status` is None while it is being answered."""

    method: str
    chat: int | None
    time: float
    via: str
    parameters: Json
    status: int | None = None
    description: str = ""


@dataclass(slots=True)
class Records:
    """Everything written down. With `keep_calls` off, for long runs, calls are only counted."""

    clock: Clock
    keep_calls: bool = True
    calls: list[Call] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    counted: int = 0
    busy: int = 0
    _prompts: dict[int, deque[float]] = field(default_factory=dict)

    def begins(self, method: str, chat: int | None, via: str, parameters: Json) -> Call:
        """Write a call down when it arrives."""
        call = Call(method, chat, self.clock.now(), via, parameters)
        self.counted += 1
        self.busy += method != "getUpdates"
        if self.keep_calls:
            self.calls.append(call)
        return call

    def ends(self, call: Call, status: int, description: str) -> None:
        """Write down how a call was answered; status 0 is a connection that broke."""
        self.busy -= call.method != "getUpdates"
        call.status, call.description = status, description

    def breach(self, code: str, method: str, chat: int | None, detail: str = "") -> None:
        """Write a violation down."""
        self.violations.append(Violation(code, method, chat, self.clock.now(), detail))

    def prompted(self, chat: int) -> None:
        """Note that an update of this chat was handed to the bot: it may send once for it."""
        self._prompts.setdefault(chat, deque(maxlen=100)).append(self.clock.now())

    def answers_a_prompt(self, chat: int) -> bool:
        """Return whether a send answers an update, and use that update up."""
        prompts = self._prompts.get(chat, deque())
        while prompts and prompts[0] < self.clock.now() - PROMPT_SECONDS:
            prompts.popleft()
        if not prompts:
            return False
        prompts.popleft()
        return True


def as_json(record: Call | Violation) -> dict[str, Any]:
    """Return a record the way a test reads it."""
    return asdict(record)
