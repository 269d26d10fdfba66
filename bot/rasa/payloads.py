"""
What a button of a card carries through Rasa, and what a message says that comes back.

A payload stands in Rasa's tracker store and in the messenger. So it says nothing of what is meant
(S26): it is the code of one card and a number. Only leaving and urgent numbers carry their names,
so that they work on every card, however old.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.rasa.names import ANSWER, BUTTON, CHOOSE, FIND, LEAVE, OFFER, OURS, START, URGENT

ALWAYS = {"leave": LEAVE, "urgent": URGENT}
"""Buttons that are heard whatever card they stand on, and the intents they carry."""

_CHOSEN = re.compile(rf'/{CHOOSE}\s*\{{\s*"{BUTTON}"\s*:\s*"([0-9a-f]+)\.(\d+)"\s*\}}\s*')
_SET = re.compile(rf"/SetSlots\(\s*(?:{ANSWER}|{OFFER})\s*=\s*(?:([0-9a-f]+)\.(\d+)|(\w+))\s*\)")
_NAMED = re.compile(r"/(\w+)(?:[@\s{].*)?", flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a card was tapped: the card's code, and which of its buttons, from 0."""

    code: str
    at: int


@dataclass(frozen=True, slots=True)
class Named:
    """Something was asked for by its intent: `find_help`, `urgent`, an option of the first card."""

    what: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Something was typed."""

    text: str


Heard = Press | Named | Typed


def payload(button_id: str, code: str, at: int, *, in_calm: bool) -> str:
    """Return what a button carries. CALM sets a slot where Rasa Open Source sends an intent."""
    name = ALWAYS.get(button_id)
    if in_calm:
        value = f"{code}.{at}" if name is None else name.removeprefix(OURS)
        return f"/SetSlots({ANSWER}={value})"
    return f"/{name}" if name is not None else f'/{CHOOSE}{{"{BUTTON}": "{code}.{at}"}}'


def heard(message: Mapping[str, object], *, is_open: bool) -> Heard:
    """
    Return what a message says. `message` is the tracker's newest, `is_open` whether a visit is.

    What Rasa's own reading made of a typed text counts only where no visit is open: within one,
    words are read by the bot itself. What asks for urgent numbers stays as it was typed: the bot
    hears in which language, and what was meant (S11).
    """
    text = message.get("text")
    written = text.strip() if isinstance(text, str) else ""
    if (chosen := _CHOSEN.fullmatch(written)) is not None:
        return Press(chosen[1], int(chosen[2]))
    if (set_ := _SET.fullmatch(written)) is not None:
        return Named(set_[3]) if set_[3] else Press(set_[1], int(set_[2]))
    if (named := _NAMED.fullmatch(written)) is not None and (ours := _ours(named[1])):
        return Named(ours)
    read = "" if is_open else _ours(_intent(message))
    return Named(read) if read and read != "urgent" else Typed(written)


def _ours(intent: str) -> str:
    """Return what an intent of ours asks for, empty for any other."""
    if intent in {FIND, START}:
        return FIND
    return intent.removeprefix(OURS) if intent.startswith(OURS) and intent != CHOOSE else ""


def _intent(message: Mapping[str, object]) -> str:
    intent = message.get("intent")
    name = intent.get("name") if isinstance(intent, Mapping) else None
    return name if isinstance(name, str) else ""
