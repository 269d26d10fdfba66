"""Failure plans: which of the next calls go wrong, and how."""

from dataclasses import dataclass
from typing import Literal, get_args

from tests.telegram.fake.errors import ApiError, ControlError

How = Literal[
    "too_many_requests",
    "forbidden",
    "bad_request",
    "server_error",
    "bad_gateway",
    "hang_before",
    "hang_after",
    "drop_before",
    "drop_after",
]
"""
What goes wrong.

`too_many_requests`: 429, `seconds` is its retry_after. `forbidden`: 403 as from someone who blocked
the bot. `bad_request`: 400. `server_error`: 500. `bad_gateway`: 502 with a page instead of JSON.
`hang_before` and `hang_after`: `seconds` pass before the work is done, or after it. `drop_before`
and `drop_after`: the connection breaks without the work done, or with it.
"""

ANY = "*"


@dataclass(slots=True)
class Fault:
    """
    A plan: the next `times` calls of a method fail; None is until it is taken back.

    The first `skip` of its calls still go well.
    """

    method: str
    how: How
    times: int | None
    seconds: float
    chat: int | None
    skip: int = 0

    def meets(self, method: str, chat: int | None) -> bool:
        """Return whether this call is one of those."""
        if self.times == 0 or self.chat not in {None, chat}:
            return False
        return self.method == method or (self.method == ANY and method != "getUpdates")


class Faults:
    """All plans, the oldest first. `*` is every method but getUpdates."""

    def __init__(self) -> None:
        self._plans: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        """Add a plan. Raises ControlError when there is no such way to fail."""
        if fault.how not in get_args(How):
            raise ControlError(f"no fault is called {fault.how!r}; use {', '.join(get_args(How))}")
        self._plans.append(fault)

    def heal(self) -> None:
        """Take all plans back."""
        self._plans.clear()

    def take(self, method: str, chat: int | None) -> Fault | None:
        """Return the plan for this call and count it."""
        for fault in self._plans:
            if not fault.meets(method, chat):
                continue
            if fault.skip:
                fault.skip -= 1
            else:
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None


def refusal(fault: Fault) -> ApiError | None:
    """Return what a plan answers in place of the work, None when the work is done."""
    seconds = int(fault.seconds)
    answers = {
        "too_many_requests": ApiError(
            429, f"Too Many Requests: retry after {seconds}", retry_after=seconds
        ),
        "forbidden": blocked(),
        "bad_request": ApiError(400, "Bad Request: planned"),
        "server_error": ApiError(500, "Internal Server Error"),
        "bad_gateway": ApiError(502, "Bad Gateway"),
    }
    return answers.get(fault.how)


def blocked() -> ApiError:
    """Return what a send to someone who blocked the bot is answered with."""
    return ApiError(403, "Forbidden: bot was blocked by the user")
