"""
The buttons that mean the same on every card, and where they stand.

Every card ends with what a frightened hand looks for, always in the same order: back, urgent
numbers, leave.
"""

from collections.abc import Iterable

from bot.i18n.words import Words
from bot.messages import ANEW, GLANCE, Button
from bot.presentation.labels import plan_b_label
from bot.signposting.listing import PlanBWhen

FOOT = ("back", "urgent", "leave")
"""The ids of the buttons at the foot of every card."""


def leave_button(words: Words) -> Button:
    """One tap away (S21)."""
    return Button("leave", words.pgettext("safety.button", "Leave"))


def urgent_button(words: Words) -> Button:
    """The button for help now, in ordinary words (S25)."""
    return Button("urgent", words.pgettext("safety.button", "Urgent numbers"))


def back_button(words: Words) -> Button:
    """To the card before."""
    return Button("back", words.pgettext("safety.button", "Back"))


def skip_button(words: Words, *, of_helper: bool = False) -> Button:
    """Every question can be left unanswered (S3); a helper may simply not know."""
    if of_helper:
        return Button("skip", words.pgettext("safety.button", "Skip this question"))
    return Button("skip", words.pgettext("safety.button", "I’d rather not say"))


def more_button(words: Words) -> Button:
    """To the next sheet of a long list."""
    return Button("more", words.pgettext("safety.button", "More"))


def keep_button(words: Words) -> Button:
    """Moves the deadline: she may be on hold (S22)."""
    return Button("keep", words.pgettext("safety.button", "Keep for 1 hour"))


def glance_button(words: Words) -> Button:
    """Numbers in a pop-up: nothing of it stays in the chat (S27)."""
    return Button(GLANCE, words.pgettext("button", "Numbers for a moment"))


def privacy_button(words: Words) -> Button:
    """To the page that says what is kept, where, and for how long."""
    return Button("privacy", words.pgettext("safety.button", "What is kept, and how long"))


def fallback_button(words: Words) -> Button:
    """To the choice of the language for what is not translated yet (S80)."""
    return Button("fallback", words.pgettext("safety.button", "Missing words: another language"))


def plan_b_button(words: Words) -> Button:
    """What to do when it does not work (S66)."""
    return Button("plan_b", words.pgettext("button", "If it does not work"))


def case_button(words: Words, when: PlanBWhen) -> Button:
    """To what can be done in one trouble, and to whom one can turn in it."""
    return Button(when, plan_b_label(words, when))


def words_button(words: Words, *, written: bool) -> Button:
    """To words for a service in the language of its country, to say or show, or to write."""
    if written:
        return Button("words_to_write", words.pgettext("button", "Words to write"))
    return Button("words_to_say", words.pgettext("button", "Words to say"))


def report_buttons(words: Words, *, number: bool) -> tuple[Button, ...]:
    """To say of a service, with one tap, that it did not work; `number` is whether it has one."""
    failed = Button("number_failed", words.pgettext("button", "This number did not work"))
    no_help = Button("could_not_help", words.pgettext("button", "They could not help"))
    return (failed, no_help) if number else (no_help,)


def limits_button(words: Words) -> Button:
    """What this can and cannot do (S6)."""
    return Button("limits", words.pgettext("button", "What this can and cannot do"))


def anew_button(words: Words) -> Button:
    """Between two people whom somebody helps: the first is forgotten at one tap."""
    return Button(ANEW, words.pgettext("button", "Clear for the next person"))


def closing(
    words: Words, *, back: bool, urgent: bool = True, anew: bool = False
) -> Iterable[Button]:
    """Yield the buttons at the foot of every card; `anew` is for someone who helps others."""
    if anew:
        yield anew_button(words)
    if back:
        yield back_button(words)
    if urgent:
        yield urgent_button(words)
    yield leave_button(words)
