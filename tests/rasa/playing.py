"""
Play a journey through an assistant in step with our own runtime, and say where the two differ.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.channels.acts import Act, play
from bot.channels.base import LEFT
from bot.conversation import Conversation
from bot.messages import GLANCE, Card, Choice, Incoming, Start

Say = Callable[[str], Awaitable[dict[str, Any]]]
"""Sends a message and returns the card that answers it: `text` and `buttons`."""


@dataclass
class Played:
    """What was compared: cards, what differs, acts that no card has a button for in Rasa."""

    cards: int = 0
    differences: list[str] = field(default_factory=list)
    passed_over: int = 0
    conversations: int = 1

    def add(self, other: "Played", named: str) -> None:
        """Count another conversation in; the first that is added is the first."""
        self.conversations += 1 if self.cards else 0
        self.cards += other.cards
        self.passed_over += other.passed_over
        self.differences += [f"{named}: {one}" for one in other.differences]


def expected(card: Card) -> tuple[str, tuple[str, ...]]:
    """Return the text and the choices that a card has in Rasa."""
    return card.text, tuple(one.label for one in card.buttons)


def seen(answer: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return the text and the choices that an answer shows."""
    return answer.get("text") or "", tuple(one["title"] for one in answer.get("buttons") or ())


class InStep:
    """One conversation held twice: by our own runtime and by an assistant."""

    def __init__(self, conversation: Conversation, say: Say, opening: str) -> None:
        self._conversation, self._say, self._opening = conversation, say, opening
        self._card = Card(LEFT, "", "ltr", "")
        self._answer: dict[str, Any] = {}
        self.played = Played()

    async def __call__(self, incoming: Incoming) -> Card:
        """Do one thing on both sides and compare what stands then."""
        payload = self._payload(incoming)
        card = await self._conversation(incoming)
        self._card, self._answer = card, await self._say(payload)
        self.played.cards += 1
        if seen(self._answer) != expected(card):
            self.played.differences.append(
                f"{incoming}: {expected(card)!r} is {seen(self._answer)!r}"
            )
        return card

    def _payload(self, incoming: Incoming) -> str:
        match incoming:
            case Start():
                return self._opening
            case Choice(id_):
                return self._button(id_)
            case _:
                return incoming.text

    def _button(self, id_: str) -> str:
        at = [button.id for button in self._card.buttons].index(id_)
        buttons = self._answer.get("buttons") or []
        return str(buttons[at]["payload"]) if at < len(buttons) else f"no button {at}"


def opening_in(language: str | None) -> str:
    """Return what opens a visit in a language."""
    return "/find_help" if language is None else f'/find_help{{"language": "{language}"}}'


async def in_step(
    conversation: Conversation, say: Say, acts: Iterable[Act], language: str
) -> Played:
    """Do these acts on both sides, in a language, and return what was seen."""
    handle = InStep(conversation, say, opening_in(language))
    asked = list(acts)
    # A tap on what no card has where messages stay: the pop-up of numbers.
    done = [act for act in asked if act.incoming != Choice(GLANCE)]
    handle.played.passed_over = len(asked) - len(done)
    cards = [card async for card in play(handle, done, Start(language))]
    assert len(cards) > 1
    return handle.played
