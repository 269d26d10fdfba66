"""
A tracker store for Rasa Open Source 3.6 that forgets.

It holds conversations in memory, each until it is restarted, as leaving does, or until nothing was
said in it for a while. The export copies this file to Rasa's side, where it runs under Python 3.10;
nothing here imports it.
"""

import asyncio
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import Restarted, UserUttered

SILENCE_SECONDS = 900.0
"""How long a conversation is held after its last message, unless `endpoints.yml` says otherwise."""


class ForgetfulTrackerStore(InMemoryTrackerStore):  # type: ignore[misc]  # Rasa is not here
    """`silence_seconds` is how long a conversation is held after its last message."""

    def __init__(
        self,
        domain: Any,
        event_broker: Any = None,
        silence_seconds: float = SILENCE_SECONDS,
        **others: Any,
    ) -> None:
        super().__init__(domain, event_broker, **others)
        self._silence = silence_seconds
        self._ends: dict[str, asyncio.TimerHandle] = {}

    async def save(self, tracker: Any) -> None:
        """Hold a conversation for a while, or drop it when it was restarted."""
        if _was_restarted(tracker):
            self._forget(tracker.sender_id)
            return
        await super().save(tracker)
        self._forget_later(tracker.sender_id)

    def _forget_later(self, sender_id: str) -> None:
        if (earlier := self._ends.pop(sender_id, None)) is not None:
            earlier.cancel()
        loop = asyncio.get_running_loop()
        self._ends[sender_id] = loop.call_later(self._silence, self._forget, sender_id)

    def _forget(self, sender_id: str) -> None:
        self.store.pop(sender_id, None)
        if (end := self._ends.pop(sender_id, None)) is not None:
            end.cancel()


def _was_restarted(tracker: Any) -> bool:
    """Whether nothing was said in a conversation since it was restarted."""
    for event in reversed(tracker.events):
        if isinstance(event, Restarted | UserUttered):
            return isinstance(event, Restarted)
    return False
