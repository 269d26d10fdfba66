"""The fake's clock: real time, moved forward by hand, or standing still."""

import time


class Clock:
    """
    Seconds since 1970.

    It runs with the machine's clock plus whatever it was advanced by; while it stands, only
    `advance` moves it.
    """

    def __init__(self) -> None:
        self._offset = 0.0
        self._stands_at: float | None = None

    def now(self) -> float:
        """Return the time that everything in the fake goes by."""
        if self._stands_at is not None:
            return self._stands_at
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move forward at once, standing or running."""
        if self._stands_at is not None:
            self._stands_at += seconds
        else:
            self._offset += seconds

    def stand(self) -> None:
        """Stop where it is."""
        self._stands_at = self.now()

    def run(self) -> None:
        """Go on from where it stood."""
        if self._stands_at is not None:
            self._offset = self._stands_at - time.time()
            self._stands_at = None
