"""
What the bot says about itself where nobody has begun yet: its profile and its list of commands.

Whoever glances at the phone can read all of it, so it is that of an ordinary directory (S25), and
says what is true (S6). The name is not here: it is what the hosts choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.i18n.catalog import Catalogues
from bot.i18n.negotiate import two_letter_code
from bot.i18n.words import SOURCE, Words
from bot.presentation.buttons import leave_button, urgent_button

DESCRIPTION_LENGTH = 512
"""The most characters (UTF-16) of what an empty chat shows."""

SHORT_DESCRIPTION_LENGTH = 120
"""The most characters (UTF-16) of what stands on the profile, and beside a shared link."""

COMMAND_LENGTH = 256
"""The most characters (UTF-16) of what is said about a command."""

NAME_LENGTH = 64
"""The most characters (UTF-16) of the bot's name."""

Commands = tuple[tuple[str, str], ...]
"""Each command without its slash, and what is said about it, in the order of the list."""


@dataclass(frozen=True, slots=True)
class ProfileTexts:
    """All that stands on the profile in one language."""

    description: str
    short_description: str
    commands: Commands

    @property
    def lengths(self) -> tuple[tuple[str, int], ...]:
        """Every text, and how long it may be."""
        said = ((text, COMMAND_LENGTH) for _, text in self.commands)
        return (
            (self.description, DESCRIPTION_LENGTH),
            (self.short_description, SHORT_DESCRIPTION_LENGTH),
            *said,
        )


@dataclass(frozen=True, slots=True)
class Profiles:
    """
    The texts by two-letter code of a language; under an empty one those for everyone else.

    `without_code` are offered languages that have no such code, `unoffered` the codes of languages
    that are known and not offered.
    """

    texts: Mapping[str, ProfileTexts]
    without_code: tuple[str, ...]
    unoffered: tuple[str, ...]


def profiles(catalogues: Catalogues) -> Profiles:
    """Return the texts in every offered language. Raises CatalogueError."""
    codes = {language: two_letter_code(language) for language in catalogues.languages}
    offered = {code: language for language in catalogues.offered if (code := codes[language])}
    texts = {code: profile_texts(catalogues.words(one)) for code, one in offered.items()}
    return Profiles(
        texts={"": profile_texts(catalogues.words(SOURCE)), **texts},
        without_code=tuple(one for one in catalogues.offered if codes[one] is None),
        unoffered=tuple(code for code in codes.values() if code and code not in texts),
    )


def profile_texts(words: Words) -> ProfileTexts:
    """Return the texts in this language."""
    return ProfileTexts(_description(words), _short_description(words), _commands(words))


def length_of(text: str) -> int:
    """Return how long a text is in UTF-16, the longest way in which a messenger may count."""
    return len(text.encode("utf-16-le")) // 2


def _description(words: Words) -> str:
    # Translators: What an empty chat shows before Start: at most 512 characters. It can be read on
    # Translators: a lock screen: no telling word in any line.
    return words.pgettext(
        "cover.profile",
        "A list of services near you: classes, housing, doctors, advice.\n\nThis is a program. No "
        "one from this service reads along. It cannot call or send anyone. It does not ask your "
        "name.\n\nTap Start to begin.",
    )


def _short_description(words: Words) -> str:
    # Translators: Beside the name of the bot: at most 120 characters. It can be read on a
    # Translators: lock screen.
    return words.pgettext(
        "cover.profile",
        "A list of services near you: classes, housing, doctors, advice. This is a program.",
    )


def _commands(words: Words) -> Commands:
    return (
        ("start", words.pgettext("cover.command", "Begin")),
        ("urgent", urgent_button(words).label),
        ("language", words.pgettext("cover.command", "Change the language")),
        ("privacy", words.pgettext("cover.command", "Privacy")),
        ("share", words.pgettext("cover.command", "Hand this on")),
        ("leave", leave_button(words).label),
    )
