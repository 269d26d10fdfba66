"""
Reply: the answer to one update of one chat, and the only way to send anything (S24).

It is built from a Prompt, which only an update can give, and shows one card: once.
"""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from bot.channels.telegram.request import RefusedError
from bot.channels.telegram.updates import Prompt, Tapped
from bot.channels.telegram.way_back import WayBack

UNCHANGED = ("message is not modified",)
"""The reason given when an edit changes nothing: nothing is wrong then."""

NOT_THERE = ("message to edit not found", "message can't be edited", "message_id_invalid")
"""Reasons that mean: this message can be changed no more."""


class Reply:
    """
    Answers one update. Holds the Bot, and shows it to nobody.

    Everything that it sends makes no sound, shows no preview of a link, and goes to the chat that
    the update came from. A call that cannot be done raises CallError; what was not done may be
    tried again, what was done may not: a second message or change is an error in the program.

    `way_back` is the answer to the update, where it came in a post: it takes an acknowledgement
    along that holds no words. Words that she is to read always go by a call.
    """

    __slots__ = ("__bot", "_acknowledged", "_done", "_prompt", "_way_back")

    def __init__(self, bot: Bot, prompt: Prompt, way_back: WayBack | None = None) -> None:
        self.__bot, self._prompt, self._way_back = bot, prompt, way_back
        self._done = self._acknowledged = False

    @property
    def acknowledges_at_once(self) -> bool:
        """Whether an acknowledgement without words needs no call of its own."""
        return self._way_back is not None

    async def acknowledge(self, pop_up: str = "") -> None:
        """
        End the waiting on the button that she tapped: the first time it is asked to.

        A text is shown over the card until she closes it; nothing of it stays in the chat (S27).
        """
        heard = self._prompt.heard
        if not isinstance(heard, Tapped) or self._acknowledged:
            return
        if self._way_back is not None and not pop_up:
            self._way_back.carry(heard.query_id)
        else:
            await self.__bot.answer_callback_query(
                heard.query_id, pop_up or None, show_alert=True if pop_up else None
            )
        self._acknowledged = True

    async def acknowledge_late(self) -> None:
        """Acknowledge by a call what the answer to the update would bring too late."""
        tap = self._way_back.give_back() if self._way_back is not None else ""
        self._way_back = None
        if tap:
            await self.__bot.answer_callback_query(tap)

    async def send(self, text: str, buttons: InlineKeyboardMarkup) -> int:
        """Send a card and return the id of its message."""
        self._only_once()
        message = await self.__bot.send_message(
            self._prompt.chat.id,
            text,
            reply_markup=buttons,
            disable_notification=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        self._done = True
        return message.message_id

    async def edit(self, message_id: int, text: str, buttons: InlineKeyboardMarkup) -> bool:
        """Put a card in the place of a message; False when that stands there no more."""
        self._only_once()
        try:
            await self.__bot.edit_message_text(
                text,
                chat_id=self._prompt.chat.id,
                message_id=message_id,
                reply_markup=buttons,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except RefusedError as error:
            if error.says(*NOT_THERE):
                return False
            if not error.says(*UNCHANGED):
                raise
        self._done = True
        return True

    def _only_once(self) -> None:
        if self._done:
            raise RuntimeError("a reply was to send twice")


def link_to(name: str, label: str) -> InlineKeyboardMarkup:
    """Return the one button under what is said in a group: to a private chat with the bot."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, url=f"https://t.me/{name}")]])
