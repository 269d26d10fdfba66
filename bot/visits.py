"""
Many visits at once: what a channel that many people use is handed.

A visit is found by a key that says nothing about who is talking (S41), lives in the session store
while it lasts, and is dropped by leaving or by silence.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.counting import TakeCount, count_missed, uncounted
from bot.errors import StoreError
from bot.field_reports import TakeReport, hand_on, unheard
from bot.i18n.negotiate import negotiate
from bot.i18n.words import SOURCE
from bot.messages import Answered, Card, Incoming, Start
from bot.presentation.invitation import invitation_label, invitation_text
from bot.presentation.leaving import ordinary_message
from bot.presentation.urgent_card import last_resort
from bot.sessions.keys import SessionKey
from bot.sessions.store import SessionStore
from bot.signposting.directory import EMPTY, Directory, ServiceDirectory
from bot.turn import LEAVE, take_turn
from bot.world import World

FORGET_EVERY = 5.0
"""Seconds between two looks for visits that silence has ended."""


class Visits:
    """Answers messages of any visit. One message of a visit at a time; the channel sees to that."""

    def __init__(
        self,
        world: World,
        directory: ServiceDirectory,
        sessions: SessionStore,
        clock: Callable[[], datetime],
        take_report: TakeReport = unheard,
        take_count: TakeCount = uncounted,
    ) -> None:
        self._world, self._directory = world, directory
        self._take_report, self._take_count = take_report, take_count
        self._sessions, self._clock = sessions, clock

    async def __call__(self, key: SessionKey, incoming: Incoming) -> Answered:
        """Answer one message of a visit. Raises StoreError when the session store is down."""
        now = self._clock()
        if isinstance(incoming, Start):
            incoming = Start(negotiate(incoming.language, self._world.catalogues.offered))
        if incoming == LEAVE:
            # First of all, and without asking what there was (S21).
            await self._sessions.drop(key)
            return Answered(take_turn(None, LEAVE, self._world, EMPTY, now).card, now)
        session = await self._sessions.get(key)
        directory = await self._known()
        turn = take_turn(session, incoming, self._world, directory, now)
        turn = count_missed(session, turn, self._world, directory, now, self._take_count)
        if turn.session is None:
            await self._sessions.drop(key)
            return Answered(turn.card, now)
        await self._sessions.put(key, turn.session)
        hand_on(turn, self._take_report)
        # What stays is written down by its language alone: the ledger must not need her answers.
        ordinary = turn.card.language if turn.session.ordinary else ""
        return Answered(turn.card, turn.session.deadline, ordinary, turn.anew)

    async def _known(self) -> Directory:
        # Without its directory the bot still leaves, and still shows urgent numbers (S21, S64).
        try:
            return await self._directory.current()
        except StoreError:
            return EMPTY

    def fallback(self) -> Card:
        """Return the card for a failure: urgent numbers, without any of the bot's machinery."""
        return last_resort(self._world.urgent)

    def invitation(self, language: str | None) -> tuple[str, str]:
        """Return what is said in a group, and what stands on the button beneath it (S28)."""
        offered = self._world.catalogues.offered
        words = self._world.catalogues.words(negotiate(language, offered) or SOURCE)
        return invitation_text(words), invitation_label(words)

    def ordinary_message(self, language: str) -> str:
        """Return what stays in place of a card, in the language that `Answered` named (S21)."""
        offered = self._world.catalogues.offered
        words = self._world.catalogues.words(language if language in offered else SOURCE)
        return ordinary_message(words)

    async def forget(self) -> None:
        """Drop every visit that silence has ended (S22)."""
        over = [key async for key in self._sessions.expired(self._clock())]
        for key in over:
            await self._sessions.drop(key)

    async def keep_forgetting(self) -> None:
        """Do so every few seconds, until cancelled."""
        while True:
            # A store that is down forgets by itself, or is asked again in a moment.
            with suppress(StoreError):
                await self.forget()
            await asyncio.sleep(FORGET_EVERY)
