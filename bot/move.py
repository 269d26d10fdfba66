"""
What she did, as the bot understood it: a tap, or what a typed text means on the card she sees.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.understanding.meaning import Meaning  # it brings the fuzzy search with it

MoveKind = Literal[
    "tap", "place", "places", "distress", "safe_word", "restart", "language", "privacy", "share",
    "wish", "unknown", "old",
]  # fmt: skip

Place = tuple[str, str]
"""A country (ISO 3166) and the id of an area in it."""


@dataclass(frozen=True, slots=True)
class Move:
    """
    What she did, as the bot understood it.

    `id` is that of a button, or of what she looks for; `language` (ISO 639) the one she named or
    wrote in, `places` what she may have typed the name of: country (ISO 3166) and area; `names`
    what each is called where that is not the area's own name.
    """

    kind: MoveKind
    id: str = ""
    language: str = ""
    places: tuple[Place, ...] = ()
    names: tuple[str, ...] = ()


def typed(meaning: "Meaning", offered: Iterable[str]) -> Move:
    """Return the move that a typed text makes on a card that offers these buttons."""
    match meaning.kind:
        case "distress":
            return Move("distress", language=meaning.detail or "")
        case "safe_word":
            return Move("safe_word", language=meaning.detail or "")
        case "restart" | "privacy" | "share":
            return Move(meaning.kind)
        case "language":
            return Move("language", language=meaning.detail or "", names=meaning.names)
        case "place" | "place_candidates":
            kind: MoveKind = "place" if meaning.kind == "place" else "places"
            return Move(kind, places=meaning.places, names=meaning.names)
        case "option":
            return Move("tap", meaning.detail or "")
        case "wish":
            return Move("wish", meaning.detail or "")
        case "urgent":
            return Move("tap", "urgent")
        case _:
            return Move("tap" if meaning.kind in offered else "unknown", meaning.kind)
