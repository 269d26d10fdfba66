"""
What is said when a text of a card is not translated into her language yet (S80).

No safety text is ever among them: a language without all of those is not offered.
"""

from dataclasses import replace

from bot.i18n.words import Words
from bot.messages import Button, Card
from bot.presentation.buttons import FOOT, fallback_button
from bot.presentation.text import blocks

ROOM = 120
"""Characters that a sheet of a listing keeps free for the line, in a language that may need it."""


def with_missing_said(words: Words, card: Card) -> Card:
    """Return the card; where another language is to be seen on it, it says so in its last line."""
    behind = words.behind
    if behind is None or not behind.is_seen_in(_visible(card)):
        return card
    return with_language_said(words, card, behind.language)


def with_language_said(words: Words, card: Card, language: str) -> Card:
    """Return the card with a last line that names the other language (ISO 639) on it."""
    line = language_said(words, language)
    buttons = _with_choice(card.buttons, fallback_button(words))
    return replace(card, text=blocks(card.text, line), buttons=buttons)


def language_said(words: Words, language: str) -> str:
    """Return the line that names another language (ISO 639) as that of some words here."""
    name = words.language_name(language)
    return words.pgettext("safety.notice", "Some words here are in {language}.", language=name)


def _visible(card: Card) -> str:
    return "\n".join((card.text, *(button.label for button in card.buttons)))


def _with_choice(buttons: tuple[Button, ...], choice: Button) -> tuple[Button, ...]:
    """Put the choice above the foot of the card."""
    foot = [button for button in buttons if button.id in FOOT]
    return (*(button for button in buttons if button.id not in FOOT), choice, *foot)
