"""
Pay off what is owed to a chat: delete it, and note in the ledger what became of it.
"""

from collections.abc import Callable, Iterable

from bot.channels.telegram.erase import Erase, Erased
from bot.sessions.erasure import Ledger
from bot.sessions.owed import Due, IntentId

Covering = Callable[[str], str]
"""Gives the ordinary message that is to stay, by the code that stands in the ledger (S21)."""


async def pay(
    ledger: Ledger,
    erase: Erase,
    due: Due,
    keep: Iterable[int] = (),
    covering: Covering | None = None,
) -> bool:
    """
    Delete what is due, the places where a lost message may stand among it.

    `keep` are messages that stay. With `covering` a card that is to become an ordinary message does
    so; without, it is deleted like all others. Returns whether nothing has to be tried again. An
    intent is settled when every place was tried.
    """
    stays, covered = {*keep}, True
    if due.cover is not None and covering is not None:
        covered = await _cover(ledger, erase, due, covering(due.cover.wording))
        stays.add(due.cover.message_id)
    known = known_in(due) - stays
    erased = await erase.delete(due.chat, [*sorted(known), *({*due.guesses} - known - stays)])
    tried = () if {*due.guesses} & {*erased.later} else tuple(one.id for one in due.intents)
    _note(ledger, due, erased, known, tried)
    return covered and not erased.later


def known_in(due: Due) -> set[int]:
    """Return the ids of all messages that are known, the one that is to be covered among them."""
    return {*due.message_ids, *((due.cover.message_id,) if due.cover is not None else ())}


async def _cover(ledger: Ledger, erase: Erase, due: Due, text: str) -> bool:
    """Put the ordinary message in the place of the card. Returns whether that is settled."""
    if due.cover is None:
        return True
    result = await erase.cover(due.chat, due.cover.message_id, text)
    if result == "covered":
        ledger.covered(due.chat, due.cover.message_id)
    elif result == "impossible":
        # Then at least what stands there goes.
        erased = await erase.delete(due.chat, (due.cover.message_id,))
        _note(ledger, due, erased, {due.cover.message_id}, ())
        return not erased.later
    return result == "covered"


def _note(
    ledger: Ledger, due: Due, erased: Erased, known: set[int], tried: Iterable[IntentId]
) -> None:
    ledger.could_not(due.chat, known & {*erased.never})
    ledger.erased(due.chat, known & {*erased.gone}, tried)
