"""
What passes between a channel and the bot: an Incoming one way, a Card the other.

Channel-neutral: nothing here knows Telegram or a terminal. A channel turns what it gets into an
Incoming, hands it to the one callable it was given, and shows the Card that comes back.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Start:
    """Someone opens the bot. `language` is what her client says, an ISO 639 code, or None."""

    language: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A tap on a button: the id of that button on the card that stands."""

    id: str


@dataclass(frozen=True, slots=True)
class Text:
    """Something typed. It is read once and kept nowhere."""

    text: str


Incoming = Start | Choice | Text

RESERVED = ("leave", "back", "urgent", "skip", "more")
"""Ids of buttons that mean the same on every card."""

GLANCE = "glance"
"""The id of the button that is answered with a pop-up, and changes nothing of the card (S27)."""

ANEW = "next_person"
"""The id of the button that clears a helper's visit and begins the next one at once."""


@dataclass(frozen=True, slots=True)
class Button:
    """
    Something that can be tapped.

    `id` is stable and never translated; it never travels to a platform as it is (S26).
    """

    id: str
    label: str


POP_UP_LENGTH = 200
"""The most that a pop-up holds on the narrowest channel, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Card:
    """
    All that stands on her screen: the text, and what can be tapped.

    `step` names where she is, for scripts and tests. `language` is an ISO 639 code. `services` are
    the ids of the services that this card shows, in order. `columns` is how many pick-list buttons
    stand side by side. `pop_up` is what is to be read over the card once, and leaves nothing there
    (S27): at most POP_UP_LENGTH long, empty for nothing.
    """

    step: str
    language: str
    direction: Direction
    text: str
    buttons: tuple[Button, ...] = ()
    services: tuple[str, ...] = ()
    columns: int = 1
    pop_up: str = ""

    def button(self, id_: str) -> Button | None:
        """Return the button with that id, if the card offers it."""
        return next((button for button in self.buttons if button.id == id_), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """
    A card, and until when it stands (UTC): then silence is leaving (S22).

    For a channel that many people use: it erases by this time, whatever becomes of the visit.
    `ordinary` is the language (ISO 639) of the ordinary message that is to stay then (S21), empty
    when nothing is to stay. `anew` is whether the visit before has ended with this message: then
    everything of it is erased, and the card stands alone.
    """

    card: Card
    until: datetime
    ordinary: str = ""
    anew: bool = False


def left(language: str, direction: Direction, ordinary: str = "") -> Card:
    """Return the card that remains when she has left: nothing, or one ordinary message (S21)."""
    return Card("left", language, direction, ordinary)
