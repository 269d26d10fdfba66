"""
What can be set on the bot's account, what is set, and what would have to change.

Pure values and functions; `setup` asks and sets. A language is two letters (ISO 639-1), or empty:
that is for everyone whose own language has nothing.

Commands belong to private chats alone: the list for every other place is kept empty, so that a
group is not shown what this bot can do (S28).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.errors import SettingError

What = Literal["name", "description", "short_description", "commands", "webhook"]
Scope = Literal["", "default", "all_private_chats"]

EVERYONE = ""
"""In the place of a language: for everyone whose own has nothing."""

TEXTS: tuple[What, ...] = ("name", "description", "short_description")
SCOPES: tuple[Scope, ...] = ("all_private_chats", "default")

_TWO_LETTERS = re.compile("[a-z]{2}", re.ASCII)

Commands = tuple[tuple[str, str], ...]
"""Each command without its slash, and what is said about it, in the order of the list."""

Value = str | Commands
"""A text, an address, or a list of commands. Empty: nothing is set."""


class Texts(Protocol):
    """What the bot says about itself in one language; `presentation.profile` has the whole."""

    @property
    def description(self) -> str:
        """What an empty chat shows."""

    @property
    def short_description(self) -> str:
        """What stands beside the name."""

    @property
    def commands(self) -> Commands:
        """The commands."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that can be set. `scope` is of commands alone: in which chats they are shown."""

    what: What
    language: str = EVERYONE
    scope: Scope = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is set in a slot now, and what is to be set."""

    slot: Slot
    now: Value
    then: Value


WEBHOOK = Slot("webhook")


def slots(languages: Iterable[str]) -> Iterator[Slot]:
    """Yield every slot of the profile in these languages, in the order in which they are set."""
    languages = tuple(languages)
    for what in TEXTS:
        yield from (Slot(what, language) for language in languages)
    for scope in SCOPES:
        yield from (Slot("commands", language, scope) for language in languages)


def wanted(
    texts: Mapping[str, Texts], emptied: Iterable[str], names: Mapping[str, str]
) -> dict[Slot, Value]:
    """
    Return what is to stand in each slot. What is not named is left as it is.

    `texts` and `names` are by language. A name for everyone takes away the name of each language
    that is not named; without one, the other names are left. `emptied` are languages in which
    nothing is to stand.
    """
    found: dict[Slot, Value] = {}
    for slot in slots((*texts, *(code for code in emptied if code not in texts))):
        said = texts.get(slot.language)
        if slot.what == "name":
            if EVERYONE in names or slot.language in names:
                found[slot] = names.get(slot.language, "")
        elif slot.what == "commands":
            shown = said is not None and slot.scope == "all_private_chats"
            found[slot] = said.commands if said is not None and shown else ()
        else:
            found[slot] = "" if said is None else str(getattr(said, slot.what))
    return found


def emptied_codes(given: Iterable[str], texts: Mapping[str, Texts]) -> tuple[str, ...]:
    """Return languages to take away. Raises SettingError for none, and for one with texts."""
    codes = tuple(given)
    for code in codes:
        if code in texts or not _TWO_LETTERS.fullmatch(code):
            raise SettingError(
                f"--empty {code!r} is no language to take away. Give the two letters (ISO 639-1) "
                f"of one that this bot does not speak any more"
            )
    return codes


def changes(now: Mapping[Slot, Value], to_be: Mapping[Slot, Value]) -> tuple[Change, ...]:
    """
    Return what has to change, in the order in which it is set.

    For a language without a text of its own Telegram may answer with everyone's. So where nothing
    is to stand, that text is as good as nothing.
    """
    return tuple(
        Change(slot, now.get(slot, ""), then)
        for slot, then in to_be.items()
        if now.get(slot, "") != then and not _is_everyones(slot, now, to_be)
    )


def _is_everyones(slot: Slot, now: Mapping[Slot, Value], to_be: Mapping[Slot, Value]) -> bool:
    if to_be[slot] or slot.what not in TEXTS or slot.language == EVERYONE:
        return False
    general = Slot(slot.what)
    stays = to_be.get(general, now.get(general, "")) == now.get(general, "")
    return stays and now.get(slot) == now.get(general)
