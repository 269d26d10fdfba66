"""
What there is to show: everything that a card is drawn from, gathered by the turn.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.dialogue.flow import Dialogue
from bot.dialogue.lesson import Lessons
from bot.dialogue.replay import Outcome
from bot.i18n.catalog import Catalogues
from bot.i18n.phrases import Phrases
from bot.i18n.words import Words
from bot.presentation.labels import Names
from bot.sessions.session import Session
from bot.signposting.country_notes import CountryNote
from bot.signposting.directory import Directory
from bot.signposting.languages import Related
from bot.signposting.listing import Entry, Listing, UrgentNumber
from bot.signposting.need import Need

NO_PHRASES = Phrases()


def no_link(_language: str) -> None:
    """Return nothing: the bot has no name yet under which it could be found."""


Notice = Literal[
    "not_understood", "old_button", "place_noted", "wish_noted", "kept", "glance", "thanks",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """
    One moment of a visit, before words.

    `listing` is there when the outcome's action asks for it, `need` whenever a country is known.
    `shown` are the services behind the numbers, None for one that left the list since.
    `notice` is a short line to put above the card, `noted` the city that it names; "glance" is a
    pop-up over it. `local` is the time at her place. `names` are the English names of the
    taxonomy's codes, `notes` what is known of law and practice, `phrases` the words to say in the
    languages of the countries, `related` which languages are near each other, `lessons` those for
    supporters, where one of these is open, `link` the address that opens the bot in a language
    (ISO 639), None where it has no name yet.
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
    notes: tuple[CountryNote, ...] = ()
    phrases: Phrases = NO_PHRASES
    related: tuple[Related, ...] = ()
    lessons: Lessons = field(default_factory=dict)
    link: Callable[[str], str | None] = no_link
    notice: Notice | None = None
    noted: str = ""
