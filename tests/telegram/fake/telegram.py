"""All that the fake knows: chats, people, what waits, what was written down."""

from dataclasses import dataclass

from tests.telegram.fake.callbacks import Callbacks
from tests.telegram.fake.chats import (
    BOT,
    Chat,
    Json,
    Keyboard,
    Kind,
    Message,
    Person,
    message_json,
)
from tests.telegram.fake.clock import Clock
from tests.telegram.fake.errors import bad_request
from tests.telegram.fake.faults import Faults
from tests.telegram.fake.poster import Poster
from tests.telegram.fake.profile import Profile
from tests.telegram.fake.records import Records
from tests.telegram.fake.updates import Update, Updates

TOKEN = "7000000001:FAKE-TOKEN-OF-THE-TESTS-ON-LOOPBACK"  # noqa: S105  # opens nothing
"""What the bot must say to be let in, unless the fake was started with another."""


@dataclass(slots=True)
class Settings:
    """`latency_ms` passes before each call but getUpdates is answered."""

    latency_ms: float = 0


class Telegram:
    """The state of the fake from one reset to the next."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.clock = Clock()
        self.records = Records(self.clock)
        self.updates = Updates(self.clock, self._handed_over)
        self.callbacks = Callbacks(self.clock)
        self.poster = Poster(self.updates)
        self.faults = Faults()
        self.profile = Profile()
        self.settings = Settings()
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self._last_message = 1000

    def _handed_over(self, update: Update) -> None:
        if update.chat is not None:
            self.records.prompted(update.chat)

    def skip_ids(self, number: int) -> None:
        """Let messages come into being elsewhere: one counter serves all chats."""
        self._last_message += number

    @property
    def last_message(self) -> int:
        """Return the newest message id given to any chat."""
        return self._last_message

    def known_chat(self, id_: int) -> Chat:
        """Return a chat that the bot has seen. Raises ApiError (400) for any other."""
        chat = self.chats.get(id_)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def chat(self, id_: int, kind: Kind | None = None) -> Chat:
        """Return a chat, and make it when there is none: private, or a group for an id below 0."""
        if id_ not in self.chats:
            kind = kind or ("private" if id_ > 0 else "group")
            title = "" if kind == "private" else f"The {kind}"
            self.chats[id_] = Chat(id_, kind, title)
        return self.chats[id_]

    def person(self, id_: int) -> Person:
        """Return someone, and make up an account when there is none."""
        return self.people.setdefault(id_, Person(id_))

    def post(self, chat: Chat, message: Message) -> Message:
        """Let a message stand in a chat."""
        chat.messages[message.id] = message
        return message

    def new_message(
        self,
        chat: Chat,
        sender: Person | None,
        text: str | None,
        entities: tuple[Json, ...] = (),
        keyboard: Keyboard = (),
        content: Json | None = None,
    ) -> Message:
        """Let a new message with the next id stand in a chat."""
        self._last_message += 1
        message = Message(
            self._last_message,
            sender,
            self.clock.now(),
            text,
            entities,
            keyboard,
            content=content or {},
        )
        return self.post(chat, message)

    def chat_json(self, chat: Chat) -> Json:
        """Return a Chat as Telegram writes it."""
        return chat.json(self.person(chat.id) if chat.kind == "private" else None)

    def message_json(self, chat: Chat, message: Message) -> Json:
        """Return a Message as Telegram writes it."""
        return message_json(message, self.chat_json(chat))

    @property
    def bot(self) -> Person:
        """Return the bot's own account."""
        return BOT
