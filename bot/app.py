"""
The only wiring place: settings in, a bot that can be talked to out.

Everything heavy is opened when it is first needed: a first card needs no database library, and
typed text is the first that needs an index of places.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.dialogue.loader import load_dialogue
from bot.errors import DirectoryError, SettingError
from bot.exchange.service_files import read_directory_files, read_urgent
from bot.i18n.catalog import Catalogues
from bot.settings import TELEGRAM, Settings
from bot.signposting.listing import Listing
from bot.signposting.match import make_listing
from bot.storage.open_directory import open_directory
from bot.turn import World
from bot.typed_text import Understanding

if TYPE_CHECKING:
    from bot.storage.plan import LoadPlan
    from bot.visits import Visits

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time it is, in UTC. The one clock of the bot."""
    return datetime.now(UTC)


def clock_at(moment: str | None) -> Clock:
    """
    Return a clock that stands at a moment (RFC 3339 with offset), or the one that goes.

    Raises SettingError for what is no such moment.
    """
    if moment is None:
        return utc_now
    try:
        standing = datetime.fromisoformat(moment)
    except ValueError:
        standing = None
    if standing is None or standing.tzinfo is None:
        raise SettingError(f"--at is {moment!r}. Write it like 2026-11-20T12:00:00+00:00")
    return lambda: standing


def clock_from(moment: str | None) -> Clock:
    """
    Return a clock that goes, from a moment on (RFC 3339 with offset), or from now.

    Raises SettingError for what is no such moment.
    """
    if moment is None:
        return utc_now
    ahead = clock_at(moment)() - utc_now()
    return lambda: utc_now() + ahead


def open_world(settings: Settings) -> World:
    """Load dialogues, catalogues and urgent numbers. Raises ContentError with file and line."""
    catalogues = Catalogues(settings.locales)
    return World(
        dialogue=load_dialogue(settings.dialogues),
        catalogues=catalogues,
        urgent=read_urgent(settings.services_data),
        names=cache(lambda: taxonomy_names(settings.services_data)),
        understand=Understanding(settings.locales, catalogues),
        silence=settings.silence,
    )


async def open_conversation(settings: Settings, clock: Clock = utc_now) -> Conversation:
    """Open the directory (building it the first time) and return a bot to talk to."""
    directory = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    return Conversation(open_world(settings), directory, clock)


def taxonomy_names(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the taxonomy's English names by section and code."""
    from bot.yaml_file import read_yaml

    sections = read_yaml(folder / "taxonomy.yaml").value
    return {
        section: {entry["id"]: entry["name"] for entry in entries}
        for section, entries in sections.items()
    }


def refuse_unsound(folder: Path) -> None:
    """Raise DirectoryError, with all that is wrong, for files that the check finds fault with."""
    from bot.checks.services import check_services

    if problems := check_services(folder):
        raise DirectoryError("\n".join(str(problem) for problem in problems))


async def answer_need(settings: Settings, text: str) -> Listing:
    """
    Return the listing for a need in JSON: the `match` verb.

    Raises NeedError with one line when the need is outside the contract.
    """
    from bot.exchange.need_json import read_need

    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    directory = await live.current()
    need = read_need(text, directory)
    return make_listing(need, directory, read_urgent(settings.services_data), utc_now())


async def load_services(settings: Settings, apply: "Callable[[LoadPlan], bool]") -> None:
    """
    Bring services_data/ into the database: the `services load` verb.

    `apply` is shown the plan and says whether to go on. Raises ContentError or StoreError, and then
    nothing has changed.
    """
    from bot.storage.store import open_store

    refuse_unsound(settings.services_data)
    files = read_directory_files(settings.services_data)
    store = await open_store(settings.database_url)
    try:
        plan = await store.plan_load(files)
        if apply(plan) and plan.does_something:
            await store.apply_load(files, plan)
    finally:
        await store.close()


async def run_telegram(settings: Settings, at: str | None = None) -> None:
    """
    Hold everyone's conversation on Telegram until told to stop: the `telegram` verb.

    `at` is for trying the bot out with another Bot API server: its clock goes from this moment on.
    Raises SettingError when something that it needs is not set.
    """
    from bot.channels.telegram.host import Place, host
    from bot.sessions.ledger_key import read_ledger_key

    if settings.token is None:
        raise SettingError(
            "BOT_TOKEN is not set. BotFather, the bot of Telegram that makes bots, gives one; set "
            "it to that"
        )
    key = settings.ledger_key
    place = Place(
        token=settings.token.reveal(),
        api_url=settings.api_url.reveal(),
        ledger=settings.state / "ledger",
        ledger_key=read_ledger_key(key.reveal() if key is not None else None),
        silence=settings.silence,
    )
    clock = _clock_to_try(settings, at)
    await host(place, lambda: open_visits(settings, clock), clock)


async def open_visits(settings: Settings, clock: Clock = utc_now) -> "Visits":
    """Open the directory and return what answers many visits."""
    from bot.sessions.store import MemorySessions
    from bot.visits import Visits

    directory = await open_directory(settings.database_url, settings.content)
    return Visits(open_world(settings), directory, MemorySessions(), clock)


def _clock_to_try(settings: Settings, at: str | None) -> Clock:
    if at is not None and settings.api_url.reveal() == TELEGRAM:
        raise SettingError(
            "--at is for trying out: with Telegram itself a wrong clock would erase too late. "
            "Leave it out, or set FINGERPOST_API_URL to the server to try with"
        )
    return clock_from(at)
