"""
The days of review that a record names as plain values, before anybody has judged them.
"""

from collections.abc import Iterator
from typing import Any

from bot.exchange.plain import Plain
from bot.signposting.service import Service


def with_known_reviews(plain: Plain, old: Service | None) -> Plain:
    """
    Return the values of a line, where a partner without a day of review keeps the one known.

    Files of before there was such a day are still about, and their silence must not erase one.
    """
    known = (
        {one.id: one.reviewed.isoformat() for one in old.partners if one.reviewed} if old else {}
    )
    if not known or not isinstance(plain.get("partners"), list):
        return plain
    return plain | {"partners": [_with_known_review(one, known) for one in plain["partners"]]}


def _with_known_review(partner: Any, known: dict[str, str]) -> Any:  # whatever stands in a file
    if not isinstance(partner, dict) or partner.get("reviewed"):
        return partner
    day = known.get(str(partner.get("id")))
    return partner | {"reviewed": day} if day is not None else partner


def reviews_in(plain: Plain) -> Iterator[tuple[int, str, str]]:
    """Yield the days of review that a line itself names: position, partner, day."""
    partners = plain.get("partners")
    for at, one in enumerate(partners if isinstance(partners, list) else []):
        if isinstance(one, dict) and isinstance(day := one.get("reviewed"), str):
            yield at, str(one.get("id")), day
