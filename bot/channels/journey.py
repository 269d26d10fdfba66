"""
Journeys: conversations written down as a person saw them, to be read aloud and played again.

A journey holds only what was chosen or typed and what was then to be seen, never what the bot
keeps inside. `Recorder` writes one while a conversation goes on; `read_acts` reads the acts of one,
or of a plain script.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.channels.acts import START_AGAIN, Act, acts_from, written
from bot.channels.base import LEFT, Handle
from bot.errors import ContentError, SettingError
from bot.messages import Card, Incoming, Start
from bot.yaml_file import Document, read_yaml, write_yaml

RECORDING_WARNING = (
    "Recording: everything that is typed and everything that is shown is written to {path}, "
    "and leaving does not erase it. Only for trying the bot out, never for a person's own visit."
)
"""What `chat --record FILE` says before the first card; `{path}` is the file."""


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What a card shows a person. `buttons` are pairs of id and label, `services` ids.

    `pop_up` is what is to be read over the card, empty for nothing.
    """

    step: str
    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    services: tuple[str, ...] = ()
    pop_up: str = ""

    @classmethod
    def on(cls, card: Card) -> "Seen":
        """Return what is to be seen on a card."""
        buttons = tuple((button.id, button.label) for button in card.buttons)
        return cls(card.step, card.text, buttons, card.services, card.pop_up)

    def as_written(self) -> dict[str, Any]:
        """Return this as it stands in a file."""
        return {
            "step": self.step,
            "text": self.text,
            "buttons": [{id_: label} for id_, label in self.buttons],
            "services": list(self.services),
            **({"pop_up": self.pop_up} if self.pop_up else {}),
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """One act of a journey, and what was to be seen after it (None: the file does not say)."""

    act: Act
    sees: Seen | None


@dataclass(frozen=True, slots=True)
class Journey:
    """
    A whole conversation.

    `language` is the one it began in (ISO 639) or None; `at` the time it was in it, which decides
    what is open.
    """

    title: str
    language: str | None
    at: datetime | None
    opening: Seen | None
    passages: tuple[Passage, ...]

    @property
    def acts(self) -> list[Act]:
        """What the person does, in order."""
        return [passage.act for passage in self.passages]

    @property
    def start(self) -> Start:
        """How the visit begins."""
        return Start(self.language)

    def seen(self) -> tuple[Seen | None, ...]:
        """Return what was to be seen: on the opening card, then after each act."""
        return (self.opening, *(passage.sees for passage in self.passages))


def is_journey(path: Path, content: str) -> bool:
    """Whether a file is a journey rather than a script: by its name, or by its `acts:` line."""
    if path.suffix in {".yaml", ".yml"}:
        return True
    return re.search(r"^acts:\s*$", content, re.MULTILINE) is not None


def read_acts(path: Path) -> list[Act]:
    """
    Return the acts of a script or of a journey.

    Raises ContentError with file, line and remedy when it cannot be read.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            f"{path}:1: this script cannot be read ({error}). Name a text file in UTF-8"
        ) from None
    if is_journey(path, content):
        return read_journey(path).acts
    return list(acts_from(content.split("\n"), str(path)))


def read_journey(path: Path) -> Journey:
    """
    Read a journey.

    Raises ContentError with file, line and remedy when it is not one.
    """
    document = read_yaml(path)
    if not isinstance(document.value, dict) or not isinstance(document.value.get("acts"), list):
        raise ContentError(f"{path}:1: a journey needs `acts:`, a list of `do:`. Record it again")
    value: dict[str, Any] = document.value
    return Journey(
        title=str(value.get("title", path.stem)),
        language=value.get("language"),
        at=_moment(document),
        opening=_seen(document, value.get("opening"), "opening"),
        passages=tuple(_passages(document, value["acts"])),
    )


def _moment(document: Document) -> datetime | None:
    written = document.value.get("at")
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written)
    except (TypeError, ValueError):
        place = document.place("at")
        raise ContentError(
            f"{place}: {written!r} is no time. Write it like 2026-11-20T12:00+00:00"
        ) from None


def beginning(path: Path) -> tuple[str | None, str | None]:
    """Return the language and the time that a script begins with: those of a journey, or none."""
    if path.suffix not in {".yaml", ".yml"}:
        return None, None
    journey = read_journey(path)
    return journey.language, journey.at.isoformat() if journey.at is not None else None


def _passages(document: Document, acts: list[Any]) -> Iterator[Passage]:
    for at, value in enumerate(acts):
        if not isinstance(value, dict) or not isinstance(value.get("do"), str):
            place = document.place("acts", at)
            raise ContentError(f'{place}: an act needs `do:`, in quotes, such as `do: "#find"`')
        act = Act(value["do"].strip(), str(document.path), document.line("acts", at, "do"))
        yield Passage(act, _seen(document, value.get("sees"), "acts", at, "sees"))


def _seen(document: Document, value: object, *where: str | int) -> Seen | None:
    if value is None:
        return None
    if not isinstance(value, dict) or "step" not in value:
        raise ContentError(f"{document.place(*where)}: what is seen needs at least `step:`")
    buttons = tuple(_buttons(document, value.get("buttons") or (), *where, "buttons"))
    text, services = value.get("text") or "", value.get("services") or ()
    pop_up = str(value.get("pop_up") or "")
    return Seen(str(value["step"]), str(text), buttons, tuple(services), pop_up)


def _buttons(
    document: Document, buttons: Iterable[object], *where: str | int
) -> Iterator[tuple[str, str]]:
    for at, button in enumerate(buttons):
        if not isinstance(button, dict) or len(button) != 1:
            raise ContentError(f"{document.place(*where, at)}: a button reads `- id: label`")
        yield from ((id_, str(label)) for id_, label in button.items())


@dataclass(slots=True)
class Recorder:
    """
    A Handle around another one that writes down what passes through it.

    The file is written each time she leaves, and by `write` at any time. Raises SettingError at
    once when the file cannot be written, rather than after the conversation.
    """

    handle: Handle
    path: Path
    title: str
    at: datetime
    _written: dict[str, Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self.path.open("ab").close()
        except OSError as error:
            raise SettingError(
                f"{self.path}: a recording cannot be written there ({error.strerror}). "
                "Name a file in a folder that exists and that you may write to"
            ) from None

    async def __call__(self, incoming: Incoming) -> Card:
        """Answer as the handle within does, and remember what was done and seen."""
        card = await self.handle(incoming)
        if isinstance(incoming, Start) and not self._written:
            self._begin(incoming, card)
        else:
            self._add(incoming, card)
        if card.step == LEFT:
            self.write()
        return card

    def write(self) -> None:
        """Write what has been recorded so far."""
        write_yaml(self.path, self._written)

    def _begin(self, start: Start, card: Card) -> None:
        language = {"language": start.language} if start.language else {}
        seen = Seen.on(card).as_written()
        at = {"at": self.at.isoformat(timespec="minutes")}
        self._written = {"title": self.title, **language, **at, "opening": seen, "acts": []}

    def _add(self, incoming: Incoming, card: Card) -> None:
        done = START_AGAIN if isinstance(incoming, Start) else written(incoming)
        self._written.setdefault("title", self.title)
        acts = self._written.setdefault("acts", [])
        acts.append({"do": done, "sees": Seen.on(card).as_written()})
