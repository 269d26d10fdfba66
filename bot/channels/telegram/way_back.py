"""
What goes back to Telegram with the answer to a posted update: at most one acknowledgement of a tap.

Nothing else may go this way (decision 10): nobody hears whether it was done.
"""

import json


class WayBack:
    """The answer to one update, as long as it has not left: it can take one thing along."""

    __slots__ = ("_tap",)

    def __init__(self) -> None:
        self._tap = ""

    def carry(self, tap: str) -> None:
        """Take the acknowledgement of this tap along."""
        self._tap = tap

    def give_back(self) -> str:
        """Return the tap whose acknowledgement has not left yet, and carry it no more."""
        tap, self._tap = self._tap, ""
        return tap


class WaysBack:
    """The answers that have not left, by the tap that they belong to."""

    def __init__(self) -> None:
        self._open: dict[str, WayBack] = {}

    def open(self, tap: str) -> None:
        """Begin an answer to an update. Empty for one that is no tap."""
        if tap:
            self._open[tap] = WayBack()

    def of(self, tap: str) -> WayBack | None:
        """Return the answer to a tap that came in a post, None for any other."""
        return self._open.get(tap)

    def close(self, tap: str) -> bytes:
        """Return what the answer holds, JSON or nothing, and forget it."""
        way = self._open.pop(tap, None)
        given = way.give_back() if way is not None else ""
        if not given:
            return b""
        return json.dumps({"method": "answerCallbackQuery", "callback_query_id": given}).encode()
