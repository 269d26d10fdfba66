"""
What the fake refuses.

ApiError       a call of the bot, answered the way Telegram answers it
ControlError   an act of a test that could not happen, such as a tap on a button that is not there
"""

from typing import Any


class ApiError(Exception):
    """
    A refusal in Telegram's form.

    `code` is the HTTP status and the error_code, `description` begins with its name, as Telegram's
    does. `retry_after` is in seconds and only given with 429.
    """

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """Return what stands in the answer."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(what: str) -> ApiError:
    """Return the 400 that says what was wrong."""
    return ApiError(400, f"Bad Request: {what}")


class ControlError(Exception):
    """A test asked for something that cannot happen. Says what could."""
