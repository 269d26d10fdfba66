"""
What stands in one chat, as far as the channel must know it: which message, which buttons.

It lies in memory under the session's key while the visit lasts. Nothing of it is what she said.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.channels.telegram.keyboard import Payload
from bot.messages import Card

Kept = tuple[tuple[int, str], ...]
"""The buttons of a card that are never withheld: the place of each, and its id."""

NEVER_WITHHELD = ("leave", "urgent", "plan_b")
"""What is answered however much comes at once (S65), and on an older card of the visit, too."""


@dataclass(frozen=True, slots=True)
class Screen:
    """
    The card that stands.

    `visit` are this visit's random letters, `message_id` is where the card stands (0: it has gone),
    `offered` are the ids of its buttons in order, `kept` has for each card of the visit the places
    of the buttons that are never withheld, `last_tap` is the payload that was acted on last.
    `ordinary` is the language of the ordinary message that is to stay, empty for none, None while
    the ledger may still say otherwise.
    """

    visit: str
    message_id: int = 0
    offered: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    last_tap: Payload | None = None
    ordinary: str | None = None

    @property
    def number(self) -> int:
        """The number of the card that stands, from 0."""
        return len(self.kept) - 1

    def showing(self, card: Card, message_id: int) -> "Screen":
        """Return the screen with another card on it."""
        offered = tuple(button.id for button in card.buttons)
        kept = (*self.kept, _never_withheld(offered))
        return replace(self, message_id=message_id, offered=offered, kept=kept)

    def is_again(self, payload: Payload) -> bool:
        """Whether this tap was acted on already and has changed the card since: a double tap."""
        return payload == self.last_tap and payload.card != self.number

    def choice(self, payload: Payload) -> str | None:
        """
        Return the id of the button that was tapped; None for one of an older card.

        Those that are never withheld are found on older cards, too: the card may have changed
        under her thumb.
        """
        if payload.visit != self.visit or payload.card >= len(self.kept):
            return None
        for place, id_ in self.kept[payload.card]:
            if place == payload.place:
                return id_
        if payload.card != self.number or payload.place >= len(self.offered):
            return None
        return self.offered[payload.place]


def _never_withheld(offered: tuple[str, ...]) -> Kept:
    """Return the buttons that are never withheld, by their places; the last one always leaves."""
    last = len(offered) - 1
    others = (one for one in enumerate(offered[:last]) if one[1] in NEVER_WITHHELD)
    return _shared((*others, (last, "leave")))


@lru_cache(maxsize=1024)
def _shared(kept: Kept) -> Kept:
    """Return one and the same for all cards of this form: there are few, and very many cards."""
    return kept
