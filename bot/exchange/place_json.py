"""
What the `place` verb prints: what was typed, and the area that is meant or the few that may be.

Areas are named as the `match` verb takes them: by their id in areas.yaml. One of another country
than was asked for, or any when none was asked for, has the code of its country and a colon before.
"""

import json
from collections.abc import Iterable
from typing import Any

PlaceKey = tuple[str, str]
"""Country (ISO 3166) and the id of the area in it."""


def place_to_json(
    typed: str, resolved: PlaceKey | None, candidates: Iterable[PlaceKey], country: str | None
) -> dict[str, Any]:
    """Return the plain values of one line's answer, ready for `json.dumps`."""
    return {
        "typed": typed,
        "resolved": None if resolved is None else _area(resolved, country),
        "candidates": [_area(key, country) for key in candidates],
    }


def print_place(answer: dict[str, Any], *, as_json: bool) -> None:
    """Print an answer: as one JSON object, or in words for a person."""
    if as_json:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        return
    meant = answer["resolved"] or " / ".join(f"{one}?" for one in answer["candidates"])
    print(f"{answer['typed']}: {meant or 'no place that we know'}", flush=True)


def _area(key: PlaceKey, country: str | None) -> str:
    return key[1] if key[0] == country else ":".join(key)
