"""What the `admin` verbs work with: the staff pages and their accounts."""

from functools import partial
from typing import TYPE_CHECKING

from bot.app.clocks import Clock, utc_now
from bot.app.world import open_world
from bot.checks.refusing import refuse_unsound
from bot.exchange.service_files import read_directory_files
from bot.settings import Settings
from bot.storage.open_directory import open_directory

if TYPE_CHECKING:
    from bot.admin.desk import Desk


async def run_admin(settings: Settings, host: str, port: int) -> None:
    """Serve the staff pages until told to stop: the `admin` verb. Raises StoreError."""
    from bot.admin.application import application_for
    from bot.admin.run import serve
    from bot.hosting.memory import keep_memory_private
    from bot.privacy.libraries import silence_libraries

    keep_memory_private()
    silence_libraries()
    desk = await open_desk(settings)
    try:
        await serve(application_for(desk), host, port)
    finally:
        await desk.close()


async def open_desk(settings: Settings, clock: Clock = utc_now) -> "Desk":
    """Open the directory for the staff pages, with all that they may do with it."""
    from bot.admin.open_desk import Parts, desk_of
    from bot.admin.work import FromFiles
    from bot.preview import card_as_she_sees_it

    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    world = open_world(settings)
    parts = Parts(
        url=settings.database_url,
        files=read_directory_files(settings.services_data),
        directory=live,
        card=partial(card_as_she_sees_it, world),
        locales=settings.locales,
        catalogues=world.catalogues,
        growing_old=FromFiles(world.urgent, world.notes()),
        clock=clock,
    )
    return await desk_of(parts)


async def add_keeper(settings: Settings, name: str, password: str) -> str:
    """
    Make a keeper and return what has to be shown once: the `admin add-keeper` verb.

    Raises SettingError, ApprovalError or StoreError.
    """
    from bot.admin import first_keeper
    from bot.storage.accounts import open_accounts

    accounts = await open_accounts(settings.database_url)
    try:
        return await first_keeper.add_keeper(accounts, name, password)
    finally:
        await accounts.close()
