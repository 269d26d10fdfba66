"""
Run the channel: fetch, answer, erase, until told to stop, and then stop without losing anything.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import Update

from bot.channels.telegram.connect import Line, connected
from bot.channels.telegram.group import Groups, Invitation
from bot.channels.telegram.means import Answer, Clock, Means
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.queues import Queues
from bot.channels.telegram.sending import newest_in
from bot.channels.telegram.silence import Silence
from bot.channels.telegram.updates import Blocked, Prompt, prompt_from
from bot.channels.telegram.visit import Desk
from bot.messages import Card
from bot.privacy.events import Event
from bot.privacy.faults import fault_of
from bot.sessions.erasure import Ledger
from bot.sessions.keys import new_secret

STOP_SECONDS = 15.0
"""How long what has begun may take to end after the bot was told to stop."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """
    What `bot.app` hands over.

    `forgetting` drops visits that are over, for ever; `say` writes an event to the log;
    `look_every` is how many seconds pass between two looks at what is due.
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


async def serve(wiring: Wiring, stop: asyncio.Event) -> None:
    """Poll until `stop` is set. Raises SettingError when there is no use in trying."""
    async with connected(wiring.token, wiring.api_url, wiring.patience) as line:
        office = Office(wiring, line)
        work = (office.silence.watch(), wiring.ledger.keep_synced(), wiring.forgetting())
        async with _running(*work) as tasks:
            await _until(office.polling.run(stop), tasks)
            await office.queues.drained(STOP_SECONDS)
            await office.polling.confirm()


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
        self.reply_to = line.reply_to
        self.queues = Queues(self._handle)
        self.polling = Polling(line.fetching, line.updates_url, self._accept)
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

    def _accept(self, raw: dict[str, Any], done: Callable[[], None]) -> None:
        prompt = self._read(raw)
        if prompt is None:
            done()
            return
        if not isinstance(prompt.heard, Blocked) and prompt.chat.id > 0:
            # Groups count for themselves.
            self.means.newest.note(prompt.heard.message_id)
        if not self.queues.put(prompt, done, force=self.desk.is_urgent(prompt)):
            self.desk.pass_over(prompt)
            done()

    def _read(self, raw: dict[str, Any]) -> Prompt | None:
        try:
            # Without a Bot: nothing that is read here can send.
            update = Update.de_json(raw, None)
            return prompt_from(update, self._name)
        except Exception as error:
            # An update of a kind that nobody has seen yet must not stop the others.
            self._fault(error)
            return None

    async def _handle(self, prompt: Prompt) -> None:
        try:
            await self.desk.handle(prompt, self.reply_to(prompt))
        except Exception as error:
            self._fault(error)

    def _fault(self, error: BaseException) -> None:
        self._say(fault_of(error, "turn"))


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
