"""
The card of urgent numbers: an ordinary list, in the order of the country's own file.

It needs no directory (S64). A number stands first on its line, as it is dialled (S63).
"""

from collections.abc import Sequence
from datetime import date

from bot.i18n.words import Words
from bot.messages import Card
from bot.presentation import labels
from bot.presentation.buttons import leave_button, urgent_button
from bot.presentation.labels import Names
from bot.presentation.text import blocks, lines
from bot.signposting.freshness import is_old
from bot.signposting.listing import UrgentNumber

_NOTES_OF_THE_KIND = frozenset({"not_an_emergency_line"})
"""Notes that say what a number is for: a help line."""

_NOTES_OF_THE_WAY = frozenset({"give_your_address_in_the_text"})
"""Notes that say how a number is used: by text message."""


def everywhere(numbers: Sequence[UrgentNumber]) -> tuple[UrgentNumber, ...]:
    """Return one number of each kind that can be called in every country of the file."""
    countries = {number.country for number in numbers}
    called = [number for number in numbers if number.how == "voice"]
    found: dict[str, UrgentNumber] = {}
    for number in called:
        same = {one.country for one in called if one.dial == number.dial}
        if same == countries:
            found.setdefault(number.dial, number)
    return tuple(found.values())


def numbers_of(numbers: Sequence[UrgentNumber], country: str | None) -> tuple[UrgentNumber, ...]:
    """Return the numbers of a country (ISO 3166); without one, what works in all of them."""
    if country is None:
        return everywhere(numbers)
    return tuple(number for number in numbers if number.country == country)


def cover(words: Words) -> str:
    """Return the first line, which gives nothing away (S25)."""
    return words.pgettext("safety.cover", "Urgent numbers")


def urgent_text(
    words: Words, names: Names, numbers: Sequence[UrgentNumber], country: str | None, today: date
) -> str:
    """Return the text of the card."""
    chosen = numbers_of(numbers, country)
    return blocks(
        cover(words),
        lines(*(number_line(words, names, number, today) for number in chosen)),
        words.pgettext(
            "safety.urgent",
            "This program calls nobody and nobody can come from it. The phone’s own list keeps "
            "every call.",
        ),
    )


def number_line(
    words: Words, names: Names, number: UrgentNumber, today: date, *, note: bool = True
) -> str:
    """Return one number with what it is for; `note` is whether with its note."""
    told = labels.named(words, names, "urgent_notes", number.note_code or "")
    note = note and number.note_code is not None
    # What the note says of the number is not said twice.
    if note and number.note_code in _NOTES_OF_THE_KIND:
        purpose = told
    else:
        purpose = _with_way(words, number, note=note)
        purpose = _with_note(words, purpose, told) if note else purpose
    if is_old(number, today):
        # Still shown: an old number is better than none (S64).
        purpose = _with_note(words, purpose, _read_in(words, number))
    return words.pgettext(
        "safety.urgent", "{number} – {purpose}", number=number.dial, purpose=purpose
    )


def _with_way(words: Words, number: UrgentNumber, *, note: bool) -> str:
    """Return what a number is for, and how it is used when that is not by calling."""
    purpose = labels.urgent_label(words, number)
    # The note of an app says that it is one, shown or not.
    said = number.how == "app" and number.note_code is not None
    said = said or (note and number.note_code in _NOTES_OF_THE_WAY)
    if number.how == "voice" or said:
        return purpose
    return _with_note(words, purpose, labels.urgent_how(words, number))


def _read_in(words: Words, number: UrgentNumber) -> str:
    return words.pgettext(
        "safety.urgent", "read on a page of {year}", year=number.source_year or ""
    )


def _with_note(words: Words, purpose: str, note: str) -> str:
    return words.pgettext("safety.urgent", "{purpose}; {note}", purpose=purpose, note=note)


def last_resort(numbers: Sequence[UrgentNumber]) -> Card:
    """
    Return the card for when everything else has failed: bare numbers, no catalogue, no directory.

    Numbers need no language; the country codes are those of ISO 3166.
    """
    words = Words("en")
    countries = dict.fromkeys(number.country for number in numbers)
    told = [
        f"{country}: " + ", ".join(one.dial for one in numbers if _is_called(one, country))
        for country in countries
    ]
    text = blocks("Urgent numbers", lines(*told))
    return Card("urgent", "en", "ltr", text, (urgent_button(words), leave_button(words)))


def _is_called(number: UrgentNumber, country: str) -> bool:
    return number.country == country and number.how == "voice" and number.kind != "helpline"
