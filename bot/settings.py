"""
The settings of this installation, read from the environment once.

| variable | meaning | default |
|---|---|---|
| FINGERPOST_STATE_DIR | the folder for everything the bot writes | `.fingerpost` |
| FINGERPOST_DATABASE_URL | SQLAlchemy address of the directory | SQLite in the state folder |
| FINGERPOST_CONTENT_DIR | the folder that holds the content | where it was found |
| FINGERPOST_IDLE_MINUTES | silence after which a visit ends (S22), 5 to 60 | 15 |
| FINGERPOST_LEDGER_KEY | key of the list of messages still to be erased (S41) | none |
| FINGERPOST_API_URL | the Bot API server; the token is appended | Telegram's own |
| BOT_TOKEN | the token of the bot, for `telegram` | none |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.errors import SettingError

CONTENT = ("dialogues", "locales", "services_data")
"""The folders that people edit."""


TELEGRAM = "https://api.telegram.org/bot"
"""Where Telegram itself is to be reached; the token is appended."""


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
    """Read the settings. Raises SettingError, naming the variable and what to write there."""
    content = _content(environment.get("FINGERPOST_CONTENT_DIR"))
    state = Path(environment.get("FINGERPOST_STATE_DIR") or content / ".fingerpost").absolute()
    default_url = f"sqlite+aiosqlite:///{state / 'directory.sqlite3'}"
    return Settings(
        content=content,
        state=state,
        database_url=environment.get("FINGERPOST_DATABASE_URL") or default_url,
        silence=_silence(environment.get("FINGERPOST_IDLE_MINUTES")),
        token=_secret(environment.get("BOT_TOKEN")),
        # It can hold a password, or a token that somebody put there by mistake.
        api_url=Secret(environment.get("FINGERPOST_API_URL") or TELEGRAM),
        ledger_key=_secret(environment.get("FINGERPOST_LEDGER_KEY")),
    )


def _secret(given: str | None) -> Secret | None:
    return Secret(given.strip()) if given and given.strip() else None


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
