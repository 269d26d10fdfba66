"""
What the directory knows of two services that work together, for the head of their agreement.

Only what may be shown: confirmed contacts, and how recently anybody checked each of the two.
"""

from collections.abc import Iterator
from datetime import date

from bot.i18n.direction import isolate
from bot.i18n.words import Words
from bot.presentation.contact_lines import contact_line
from bot.presentation.labels import Names
from bot.presentation.service_card import known_line
from bot.presentation.text import lines
from bot.share.handouts import Known
from bot.signposting.freshness import checked
from bot.signposting.service import Service

MOST_CONTACTS = 2
"""How many contacts of a service stand on the page: it has to be one page."""


def known_of(
    pair: tuple[Service, Service], words: Words, names: Names, today: date
) -> tuple[Known, ...]:
    """Return what stands at the head of an agreement between two services, the group first."""
    return tuple(
        Known(isolate(one.name, words.direction), lines(*_told(one, words, names, today)))
        for one in pair
    )


def _told(service: Service, words: Words, names: Names, today: date) -> Iterator[str]:
    for contact in service.confirmed_contacts[:MOST_CONTACTS]:
        yield contact_line(words, contact, names)
    if not service.confirmed_contacts:
        yield words.pgettext("service", "No way to reach them has been confirmed.")
    yield known_line(words, checked(service, today), today)
