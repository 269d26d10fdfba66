"""
Acts: what a person does, one per line, so that a conversation can be played without her.

`#option_id` taps, `/leave /back /urgent /skip /more` tap the buttons of those ids, anything else is
typed. Empty lines and lines that begin with `##` are passed over. Scripts rely on this form and on
`card_to_json`; both are kept stable.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.base import LEFT, OPENING, Handle
from bot.errors import ActError
from bot.messages import RESERVED, Button, Card, Choice, Start, Text

START_AGAIN = "/start"
"""Typed after leaving, this asks for the opening card and nothing more."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person does, as written, with the file and the line (from 1) where it stands."""

    written: str
    source: str
    line: int

    @property
    def incoming(self) -> Choice | Text:
        """What the bot gets. An id may hold spaces, slashes and colons."""
        if self.written.startswith("#"):
            return Choice(self.written[1:].strip())
        if self.written.startswith("/") and self.written[1:] in RESERVED:
            return Choice(self.written[1:])
        return Text(self.written)


def written(incoming: Choice | Text) -> str:
    """Return the line that stands for a tap or a typed message."""
    if isinstance(incoming, Text):
        return incoming.text
    return f"/{incoming.id}" if incoming.id in RESERVED else f"#{incoming.id}"


def acts_from(lines: Iterable[str], source: str) -> Iterator[Act]:
    """Yield the acts of a script as its lines come. `source` is its name, for messages."""
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if words and not words.startswith("##"):
            yield Act(words, source, number)


async def play(handle: Handle, acts: Iterable[Act], start: Start = OPENING) -> AsyncIterator[Card]:
    """
    Yield the opening card, then one card for each act.

    An act after she has left begins a new visit and still yields one card: the bot is started, and
    the act is done on the opening card. When that card does not offer the act, or the act is
    `/start`, the opening card itself is what it yields.

    Raises ActError for an act that the standing card does not offer.
    """
    card = await handle(start)
    yield card
    for act in acts:
        card = await (_again if card.step == LEFT else _next)(handle, act, card, start)
        yield card


async def _next(handle: Handle, act: Act, card: Card, _start: Start) -> Card:
    if not offers(card, act):
        raise ActError(_not_offered(card, act))
    return await handle(act.incoming)


async def _again(handle: Handle, act: Act, _left: Card, start: Start) -> Card:
    opening = await handle(start)
    if act.written.startswith(START_AGAIN) or not offers(opening, act):
        return opening
    return await handle(act.incoming)


def offers(card: Card, act: Act) -> bool:
    """Whether an act can be done on a card. Words can always be typed."""
    incoming = act.incoming
    return isinstance(incoming, Text) or card.button(incoming.id) is not None


def _not_offered(card: Card, act: Act) -> str:
    offered = ", ".join(_offer(button) for button in card.buttons) or "nothing"
    return (
        f'{act.source}:{act.line}: "{act.written}" is not offered by the card "{card.step}". '
        f"It offers: {offered}. Use one of these, or type words"
    )


def _offer(button: Button) -> str:
    return f"{written(Choice(button.id))} ({button.label})"


def card_to_json(card: Card) -> dict[str, Any]:
    """
    Return a card as scripts read it.

    Keys: step, language, direction, text, buttons ({id, label}), services (ids); and pop_up, when
    something is to be read over the card. The card after leaving has no language and no direction:
    nothing of the visit remains on it.
    """
    spoken = {} if card.step == LEFT else {"language": card.language, "direction": card.direction}
    return {
        "step": card.step,
        **spoken,
        "text": card.text,
        "buttons": [{"id": button.id, "label": button.label} for button in card.buttons],
        "services": list(card.services),
        **({"pop_up": card.pop_up} if card.pop_up else {}),
    }
