"""
The settings of this installation, read once: from the environment, credentials and a file.

| variable | meaning | default |
|---|---|---|
| FINGERPOST_STATE_DIR | the folder for everything the bot writes | `.fingerpost` |
| FINGERPOST_DATABASE_URL | SQLAlchemy address of the directory | SQLite in the state folder |
| FINGERPOST_CONTENT_DIR | the folder that holds the content | where it was found |
| FINGERPOST_IDLE_MINUTES | silence after which a visit ends (S22), 5 to 60 | 15 |
| FINGERPOST_LEDGER_KEY | key of the list of messages still to be erased (S41) | none |
| FINGERPOST_API_URL | the Bot API server; the token is appended | Telegram's own |
| FINGERPOST_BOT_NAME | the name of the bot on Telegram, for what is handed on | none |
| FINGERPOST_SETTINGS | a file with any of the other settings; the environment wins | none |
| FINGERPOST_WEBHOOK_SECRET | by which Telegram shows who it is, for `telegram --webhook` | none |
| BOT_TOKEN | the token of the bot, for `telegram` | none |
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.errors import SettingError
from bot.given import Given

CONTENT = ("dialogues", "locales", "services_data")
"""The folders that people edit."""


TELEGRAM = "https://api.telegram.org/bot"
"""Where Telegram itself is to be reached; the token is appended."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_ADDRESS = re.compile(r"https?://[^/\s]+(/\S*)?")


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that never shows itself: not in a log, not in a traceback, not when printed (S40)."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Return the text, for the one call that needs it."""
        return self._text


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can set. Frozen: nothing changes it while the bot runs."""

    content: Path
    state: Path
    database_url: str
    silence: timedelta
    token: Secret | None
    api_url: Secret
    ledger_key: Secret | None
    webhook_secret: Secret | None
    bot_name: str | None

    @property
    def dialogues(self) -> Path:
        """Where the flows are."""
        return self.content / "dialogues"

    @property
    def locales(self) -> Path:
        """Where the catalogues are."""
        return self.content / "locales"

    @property
    def services_data(self) -> Path:
        """Where the files of the directory are."""
        return self.content / "services_data"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """
    Read and check the settings, from this environment and from what it names.

    Raises SettingError, naming the setting, where it stands if that is a file, and what to write.
    """
    given = Given(environment)
    try:
        settings = _read(given)
    except SettingError as error:
        raise given.placed(error) from None
    given.refuse_unknown()
    return settings


def _read(environment: Given) -> Settings:
    # Each is asked for whatever the others say: what is never asked for counts as unknown.
    content = _content(environment.get("FINGERPOST_CONTENT_DIR"))
    state = Path(environment.get("FINGERPOST_STATE_DIR") or content / ".fingerpost").absolute()
    default_url = f"sqlite+aiosqlite:///{state / 'directory.sqlite3'}"
    return Settings(
        content=content,
        state=state,
        database_url=environment.get("FINGERPOST_DATABASE_URL") or default_url,
        silence=_silence(environment.get("FINGERPOST_IDLE_MINUTES")),
        token=_token(environment.get("BOT_TOKEN")),
        # It can hold a password, or a token that somebody put there by mistake.
        api_url=Secret(_api_url(environment.get("FINGERPOST_API_URL") or TELEGRAM)),
        ledger_key=_secret(environment.get("FINGERPOST_LEDGER_KEY")),
        webhook_secret=_secret(environment.get("FINGERPOST_WEBHOOK_SECRET")),
        bot_name=environment.get("FINGERPOST_BOT_NAME") or None,
    )


def _secret(given: str | None) -> Secret | None:
    return Secret(given.strip()) if given and given.strip() else None


def _token(given: str | None) -> Secret | None:
    secret = _secret(given)
    if secret is not None and not _TOKEN.fullmatch(secret.reveal()):
        raise SettingError(
            "BOT_TOKEN does not look like a token: a number, a colon, letters and digits. Copy it "
            "again from BotFather, the whole of it"
        )
    return secret


def _api_url(given: str) -> str:
    if not _ADDRESS.fullmatch(given):
        raise SettingError(
            "FINGERPOST_API_URL is no address. Write https:// and the server, up to where the "
            f"token follows, as in {TELEGRAM}"
        )
    return given


def _content(given: str | None) -> Path:
    package = Path(__file__).parent
    places = [Path(given).absolute()] if given else [package.parent, package / "content"]
    for place in places:
        if all((place / folder).is_dir() for folder in CONTENT):
            return place
    looked = " or ".join(str(place) for place in places)
    raise SettingError(
        f"no {', '.join(CONTENT)} in {looked}. "
        "Set FINGERPOST_CONTENT_DIR to the folder that holds the three"
    )


def _silence(given: str | None) -> timedelta:
    shortest, longest, usual = 5, 60, 15
    minutes = given or str(usual)
    if not (minutes.isascii() and minutes.isdigit()) or not shortest <= int(minutes) <= longest:
        raise SettingError(
            f"FINGERPOST_IDLE_MINUTES is {minutes!r}. Set it to {shortest} to {longest} minutes"
        )
    return timedelta(minutes=int(minutes))
