"""S24, S42, S43: whatever comes, nothing breaks, nothing is logged, nobody else hears of it."""

import asyncio
import io
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot

from bot.channels.telegram.connect import Line
from bot.channels.telegram.erase import Erase
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.reply import Reply
from bot.channels.telegram.request import RefusedError
from bot.channels.telegram.run import Office
from bot.channels.telegram.updates import Prompt
from bot.privacy.log import Log
from bot.sessions.erasure import Ledger
from bot.sessions.store import MemorySessions
from bot.visits import Visits
from tests.conversation.visit import world
from tests.telegram.any_update import (
    CONTENTS,
    KINDS,
    MARKER,
    Dice,
    FromBytes,
    Json,
    any_update,
    chats_in,
)
from tests.telegram.bot import Clock, Files, key, nothing, wiring_for

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

GOOD = 99
"""A chat that behaves well, and must never notice the others."""

QUICK, WHOLE = 200, 100_000
NO_PATIENCE = Patience(pauses=(), longest=0)


@dataclass
class Sent:
    """A message that was sent."""

    message_id: int


@dataclass
class FakeBot:
    """Answers every call, and writes down to which chat it went."""

    calls: list[tuple[str, Any]] = field(default_factory=list)
    payloads: list[str] = field(default_factory=list)
    cards: dict[int, tuple[int, list[str]]] = field(default_factory=dict)
    last: int = 10_000

    def _shown(self, chat: int, message_id: int, text: str, markup: Any) -> None:
        text.encode()
        rows = markup.inline_keyboard if markup is not None else ()
        data = [one.callback_data for row in rows for one in row if one.callback_data]
        self.cards[chat] = (message_id, data)
        self.payloads = [*self.payloads[-40:], *data]

    async def send_message(self, chat_id: int, text: str, **given: Any) -> Sent:
        self.calls.append(("send", chat_id))
        self.last += 1
        self._shown(chat_id, self.last, text, given["reply_markup"])
        return Sent(self.last)

    async def edit_message_text(
        self, text: str, chat_id: int, message_id: int, **given: Any
    ) -> None:
        self.calls.append(("edit", chat_id))
        if message_id % 7 == 0:
            raise RefusedError(400, "message to edit not found")
        self._shown(chat_id, message_id, text, given.get("reply_markup"))

    async def answer_callback_query(self, query_id: str, *_: Any, **__: Any) -> None:
        assert isinstance(query_id, str)
        self.calls.append(("acknowledge", None))

    async def delete_messages(self, chat_id: int, message_ids: list[int]) -> None:
        assert 1 <= len(message_ids) <= 100
        self.calls.append(("delete", chat_id))

    async def delete_message(self, chat_id: int, message_id: int) -> None:
        assert isinstance(message_id, int)
        self.calls.append(("delete", chat_id))


@dataclass
class Desk:
    """A bot without a line: raw updates go in, calls come out."""

    office: Office
    bot: FakeBot
    log: io.StringIO
    raised: list[BaseException] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    async def take(self, raw: Any) -> None:
        """Hand one update over, as a fetch does, and wait until all is answered."""
        finished = asyncio.Event()
        self.office.accept(raw, finished.set)
        async with asyncio.timeout(10):
            await finished.wait()
            while self.office.queues._queues:  # noqa: ASYNC110  # it takes a moment to tidy up
                await asyncio.sleep(0)
        self.counts["updates"] += 1

    async def take_and_look(self, raw: Json) -> None:
        before = len(self.bot.calls)
        await self.take(raw)
        made = self.bot.calls[before:]
        self.counts["answered"] += bool(made)
        reached = {chat for _, chat in made if chat is not None}
        assert reached <= chats_in(raw), "it was sent to a chat that the update is not of"
        assert self.raised == [], f"raised out of the handler: {self.raised}"
        del self.bot.calls[:]

    async def the_good_one_is_answered(self) -> None:
        """Somebody who does nothing odd presses Start, and then a button."""
        who = {"id": GOOD, "is_bot": False, "first_name": "x", "language_code": "en"}
        chat = {"id": GOOD, "type": "private", "first_name": "x"}
        about = {"message_id": 9_000, "date": 1, "chat": chat, "from": who}
        await self.take({"update_id": 1, "message": about | {"text": "/start"}})
        for _ in range(2):
            message_id, data = self.bot.cards[GOOD]
            markup = {"inline_keyboard": [[{"text": "x", "callback_data": one}] for one in data]}
            card = about | {"message_id": message_id, "text": "x", "reply_markup": markup}
            query = {"id": "5", "from": who, "chat_instance": "1", "message": card}
            await self.take({"update_id": 2, "callback_query": query | {"data": data[0]}})
        assert self.bot.cards[GOOD][1] != data, "her tap changed nothing"
        del self.bot.calls[:]

    def nothing_was_logged(self) -> None:
        assert MARKER not in self.log.getvalue()


@asynccontextmanager
async def a_desk(folder: Path) -> AsyncIterator[Desk]:
    clock, bot, log = Clock(), FakeBot(), io.StringIO()
    ledger = Ledger.open(folder / "ledger", key(), clock())
    visits = Visits(world(), Files(), MemorySessions(), clock)
    held = cast(Bot, bot)
    line = Line(
        name="the_bot",
        reply_to=partial(Reply, held),
        erase=Erase(held, NO_PATIENCE),
        erase_later=Erase(held, NO_PATIENCE),
        fetching=cast(Any, None),
        updates_url="",
    )
    wiring = wiring_for("", "", ledger, visits, visits, clock, NO_PATIENCE, nothing, Log(log).say)
    desk = Desk(Office(wiring, line), bot, log)
    handle = desk.office.desk.handle

    async def watched(prompt: Prompt, reply: Reply) -> None:
        try:
            await handle(prompt, reply)
        except Exception as error:
            desk.raised.append(error)

    desk.office.desk.handle = watched  # type: ignore[method-assign]
    try:
        yield desk
    finally:
        ledger.close()


def test_every_kind_of_update_and_everything_a_message_can_hold_is_made() -> None:
    assert len(KINDS) > 20
    dice = Dice(random.Random(1))  # noqa: S311  # a seed makes the run repeatable
    made = [any_update(dice) for _ in range(25_000)]
    assert {kind for update in made for kind in update} >= set(KINDS)
    held = {name for one in made if isinstance(one.get("message"), dict) for name in one["message"]}
    assert held >= set(CONTENTS)


DICE = st.binary(min_size=200, max_size=800).map(FromBytes)


@settings(max_examples=QUICK, deadline=None)
@given(DICE)
def test_s24_no_update_breaks_anything_or_reaches_anybody_else(roll: random.Random) -> None:
    async def look() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with a_desk(Path(folder)) as desk:
                for _ in range(3):
                    await desk.take_and_look(any_update(Dice(roll, desk.bot.payloads)))
                await desk.the_good_one_is_answered()
                desk.nothing_was_logged()

    asyncio.run(look())


@pytest.mark.whole
async def test_s24_a_hundred_thousand_updates_break_nothing_and_reach_nobody_else(
    tmp_path: Path,
) -> None:
    dice = random.Random(20261121)  # noqa: S311  # as above
    began = time.monotonic()
    async with a_desk(tmp_path) as desk:
        for number in range(WHOLE):
            update = any_update(Dice(dice, desk.bot.payloads))
            await desk.take_and_look(update)
            if dice.random() < 0.02:
                await desk.take_and_look(update)
            if number % 1_000 == 0:
                await desk.the_good_one_is_answered()
        desk.nothing_was_logged()
        faults = desk.log.getvalue().count("event=fault")
        print(
            f"{desk.counts['updates']} updates, {desk.counts['answered']} answered, {faults} not "
            f"readable, {time.monotonic() - began:.0f} s"
        )
    assert desk.counts["answered"] > WHOLE / 4
