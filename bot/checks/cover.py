"""
What anybody may read tells nothing (S25): ordinary records, and the bot's profile.

A record that is not marked telling is held against the telling words of every language that has a
list: its name, its English name and the addresses that its card shows. The texts of the profile are
held against those of their own language, and measured.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.checks.problem import Problem
from bot.checks.telling import TellingWords, read_telling_words, telling_word_in
from bot.exchange.service_files import read_directory_files
from bot.i18n.catalog import Catalogues, source_of
from bot.presentation.profile import ProfileTexts, length_of, profile_texts
from bot.signposting.service import Service

APART = re.compile(r"[-/.]")
REFUGEE = re.compile("refugees?", re.IGNORECASE)
"""Folded, the word is that for a refuge, which tells; being a refugee does not."""


def check_cover(root: Path) -> list[Problem]:
    """
    Return every shown, not telling record that tells, and what is wrong with the profile.

    `root` holds services_data/ and locales/.
    """
    lists = every_list(root / "locales")
    return [*_records(root, lists), *_profile(Catalogues(root / "locales"), root / "locales")]


def every_list(locales: Path) -> list[TellingWords]:
    """Return the telling words of every language that has a list."""
    return [
        read_telling_words(locales, path.parent.name)
        for path in sorted(locales.glob("*/telling.yaml"))
    ]


def telling_word_of(name: str, lists: Iterable[TellingWords]) -> str | None:
    """Return the first telling word of a name or an address, in any language, or None."""
    spaced = APART.sub(" ", REFUGEE.sub("", name))
    found = (telling_word_in(spaced, words) for words in lists)
    return next((word for word in found if word is not None), None)


def _records(root: Path, lists: list[TellingWords]) -> list[Problem]:
    files = read_directory_files(root / "services_data")
    return [
        Problem(
            files.standing[service.id].place(),
            f'"{service.id}" is not marked telling, and {said!r} tells',
            "Write telling: true, or mend the words",
        )
        for service in files.services
        if service.show == "yes" and not service.telling
        for said in _telling(service, lists)
    ]


def _telling(service: Service, lists: list[TellingWords]) -> Iterator[str]:
    addresses = [one.value for one in service.confirmed_contacts if not one.value[1:].isdigit()]
    for said in (service.name, service.name_en or "", *addresses):
        if telling_word_of(said, lists) is not None:
            yield said


def _profile(catalogues: Catalogues, locales: Path) -> Iterator[Problem]:
    for code in catalogues.offered:
        source = source_of(locales, code)
        place = f"{source if source.is_file() else 'bot/presentation/profile.py'}:1"
        for what in faults_of_profile(
            profile_texts(catalogues.words(code)), read_telling_words(locales, code)
        ):
            yield Problem(place, what, "Say it shorter, or with ordinary words (S25)")


def faults_of_profile(texts: ProfileTexts, words: TellingWords) -> Iterator[str]:
    """Yield what is wrong with the texts of a profile in one language."""
    for text, longest in texts.lengths:
        if (length := length_of(text)) > longest:
            yield f"the profile's {text[:30]!r} has {length} characters; at most {longest}"
        if (word := telling_word_in(text, words)) is not None:
            yield f'the telling word "{word}" in the profile\'s {text[:30]!r}'
