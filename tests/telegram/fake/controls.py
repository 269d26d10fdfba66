"""Everything that a test may ask for, by the name that stands in the address."""

import inspect
from typing import Any

from tests.telegram.fake import acts, views
from tests.telegram.fake.chats import Json, Kind
from tests.telegram.fake.errors import ControlError
from tests.telegram.fake.faults import Fault, How
from tests.telegram.fake.telegram import Telegram


def group(telegram: Telegram, chat: int, kind: Kind = "group", title: str = "A group") -> Json:
    """Make a group, a supergroup or a channel that the bot is in. Its id is below 0."""
    if chat >= 0:
        raise ControlError("the id of a group is below 0")
    there = telegram.chat(chat, kind)
    there.title = title
    return telegram.chat_json(there)


def traffic(telegram: Telegram, messages: int) -> Json:
    """Let that many messages come into being in other chats."""
    telegram.skip_ids(messages)
    return {"last_message": telegram.last_message}


def advance(telegram: Telegram, seconds: float) -> Json:
    """Let time pass at once."""
    telegram.clock.advance(seconds)
    return {"now": telegram.clock.now()}


def clock(telegram: Telegram, runs: bool) -> Json:
    """Let the clock stand, or run again."""
    if runs:
        telegram.clock.run()
    else:
        telegram.clock.stand()
    return {"now": telegram.clock.now()}


def fail(
    telegram: Telegram,
    how: How,
    method: str = "*",
    times: int | None = 1,
    seconds: float = 1,
    chat: int | None = None,
    skip: int = 0,
) -> Json:
    """Plan a failure; faults.How says which there are. `times` None is until `heal`."""
    telegram.faults.plan(Fault(method, how, times, seconds, chat, skip))
    return {}


def heal(telegram: Telegram) -> Json:
    """Take all planned failures back."""
    telegram.faults.heal()
    return {}


def settings(
    telegram: Telegram,
    latency_ms: float | None = None,
    keep_calls: bool | None = None,
    repeat_after_ms: float | None = None,
    falls_back: bool | None = None,
) -> Json:
    """
    Set how late calls are answered, whether each is kept, how soon a webhook is repeated.

    With `falls_back` a profile text that is not set in a language is answered with everyone's.
    """
    if latency_ms is not None:
        telegram.settings.latency_ms = latency_ms
    if keep_calls is not None:
        telegram.records.keep_calls = keep_calls
    if repeat_after_ms is not None:
        telegram.poster.pause = repeat_after_ms / 1000
    if falls_back is not None:
        telegram.profile.falls_back = falls_back
    return {}


def inject(telegram: Telegram, update: Json, chat: int | None = None) -> Json:
    """Let an update wait just as it is. Without an update_id it gets the next one."""
    return {"update_id": telegram.updates.inject(update, chat, (chat or 0, "messages"))}


CONTROLS = {
    work.__name__: work
    for work in (
        acts.person, acts.text, acts.media, acts.forward, acts.channel_post, acts.edit,
        acts.remove, acts.tap, acts.inline_query, acts.block, acts.unblock,
        group, traffic, advance, clock, fail, heal, settings, inject,
        views.standing, views.chats, views.pop_ups, views.calls, views.violations, views.state,
    )
}  # fmt: skip


def control(telegram: Telegram, name: str, body: Json) -> Any:
    """Do what a test asks for. Raises ControlError when that cannot be."""
    work = CONTROLS.get(name)
    if work is None:
        raise ControlError(f"no control is called {name!r}; use {', '.join(sorted(CONTROLS))}")
    signature = inspect.signature(work)
    try:
        signature.bind(telegram, **body)
    except TypeError as error:
        raise ControlError(f"{name}{signature}: {error}") from None
    return work(telegram, **body)
