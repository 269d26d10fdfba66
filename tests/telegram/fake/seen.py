"""What a test sees: messages that stand, their buttons, and what the Bot API answered."""

from dataclasses import dataclass
from typing import Any

from tests.telegram.fake.chats import Json
from tests.telegram.fake.errors import ControlError


@dataclass(frozen=True, slots=True)
class Shown:
    """A button as she sees it. `data` is its callback_data, None for one that opens `url`."""

    label: str
    data: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A message that stands in a chat. `sender` is bot, user or channel; `date` the fake's time."""

    message_id: int
    sender: str
    text: str | None
    rows: tuple[tuple[Shown, ...], ...]
    edited: bool
    date: float
    content: Json

    @property
    def buttons(self) -> tuple[Shown, ...]:
        """Return the buttons of all rows."""
        return tuple(button for row in self.rows for button in row)

    def data(self, label: str) -> str:
        """Return what a button carries. Raises ControlError when no button is called so."""
        for button in self.buttons:
            if button.label == label and button.data is not None:
                return button.data
        labels = ", ".join(repr(button.label) for button in self.buttons)
        raise ControlError(f"no button is called {label!r}; there are {labels or 'none'}")


@dataclass(frozen=True, slots=True)
class Reply:
    """What the Bot API answered: the HTTP status and the whole body."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        """Return what a call that went well brought. Raises AssertionError for one that did not."""
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def description(self) -> str:
        """Return why a call was refused, empty when it was not."""
        return str(self.body.get("description", ""))


def standing_from(message: Json) -> Standing:
    """Read a message as `views.standing` writes it."""
    rows = message.pop("buttons")
    shown = tuple(
        tuple(Shown(one["text"], one.get("callback_data"), one.get("url")) for one in row)
        for row in rows
    )
    return Standing(rows=shown, **message)
