"""What `share` works with: the languages, the area and the name that stand on what is handed on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from bot.app.printing import offered_among
from bot.checks.refusing import refuse_unsound
from bot.errors import SettingError
from bot.i18n.catalog import Catalogues
from bot.i18n.words import Words
from bot.presentation.labels import area_name
from bot.settings import Settings
from bot.share.card import FORMATS, Card
from bot.share.kit import write_kit
from bot.share.links import bot_name
from bot.signposting.directory import Directory
from bot.signposting.places import Area, Areas
from bot.storage.open_directory import open_directory


async def share_kit(
    settings: Settings,
    languages: tuple[str, ...],
    region: str | None,
    folder: Path,
    progress: Callable[[int], AbstractContextManager[Callable[[Path], None]]],
) -> None:
    """
    Write what peer supporters hand on: the `share` verb. `progress` is told how many files come.

    Raises SettingError for a name, a language or an area that there is not.
    """
    name, catalogues = bot_name(settings.bot_name), Catalogues(settings.locales)
    chosen = offered_among(catalogues, languages)
    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    area = region_named(region, await live.current())
    cards = [Card(words, area_in(area, words), name) for words in map(catalogues.words, chosen)]
    with progress(2 * len(FORMATS) * len(cards)) as written:
        write_kit(cards, folder, written)


def region_named(given: str | None, directory: Directory) -> Area | None:
    """
    Return the country or region that is named as `GB` or `GB/London`; None for none.

    Raises SettingError, also for an area smaller than a region (S90).
    """
    if given is None:
        return None
    country, _, id_ = given.partition("/")
    regions = [one for one in regions_in(directory.areas) if one.country == country]
    wanted = [one for one in regions if one.id == id_ or (one.kind == "country" and not id_)]
    if not wanted:
        allowed = [f"{one.country}/{one.id}" for one in regions]
        allowed = allowed or [one.country for one in directory.areas.countries]
        raise SettingError(
            f"--region {given!r} is no country or region. Use one of: {', '.join(allowed)}"
        )
    return wanted[0]


def regions_in(areas: Areas) -> tuple[Area, ...]:
    """
    Return every country and region that can stand on a card.

    A county, a province or a department lies within a region, and is smaller than one.
    """
    return tuple(one for one in areas.all if one.kind != "place" and not _is_smaller(one, areas))


def _is_smaller(area: Area, areas: Areas) -> bool:
    """Whether an area lies within one that is offered as a part of the country."""
    offered = {one.id for one in areas.choices(area.country)}
    return not offered.isdisjoint(areas.chain(area.country, area.id)[1:])


def area_in(area: Area | None, words: Words) -> str:
    """Return the name of an area in a language, empty for none."""
    return "" if area is None else area_name(words, area.country, area.names["en"])
