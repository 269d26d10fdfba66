"""
Everything that a turn needs besides the message: content, wiring and the settings of the host.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot.dialogue.flow import Dialogue
from bot.dialogue.lesson import Lessons
from bot.i18n.catalog import Catalogues
from bot.i18n.phrases import Phrases
from bot.presentation.scene import no_link
from bot.signposting.country_notes import CountryNote
from bot.signposting.directory import Directory
from bot.signposting.languages import Related
from bot.signposting.listing import UrgentNumber

if TYPE_CHECKING:
    from bot.understanding.meaning import Meaning  # it brings the fuzzy search with it


class Understand(Protocol):
    """What typed texts mean; `bot.typed_text.Understanding` is one."""

    def __call__(
        self,
        text: str,
        options: Mapping[str, str],
        country: str | None,
        directory: Directory,
        /,
        *,
        asks_where: bool = True,
        language: str | None = None,
        asked: Collection[str] = (),
        wishes: Collection[str] = (),
    ) -> "Meaning":
        """
        Return what a text means, given the card's labels by id and the country chosen so far.

        `asks_where` is whether a place would answer what the card asks; `language` is the one she
        chose, None before she has; `asked` the slots of the questions that the labels answer;
        `wishes` the ids of what she may look for although the card does not ask for it.
        """
        ...


@dataclass(frozen=True, slots=True)
class World:
    """
    Everything a turn needs besides the message: content, wiring and the host's settings.

    `silence` is how long a visit lasts without a tap; `kept` how long after "Keep for 1 hour".
    `link` is the address that opens the bot in a language, None where it has no name yet.
    """

    dialogue: Dialogue
    catalogues: Catalogues
    urgent: tuple[UrgentNumber, ...]
    names: Callable[[], Mapping[str, Mapping[str, str]]]
    understand: Understand
    silence: timedelta = timedelta(minutes=15)
    kept: timedelta = timedelta(minutes=60)
    notes: Callable[[], tuple[CountryNote, ...]] = tuple
    phrases: Callable[[], Phrases] = Phrases
    related: Callable[[], tuple[Related, ...]] = tuple
    lessons: Callable[[], Lessons] = dict
    link: Callable[[str], str | None] = no_link

    def where_messages_stay(self) -> "World":
        """Return the same, in words that are true on a channel that cannot clear what was said."""
        return replace(self, dialogue=self.dialogue.where_messages_stay())
