"""A bot on the real content, with a fixed clock and no database: what the tests here talk with."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.app.world import open_world
from bot.exchange.service_files import read_directory_files
from bot.messages import Card, Choice, Incoming, Start, Text
from bot.sessions.session import Session
from bot.settings import read_settings
from bot.signposting.directory import Directory
from bot.turn import take_turn
from bot.world import World

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""A Friday noon."""


@cache
def world() -> World:
    return open_world(read_settings({"FINGERPOST_CONTENT_DIR": str(ROOT)}))


@cache
def directory() -> Directory:
    files = read_directory_files(ROOT / "services_data")
    return Directory(1, files.services, files.areas)


@dataclass(frozen=True)
class Visit:
    """One moment of a visit. Every act returns the next moment, so that a walk can branch."""

    card: Card
    session: Session | None
    at: datetime = NOW
    among: Directory | None = None
    over: World | None = None

    def send(self, incoming: Incoming) -> "Visit":
        known = self.among or directory()
        turn = take_turn(self.session, incoming, self.over or world(), known, self.at)
        return replace(self, card=turn.card, session=turn.session)

    def tap(self, *ids: str) -> "Visit":
        visit = self
        for id_ in ids:
            assert visit.card.button(id_), f"{id_!r} is not on the card {visit.card}"
            visit = visit.send(Choice(id_))
        return visit

    def type(self, text: str) -> "Visit":
        return self.send(Text(text))

    def later(self, at: datetime) -> "Visit":
        return replace(self, at=at)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(button.id for button in self.card.buttons)


def visit(
    language: str | None = "en", among: Directory | None = None, over: World | None = None
) -> Visit:
    nobody = Visit(Card("none", "en", "ltr", ""), None, among=among, over=over)
    return nobody.send(Start(language))


def choosing(language: str) -> Visit:
    """Begin with a client whose language is not known, and choose this one, on whatever sheet."""
    moment = visit(None)
    while language not in moment.ids:
        moment = moment.tap("more")
    return moment.tap(language)
