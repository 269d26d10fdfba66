"""
A record that is not marked telling has nothing about it that tells (S25).

Its name, its English name and the addresses that its card shows are held against the telling words
of every language that has a list: an ordinary listing shows all of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.checks.problem import Problem
from bot.checks.telling import TellingWords, read_telling_words, telling_word_in
from bot.exchange.service_files import read_directory_files
from bot.signposting.service import Service

APART = re.compile(r"[-/.]")
REFUGEE = re.compile("refugees?", re.IGNORECASE)
"""Folded, the word is that for a refuge, which tells; being a refugee does not."""


def check_cover(root: Path) -> list[Problem]:
    """Return every shown, not telling record that tells. `root` holds services_data/, locales/."""
    lists = [
        read_telling_words(root / "locales", path.parent.name)
        for path in sorted((root / "locales").glob("*/telling.yaml"))
    ]
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
        spaced = APART.sub(" ", REFUGEE.sub("", said))
        if any(telling_word_in(spaced, words) for words in lists):
            yield said
