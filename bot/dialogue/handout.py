"""
What is printed on one page for a group, as values, and how it is read from dialogues/handouts.yaml.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.errors import ContentError, FlowError
from bot.yaml_file import Document, read_yaml

HandoutId = Literal["checklist", "agreement"]

FILE = "handouts.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, what it says (empty for nothing), empty lines to write on."""

    name: str
    text: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Handout:
    """One page: its title, what to do with it, its rows."""

    id: str
    title: str
    about: str
    rows: tuple[Row, ...]


def read_handouts(folder: Path) -> Mapping[str, Handout]:
    """Return every handout of a folder. Raises FlowError with file, line and remedy."""
    try:
        return dict(_handouts(read_yaml(folder / FILE)))
    except ContentError as error:
        raise FlowError(str(error)) from None


def _handouts(document: Document) -> Iterator[tuple[str, Handout]]:
    try:
        for id_, raw in document.value["handouts"].items():
            rows = tuple(map(_row, raw["rows"]))
            yield id_, Handout(id_, raw["title"].strip(), raw["about"].strip(), rows)
    except (AttributeError, KeyError, TypeError) as error:
        raise FlowError(
            f"{document.place()}: a handout has another shape than it should ({error}). "
            "Run: python -m bot check dialogues"
        ) from None


def _row(raw: dict[str, Any]) -> Row:
    return Row(raw["name"].strip(), raw.get("text", "").strip(), raw.get("lines", 0))
