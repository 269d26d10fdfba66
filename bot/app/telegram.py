"""What the `telegram` verbs work with: the host of conversations, its profile, its doctor."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, cast

from bot.app.clocks import Clock, clock_from, utc_now
from bot.app.world import count_taker, open_lists, open_world, report_taker
from bot.errors import SettingError
from bot.i18n.catalog import Catalogues
from bot.settings import TELEGRAM, Settings
from bot.storage.open_directory import open_directory

if TYPE_CHECKING:
    from bot.channels.telegram.setup import Agree
    from bot.channels.telegram.webhook_setup import Wish
    from bot.findings import Finding
    from bot.visits import Visits


async def run_telegram(
    settings: Settings, at: str | None = None, listen_at: tuple[str, int] | None = None
) -> None:
    """
    Hold everyone's conversation on Telegram until told to stop: the `telegram` verb.

    `at` is for trying the bot out with another Bot API server: its clock goes from this moment on.
    `listen_at` is the address and port at which Telegram calls it; without, it fetches.
    Raises SettingError when something that it needs is not set.
    """
    leave_out_what_nobody_uses()
    from bot.channels.telegram.host import Place, host
    from bot.channels.telegram.webhook_address import Door, read_webhook_secret
    from bot.hosting.memory import keep_memory_private
    from bot.sessions.ledger_key import read_ledger_key

    keep_memory_private()
    token = _token(settings)
    key, door = settings.ledger_key, None
    if listen_at is not None:
        known = settings.webhook_secret
        door = Door(*listen_at, read_webhook_secret(known.reveal() if known is not None else None))
    place = Place(
        token=token,
        api_url=settings.api_url.reveal(),
        ledger=settings.state / "ledger",
        ledger_key=read_ledger_key(key.reveal() if key is not None else None),
        silence=settings.silence,
        door=door,
    )
    clock = _clock_to_try(settings, at)
    await host(place, lambda: open_visits(settings, clock), clock)


def leave_out_what_nobody_uses() -> None:
    """
    Keep a module out of this process that the Telegram library would bring along: 3 MB for nothing.

    It imports its own HTTP client, which we never use (request.py), and that its command line.
    """
    # None says that there is no such module; the client is made to do without.
    sys.modules.setdefault("httpx._main", cast(ModuleType, None))


async def open_visits(settings: Settings, clock: Clock = utc_now) -> "Visits":
    """Open the directory and return what answers many visits."""
    from bot.sessions.store import MemorySessions
    from bot.visits import Visits

    directory = await open_directory(settings.database_url, settings.content)
    world = open_world(settings)
    await open_lists(world, directory)
    takers = report_taker(settings, clock), count_taker(settings, clock)
    return Visits(world, directory, MemorySessions(), clock, *takers)


def _clock_to_try(settings: Settings, at: str | None) -> Clock:
    if at is not None and settings.api_url.reveal() == TELEGRAM:
        raise SettingError(
            "--at is for trying out: with Telegram itself a wrong clock would erase too late. "
            "Leave it out, or set FINGERPOST_API_URL to the server to try with"
        )
    return clock_from(at)


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise SettingError(
            "BOT_TOKEN is not set. BotFather, the bot of Telegram that makes bots, gives one; set "
            "it to that"
        )
    return settings.token.reveal()


async def set_up_telegram(
    settings: Settings, wish: "Wish", agree: "Agree", say: Callable[[str], None]
) -> bool:
    """
    Set name, descriptions, commands and webhook on Telegram: the `telegram setup` verb.

    `agree` is shown what would change and says whether to go on; `say` is told what was done, and
    what a person has to mend. Returns whether nothing is left to mend. Raises SettingError or
    ChannelError.
    """
    from bot.channels.telegram.profile import emptied_codes
    from bot.channels.telegram.setup import Order, set_up
    from bot.channels.telegram.webhook_setup import read_hook
    from bot.checks.bot_names import read_names, telling_names
    from bot.checks.cover import every_list
    from bot.presentation.profile import profiles

    found, lists = profiles(Catalogues(settings.locales)), every_list(settings.locales)
    secret = settings.webhook_secret
    order = Order(
        texts=found.texts,
        names=read_names(wish.names, found.texts, lists),
        emptied=(*found.unoffered, *emptied_codes(wish.emptied, found.texts)),
        hook=read_hook(wish, secret.reveal() if secret is not None else None),
        no_webhook=wish.no_webhook,
    )
    if found.without_code:
        say(f"Left out, because Telegram has no code for them: {', '.join(found.without_code)}")
    standing = await set_up(_token(settings), settings.api_url.reveal(), order, agree, say)
    telling = [*telling_names(standing.names, standing.username, lists)]
    for sentence in telling:
        say(sentence)
    return not telling


async def examine(settings: Settings, clock: Clock = utc_now) -> "list[Finding]":
    """Look at all that a host can have wrong: the `telegram doctor` verb. Changes nothing."""
    from bot.channels.telegram.doctor import ask_telegram, secret_is_sound
    from bot.hosting.doctor import look_around

    around = await look_around(settings, clock().date())
    token = settings.token.reveal() if settings.token is not None else None
    secret = settings.webhook_secret.reveal() if settings.webhook_secret is not None else None
    asked = await ask_telegram(token, settings.api_url.reveal(), secret is not None, clock)
    return [*asked, *secret_is_sound(secret), *around]
