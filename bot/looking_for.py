"""
What her answers amount to as a need, and what a question can offer.

The one place besides turn.py where answers, the dialogue's slots and signposting meet: slots go in,
a `Need` comes out. It decides nothing: a slot that holds a word of the contract is handed on.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.dialogue.condition import Slot, Slots
from bot.dialogue.flow import Question
from bot.signposting.directory import Directory
from bot.signposting.need import Need

IN_ONE_WORD = ("papers", "age", "who", "children", "stage")
"""The slots that hold one word of the contract of a need, under the name it has there."""

KURDISH = {"ku_unspecified": ("kmr", "ckb")}
"""A page that says only "Kurdish" may mean either: both are offered, and the card says "ask"."""


def need_from(slots: Slots, language: str, at: datetime) -> Need | None:
    """Return the need that the slots describe, or None while no country is known."""
    country = _text(slots, "country")
    return None if country is None else need_in(country, slots, language, at)


def need_in(country: str, slots: Slots, language: str, at: datetime) -> Need:
    """Return the need that the slots describe, as if it were in this country (ISO 3166)."""
    said: dict[str, Any] = {name: _text(slots, name) for name in IN_ONE_WORD}
    return Need(
        country=country,
        area=_text(slots, "place") or _text(slots, "region"),
        needs=_needs(slots),
        languages=_languages(slots, language),
        groups=_groups(slots),
        contact=_list(slots, "contact"),
        tonight=_yes_or_no(slots, "tonight"),
        in_confidence=_yes_or_no(slots, "in_confidence"),
        at=at,
        **said,
    )


def _languages(slots: Slots, language: str) -> tuple[str, ...]:
    """Her languages, best first. A helper's own says nothing about the one she is with."""
    chosen = _text(slots, "languages")
    if _text(slots, "role") is not None:
        return () if chosen is None else (chosen,)
    return _distinct((chosen, language))


def _text(slots: Slots, name: str) -> str | None:
    value = slots.get(name)
    return value if isinstance(value, str) else None


def _list(slots: Slots, name: str) -> Any:
    value: Slot = slots.get(name)
    return value if isinstance(value, tuple) else ()


def _yes_or_no(slots: Slots, name: str) -> bool | None:
    value = _text(slots, name)
    return None if value is None else value == "yes"


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _needs(slots: Slots) -> tuple[str, ...]:
    needs = _list(slots, "needs")
    if _text(slots, "tonight") != "yes":
        return tuple(needs)
    # A bed tonight is looked for besides whatever else was: in confidence among refuges too.
    bed = "refuge_shelter" if _text(slots, "in_confidence") == "yes" else "housing_homelessness"
    return _distinct((*needs, bed))


def _groups(slots: Slots) -> Any:
    deaf = ("deaf",) if _text(slots, "deaf") == "yes" else ()
    return _distinct((*_list(slots, "groups"), *deaf))


def choices(
    directory: Directory, languages: tuple[str, ...], countries: tuple[str, ...]
) -> Callable[[Question, Slots], tuple[str, ...]]:
    """
    Return what tells a replay the options of questions whose options no file can hold.

    `countries` (ISO 3166) are those with urgent numbers: they need no directory.
    """

    def offered(question: Question, slots: Slots) -> tuple[str, ...]:
        """Return the options of a question that only names where they come from."""
        match question.options_from:
            case "languages":
                return languages
            case "countries":
                return countries
            case "regions":
                return _regions(directory, slots)
            case "places":
                return _places(directory, slots)
            case _:
                return spoken_languages(directory, languages)

    return offered


def _regions(directory: Directory, slots: Slots) -> tuple[str, ...]:
    country = _text(slots, "country")
    if country is None or not directory.area_list:
        return ()
    return tuple(area.id for area in directory.areas.choices(country))


def _places(directory: Directory, slots: Slots) -> tuple[str, ...]:
    country, region = _text(slots, "country"), _text(slots, "region")
    area = directory.areas.get(country, region) if country and region else None
    return () if area is None else tuple([part.id for part in directory.areas.within(area)])


def spoken_languages(directory: Directory, first: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages that someone speaks anywhere in the directory, the bot's own first."""
    codes = (code for listed in directory.spoken_codes for code in KURDISH.get(listed, (listed,)))
    return _distinct((*first, *codes))
