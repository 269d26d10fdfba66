"""
One person talking with the bot: what the terminal is handed.
"""

from collections.abc import Callable
from datetime import datetime

from bot.errors import SettingError, StoreError
from bot.field_reports import TakeReport, hand_on, unheard
from bot.messages import Card, Incoming
from bot.presentation.urgent_card import last_resort
from bot.sessions.session import Session
from bot.signposting.directory import EMPTY, Directory, ServiceDirectory
from bot.turn import take_turn
from bot.world import World


class Conversation:
    """
    One person talking with the bot: what a channel is handed.

    Holds the visit between two messages and nothing else. When a turn fails, what she sees is the
    urgent numbers, never an error (S11), and the visit goes on from where it stood.
    """

    def __init__(
        self,
        world: World,
        directory: ServiceDirectory,
        clock: Callable[[], datetime],
        take_report: TakeReport = unheard,
    ) -> None:
        self._world, self._directory, self._clock = world, directory, clock
        self._take_report = take_report
        self._session: Session | None = None

    async def __call__(self, incoming: Incoming) -> Card:
        """Answer one message with the card that now stands."""
        directory = await self._known()
        try:
            turn = take_turn(self._session, incoming, self._world, directory, self._clock())
        except Exception:
            # Whatever broke: she sees numbers, and nothing of it is kept or logged (S11, S43).
            return self.fallback()
        self._session = turn.session
        hand_on(turn, self._take_report)
        return turn.card

    def speaks(self, language: str | None) -> None:
        """Do nothing for an offered language, or none; raise SettingError for any other."""
        offered = self._world.catalogues.offered
        if language is not None and language not in offered:
            raise SettingError(f"language {language!r} is not offered: use {', '.join(offered)}")

    def now(self) -> datetime:
        """Return the time it is in this conversation."""
        return self._clock()

    async def _known(self) -> Directory:
        # Without its directory the bot still leaves, and still shows urgent numbers (S21, S64).
        try:
            return await self._directory.current()
        except StoreError:
            return EMPTY

    def silence_left(self) -> float:
        """Return how many seconds may pass before silence is leaving (S22)."""
        if self._session is None:
            return self._world.silence.total_seconds()
        return max(0.0, (self._session.deadline - self._clock()).total_seconds())

    def fallback(self) -> Card:
        """Return the card for a failure: urgent numbers, without any of the bot's machinery."""
        return last_resort(self._world.urgent)
