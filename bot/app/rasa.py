"""What the `rasa` verbs work with: the action server, and the files that Rasa needs."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.clocks import Clock, utc_now
from bot.app.world import count_taker, open_lists, open_world, report_taker
from bot.settings import Settings
from bot.storage.open_directory import open_directory

if TYPE_CHECKING:
    from bot.rasa.server import Door as RasaDoor


async def serve_rasa(settings: Settings, door: "RasaDoor", clock: Clock = utc_now) -> None:
    """
    Answer a Rasa assistant until told to stop: the `rasa serve` verb.

    Raises SettingError when nothing can listen at the door.
    """
    from bot.hosting.memory import keep_memory_private
    from bot.rasa.desk import Desk
    from bot.rasa.host import host

    async def open_desk() -> Desk:
        """Open what the server answers from, inside the event loop that it runs in."""
        directory = await open_directory(settings.database_url, settings.content)
        world = open_world(settings)
        await open_lists(world, directory)
        takers = report_taker(settings, clock), count_taker(settings, clock)
        return Desk(world, directory, clock, *takers)

    keep_memory_private()
    await host(door, open_desk)


def export_rasa(
    settings: Settings, target: str, folder: Path, clock: Clock = utc_now
) -> list[Path]:
    """Write what Rasa has to know into a folder: the `rasa export` verb. Raises SettingError."""
    from bot.rasa.export import export
    from bot.understanding.lexicon import read_lexicons

    world = open_world(settings)
    lexicons = read_lexicons(settings.locales, world.catalogues.languages.values())
    return export(world, lexicons, target, folder, clock())
