"""
The name of the bot: its hosts choose it, everybody sees it, so it is ordinary (S25).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.checks.cover import telling_word_of
from bot.checks.telling import TellingWords
from bot.errors import SettingError
from bot.presentation.profile import NAME_LENGTH, length_of

_GIVEN = re.compile(r"(?:(?P<language>[a-z]{2})=)?(?P<name>.*)", re.ASCII | re.DOTALL)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
"""Where one word of a user name ends: OakStreet, oak_street."""


def read_names(
    given: Iterable[str], languages: Iterable[str], lists: list[TellingWords]
) -> dict[str, str]:
    """
    Return the names by language, empty for everyone, from texts such as `Name` and `sq=Name`.

    Raises SettingError for a name that tells, is too long or empty, or is for a language that the
    bot does not say anything in.
    """
    known, names = {*languages, ""}, {}
    for text in given:
        found = _GIVEN.fullmatch(text.strip())
        language, name = (found["language"] or "", found["name"].strip()) if found else ("", "")
        if language not in known or language in names:
            allowed = ", ".join(sorted(known - {""}))
            raise SettingError(
                f"--name {text!r}: a language stands there once, and is one of {allowed}. Write it "
                f"like --name 'Name' for everyone, --name 'sq=Name' for one language"
            )
        _refuse_unfit(name, lists)
        names[language] = name
    return names


def _refuse_unfit(name: str, lists: list[TellingWords]) -> None:
    if not 0 < length_of(name) <= NAME_LENGTH or not name.isprintable():
        raise SettingError(
            f"--name {name!r} has {length_of(name)} characters. A name has 1 to {NAME_LENGTH}, on "
            f"one line. Choose another"
        )
    if (word := telling_word_of(name, lists)) is not None:
        raise SettingError(
            f'--name {name!r} holds "{word}", which tells whoever glances at her phone. Choose an '
            f"ordinary name: a street, a tree, a kind of list"
        )


def telling_names(
    names: Mapping[str, str], username: str, lists: list[TellingWords]
) -> Iterator[str]:
    """Yield a sentence for each name that stands on the messenger and tells, and what to do."""
    for language, name in names.items():
        if (word := telling_word_of(name, lists)) is not None:
            yield (
                f'The name "{name}" ({language or "everyone else"}) holds "{word}", which tells '
                f"whoever glances at her phone. Set another: --name 'Name'"
            )
    if (word := telling_word_of(_HUMP.sub(" ", username), lists)) is not None:
        yield (
            f'The user name "@{username}" holds "{word}", which tells whoever glances at her '
            f"phone. Nobody can change it here: have BotFather, the bot that makes bots, make "
            f"another bot"
        )
