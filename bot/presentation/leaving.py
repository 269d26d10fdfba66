"""
The choice for leaving (S21): nothing stays, or one ordinary message.

Sudden emptiness can itself be noticed.
"""

from bot.i18n.words import Words
from bot.messages import Button
from bot.presentation.text import blocks

TRACES = "traces"
"""The page that says what leaving cannot clear: there the choice is made, for this visit."""


def ordinary_message(words: Words) -> str:
    """Return the message: one true sentence about a public service, no name and no number."""
    return words.pgettext("safety.cover", "Many public libraries lend books for free.")


def ordinary_button(words: Words, *, chosen: bool) -> Button:
    """Return the button that makes the choice, or takes it back."""
    if chosen:
        label = words.pgettext("safety.button", "Leave nothing instead")
    else:
        label = words.pgettext("safety.button", "Leave an ordinary message instead")
    return Button("ordinary_message", label)


def safe_word_line(
    words: Words, safe_word: str | None, *, messages_stay: bool = False
) -> str | None:
    """Tell the word that can be typed at any time (S12); nothing where the host has set none."""
    if not safe_word:
        return None
    if messages_stay:
        return words.pgettext(
            "safety.leave",
            "The word “{word}”, typed here at any time, brings urgent numbers.",
            word=safe_word,
        )
    return words.pgettext(
        "safety.leave",
        "The word “{word}”, typed here at any time, is deleted, and urgent numbers come.",
        word=safe_word,
    )


def ordinary_line(words: Words) -> str:
    """Return what she reads once she has chosen it: exactly what will be seen."""
    said = words.pgettext("safety.leave", "When you leave, only this will stay here:")
    return blocks(said, ordinary_message(words))
