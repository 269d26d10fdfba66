"""
The texts that Rasa says by itself, and what people type outside a visit, in every language.

They are the bot's own: its first card, its urgent numbers, its commands. Nothing is written for
Rasa alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.answers import SKIPPED
from bot.messages import Button, Card, Choice, Incoming, Start
from bot.presentation.urgent_card import last_resort
from bot.rasa.names import FIND, OURS, START, URGENT
from bot.rasa.payloads import ALWAYS
from bot.signposting.directory import EMPTY
from bot.turn import take_turn
from bot.understanding.lexicon import Lexicon
from bot.world import World

PATTERN = frozenset("*/<>")
"""Signs that stand in a phrase of a lexicon for other words: such a phrase nobody types."""


FULL_STOPS = ".।።۔"
"""How a sentence ends in the scripts of the languages."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language (ISO 639): the first card, and the urgent numbers of every country."""

    language: str
    first: Card
    urgent: str

    @property
    def offers(self) -> tuple[Button, ...]:
        """What the first card offers; there is nothing to go back to."""
        return tuple(button for button in self.first.buttons if button.id != "back")

    @property
    def always(self) -> tuple[Button, ...]:
        """What every card offers."""
        return tuple(button for button in self.offers if button.id in ALWAYS)


def wordings(world: World, now: datetime) -> tuple[Wording, ...]:
    """Return the texts in every language that is offered, English first."""
    there = world.where_messages_stay()
    return tuple(_wording(there, now, language) for language in there.catalogues.offered)


def _wording(world: World, now: datetime, language: str) -> Wording:
    first = _card(world, now, Start(language))
    urgent = _card(world, now, Start(language), Choice("urgent"), Choice(SKIPPED))
    by_country = last_resort(world.urgent).text.partition("\n\n")[2]
    return Wording(language, first, f"{urgent.text}\n\n{by_country}")


def _card(world: World, now: datetime, *incoming: Incoming) -> Card:
    """Return the card after these acts, without a directory: what needs none."""
    turn = take_turn(None, incoming[0], world, EMPTY, now)
    for one in incoming[1:]:
        turn = take_turn(turn.session, one, world, EMPTY, now)
    return turn.card


def intents(first: Card) -> tuple[str, ...]:
    """Return the intents that the buttons of the first card send."""
    return tuple(f"{OURS}{button.id}" for button in first.buttons if button.id != "back")


def distress(lexicons: Iterable[Lexicon]) -> tuple[str, ...]:
    """Return the phrases of distress of every language that stand there as people type them."""
    every = (phrase for lexicon in lexicons for phrase in lexicon.distress)
    return _distinct(phrase for phrase in every if not PATTERN & set(phrase))


def seeds(every: Iterable[Wording], lexicons: Iterable[Lexicon]) -> Mapping[str, tuple[str, ...]]:
    """
    Return phrases by intent: the labels of buttons, and what can be typed in their place.

    Each stands under one intent alone, and none under another that may be said in distress.
    """
    lists = tuple(lexicons)
    taken = {phrase.casefold() for phrase in distress(lists)}
    found: dict[str, list[str]] = {}
    for intent, phrase in _phrases(tuple(every), lists):
        if phrase.casefold() not in taken:
            taken.add(phrase.casefold())
            found.setdefault(intent, []).append(phrase)
    return {intent: tuple(phrases) for intent, phrases in found.items()}


def _phrases(
    texts: tuple[Wording, ...], lexicons: tuple[Lexicon, ...]
) -> Iterator[tuple[str, str]]:
    for lexicon in lexicons:
        yield from ((URGENT, phrase) for phrase in lexicon.commands.get("urgent", ()))
    for one in texts:
        yield from ((f"{OURS}{button.id}", button.label) for button in one.offers)
        yield FIND, one.first.text.partition("\n")[0].rstrip(FULL_STOPS)
    # What leaves is not among them: while no visit is open there is nothing to leave, and within
    # one Rasa's reading does not count.
    for lexicon in lexicons:
        yield from ((START, phrase) for phrase in lexicon.commands.get("restart", ()))


def _distinct(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple({phrase.casefold(): phrase for phrase in phrases}.values())
