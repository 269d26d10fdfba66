"""
What `telegram setup` is asked for, and what it does about the webhook.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.channels.telegram.updates import ASKED_FOR
from bot.channels.telegram.webhook_address import (
    MAX_CONNECTIONS,
    PATH,
    PORTS,
    WebhookSecret,
    read_webhook_secret,
)
from bot.errors import SettingError

HTTPS = 443

Ask = Callable[..., Awaitable[Any]]
"""Makes one call: the name of a method, then its parameters."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram is to post updates to, and how it shows that it is Telegram."""

    url: str
    secret: WebhookSecret = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What a person asked for.

    `names` are texts such as `Name` and `sq=Name`. `emptied` are languages (two letters) in which
    nothing is to stand any more. `webhook_url` None leaves the webhook as it is, unless
    `no_webhook` takes it away.
    """

    names: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    webhook_url: str | None = None
    no_webhook: bool = False


def read_hook(wish: Wish, secret: str | None) -> Hook | None:
    """Return the webhook to set, None for none. Raises SettingError for one that cannot be."""
    if wish.webhook_url is None:
        return None
    if wish.no_webhook:
        raise SettingError("--webhook-url and --no-webhook contradict each other. Give one of them")
    return Hook(checked_address(wish.webhook_url), read_webhook_secret(secret))


def checked_address(url: str) -> str:
    """
    Return the address.

    Raises SettingError for one that Telegram would not post to, or that we do not listen at.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or HTTPS
    except ValueError:
        raise _unusable(url, "is no address") from None
    if parts.scheme != "https":
        raise _unusable(url, "does not begin with https://, and Telegram posts to nothing else")
    if not parts.hostname or parts.username or parts.password:
        raise _unusable(url, "does not name a server, and that alone, before the path")
    if port not in PORTS:
        allowed = ", ".join(map(str, PORTS))
        raise _unusable(url, f"names port {port}; Telegram posts to {allowed} only")
    if parts.path != PATH or parts.query or parts.fragment:
        raise _unusable(url, f"does not end with {PATH}, which is where this bot listens")
    return url


def _unusable(url: str, what: str) -> SettingError:
    return SettingError(f"--webhook-url {url!r} {what}. Write it like https://HOST{PATH}")


async def set_webhook(ask: Ask, hook: Hook) -> None:
    """Have Telegram post updates to us. What waits there is kept. Raises CallError."""
    await ask(
        "setWebhook",
        url=hook.url,
        secret_token=hook.secret.reveal(),
        allowed_updates=ASKED_FOR,
        max_connections=MAX_CONNECTIONS,
        drop_pending_updates=False,
    )


async def delete_webhook(ask: Ask) -> None:
    """Have updates wait until they are fetched. What waits there is kept. Raises CallError."""
    await ask("deleteWebhook", drop_pending_updates=False)
