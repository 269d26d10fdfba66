"""
What an assistant knew of her before: slots in, the part of a need that they stand for out.

Whatever is outside the contract of a need is passed over, one slot at a time: a slot of another
meaning that happens to have the same name must break nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import NeedError
from bot.exchange.need_json import countries, read_need
from bot.rasa.names import LISTS
from bot.sessions.session import Told
from bot.signposting.directory import Directory
from bot.signposting.need import ORDINARY_NEEDS

YES_OR_NO = {True: "yes", False: "no"}
TRUTHS = {"yes": True, "no": False, "true": True, "false": False}
OTHERS = ("papers", "age", "who", "children", "groups", "contact", "tonight")
"""What the flows read as it is told."""

ANSWERED = "told"
"""What fills the slot of a question that has been answered elsewhere: no option's id."""


@dataclass(frozen=True, slots=True)
class Known:
    """Where she is (ISO 3166, and an area's id), and the slots of the flows that are filled."""

    country: str | None = None
    area: str | None = None
    told: Told = ()


def known(slots: Mapping[str, object], directory: Directory) -> Known:
    """Return what slots say that the contract of a need allows."""
    country = accepted("country", slots, None, directory)
    area = accepted("area", slots, country, directory) if country is not None else None
    found = {name: accepted(name, slots, country, directory) for name in OTHERS}
    spoken = accepted("languages", slots, country, directory) or (None,)
    filled = {**found, "languages": spoken[0], **_needs(slots, country, directory)}
    told = ((name, _as_slot(value)) for name, value in filled.items() if value not in (None, ()))
    return Known(country, area, tuple(told))


def _needs(
    slots: Mapping[str, object], country: str | None, directory: Directory
) -> dict[str, object]:
    needs = accepted("needs", slots, country, directory)
    in_confidence = accepted("in_confidence", slots, country, directory)
    if not needs:
        return {"in_confidence": in_confidence}
    if in_confidence is None:
        # To have named such a need is to have asked in confidence: an ordinary list hides it (S25).
        in_confidence = not ORDINARY_NEEDS.issuperset(needs)
    return {"needs": needs, "what_about": ANSWERED, "in_confidence": in_confidence}


def accepted(
    key: str, slots: Mapping[str, object], country: str | None, directory: Directory
) -> Any:
    """Return what a slot says in the terms of a need, None where that is nothing allowed."""
    value = _in_the_form_of_a_need(key, slots.get(key))
    if value is None:
        return None
    somewhere = country or next(iter(countries(directory)))
    try:
        need = read_need(json.dumps({"country": somewhere, key: value}), directory)
    except (NeedError, TypeError, ValueError):
        return None
    return getattr(need, key)


def _in_the_form_of_a_need(key: str, value: object) -> object:
    if key in LISTS or key == "languages":
        return [value] if isinstance(value, str) else value
    if key in {"tonight", "in_confidence"} and isinstance(value, str):
        return TRUTHS.get(value.casefold())
    return value


def _as_slot(value: Any) -> str | tuple[str, ...]:
    if isinstance(value, bool):
        return YES_OR_NO[value]
    return tuple(value) if isinstance(value, list | tuple) else str(value)
