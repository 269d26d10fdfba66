"""
Where a message that came through Rasa is answered: the same turn as on every other channel.

Rasa keeps the visit, sealed, and brings it along with each message; nothing of it stays here.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answering import with_place
from bot.answers import SKIPPED
from bot.counting import TakeCount, count_missed, uncounted
from bot.errors import StoreError
from bot.field_reports import TakeReport, hand_on, unheard
from bot.messages import Card, Choice, Incoming, Start, Text
from bot.presentation.urgent_card import last_resort
from bot.rasa.names import FIND
from bot.rasa.payloads import Heard, Named, Press, Typed
from bot.rasa.told import Known, known
from bot.scenes import drawn, where
from bot.sessions.session import Session
from bot.sessions.visit_seal import Carried
from bot.signposting.directory import EMPTY, Directory, ServiceDirectory
from bot.turn import LEAVE, Turn, take_turn
from bot.world import World

OLD = Choice("")
"""A choice that no card offers: the answer is the card that stands."""

MOST_SKIPPED = 50
"""More questions than stand before any listing."""

Slots = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a turn needs besides the message: the directory, the time (UTC), what slots say."""

    directory: Directory
    now: datetime
    language: str | None
    slots: Slots

    @property
    def known(self) -> Known:
        """What the slots say of her."""
        return known(self.slots, self.directory)


class Desk:
    """
    Answers messages of any visit.

    Each way of answering returns the card, and the visit it stands in: None once she has left.
    """

    def __init__(
        self,
        world: World,
        directory: ServiceDirectory,
        clock: Callable[[], datetime],
        take_report: TakeReport = unheard,
        take_count: TakeCount = uncounted,
    ) -> None:
        # Rasa deletes nothing from a chat: what the cards say of leaving has to be true there.
        self._world = world.where_messages_stay()
        self._directory, self._clock = directory, clock
        self._take_report, self._take_count = take_report, take_count

    def is_open(self, carried: Carried | None) -> bool:
        """Whether this visit is there and silence has not ended it (S22)."""
        return carried is not None and not carried.session.is_over(self._clock())

    async def answer(self, carried: Carried | None, heard: Heard, slots: Slots) -> Turn:
        """Answer what was tapped, typed or asked for."""
        if heard == Named("signpost"):
            return await self.signpost(carried, slots)
        moment = await self._moment(slots)
        if heard == Named("leave"):
            return self._taken(carried.session if carried else None, LEAVE, moment)
        if carried is None or not self.is_open(carried) or _begins(heard):
            return self._anew(heard, moment)
        return self._taken(carried.session, _incoming(heard, carried), moment)

    async def urgent(self, carried: Carried | None, slots: Slots) -> Turn:
        """Show the urgent numbers: of her country where it is known, or ask for it."""
        turn = await self.answer(carried, Named("urgent"), slots)
        moment = await self._moment(slots)
        country = moment.known.country
        if turn.card.step != "urgent" and country is not None and turn.card.button(country):
            return self._taken(turn.session, Choice(country), moment)
        return turn

    async def began_with(self, button: str, slots: Slots) -> Turn:
        """Answer as if this button had been tapped on the first card of a visit."""
        return await self.answer(None, Named(button), slots)

    async def signpost(self, carried: Carried | None, slots: Slots) -> Turn:
        """Show the listing for what the slots say, without asking anything."""
        moment = await self._moment(slots)
        language = carried.session.answers.last("language") if carried else None
        if moment.language is None and language is not None:
            moment = replace(moment, language=language)
        session = self._begun(moment).session
        return self._drawn(self._at_the_listing(session, moment), moment)

    def fallback(self) -> Card:
        """Return the card for a failure: urgent numbers, without any of the bot's machinery."""
        return last_resort(self._world.urgent)

    async def _moment(self, slots: Slots) -> Moment:
        try:
            directory = await self._directory.current()
        except StoreError:
            # Without its directory the bot still leaves, and still shows urgent numbers (S21, S64).
            directory = EMPTY
        spoken = slots.get("language")
        language = spoken if isinstance(spoken, str) else None
        if language not in self._world.catalogues.offered:
            language = None
        return Moment(directory, self._clock(), language, slots)

    def _anew(self, heard: Heard, moment: Moment) -> Turn:
        """Begin a visit; what was asked for is then done on its first card, if that offers it."""
        begun = self._begun(moment)
        match heard:
            case Typed(text) if text:
                return self._taken(begun.session, Text(text), moment)
            case Named(what) if what != FIND and begun.card.button(what) is not None:
                return self._taken(begun.session, Choice(what), moment)
            case _:
                return begun

    def _begun(self, moment: Moment) -> Turn:
        turn = self._taken(None, Start(moment.language), moment)
        found = moment.known
        if found == Known() or turn.session is None:
            return turn
        return self._drawn(self._knowing(turn.session, found, moment.directory), moment)

    def _knowing(self, session: Session, found: Known, directory: Directory) -> Session:
        """Return a visit in which what is known need not be asked."""
        session = replace(session, told=found.told)
        if found.country is None or not directory.area_list:
            return session
        here = (found.country, found.area or directory.areas.country(found.country).id)
        return with_place(session, where(session, self._world, directory), directory.areas, here)

    def _at_the_listing(self, session: Session | None, moment: Moment) -> Session:
        """Return a visit in which every question before the listing has been passed over."""
        session = session or Session(self._world.dialogue.version, moment.now)
        for _ in range(MOST_SKIPPED):
            outcome = where(session, self._world, moment.directory)
            question = outcome.question
            if outcome.action is not None or question is None:
                break
            passed = SKIPPED if question.skip else outcome.offered[0]
            session = session.answering(session.answers.adding(question.slot, passed))
        return session

    def _taken(self, session: Session | None, incoming: Incoming, moment: Moment) -> Turn:
        turn = take_turn(session, incoming, self._world, moment.directory, moment.now)
        hand_on(turn, self._take_report)
        return self._counted(session, turn, moment)

    def _drawn(self, session: Session, moment: Moment) -> Turn:
        turn = Turn(*drawn(session, self._world, moment.directory, moment.now))
        return self._counted(session, turn, moment)

    def _counted(self, before: Session | None, turn: Turn, moment: Moment) -> Turn:
        known, now = moment.directory, moment.now
        return count_missed(before, turn, self._world, known, now, self._take_count)


def _begins(heard: Heard) -> bool:
    """Whether this begins a visit anew: a button of no card, such as one of an assistant's menu."""
    return isinstance(heard, Named) and heard.what != "urgent"


def _incoming(heard: Heard, carried: Carried) -> Incoming:
    """Return what was done on the card that stands; of another card, nothing that it offers."""
    match heard:
        case Press(code, at):
            offered = carried.session.offered
            return Choice(offered[at]) if code == carried.code and at < len(offered) else OLD
        case Named(what):
            return Choice(what)
        case Typed(text):
            return Text(text)


def new_code() -> str:
    """Return a code for a card: another for each, so that a button of an old one is known."""
    return secrets.token_hex(4)
