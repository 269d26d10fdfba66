"""
What a pop-up holds: numbers that are read over the card, and of which nothing stays there (S27).

Whole lines or none, so that no number is ever cut. The first line gives nothing away (S25).
"""

from collections.abc import Iterable, Sequence

from bot.messages import POP_UP_LENGTH
from bot.presentation.contact_lines import plain_line
from bot.presentation.listing_card import heading
from bot.presentation.scene import Scene
from bot.presentation.service_card import cover_line, opening_line
from bot.presentation.text import lines
from bot.presentation.urgent_card import cover, number_line, numbers_of
from bot.signposting.listing import Entry, UrgentNumber
from bot.signposting.service import Contact

DIALLED = ("voice", "sms", "whatsapp")
"""The kinds of contact that have a number, those that are called first."""


def dialled(entry: Entry) -> tuple[Contact, ...]:
    """Return the contacts of a service that have a number, those that are called first."""
    found = (contact for contact in entry.contacts if contact.type in DIALLED)
    return tuple(sorted(found, key=lambda contact: DIALLED.index(contact.type)))


def has_number(entry: Entry | None) -> bool:
    """Whether there is a number to show."""
    return entry is not None and any(contact.type in DIALLED for contact in entry.contacts)


def service_pop_up(scene: Scene, number: int, entry: Entry) -> str:
    """Return how a service can be called or written to, and whether it is open now."""
    return entry_pop_up(scene, cover_line(scene.words, number), entry)


def entry_pop_up(scene: Scene, first: str, entry: Entry) -> str:
    """Return the same below another first line, which has to give nothing away."""
    rows = [
        (plain_line(scene.words, contact, scene.names), plain_line(scene.words, contact))
        for contact in dialled(entry)
    ]
    is_open = opening_line(scene.words, entry.opening, scene.local)
    return fitting(first, [*rows, (is_open,)])


def listing_pop_up(scene: Scene, numbers: Iterable[int]) -> str:
    """Return the first number of each service on a sheet, without any name."""
    return fitting(heading(scene), [(_first_number(scene, number),) for number in numbers])


def _first_number(scene: Scene, number: int) -> str:
    entry, words = scene.shown[number - 1], scene.words
    contact = next(iter(dialled(entry)), None) if entry is not None else None
    if contact is None:
        return words.pgettext("pop_up", "{number}: no number", number=number)
    called = contact.dial or contact.value
    value = called if contact.type == "voice" else plain_line(words, contact)
    return words.pgettext("pop_up", "{number}: {value}", number=number, value=value)


def urgent_pop_up(scene: Scene, country: str | None) -> str:
    """Return the first numbers of a country that can be called; they stand in the file's order."""
    numbers = (one for one in numbers_of(scene.urgent, country) if one.how == "voice")
    return fitting(cover(scene.words), [_urgent_forms(scene, number) for number in numbers])


def _urgent_forms(scene: Scene, number: UrgentNumber) -> tuple[str, ...]:
    today = scene.local.date()
    whole = number_line(scene.words, scene.names, number, today)
    if number.kind != "emergency":
        # What such a number is not for stands in its note, and must not go missing.
        return (whole,)
    return whole, number_line(scene.words, scene.names, number, today, note=False)


def fitting(first: str, rows: Iterable[Sequence[str]]) -> str:
    """Return the first line and each row for which there is room, in its first form that fits."""
    told = first
    for forms in rows:
        longer = (lines(told, form) for form in forms)
        told = next((one for one in longer if length(one) <= POP_UP_LENGTH), told)
    return told


def length(text: str) -> int:
    """Return how long a text is for a channel: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
