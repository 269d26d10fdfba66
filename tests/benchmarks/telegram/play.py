"""
Everyone's conversation with one bot: what goes out, what comes back, and how long it took.

What the bot does is checked here, lightly: a bot that answers wrongly is not quick.
"""

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from typing import Any

from tests.benchmarks.telegram.chats import BOT, Card, Chat, card_from

LONGEST_TEXT = 4096
LONGEST_PAYLOAD = 64
DONE = "true"

Deliver = Callable[[Chat, bytes], None]
"""Sends an update to the bot, now or as soon as it can be; notes in the chat when it went out."""

SETTING_UP = {
    "setWebhook",
    "deleteWebhook",
    "deleteMessage",
    "deleteMessages",
    "setMyCommands",
    "deleteMyCommands",
    "setMyName",
    "setMyDescription",
    "setMyShortDescription",
}
"""Methods that are answered with true, whatever they say."""


class Play:
    """
    The chats of one bot.

    `least_buttons` is how many buttons an edit must bring. Whatever the bot does wrong is noted in
    `faults`. `taken` are the times, in seconds, from an act to the arrival of the last call that
    answers it, since the list was last emptied.
    """

    def __init__(self, chats: Iterable[Chat], least_buttons: int = 1) -> None:
        self.chats = {chat.id: chat for chat in chats}
        self.deliver: Deliver | None = None
        self.answered = 0
        self.taken: list[float] = []
        self.faults: list[str] = []
        self._least_buttons = least_buttons
        self._idle: list[Chat] = list(self.chats.values())
        self._goes_on = False
        self._left: int | None = None
        self._resting = asyncio.Event()
        self._updates = 0
        self._messages = 0

    def go_on(self, at_most: int | None = None) -> None:
        """Let everyone act, until told to rest, or until so many acts have gone out."""
        self._goes_on, self._left = True, at_most
        self._resting.clear()
        idle, self._idle = self._idle, []
        for chat in idle:
            self._next(chat)

    async def rest(self, seconds: float = 30) -> None:
        """Wait until every act that went out has been answered; nobody begins another."""
        self._goes_on = False
        await self.rested(seconds)

    async def rested(self, seconds: float) -> None:
        """Wait until nobody has anything left to do."""
        if len(self._idle) < len(self.chats):
            try:
                await asyncio.wait_for(self._resting.wait(), seconds)
            except TimeoutError:
                raise AssertionError(f"the bot answers no more: {self.faults[:5]}") from None

    def next_message(self) -> int:
        """Return the next id of a message: one sequence serves all chats."""
        self._messages += 1
        return self._messages

    def _next(self, chat: Chat) -> None:
        if not self._goes_on or self._left == 0:
            self._lie_down(chat)
            return
        try:
            act = next(chat.acts)
        except StopIteration:
            self._lie_down(chat)
            return
        if self._left is not None:
            self._left -= 1
        self._updates += 1
        her_message = self.next_message() if act is None else 0
        assert self.deliver is not None
        try:
            self.deliver(chat, chat.act(act, self._updates, her_message))
        except IndexError:
            self.faults.append(f"button {act} is not on the card {chat.card}")
            self._lie_down(chat)

    def _lie_down(self, chat: Chat) -> None:
        self._idle.append(chat)
        if len(self._idle) == len(self.chats):
            self._resting.set()

    def called(self, method: str, given: dict[str, Any]) -> str:
        """Do what the bot asks for and return the result, in JSON."""
        if method == "answerCallbackQuery":
            return self._acknowledged(given)
        if method in {"editMessageText", "sendMessage"}:
            return self._shown(method, given)
        if method == "getMe":
            return json.dumps(BOT)
        if method == "getWebhookInfo":
            return '{"url":"","has_custom_certificate":false,"pending_update_count":0}'
        if method not in SETTING_UP:
            self.faults.append(f"{method} is no method that this benchmark knows")
        chat = self.chats.get(int(given.get("chat_id", 0)))
        if chat is not None:
            self._paid(chat, method)
        return DONE

    def _acknowledged(self, given: dict[str, Any]) -> str:
        query = str(given["callback_query_id"])
        chat = self.chats[int(query.partition("-")[0])]
        if chat.query != query:
            self.faults.append("a tap was acknowledged that nobody waits for")
        self._paid(chat, "answerCallbackQuery")
        return DONE

    def _shown(self, method: str, given: dict[str, Any]) -> str:
        chat, markup = self.chats[int(given["chat_id"])], given.get("reply_markup", "")
        if not isinstance(markup, str):
            markup = json.dumps(markup)
        edits = method == "editMessageText"
        number = int(given["message_id"]) if edits else self.next_message()
        card = card_from(number, given["text"], markup)
        if edits and (chat.card is None or number != chat.card.message_id or card == chat.card):
            self.faults.append("an edit that Telegram would have refused")
        self._check(card)
        chat.stands(card)
        self._paid(chat, method)
        return chat.message

    def _check(self, card: Card) -> None:
        if not card.text or len(card.text) > LONGEST_TEXT:
            self.faults.append("a text that is empty or too long")
        if len(card.payloads) < self._least_buttons:
            self.faults.append("too few buttons")
        if max(map(len, card.payloads), default=0) > LONGEST_PAYLOAD:
            self.faults.append("a button that carries too much")

    def _paid(self, chat: Chat, method: str) -> None:
        if method not in chat.owed:
            return
        chat.owed.discard(method)
        if not chat.owed:
            self.taken.append(time.perf_counter() - chat.sent_at)
            self.answered += 1
            # Not from within the call: its answer goes out first.
            asyncio.get_running_loop().call_soon(self._next, chat)
