"""
Erase: the only thing that a timer can reach (S24).

It deletes, or puts an ordinary sentence in the place of a card; it can do nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from telegram import Bot, LinkPreviewOptions

from bot.channels.telegram.patience import Patience, patiently
from bot.channels.telegram.request import CallError, RefusedError
from bot.sessions.keys import ChatAddress

AT_ONCE = 100
"""How many messages one call may name."""

UNCHANGED = ("message is not modified",)
"""The reason given when an edit changes nothing: it is done already."""

Cover = Literal["covered", "impossible", "later"]
"""What became of a message that was to be an ordinary one; `impossible`: it cannot be changed."""

GONE = ("message to delete not found", "message_id_invalid")
"""Reasons that mean: it does not stand there any more."""


@dataclass(slots=True)
class Erased:
    """
    What became of messages.

    They are `gone`; or it will `never` be done, whatever is tried; or it is worth another try
    `later`, because Telegram could not be reached or she has blocked the bot.
    """

    gone: list[int] = field(default_factory=list, repr=False)
    never: list[int] = field(default_factory=list, repr=False)
    later: list[int] = field(default_factory=list, repr=False)


class Erase:
    """Deletes messages. Holds the Bot, and shows it to nobody."""

    __slots__ = ("__bot", "_patience")

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self.__bot, self._patience = bot, patience

    async def delete(self, chat: ChatAddress, message_ids: Iterable[int]) -> Erased:
        """Delete messages, in as few calls as can be. Raises nothing that a call can raise."""
        erased = Erased()
        for batch in _batches(dict.fromkeys(message_ids)):
            await self._delete_batch(chat, batch, erased)
        return erased

    async def cover(self, chat: ChatAddress, message_id: int, text: str) -> Cover:
        """Put an ordinary message in the place of a card (S21): no button stays under it."""
        try:
            await patiently(
                self._patience,
                lambda: self.__bot.edit_message_text(
                    text,
                    chat_id=chat.id,
                    message_id=message_id,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                ),
            )
        except RefusedError as error:
            if error.says(*UNCHANGED):
                return "covered"
            return "later" if error.is_blocked else "impossible"
        except CallError:
            return "later"
        return "covered"

    async def _delete_batch(self, chat: ChatAddress, batch: list[int], erased: Erased) -> None:
        try:
            await patiently(
                self._patience, lambda: self.__bot.delete_messages(chat.id, message_ids=batch)
            )
            erased.gone += batch
        except RefusedError as error:
            if error.is_blocked:
                erased.later += batch
            else:
                # One message that is too old lets the whole call be refused: find which.
                await self._one_by_one(chat, batch, erased)
        except CallError:
            erased.later += batch

    async def _one_by_one(self, chat: ChatAddress, batch: list[int], erased: Erased) -> None:
        for message_id in batch:
            (await self._delete_one(chat, message_id, erased)).append(message_id)

    async def _delete_one(self, chat: ChatAddress, message_id: int, erased: Erased) -> list[int]:
        """Delete one message and return the list that its id belongs in."""
        try:
            await patiently(
                self._patience, lambda: self.__bot.delete_message(chat.id, message_id=message_id)
            )
        except RefusedError as error:
            if error.says(*GONE):
                return erased.gone
            return erased.later if error.is_blocked else erased.never
        except CallError:
            return erased.later
        return erased.gone


def _batches(message_ids: Iterable[int]) -> Iterator[list[int]]:
    ids = iter(message_ids)
    while batch := list(islice(ids, AT_ONCE)):
        yield batch
