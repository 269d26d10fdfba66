"""
What a webhook is made of: its path, its ports, and the secret by which Telegram shows who it is.

Used by what listens (`webhook.py`) and by what tells Telegram where to post to.
"""

import hmac
import re
from dataclasses import dataclass, field

from bot.errors import SettingError

PATH = "/telegram"
"""Where updates are posted to, behind the name of the server."""

PORTS = (443, 80, 88, 8443)
"""The ports that Telegram posts to. The bot itself may listen at any, behind a proxy."""

MAX_CONNECTIONS = 40
"""How many updates Telegram may post at once."""

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header

VARIABLE = "FINGERPOST_WEBHOOK_SECRET"
"""The environment variable that holds the secret."""

SHORTEST, LONGEST = 16, 256
"""How many characters the secret has. Telegram allows 1; that could be guessed."""

COMMAND = 'python -c "import secrets; print(secrets.token_urlsafe(32))"'
"""The command that makes a secret. It needs nothing but Python."""

_ALLOWED = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class WebhookSecret:
    """What Telegram sends with every update. It never shows itself (S40)."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Return the text, for the one call that tells it to Telegram."""
        return self._text

    def is_it(self, given: str | None) -> bool:
        """Whether this is the secret. It takes as long for a near guess as for a far one."""
        return hmac.compare_digest((given or "").encode("utf-8", "replace"), self._text.encode())


@dataclass(frozen=True, slots=True)
class Door:
    """Where the bot listens, on this machine, and who may come in."""

    host: str
    port: int
    secret: WebhookSecret


def read_webhook_secret(text: str | None) -> WebhookSecret:
    """Return the secret. Raises SettingError with the command that makes one; never shows it."""
    if not text or not text.strip():
        raise _unusable("is not set")
    secret = text.strip()
    if not _ALLOWED.fullmatch(secret):
        raise _unusable("holds characters that Telegram does not take")
    if not SHORTEST <= len(secret) <= LONGEST:
        raise _unusable(f"has {len(secret)} characters")
    return WebhookSecret(secret)


def _unusable(what: str) -> SettingError:
    return SettingError(
        f"{VARIABLE} {what}. It is the secret by which Telegram shows that an update comes from "
        f"Telegram: {SHORTEST} to {LONGEST} of A-Z a-z 0-9 _ -. Make one, and give the same to "
        f"everything that sets this bot up: {COMMAND}"
    )
