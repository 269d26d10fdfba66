"""
The link that is handed on.

Behind it stands a language and nothing else, so that whoever follows it could have it from anyone
(S90).
"""

import re
from collections.abc import Iterable

from bot.errors import SettingError

_NAME = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{4,31})")


def bot_name(given: str | None) -> str:
    """
    Return the name of the bot on Telegram, without the @.

    Raises SettingError when it is missing or cannot be one: a card with a wrong name would send her
    to a stranger.
    """
    if not given:
        raise SettingError(
            "FINGERPOST_BOT_NAME is not set. Set it to the name of your bot on Telegram, such as "
            "your_group_info_bot, so that the cards lead to it"
        )
    if not (found := _NAME.fullmatch(given.strip())):
        raise SettingError(
            f"FINGERPOST_BOT_NAME is {given!r}, which is no name of a bot: 5 to 32 letters, digits "
            "and _, the first a letter. Copy it from Telegram"
        )
    return found[1]


def link(name: str, language: str) -> str:
    """Return the address that opens the bot in a language (ISO 639)."""
    return f"https://t.me/{name}?start={language}"


def every_link(name: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return all the links there are: one for each language."""
    return tuple(link(name, language) for language in languages)
