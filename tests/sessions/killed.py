"""
Kill a process that writes a ledger, again and again, and see what the next one finds.

A program of its own, because it forks: `python -m tests.sessions.killed --kills 120 --seed 1`.
Before and after each thing that the child notes down it says so through a pipe. After SIGKILL the
ledger must hold everything that was said to be done, and may hold what was begun and no more.
"""

import argparse
import asyncio
import json
import mmap
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from bot.sessions.ledger_key import LedgerKey, new_ledger_key, read_ledger_key
from bot.sessions.owed import IntentId

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DUE = NOW + timedelta(minutes=15)
CHATS = range(1, 31)
LONGEST_LIFE = 1_000
"""The most lines that a child says before it is killed: a life is as long on a slow machine."""

LONGEST_DELAY = 0.002
"""The most seconds between the last line that is waited for and the kill."""

State = dict[int, tuple[set[int], set[int]]]
"""By chat: the messages that stand there, and the ids after which one may have been sent."""


def state_of(ledger: Ledger) -> State:
    found: State = {}
    for chat in CHATS:
        owed = ledger.everything(ChatAddress(chat))
        if owed is not None:
            found[chat] = (set(owed.message_ids), {one.after for one in owed.intents})
    return found


def then(state: State, act: list[Any]) -> State:
    """Return what an act makes of a state."""
    name, chat, *numbers = act
    messages, afters = (set(part) for part in state.get(chat, (set(), set())))
    if name == "intent":
        afters.add(numbers[0])
    elif name == "sent":
        afters.discard(numbers[0])
        messages.add(numbers[1])
    elif name == "typed":
        messages.add(numbers[0])
    elif name == "erased":
        messages.discard(numbers[0])
    elif name == "left":
        messages, afters = set(), set()
    after = {**state, chat: (messages, afters)}
    return {number: held for number, held in after.items() if any(held)}


class Child:
    """The process that is killed: it notes things down as fast as it can."""

    def __init__(self, ledger: Ledger, pipe: int, dice: random.Random) -> None:
        self._ledger, self._pipe, self._dice = ledger, pipe, dice
        self._state = state_of(ledger)

    @contextmanager
    def _saying(self, *act: Any) -> Iterator[None]:
        self._say("begun", *act)
        yield
        self._say("done")
        self._state = then(self._state, list(act))

    async def live(self) -> None:
        tidying: asyncio.Task[None] | None = None
        while True:
            self._act(self._dice.choice(CHATS))
            if self._dice.random() < 0.02 and (tidying is None or tidying.done()):
                tidying = asyncio.create_task(self._tidy())
            await asyncio.sleep(0)

    async def _tidy(self) -> None:
        """Rewrite the file while the acts go on."""
        await self._ledger.tidy(NOW)
        self._say("rewriting")
        await self._ledger.tidy(NOW + timedelta(minutes=31))
        self._say("rewritten")

    def _say(self, *words: Any) -> None:
        os.write(self._pipe, json.dumps(words).encode() + b"\n")

    def _act(self, number: int) -> None:
        chat, new = ChatAddress(number), self._dice.getrandbits(40)
        owed = self._ledger.everything(chat)
        messages, intents = (owed.message_ids, owed.intents) if owed else ((), ())
        what = self._dice.random()
        if what < 0.3:
            with self._saying("intent", number, new):
                self._ledger.intent(chat, new, DUE, NOW)
        elif what < 0.5:
            with self._saying("typed", number, new):
                self._ledger.typed(chat, new, DUE, NOW)
        elif what < 0.75 and intents:
            with self._saying("sent", number, intents[0].after, new):
                self._ledger.sent(chat, intents[0].id, new, DUE, NOW)
        elif what < 0.95 and len(messages) > 1:
            with self._saying("erased", number, messages[0]):
                self._ledger.erased(chat, messages[:1])
        elif owed:
            every: list[IntentId] = [one.id for one in intents]
            with self._saying("left", number):
                self._ledger.erased(chat, messages, every)


def killed_once(path: Path, key: LedgerKey, dice: random.Random) -> list[list[Any]]:
    """Let a child say some lines, kill it, and return all that it said."""
    reading, writing = os.pipe()
    seed, life = dice.random(), dice.randint(1, LONGEST_LIFE)
    child = os.fork()
    if child == 0:
        asyncio.run(Child(Ledger.open(path, key, NOW), writing, random.Random(seed)).live())  # noqa: S311  # a seed makes the run repeatable
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        heard = b"".join(pipe.readline() for _ in range(life))
        time.sleep(dice.random() * LONGEST_DELAY)
        os.kill(child, signal.SIGKILL)
        said = heard + pipe.read()
    os.waitpid(child, 0)
    return [json.loads(line) for line in said.splitlines() if line.endswith(b"]")]


def after_all(state: State, said: list[list[Any]]) -> tuple[State, State]:
    """Return the state that must stand, and the one that may stand instead."""
    begun: list[Any] | None = None
    for word, *act in said:
        if word == "begun":
            begun = act
        elif word == "done" and begun is not None:
            state, begun = then(state, begun), None
    return state, state if begun is None else then(state, begun)


def run(kills: int, seed: int, folder: Path) -> Counter[str]:
    """
    Kill so many times; return counts, of which `lost` and `damaged` are to be 0.

    `in_act` and `in_rewriting` are the kills that fell between the beginning and the end of one.
    `torn` are records that were being written when the kill came, and stand there in part: Linux
    writes page by page, and looks between two pages whether it is to kill. One of 48 records lies
    on both sides of such an edge, and what is torn there ends the file at it. Whatever else is
    damaged counts as `damaged`.
    """
    dice, key = random.Random(seed), read_ledger_key(new_ledger_key())  # noqa: S311  # as above
    state: State = {}
    counts = Counter(kills=0, acts=0, rewritten=0, in_rewriting=0, in_act=0, lost=0)
    counts.update(damaged=0, torn=0)
    for _ in range(kills):
        said = killed_once(folder / "ledger", key, dice)
        at_an_edge = (folder / "ledger").stat().st_size % mmap.PAGESIZE == 0
        must, may = after_all(state, said)
        words = Counter(word for word, *_ in said)
        ledger = Ledger.open(folder / "ledger", key, NOW)
        state = state_of(ledger)
        counts["kills"] += 1
        counts["acts"] += words["done"]
        counts["rewritten"] += words["rewritten"]
        counts["in_rewriting"] += words["rewriting"] - words["rewritten"]
        counts["in_act"] += must != may
        counts["lost"] += state not in (must, may)
        torn = min(ledger.opening.damaged, int(at_an_edge and must != may))
        counts["torn"] += torn
        counts["damaged"] += ledger.opening.damaged - torn + ledger.opening.set_aside
        ledger.close()
    return counts


def main() -> None:
    """Read the arguments, run, print the counts as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        json.dump(run(given.kills, given.seed, Path(folder)), sys.stdout)


if __name__ == "__main__":
    main()
