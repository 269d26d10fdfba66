"""
What stands in one chat, as far as the channel must know it: which message, which buttons.

It lies in memory under the session's key while the visit lasts. Nothing of it is what she said.
"""

from dataclasses import dataclass, replace

from bot.channels.telegram.keyboard import Payload
from bot.messages import Card


@dataclass(frozen=True, slots=True)
class Screen:
    """
    The card that stands.

    `visit` are this visit's random letters, `message_id` is where the card stands (0: it has gone),
    `offered` are the ids of its buttons in order, `sizes` says how many buttons each card of the
    visit had, `last_tap` is the payload that was acted on last. `ordinary` is the language of the
    ordinary message that is to stay, empty for none, None while the ledger may still say otherwise.
    """

    visit: str
    message_id: int = 0
    offered: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    last_tap: Payload | None = None
    ordinary: str | None = None

    @property
    def number(self) -> int:
        """The number of the card that stands, from 0."""
        return len(self.sizes) - 1

    def showing(self, card: Card, message_id: int) -> "Screen":
        """Return the screen with another card on it."""
        return replace(
            self,
            message_id=message_id,
            offered=tuple(button.id for button in card.buttons),
            sizes=(*self.sizes, len(card.buttons)),
        )

    def is_again(self, payload: Payload) -> bool:
        """Whether this tap was acted on already and has changed the card since: a double tap."""
        return payload == self.last_tap and payload.card != self.number

    def choice(self, payload: Payload) -> str | None:
        """
        Return the id of the button that was tapped; None for one of an older card.

        The last button of every card of the visit is Leave, whether the card still stands or not.
        """
        if payload.visit != self.visit or payload.card >= len(self.sizes):
            return None
        if payload.place == self.sizes[payload.card] - 1:
            return "leave"
        if payload.card != self.number or payload.place >= len(self.offered):
            return None
        return self.offered[payload.place]
