"""
Small helpers for the text of a card: lines, blocks, lengths.
"""

from collections.abc import Iterable

LISTING_LENGTH = 900
"""The most characters that a sheet of a listing may have (S84)."""

SERVICE_LENGTH = 1200
"""The most characters that the card of one service may have (S84)."""

NAME_LENGTH = 70
"""The most characters of a service's name in a listing; its card shows the whole name."""


def lines(*parts: str | None) -> str:
    """Join lines, leaving out what is missing."""
    return "\n".join([part for part in parts if part])


def blocks(*parts: str | None) -> str:
    """Join paragraphs with an empty line between them, leaving out what is missing."""
    return "\n\n".join([part for part in parts if part])


def bullets(items: Iterable[str]) -> str:
    """Return one line with a bullet for each item."""
    return "\n".join(f"• {item}" for item in items)


def shortened(name: str, longest: int = NAME_LENGTH) -> str:
    """Return a name cut at a word when it is too long for a listing."""
    if len(name) <= longest:
        return name
    return name[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,–-:;(") + "…"
