"""What the `admin` verbs work with: the staff pages and their accounts."""

import sys
from functools import partial
from typing import TYPE_CHECKING

from bot.app.clocks import Clock, utc_now
from bot.app.world import open_world
from bot.checks.refusing import refuse_unsound
from bot.exchange.service_files import read_directory_files
from bot.listening import address_of, listening_at
from bot.settings import Settings
from bot.storage.open_directory import open_directory

if TYPE_CHECKING:
    from bot.admin.desk import Desk, StartedWith


async def run_admin(settings: Settings, host: str, port: int) -> None:
    """
    Serve the staff pages until told to stop, and say where: the `admin` verb.

    Raises StoreError, and SettingError when nothing can listen there.
    """
    from bot.admin.application import application_for
    from bot.admin.run import serve
    from bot.admin.second_factor import seal_all
    from bot.hosting.memory import keep_memory_private
    from bot.privacy.libraries import silence_libraries

    keep_memory_private()
    silence_libraries()
    desk = await open_desk(settings)
    try:
        say_whose_factor_is_lost(await seal_all(desk.accounts, desk.factors))
        with listening_at(host, port) as listener:
            print(f"Staff pages: {address_of(host, port)}", file=sys.stderr)
            await serve(application_for(desk), listener)
    finally:
        await desk.close()


def say_whose_factor_is_lost(names: tuple[str, ...]) -> None:
    """Say on standard error who cannot sign in, because the key of her second factor is gone."""
    from bot.admin.second_factor import FILE

    for name in names:
        print(
            f"{name} cannot sign in: {FILE} is not the key of her second factor. Put back that "
            f"file, or give her a new one: python -m bot admin reset-second-factor {name}",
            file=sys.stderr,
        )


async def open_desk(settings: Settings, clock: Clock = utc_now) -> "Desk":
    """Open the directory for the staff pages, with all that they may do with it."""
    from bot.admin.open_desk import Parts, desk_of
    from bot.admin.second_factor import open_second_factors
    from bot.admin.work import FromFiles
    from bot.app.printing import agreement_drawer
    from bot.preview import card_as_she_sees_it

    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    world = open_world(settings)
    parts = Parts(
        url=settings.database_url,
        files=read_directory_files(settings.services_data),
        directory=live,
        card=partial(card_as_she_sees_it, world),
        agreement=agreement_drawer(settings, clock),
        locales=settings.locales,
        catalogues=world.catalogues,
        growing_old=FromFiles(world.urgent, world.notes()),
        factors=open_second_factors(settings.state),
        started_with=started_with(settings),
        clock=clock,
    )
    return await desk_of(parts)


def started_with(settings: Settings) -> "StartedWith":
    """Return what a keeper may see of how the program was started. No address, no secret."""
    from bot.admin.desk import StartedWith

    kind = settings.database_url.partition(":")[0].partition("+")[0]
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    minutes = int(settings.silence.total_seconds()) // 60
    return StartedWith(minutes, names.get(kind, kind), settings.bot_name)


async def add_keeper(settings: Settings, name: str, password: str) -> str:
    """
    Make a keeper and return what has to be shown once: the `admin add-keeper` verb.

    Raises SettingError, ApprovalError or StoreError.
    """
    from bot.admin import first_keeper
    from bot.admin.second_factor import open_second_factors
    from bot.storage.accounts import open_accounts

    accounts = await open_accounts(settings.database_url)
    try:
        factors = open_second_factors(settings.state)
        return await first_keeper.add_keeper(accounts, factors, name, password)
    finally:
        await accounts.close()


async def reset_second_factor(settings: Settings, name: str) -> str:
    """
    Make a second factor anew, return what to show once: the `admin reset-second-factor` verb.

    Raises SettingError, ApprovalError or StoreError.
    """
    from bot.admin import first_keeper
    from bot.admin.second_factor import open_second_factors
    from bot.storage.accounts import open_accounts

    accounts = await open_accounts(settings.database_url)
    try:
        factors = open_second_factors(settings.state)
        return await first_keeper.reset_second_factor(accounts, factors, name)
    finally:
        await accounts.close()
