"""
What every channel shares: the callable it is handed, what it can do, and how it shows a card.

A channel keeps one card standing and replaces it; it never adds a second one beneath.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.messages import Card, Choice, Incoming, Start

Handle = Callable[[Incoming], Awaitable[Card]]
"""
Answers one incoming message of one person with the card that stands after it.

After she has left, that card's step is LEFT, and the next Incoming begins a new visit.
"""

LEFT = "left"
"""The step of the card that remains when she has left: nothing is on it."""

LEAVE = Choice("leave")
"""What a channel hands on when she leaves without a tap: by silence, or by closing the window."""

OPENING = Start()
"""How a visit begins when nothing is known of her language."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """
    What a channel can do.

    `deletes_messages`: whether what she typed can be made to disappear. `most_buttons`: how many
    can stand on one card. `longest_text`: in characters.
    """

    deletes_messages: bool
    most_buttons: int
    longest_text: int


class Channel(Protocol):
    """Where one person sees her card. Its fake is `recording.RecordingChannel`."""

    @property
    def capabilities(self) -> Capabilities:
        """What this channel can do."""
        ...

    async def show(self, card: Card) -> None:
        """Put this card in the place of whatever stands."""
        ...

    async def erase(self) -> None:
        """Leave nothing: no card, and nothing that she typed. Raises nothing."""
        ...
