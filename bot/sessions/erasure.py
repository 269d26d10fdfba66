"""
The ledger of what must still be erased (S22, S24, S41): the one place that can name a chat.

Every message that stands in a chat is on this list before or at the moment it appears there, and
leaves it when it is gone. The list lies in an encrypted file, so that a process that is killed and
started again finishes what it owed. A disc that is full never stops the bot: it goes on from
memory, and `counts` says so.

    ledger = Ledger.open(path, key, now)
    intent = ledger.intent(chat, after, due, now)            # before sendMessage
    ledger.sent(chat, intent, message_id, due, now)          # its answer
    ledger.keep_until(chat, later)                           # a tap, or Keep for 1 hour
    for owed in ledger.to_erase(now): ...                    # delete or cover, and then
        ledger.erased(owed.chat, owed.message_ids, ...)
    await ledger.tidy(now)                                   # every minute

Times are aware. Nothing here knows the clock, the network or a word of any language.
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot.errors import StoreError
from bot.sessions.journal import Journal, take_lock, unusable
from bot.sessions.keys import ChatAddress
from bot.sessions.ledger_files import Opening, read_files, remove_old, remove_taken_back
from bot.sessions.ledger_key import LedgerKey
from bot.sessions.owed import Due, IntentId, Owed
from bot.sessions.records import SIZE, Kind, Record, Seal

REWRITTEN_AFTER = timedelta(minutes=30)
"""How long what is done may stand in the file. S41 allows an hour, and `tidy` comes each minute."""

_APPENDED_AT_MOST = 20_000
_CHATS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """
    The ledger in numbers, which name nobody.

    `chats`, `messages` and `intents` are owed now. `erased`, `covered` and `not_erased` say what
    became of messages and intents since the start. `unwritten` records stand in memory only,
    because the disc would not take them.
    """

    chats: int
    messages: int
    intents: int
    erased: int
    covered: int
    not_erased: int
    unwritten: int


class Ledger:
    """What is owed, in memory and in the file. Made by `Ledger.open`; used from one event loop."""

    def __init__(self, path: Path, seal: Seal, found: tuple[Opening, list[Record]]) -> None:
        self.opening, records = found
        self._path, self._seal, self._owed = path, seal, Owed()
        for record in records:
            self._owed.apply(record)
        self._journal = Journal(path, SIZE, self._sealed(self._owed.chats()))
        self._lock: int | None = None
        self._appended = 0
        self._appended_since: datetime | None = None
        self._erased = self._covered = self._not_erased = 0

    @classmethod
    def open(cls, path: Path, key: LedgerKey, now: datetime) -> Self:
        """
        Read the file, or begin one; `opening` says what was found.

        Damaged records are skipped. A file of which nothing can be read, as with another key, is
        set aside and a new one begun. Raises SettingError when another bot works in this folder,
        StoreError when the folder cannot be used.
        """
        seal = Seal(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = take_lock(path.with_name(f"{path.name}.lock"))
        except OSError as error:
            raise unusable(path, error) from None
        try:
            ledger = cls(path, seal, read_files(path, seal, now))
            remove_taken_back(path, seal)
        except OSError as error:
            os.close(lock)
            raise unusable(path, error) from None
        except StoreError:
            os.close(lock)
            raise
        ledger._lock = lock
        return ledger

    def intent(self, chat: ChatAddress, after: int, due: datetime, now: datetime) -> IntentId:
        """
        Note that a message is about to be sent. It stands in the file before this returns.

        `after` is the newest message id known in the chat, which the new one will exceed. `due` is
        when the message has to go even if its id never becomes known.
        """
        number = IntentId(1 + secrets.randbits(62))
        self._note(Record(Kind.INTENT, chat.id, after, number, due.timestamp(), now.timestamp()))
        return number

    def sent(
        self, chat: ChatAddress, intent: IntentId, message_id: int, due: datetime, now: datetime
    ) -> None:
        """Note the id of what was sent, in the place of its intent."""
        due_at, at = due.timestamp(), now.timestamp()
        self._note(Record(Kind.OURS, chat.id, message_id, intent, due_at, at))

    def not_sent(self, chat: ChatAddress, intent: IntentId) -> None:
        """Note that the channel refused: nothing was sent. A lost answer is no refusal."""
        self._note(Record(Kind.CLOSED, chat.id, intent=intent))

    def typed(self, chat: ChatAddress, message_id: int, due: datetime, now: datetime) -> None:
        """Note a message that she typed. No tap moves its time."""
        due_at, at = due.timestamp(), now.timestamp()
        self._note(Record(Kind.HERS, chat.id, message_id, 0, due_at, at))

    def tapped(self, chat: ChatAddress, message_id: int, due: datetime, now: datetime) -> None:
        """
        Note the message that a tap came from.

        This mends what a crash or a lost ledger took away: a message that is not on the list comes
        back to it, in the place of the newest open intent it can be.
        """
        if self._owed.knows(chat.id, message_id):
            return
        lost = self._owed.lost_before(chat.id, message_id) or 0
        due_at, at = due.timestamp(), now.timestamp()
        self._note(Record(Kind.OURS, chat.id, message_id, lost, due_at, at))

    def keep_until(self, chat: ChatAddress, due: datetime) -> None:
        """Move the time of everything of the bot in this chat, later or earlier."""
        if self._owed.has(chat.id):
            self._note(Record(Kind.MOVED, chat.id, due=due.timestamp()))

    def will_cover(self, chat: ChatAddress, wording: str) -> None:
        """
        Note that an ordinary message is to stay (S21); an empty wording takes that back.

        `wording` is a code of at most 15 ASCII characters that says which sentence, such as `sq`.
        It is the newest message of the bot that becomes the ordinary one.
        """
        if self._owed.has(chat.id):
            self._note(Record(Kind.COVER, chat.id, wording=wording))

    def to_erase(self, now: datetime) -> Iterator[Due]:
        """Yield what is due, chat by chat, the oldest first. Asking changes nothing."""
        return self._owed.due(now.timestamp())

    def due_in(self, chat: ChatAddress, now: datetime) -> Due | None:
        """Return what is due in one chat; None when nothing is."""
        return self._owed.due_in(chat.id, now.timestamp())

    def knows(self, chat: ChatAddress, message_id: int) -> bool:
        """Whether a message is on the list of what will be erased."""
        return self._owed.knows(chat.id, message_id)

    def everything(self, chat: ChatAddress) -> Due | None:
        """Return all that is owed to one chat, due or not: what leave erases."""
        return self._owed.everything(chat.id)

    def erased(
        self, chat: ChatAddress, message_ids: Iterable[int], intents: Iterable[IntentId] = ()
    ) -> None:
        """Note what is gone: messages, and intents whose every guess was tried."""
        self._erased += self._settle(chat, tuple(message_ids), tuple(intents))

    def covered(self, chat: ChatAddress, message_id: int) -> None:
        """Note that a message is an ordinary one now, and stays."""
        self._covered += self._settle(chat, (message_id,), ())

    def could_not(
        self, chat: ChatAddress, message_ids: Iterable[int], intents: Iterable[IntentId] = ()
    ) -> None:
        """Note what can never be erased, as when the channel says so for good."""
        self._not_erased += self._settle(chat, tuple(message_ids), tuple(intents))

    def _settle(
        self, chat: ChatAddress, message_ids: Sequence[int], intents: Sequence[IntentId]
    ) -> int:
        before = self._owed.size(chat.id)
        if before and self._owed.is_all(chat.id, message_ids, intents):
            # One record instead of many: the usual end of a visit.
            self._note(Record(Kind.FORGOTTEN, chat.id))
            return before
        for message_id in message_ids:
            if self._owed.knows(chat.id, message_id):
                self._note(Record(Kind.GONE, chat.id, message_id))
        for intent in intents:
            self._note(Record(Kind.CLOSED, chat.id, intent=intent))
        return before - self._owed.size(chat.id)

    def _note(self, record: Record) -> None:
        # Into the file first: what is in memory dies with the process.
        self._journal.append(self._seal.close(record))
        self._appended += 1
        self._owed.apply(record)

    def _sealed(self, chats: Iterable[int]) -> Iterator[bytes]:
        return (self._seal.close(record) for one in chats for record in self._owed.records(one))

    async def tidy(self, now: datetime) -> int:
        """
        Give up what is too old, and rewrite the file when something in it has to go.

        Returns how many messages and intents were given up. Call it every minute, and at a start
        only after one try to erase what is due. Never raises.
        """
        late = self._owed.give_up(now.timestamp())
        self._not_erased += late
        if self._appended and self._appended_since is None:
            self._appended_since = now
        if late or self._journal.missed or self._stale(now):
            await self._rewrite()
        # Where the disc refuses, the next minute tries again: nobody can read that file meanwhile.
        with suppress(OSError):
            remove_old(self._path, now)
        return late

    def _stale(self, now: datetime) -> bool:
        since = self._appended_since
        in_time = since is None or now - since < REWRITTEN_AFTER
        return not in_time or self._appended > _APPENDED_AT_MOST

    async def _rewrite(self) -> None:
        # What is appended from here on may be over before the new file is whole: count it anew.
        before, self._appended = self._appended, 0
        if await self._journal.rewrite(self._batches()):
            self._appended_since = None
        else:
            self._appended += before

    def _batches(self) -> Iterator[Iterator[bytes]]:
        chats = self._owed.chats()
        for start in range(0, len(chats), _CHATS_AT_ONCE):
            yield self._sealed(chats[start : start + _CHATS_AT_ONCE])

    async def keep_synced(self) -> None:
        """Bring the file to the disc within a second of each change, until cancelled."""
        await self._journal.keep_synced()

    def counts(self) -> Counts:
        """Return the ledger in numbers."""
        return Counts(
            *self._owed.sizes(),
            erased=self._erased,
            covered=self._covered,
            not_erased=self._not_erased,
            unwritten=self._journal.missed,
        )

    def close(self) -> None:
        """Leave a file that holds nothing but what is owed, and let another process open it."""
        self._journal.close()
        with suppress(StoreError):
            # While the bot is stopped nobody tidies up.
            Journal(self._path, SIZE, self._sealed(self._owed.chats())).close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
