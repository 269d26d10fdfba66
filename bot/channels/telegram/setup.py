"""
Set the bot up on Telegram: look at what is set, say what would change, and change that alone.

A person runs this, beside the bot or before it; the running bot never imports it (S24). Broken off
in the middle, it has said what is done; the same again does the rest.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from bot.channels.telegram.account import ask
from bot.channels.telegram.patience import Patience, patiently
from bot.channels.telegram.profile import (
    EVERYONE,
    WEBHOOK,
    Change,
    Commands,
    Slot,
    Texts,
    Value,
    changes,
    slots,
    wanted,
)
from bot.channels.telegram.request import (
    AiohttpRequest,
    CallError,
    RefusedError,
    TooManyError,
    UnreachedError,
)
from bot.channels.telegram.webhook_setup import Ask, Hook, delete_webhook, set_webhook
from bot.errors import ChannelError, SettingError

METHOD_OF = {
    "name": "MyName",
    "description": "MyDescription",
    "short_description": "MyShortDescription",
    "commands": "MyCommands",
}
"""The end of the names of the methods that get and set something."""

PATIENCE = Patience(pauses=(0.5, 1.5), longest=5)
"""Somebody watches: a longer wait is told to her, not waited for."""

_WRONG_TOKEN = {401, 404}

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Order:
    """
    What is to be set.

    `texts` and `names` are by language (two letters, or empty for everyone); `emptied` are the
    languages in which nothing is to stand. `hook` is the webhook to set; None takes one away if
    `no_webhook`, and leaves it as it is if not.
    """

    texts: Mapping[str, Texts]
    names: Mapping[str, str] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    hook: Hook | None = None
    no_webhook: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language to look at."""
        return tuple(dict.fromkeys((*self.texts, *self.emptied)))


@dataclass(frozen=True, slots=True)
class Found:
    """What is set on Telegram: the value of each slot, and the bot's user name."""

    values: Mapping[Slot, Value]
    username: str

    @property
    def names(self) -> dict[str, str]:
        """Every name of the bot, by language."""
        return {
            slot.language: str(value)
            for slot, value in self.values.items()
            if slot.what == "name" and value
        }

    def after(self, made: Iterable[Change]) -> "Found":
        """Return what stands once these changes are made."""
        return Found({**self.values, **{one.slot: one.then for one in made}}, self.username)


Agree = Callable[[tuple[Change, ...], int], bool]
"""Shows the changes, and how many things stay; says whether to go on."""


async def set_up(
    token: str,
    api_url: str,
    order: Order,
    agree: Agree,
    say: Callable[[str], None],
    patience: Patience = PATIENCE,
) -> Found:
    """
    Read what is set, have the changes agreed to, make them; return what stands then.

    `say` is told each thing that was set. Raises SettingError when the token is refused, and
    ChannelError when Telegram refuses something else or cannot be reached: it says what was done.
    """
    request = AiohttpRequest(connections=1)
    asking = partial(_ask_patiently, patience, partial(ask, request, api_url, token))
    try:
        found = await _told(_read(asking, order.languages), "Nothing was changed")
        to_do = _changes(found, order)
        if not agree(to_do, len(found.values) - len(to_do)):
            return found
        await _make(asking, to_do, order.hook, say)
        return found.after(to_do)
    finally:
        await request.shutdown()


async def _ask_patiently(patience: Patience, asking: Ask, method: str, **parameters: object) -> Any:
    # To set the same thing twice is to set it once, so an unsure call is simply made again.
    return await patiently(patience, partial(asking, method, **parameters))


def _changes(found: Found, order: Order) -> tuple[Change, ...]:
    to_do = changes(found.values, wanted(order.texts, order.emptied, order.names))
    address = str(found.values[WEBHOOK])
    if order.hook is not None:
        # Whether the secret is still the same cannot be read, so it is always told again.
        to_do = (*to_do, Change(WEBHOOK, address, order.hook.url))
    elif order.no_webhook and address:
        to_do = (*to_do, Change(WEBHOOK, address, ""))
    # Names come last: a refused or limited one is not to keep the rest from being set.
    return tuple(sorted(to_do, key=lambda change: change.slot.what == "name"))


async def _read(asking: Ask, languages: Iterable[str]) -> Found:
    values = {slot: await _value(asking, slot) for slot in slots(languages)}
    values[WEBHOOK] = str((await asking("getWebhookInfo")).get("url", ""))
    return Found(values, str((await asking("getMe")).get("username", "")))


async def _value(asking: Ask, slot: Slot) -> Value:
    answer = await asking(f"get{METHOD_OF[slot.what]}", **_where(slot))
    if slot.what == "commands":
        return tuple((str(one["command"]), str(one["description"])) for one in answer)
    return str(answer.get(slot.what, ""))


def _where(slot: Slot) -> dict[str, object]:
    where: dict[str, object] = {}
    if slot.language != EVERYONE:
        where["language_code"] = slot.language
    if slot.scope:
        where["scope"] = {"type": slot.scope}
    return where


async def _make(
    asking: Ask, to_do: tuple[Change, ...], hook: Hook | None, say: Callable[[str], None]
) -> None:
    for done, change in enumerate(to_do):
        progress = (
            f"{done} of {len(to_do)} changes were made; {label(change.slot)} was next. The same "
            f"command again makes the rest"
        )
        await _told(_set(asking, change, hook), progress)
        say(f"{'set' if change.then else 'emptied'}: {label(change.slot)}")


async def _set(asking: Ask, change: Change, hook: Hook | None) -> None:
    slot, then = change.slot, change.then
    if slot == WEBHOOK:
        await (delete_webhook(asking) if hook is None else set_webhook(asking, hook))
    elif isinstance(then, str):
        await asking(f"set{METHOD_OF[slot.what]}", **{slot.what: then}, **_where(slot))
    elif then:
        await asking("setMyCommands", commands=_listed(then), **_where(slot))
    else:
        await asking("deleteMyCommands", **_where(slot))


def _listed(commands: Commands) -> list[dict[str, str]]:
    return [{"command": name, "description": said} for name, said in commands]


def label(slot: Slot) -> str:
    """Return what a slot is called on the screen."""
    where = {"all_private_chats": " in private chats", "default": " elsewhere"}.get(slot.scope, "")
    language = "" if slot == WEBHOOK else f", {slot.language or 'everyone else'}"
    return f"{slot.what.replace('_', ' ')}{where}{language}"


async def _told(work: Awaitable[Result], progress: str) -> Result:
    """Await, and turn a call that failed into a sentence with what was done until then."""
    try:
        return await work
    except RefusedError as error:
        if error.code in _WRONG_TOKEN:
            raise SettingError(
                f"BOT_TOKEN is refused by the Bot API server. {progress}. Copy the token again "
                f"from BotFather, the bot that gives tokens"
            ) from None
        raise ChannelError(f"Telegram refused: {error.why}. {progress}") from None
    except CallError as error:
        raise ChannelError(f"{_reason(error)}. {progress}") from None


def _reason(error: CallError) -> str:
    if isinstance(error, TooManyError):
        return f"Telegram wants no more of this for {error.seconds:.0f} seconds"
    if isinstance(error, UnreachedError):
        return "the Bot API server cannot be reached. Look whether this machine reaches it"
    return "the Bot API server gave no answer that can be read; what was asked may be done or not"
