"""
Run the channel: fetch or be called, answer, erase, until told to stop, and then lose nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from telegram import Update

from bot.channels.telegram.connect import Line, connected
from bot.channels.telegram.group import Groups, Invitation
from bot.channels.telegram.means import Answer, Clock, Means
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.queues import Queues
from bot.channels.telegram.reply import Reply
from bot.channels.telegram.request import CallError
from bot.channels.telegram.sending import newest_in
from bot.channels.telegram.silence import Silence
from bot.channels.telegram.taps import tap_in
from bot.channels.telegram.updates import Blocked, Prompt, Tapped, prompt_from
from bot.channels.telegram.visit import Desk
from bot.channels.telegram.way_back import WaysBack
from bot.channels.telegram.webhook_address import Door
from bot.messages import Card
from bot.privacy.events import Event
from bot.privacy.faults import fault_of
from bot.sessions.erasure import Ledger
from bot.sessions.keys import new_secret

ACKNOWLEDGED_WITHIN = 0.5
"""Seconds after which a tap is acknowledged although its answer is not ready to go."""

STOP_SECONDS = 15.0
"""How long what has begun may take to end after the bot was told to stop."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """
    What `bot.app` hands over.

    `forgetting` drops visits that are over, for ever; `say` writes an event to the log;
    `look_every` is how many seconds pass between two looks at what is due. `door` is where Telegram
    posts updates to; without one they are fetched.
    """

    token: str = field(repr=False)
    api_url: str = field(repr=False)
    ledger: Ledger
    answer: Answer
    forgetting: Callable[[], Coroutine[Any, Any, None]]
    fallback: Callable[[], Card]
    invitation: Invitation
    ordinary_message: Callable[[str], str]
    clock: Clock
    silence: timedelta
    say: Callable[[Event], None]
    patience: Patience
    look_every: float = 2.0
    door: Door | None = None


class Intake(Protocol):
    """The way in which updates come: `Polling` or `Webhook`."""

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until told to stop. Raises SettingError when there is no use in it."""
        ...

    async def confirm(self) -> None:
        """Tell Telegram what has been answered, when everything is."""
        ...


async def serve(wiring: Wiring, stop: asyncio.Event) -> None:
    """Answer until `stop` is set. Raises SettingError when there is no use in trying."""
    async with connected(wiring.token, wiring.api_url, wiring.patience) as line:
        office = Office(wiring, line)
        intake = _intake(wiring, line, office)
        work = (office.silence.watch(), wiring.ledger.keep_synced(), wiring.forgetting())
        async with _running(*work) as tasks:
            await _until(intake.run(stop), tasks)
            # Who is called has waited already: nobody is answered before the answer is there.
            await office.queues.drained(STOP_SECONDS if wiring.door is None else 0)
            await intake.confirm()


def _intake(wiring: Wiring, line: Line, office: "Office") -> Intake:
    if wiring.door is None:
        return Polling(line.fetching, line.updates_url, office.accept)
    # Who fetches needs no web server.
    from bot.channels.telegram.webhook import Webhook

    return Webhook(wiring.door, office.accept, office.ways_back, STOP_SECONDS)


class Office:
    """The parts of the channel, put together."""

    def __init__(self, wiring: Wiring, line: Line) -> None:
        self._say, self._name = wiring.say, line.name
        self.means = Means(
            answer=wiring.answer,
            fallback=wiring.fallback,
            fault=self._fault,
            ledger=wiring.ledger,
            erase=line.erase,
            clock=wiring.clock,
            silence=wiring.silence,
            secret=new_secret(),
            ordinary_message=wiring.ordinary_message,
            patience=wiring.patience,
            newest=newest_in(wiring.ledger, wiring.clock()),
        )
        self.desk = Desk(self.means, Groups(self.means, line.name, wiring.invitation))
        self.reply_to, self.ways_back = line.reply_to, WaysBack()
        self.queues = Queues(self._handle)
        self.silence = Silence(
            wiring.ledger,
            line.erase_later,
            wiring.clock,
            self.queues.alone,
            self.desk.forget_screen,
            wiring.ordinary_message,
            wiring.say,
            wiring.look_every,
        )

    def accept(self, raw: dict[str, Any], done: Callable[[], None]) -> None:
        """Take one raw update in; `done` is called when it has been answered, or passed over."""
        prompt = self._read(raw)
        if prompt is None:
            done()
            return
        if not isinstance(prompt.heard, Blocked) and prompt.chat.id > 0:
            # Groups count for themselves.
            self.means.newest.note(prompt.heard.message_id)
        # Before it waits: what a flood or a crash keeps from being answered is erased all the same.
        self.desk.note(prompt)
        if not self.queues.put(prompt, done, force=self.desk.is_urgent(prompt)):
            done()

    def _read(self, raw: dict[str, Any]) -> Prompt | None:
        try:
            if (tap := tap_in(raw)) is not None:
                return tap
            # Without a Bot: nothing that is read here can send.
            return prompt_from(Update.de_json(raw, None), self._name)
        except Exception as error:
            # An update of a kind that nobody has seen yet must not stop the others.
            self._fault(error)
            return None

    async def _handle(self, prompt: Prompt) -> None:
        heard = prompt.heard
        try:
            way_back = self.ways_back.of(heard.query_id) if isinstance(heard, Tapped) else None
            reply = self.reply_to(prompt, way_back)
            if way_back is None:
                await self.desk.handle(prompt, reply)
            else:
                await _in_time(self.desk.handle(prompt, reply), reply)
        except Exception as error:
            self._fault(error)

    def _fault(self, error: BaseException) -> None:
        self._say(fault_of(error, "turn"))


async def _in_time(handling: Coroutine[Any, Any, None], reply: Reply) -> None:
    """Answer a tap; acknowledge it by a call when that takes so long that she would wonder."""
    late: list[asyncio.Task[None]] = []
    timer = asyncio.get_running_loop().call_later(
        ACKNOWLEDGED_WITHIN, lambda: late.append(asyncio.create_task(_late(reply)))
    )
    try:
        await handling
    finally:
        timer.cancel()
        if late:
            await late[0]


async def _late(reply: Reply) -> None:
    with suppress(CallError):
        await reply.acknowledge_late()


@asynccontextmanager
async def _running(*work: Any) -> AsyncIterator[set[asyncio.Task[Any]]]:
    tasks = {asyncio.create_task(one) for one in work}
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until(work: Any, tasks: set[asyncio.Task[Any]]) -> None:
    """Wait for the work; end when one of the tasks that must go on for ever has failed."""
    main = asyncio.create_task(work)
    done, _ = await asyncio.wait({main, *tasks}, return_when=asyncio.FIRST_COMPLETED)
    if main not in done:
        main.cancel()
        with suppress(asyncio.CancelledError):
            await main
    for task in done:
        task.result()
