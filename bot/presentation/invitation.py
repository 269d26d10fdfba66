"""
What is said in a group: one neutral sentence, and a button that leads to a private chat (S28).
"""

from bot.i18n.words import Words


def invitation_text(words: Words) -> str:
    """Return the sentence. Others in the group read it too, so it says nothing of what is here."""
    return words.pgettext("safety.cover", "This program answers in a private chat only.")


def invitation_label(words: Words) -> str:
    """Return what stands on the button."""
    return words.pgettext("safety.button", "Open a private chat")
