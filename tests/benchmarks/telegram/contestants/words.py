"""What every peer shows: a text of a card's length that changes each time, and six buttons."""

from collections.abc import Iterator
from itertools import count

LABELS = tuple(f"Something to choose {number}" for number in range(1, 7))
LINE = "A line of a card, about as long as those that a listing has. "


def texts() -> Iterator[str]:
    """Yield texts without end, no two alike."""
    return (f"Card {number}\n\n{LINE * 4}" for number in count())
