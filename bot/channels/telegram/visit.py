"""
Answer what is heard in a chat: one card, kept in its place, and everything else taken away.

The order never changes: first the ledger says what will have to be erased, then it is done.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from bot.channels.base import LEAVE, LEFT
from bot.channels.telegram.keyboard import keyboard, new_visit, read_payload
from bot.channels.telegram.means import Means
from bot.channels.telegram.owing import known_in, pay
from bot.channels.telegram.patience import patiently
from bot.channels.telegram.reply import Reply
from bot.channels.telegram.request import CallError, RefusedError
from bot.channels.telegram.screen import NEVER_WITHHELD, Screen
from bot.channels.telegram.sending import send
from bot.channels.telegram.updates import Began, Blocked, Hailed, Prompt, Sent, Tapped, Typed
from bot.messages import GLANCE, Answered, Card, Choice, Incoming, Start, Text
from bot.sessions.keys import ChatAddress, SessionKey

WHERE_WE_ARE = Choice("")
"""A choice that no card offers: the answer is the card that stands."""

InGroup = Callable[[Prompt, Reply], Awaitable[None]]
"""Answers what is said in a group."""


class Desk:
    """Where every chat is answered. It is asked for one thing of a chat at a time (queues.py)."""

    def __init__(self, means: Means, in_group: InGroup) -> None:
        self._means, self._in_group = means, in_group
        self._ledger, self._erase, self._clock = means.ledger, means.erase, means.clock
        self._screens: dict[SessionKey, Screen] = {}

    def key(self, chat: ChatAddress) -> SessionKey:
        """Return what the visit of a chat is found by."""
        return self._means.key(chat)

    def is_urgent(self, prompt: Prompt) -> bool:
        """Whether this is answered even when too much is waiting."""
        heard = prompt.heard
        if not isinstance(heard, Tapped):
            return isinstance(heard, Blocked)
        return heard.is_last or self._choice(prompt.chat, heard) in NEVER_WITHHELD

    def _choice(self, chat: ChatAddress, tap: Tapped) -> str | None:
        """Return the id of the button that was tapped; None for one of an older card or visit."""
        screen, payload = self._screen(chat), read_payload(tap.payload)
        return screen.choice(payload) if screen is not None and payload is not None else None

    def note(self, prompt: Prompt) -> None:
        """Note what she sent: it has to go, whatever becomes of the answer."""
        if isinstance(prompt.heard, Began | Typed | Sent):
            now = self._clock()
            self._ledger.typed(prompt.chat, prompt.heard.message_id, now, now)

    def forget_screen(self, chat: ChatAddress) -> None:
        """Forget what stood in a chat that the ledger has been worked through for."""
        key = self.key(chat)
        screen, owed = self._screens.get(key), self._ledger.everything(chat)
        if screen is not None and (owed is None or screen.message_id not in known_in(owed)):
            del self._screens[key]

    async def handle(self, prompt: Prompt, reply: Reply) -> None:
        """Answer one prompt. Raises CallError only for what no patience could mend."""
        heard = prompt.heard
        if isinstance(heard, Tapped) and self._choice(prompt.chat, heard) == GLANCE:
            await self._glanced(prompt, reply, heard)
        elif isinstance(heard, Tapped) and reply.acknowledges_at_once:
            await self._acknowledge(reply)
            await self._tapped(prompt, reply, heard)
        elif isinstance(heard, Tapped):
            await asyncio.gather(self._acknowledge(reply), self._tapped(prompt, reply, heard))
        elif isinstance(heard, Hailed):
            await self._in_group(prompt, reply)
        elif isinstance(heard, Blocked):
            await self._leave(prompt.chat)
        else:
            await self._said(prompt, reply, heard)

    async def _acknowledge(self, reply: Reply) -> None:
        # Too late, or already done from another device: nothing of it matters to her.
        with suppress(CallError):
            await reply.acknowledge()

    async def _glanced(self, prompt: Prompt, reply: Reply, tap: Tapped) -> None:
        """Answer the button that asks for a pop-up: what it says is known only after the turn."""
        try:
            await self._tapped(prompt, reply, tap)
        finally:
            # Without a word where there was none: the button must never wait for ever.
            await self._acknowledge(reply)

    async def _popped_up(self, prompt: Prompt, reply: Reply, answered: Answered) -> bool:
        """Show the pop-up of a card, if it has one; True when the card stands already (S27)."""
        card, screen = answered.card, self._screen(prompt.chat)
        if not card.pop_up:
            return False
        with suppress(CallError):
            # Unlike the end of waiting, this is what she asked for: it is tried again.
            await patiently(self._means.patience, lambda: reply.acknowledge(card.pop_up))
        same = tuple(button.id for button in card.buttons)
        if screen is None or screen.offered != same:
            return False
        self._ledger.keep_until(prompt.chat, answered.until)
        return self._is_owed(prompt.chat, screen.message_id)

    async def _said(self, prompt: Prompt, reply: Reply, heard: Began | Typed | Sent) -> None:
        """Delete what she sent, and answer it."""
        answering = self._answered(prompt, reply, heard)
        await asyncio.gather(self._delete(prompt.chat, heard.message_id), answering)

    async def _answered(self, prompt: Prompt, reply: Reply, heard: Began | Typed | Sent) -> None:
        if isinstance(heard, Began):
            # A card that she cannot see any more, because she has cleared the chat on her side,
            # could still be edited: a fresh visit gets a fresh card.
            self._screens.pop(self.key(prompt.chat), None)
            await self._turn(prompt, reply, Start(prompt.language))
        elif isinstance(heard, Typed):
            await self._opened(prompt)
            await self._turn(prompt, reply, Text(heard.text))
        elif heard.shows:
            incoming = WHERE_WE_ARE if self._screen(prompt.chat) else Start(prompt.language)
            await self._turn(prompt, reply, incoming)

    async def _opened(self, prompt: Prompt) -> None:
        """Begin a visit where there is none, so that words are read in her language."""
        if self._screen(prompt.chat) is None:
            await self._ask(prompt.chat, Start(prompt.language))

    async def _tapped(self, prompt: Prompt, reply: Reply, tap: Tapped) -> None:
        if not tap.private:
            return
        now, screen = self._clock(), self._screen(prompt.chat)
        if tap.stands:
            # Due at once, unless the turn gives it time: it may be all that is known of this chat.
            standing = screen is not None and screen.message_id == tap.message_id
            due = now + self._means.silence if standing else now
            self._ledger.tapped(prompt.chat, tap.message_id, due, now)
        payload = read_payload(tap.payload)
        if screen is None or payload is None or payload.visit != screen.visit:
            await self._tapped_before(prompt, reply, tap)
        elif not screen.is_again(payload):
            self._screens[self.key(prompt.chat)] = replace(screen, last_tap=payload)
            chosen = screen.choice(payload)
            await self._turn(prompt, reply, WHERE_WE_ARE if chosen is None else Choice(chosen))

    async def _tapped_before(self, prompt: Prompt, reply: Reply, tap: Tapped) -> None:
        """Answer a tap on a card of which nothing is known any more."""
        if tap.is_last:
            await self._leave(prompt.chat)
        elif self._screen(prompt.chat) is not None:
            await self._delete(prompt.chat, tap.message_id)
        else:
            if tap.stands:
                await self._clear(prompt.chat, keep=tap.message_id)
                self._screens[self.key(prompt.chat)] = Screen(new_visit(), tap.message_id)
            await self._turn(prompt, reply, Start(prompt.language))

    async def _turn(self, prompt: Prompt, reply: Reply, incoming: Incoming) -> None:
        if incoming == LEAVE:
            await self._leave(prompt.chat)
            return
        answered = await self._ask(prompt.chat, incoming)
        if answered.card.step == LEFT:
            await self._leave(prompt.chat)
            return
        if answered.anew:
            # A helper's next visit: nothing of the one before may stand above its first card.
            self._screens.pop(self.key(prompt.chat), None)
        if await self._popped_up(prompt, reply, answered):
            return
        try:
            await self._show(prompt, reply, answered)
        except RefusedError as error:
            if not error.is_blocked:
                raise
            await self._leave(prompt.chat)

    async def _ask(self, chat: ChatAddress, incoming: Incoming) -> Answered:
        try:
            return await self._means.answer(self.key(chat), incoming)
        except Exception as error:
            # She must never see an error; and nothing of it but a code is logged (S43).
            self._means.fault(error)
            return Answered(self._means.fallback(), self._clock() + self._means.silence)

    async def _leave(self, chat: ChatAddress) -> None:
        """Forget her answers, then delete every message of both sides (S21)."""
        self._screens.pop(self.key(chat), None)
        try:
            await self._means.answer(self.key(chat), LEAVE)
        except Exception as error:
            self._means.fault(error)
        # What cannot be deleted now is due, and silence.py goes on with it.
        self._ledger.keep_until(chat, self._clock())
        due = self._ledger.everything(chat)
        if due is not None:
            covering = self._means.ordinary_message
            await pay(self._ledger, self._erase, due, covering=covering)

    async def _clear(self, chat: ChatAddress, keep: int = 0) -> None:
        """Delete everything that stands in a chat, so that a fresh card is the only one."""
        due = self._ledger.everything(chat)
        if due is not None:
            await pay(self._ledger, self._erase, due, (keep,))

    async def _delete(self, chat: ChatAddress, message_id: int) -> None:
        erased = await self._erase.delete(chat, (message_id,))
        self._ledger.could_not(chat, erased.never)
        self._ledger.erased(chat, erased.gone)

    def _screen(self, chat: ChatAddress) -> Screen | None:
        return self._screens.get(self.key(chat))

    async def _show(self, prompt: Prompt, reply: Reply, answered: Answered) -> None:
        """Put the card in the place of the one that stands; send it only when none does."""
        key, card = self.key(prompt.chat), answered.card
        screen = self._screens.get(key) or Screen(new_visit())
        if self._is_owed(prompt.chat, screen.message_id):
            self._ledger.keep_until(prompt.chat, answered.until)
            if await self._edit(reply, screen, card):
                self._screens[key] = screen.showing(card, screen.message_id)
                self._choose(prompt.chat, answered.ordinary)
                return
            self._ledger.erased(prompt.chat, (screen.message_id,))
            self._screens[key] = replace(screen, message_id=0)
        # What she sent is being deleted already.
        await self._clear(prompt.chat, keep=_hers(prompt))
        screen = replace(screen, ordinary=None)
        buttons = keyboard(card, screen.visit, screen.number + 1)
        message_id = await send(self._means, prompt, reply, answered.until, card.text, buttons)
        self._screens[key] = screen.showing(card, message_id)
        self._choose(prompt.chat, answered.ordinary)

    def _is_owed(self, chat: ChatAddress, message_id: int) -> bool:
        """
        Whether a card is on the list of what will be erased.

        One that was given up after two days is not: new words on it would stand there for good.
        """
        return self._ledger.knows(chat, message_id)

    def _choose(self, chat: ChatAddress, ordinary: str) -> None:
        """Note in the ledger what is to stay when she leaves, if that has changed (S21)."""
        key = self.key(chat)
        screen = self._screens[key]
        if screen.ordinary != ordinary:
            self._ledger.will_cover(chat, ordinary)
            self._screens[key] = replace(screen, ordinary=ordinary)

    async def _edit(self, reply: Reply, screen: Screen, card: Card) -> bool:
        buttons = keyboard(card, screen.visit, screen.number + 1)
        return await patiently(
            self._means.patience, lambda: reply.edit(screen.message_id, card.text, buttons)
        )


def _hers(prompt: Prompt) -> int:
    """Return the message that she sent, 0 for a tap."""
    heard = prompt.heard
    return heard.message_id if isinstance(heard, Began | Typed | Sent) else 0
