"""The methods about updates, webhooks, chats and the bot itself."""

import ipaddress
import re
from collections.abc import Awaitable
from urllib.parse import urlsplit

from tests.telegram.fake.bot_messages import chat_of
from tests.telegram.fake.chats import Json
from tests.telegram.fake.errors import ApiError, bad_request
from tests.telegram.fake.parameters import Parameters
from tests.telegram.fake.poster import Hook
from tests.telegram.fake.telegram import Telegram

PORTS = {80, 88, 443, 8443}
"""Where Telegram posts to. With http, which only the fake takes, any will do."""

LONGEST_POLL = 50
"""Seconds that getUpdates waits at most, whatever was asked for."""


def get_me(telegram: Telegram, _parameters: Parameters) -> Json:
    """Return the bot's own account."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return telegram.bot.json() | abilities


def get_updates(telegram: Telegram, parameters: Parameters) -> Awaitable[list[Json]]:
    """Return what waits; wait for something when nothing does."""
    if telegram.poster.hook is not None:
        raise _conflict()
    limit = min(max(parameters.number("limit", 100), 1), 100)
    timeout = min(max(parameters.number("timeout"), 0), LONGEST_POLL)
    _choose_kinds(telegram, parameters)
    return telegram.updates.fetch(parameters.number("offset"), limit, timeout)


def _conflict() -> ApiError:
    return ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first",
    )


def _choose_kinds(telegram: Telegram, parameters: Parameters) -> None:
    kinds = parameters.items("allowed_updates")
    if kinds is None:
        return
    if not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("allowed_updates must be an Array of String")
    telegram.updates.allowed = tuple(kinds)


def set_webhook(telegram: Telegram, parameters: Parameters) -> bool:
    """Have updates posted to an address; an empty one has the same effect as deleteWebhook."""
    url = parameters.text("url")
    if not url:
        return delete_webhook(telegram, parameters)
    hook = Hook(_loopback(url), _secret(parameters), _connections(parameters))
    _choose_kinds(telegram, parameters)
    if parameters.flag("drop_pending_updates"):
        telegram.updates.clear()
    telegram.updates.end_poll("terminated by setWebhook request")
    telegram.poster.set(hook)
    return True


def _loopback(url: str) -> str:
    """Return the address when it stays on this machine: Telegram wants https, the fake cannot."""
    parts = urlsplit(url)
    try:
        here = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = parts.hostname == "localhost"
    if parts.scheme not in {"http", "https"} or not here:
        raise bad_request("bad webhook: here it must be on loopback")
    if parts.scheme == "https" and (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: webhook can be set up only on ports 80, 88, 443 or 8443")
    return url


def _secret(parameters: Parameters) -> str:
    secret = parameters.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _connections(parameters: Parameters) -> int:
    connections = parameters.number("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be between 1 and 100")
    return connections


def delete_webhook(telegram: Telegram, parameters: Parameters) -> bool:
    """Have updates wait for getUpdates again."""
    telegram.poster.set(None)
    if parameters.flag("drop_pending_updates"):
        telegram.updates.clear()
    return True


def get_webhook_info(telegram: Telegram, _parameters: Parameters) -> Json:
    """Return where updates are posted to, and how many wait."""
    hook = telegram.poster.hook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(telegram.updates),
    }
    if hook:
        info["max_connections"] = hook.connections
    if hook and telegram.poster.last_error:
        info["last_error_date"] = int(telegram.clock.now())
        info["last_error_message"] = telegram.poster.last_error
    if telegram.updates.allowed:
        info["allowed_updates"] = list(telegram.updates.allowed)
    return info


def get_chat(telegram: Telegram, parameters: Parameters) -> Json:
    """Return the little that every chat has."""
    chat = chat_of(telegram, parameters)
    always = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    return telegram.chat_json(chat) | always


def leave_chat(telegram: Telegram, parameters: Parameters) -> bool:
    """Leave a group or a channel."""
    chat = chat_of(telegram, parameters)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.open_to_bot = False
    return True
