"""
What there is to show: everything that a card is drawn from, gathered by the turn.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.dialogue.flow import Dialogue
from bot.dialogue.replay import Outcome
from bot.i18n.catalog import Catalogues
from bot.i18n.words import Words
from bot.presentation.labels import Names
from bot.sessions.session import Session
from bot.signposting.directory import Directory
from bot.signposting.listing import Entry, Listing, UrgentNumber
from bot.signposting.need import Need

Notice = Literal["not_understood", "old_button", "place_noted", "kept"]


@dataclass(frozen=True, slots=True)
class Scene:
    """
    One moment of a visit, before words.

    `listing` is there when the outcome's action asks for it, `need` whenever a country is known.
    `shown` are the services behind the numbers, None for one that left the list since.
    `notice` is a short line to put above the card. `local` is the time at her place. `names` are
    the English names of the taxonomy's codes.
    """

    session: Session
    outcome: Outcome
    dialogue: Dialogue
    catalogues: Catalogues
    words: Words
    directory: Directory
    urgent: tuple[UrgentNumber, ...]
    need: Need | None
    listing: Listing | None
    shown: tuple[Entry | None, ...]
    names: Names
    local: datetime
    notice: Notice | None = None
