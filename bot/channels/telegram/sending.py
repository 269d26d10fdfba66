"""
Send a message so that no crash can lose it: the ledger knows of it before Telegram does (S22, S41).
"""

from datetime import datetime

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.means import Means, Newest
from bot.channels.telegram.patience import patiently
from bot.channels.telegram.reply import Reply
from bot.channels.telegram.request import CallError, UnsureError
from bot.channels.telegram.updates import Blocked, Prompt
from bot.sessions.erasure import Ledger
from bot.sessions.owed import GIVE_UP_AFTER


def newest_in(ledger: Ledger, now: datetime) -> Newest:
    """Return the newest message id that an earlier process has left in the ledger."""
    newest = Newest()
    for due in ledger.to_erase(now + GIVE_UP_AFTER):
        if due.chat.id > 0:
            known = (*due.message_ids, *(intent.after for intent in due.intents))
            newest.note(max(known, default=0))
    return newest


async def send(
    means: Means,
    prompt: Prompt,
    reply: Reply,
    until: datetime,
    text: str,
    buttons: InlineKeyboardMarkup,
) -> int:
    """
    Send a message that goes at `until`, and return its id. Raises CallError.

    When nobody can say whether it was sent, its intent stays open, and what may stand there is
    deleted before it is sent again: no two cards in one chat.
    """

    async def once() -> int:
        """Try it one time, and write down what may stand in the chat."""
        return await _once(means, prompt, reply, until, text, buttons)

    async def delete_what_may_stand() -> None:
        """Delete what an earlier try may have left, before the next one."""
        due = means.ledger.everything(prompt.chat)
        await means.erase.delete(prompt.chat, due.guesses if due is not None else ())

    return await patiently(means.patience, once, delete_what_may_stand)


async def _once(
    means: Means,
    prompt: Prompt,
    reply: Reply,
    until: datetime,
    text: str,
    buttons: InlineKeyboardMarkup,
) -> int:
    ledger, chat = means.ledger, prompt.chat
    places = _after(prompt, means.newest)
    intents = [ledger.intent(chat, after, until, means.clock()) for after in places]
    try:
        message_id = await reply.send(text, buttons)
    except UnsureError:
        raise
    except CallError:
        for intent in intents:
            ledger.not_sent(chat, intent)
        raise
    ledger.sent(chat, intents[0], message_id, until, means.clock())
    for intent in intents[1:]:
        ledger.not_sent(chat, intent)
    if chat.id > 0:
        means.newest.note(message_id)
    return message_id


def _after(prompt: Prompt, newest: Newest) -> tuple[int, ...]:
    """
    Return the ids after which the message may stand.

    One sequence of ids seems to serve all private chats of a bot; nobody has promised that. So the
    message comes after the newest of this chat, or soon after the newest of all.
    """
    of_this_chat = 0 if isinstance(prompt.heard, Blocked) else prompt.heard.message_id
    return tuple(dict.fromkeys((of_this_chat, max(of_this_chat, newest.id))))
