"""
Open what every conversation needs: dialogues, texts, numbers, and what reads typed text.

What is heavy opens itself with the first visit that needs it.
"""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.clocks import Clock
from bot.counting import TakeCount
from bot.dialogue.lesson_files import read_lessons
from bot.dialogue.loader import load_dialogue
from bot.errors import ContentError
from bot.exchange.service_files import read_urgent
from bot.field_reports import TakeReport
from bot.i18n.catalog import Catalogues
from bot.i18n.phrases import Phrases, read_phrases
from bot.presentation.scene import no_link
from bot.settings import Settings
from bot.share.links import bot_name, link
from bot.signposting.directory import ServiceDirectory
from bot.storage.count_port import CountWriter
from bot.storage.report_port import ReportWriter
from bot.typed_text import Understanding
from bot.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.signposting.country_notes import CountryNote
    from bot.signposting.languages import Related
    from bot.understanding.lexicon import Lexicon


def open_world(settings: Settings) -> World:
    """Load dialogues, catalogues and urgent numbers. Raises ContentError with file and line."""
    catalogues = Catalogues(settings.locales)
    return World(
        dialogue=load_dialogue(settings.dialogues),
        catalogues=catalogues,
        urgent=read_urgent(settings.services_data),
        names=cache(lambda: taxonomy_names(settings.services_data)),
        understand=open_understanding(settings, catalogues),
        silence=settings.silence,
        notes=cache(lambda: country_notes(settings.services_data)),
        phrases=cache(lambda: phrases_of(settings.locales)),
        related=cache(lambda: related_languages(settings.services_data)),
        lessons=cache(lambda: read_lessons(settings.dialogues)),
        link=link_maker(settings),
    )


def link_maker(settings: Settings) -> "Callable[[str], str | None]":
    """
    Return what makes the link to hand on in a language, and nothing where the bot has no name.

    Raises SettingError for a name that cannot be one.
    """
    if not settings.bot_name:
        return no_link
    return partial(link, bot_name(settings.bot_name))


def open_understanding(settings: Settings, catalogues: Catalogues) -> Understanding:
    """Return what reads typed texts; it opens its lists with the first of them."""
    places = settings.services_data / "places"

    def kept(
        codes: Iterable[str], read: "Callable[[], tuple[Lexicon, ...]]"
    ) -> "tuple[Lexicon, ...]":
        """Return the lists as they were kept in the state folder, or else as `read` finds them."""
        from bot.storage.kept_lexicons import kept_lexicons

        return kept_lexicons(settings.locales, codes, settings.state, read)

    return Understanding(settings.locales, catalogues, places, kept)


async def open_lists(world: World, directory: ServiceDirectory) -> None:
    """Open what the first typed text needs, beside the loop, so that nobody waits for it."""
    # What fails here fails again with a typed text, and is answered there. It keeps no bot from
    # starting: buttons need none of it.
    with suppress(Exception):
        await asyncio.to_thread(world.understand, "", {}, None, await directory.current())


def report_taker(settings: Settings, clock: Clock) -> TakeReport:
    """Return what writes down that a service did not work, for the work list of the staff pages."""
    writer = ReportWriter(settings.database_url, lambda: clock().date())
    return lambda report: writer.take(report.service_id, report.kind)


def count_taker(settings: Settings, clock: Clock) -> TakeCount:
    """Return what counts what was not found, where a keeper has switched that on (S46)."""
    return CountWriter(settings.database_url, lambda: clock().date()).take


def taxonomy_names(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the taxonomy's English names by section and code. Raises ContentError."""
    from bot.yaml_file import read_yaml

    document = read_yaml(folder / "taxonomy.yaml")
    try:
        return {
            section: {entry["id"]: entry["name"] for entry in entries}
            for section, entries in document.value.items()
        }
    except (AttributeError, KeyError, TypeError):
        raise ContentError(
            f"{document.place()}: has another shape than it should. Run: python -m bot check "
            "services"
        ) from None


def country_notes(folder: Path) -> "tuple[CountryNote, ...]":
    """Return what is known of law and practice; nothing when the files are broken."""
    from bot.exchange.country_files import read_country_notes

    # A card without its note is better than no card; `check services` says what is wrong.
    with suppress(ContentError):
        return read_country_notes(folder)
    return ()


def phrases_of(folder: Path) -> Phrases:
    """Return the words to say at a service; none when the file is broken: `check` says what is."""
    with suppress(ContentError):
        return read_phrases(folder)
    return Phrases()


def related_languages(folder: Path) -> "tuple[Related, ...]":
    """Return which languages are near each other; nothing when the file is broken."""
    from bot.exchange.related_files import read_related

    with suppress(ContentError):
        return read_related(folder)
    return ()
