"""
A channel without a screen, for tests: it keeps the cards that a person would have seen.

It passes the same conformance tests as the terminal.
"""

from bot.channels.base import Capabilities
from bot.messages import Card

ANYTHING = Capabilities(deletes_messages=True, most_buttons=100, longest_text=4096)
"""What a channel can do that stands in nobody's way."""


class RecordingChannel:
    """
    A hand-written fake of `base.Channel`.

    `shown` holds every card in order, `standing` the one that is to be seen now (None: nothing).
    """

    def __init__(self, capabilities: Capabilities = ANYTHING) -> None:
        self._capabilities = capabilities
        self.shown: list[Card] = []
        self.standing: Card | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What the test says this channel can do."""
        return self._capabilities

    async def show(self, card: Card) -> None:
        """Keep the card, and let it stand in the place of the one before."""
        self.shown.append(card)
        self.standing = card

    async def erase(self) -> None:
        """Let nothing stand. What was shown stays in the list, for the test to look at."""
        self.standing = None
