"""What `chat`, `match`, `place` and `understand` work with."""

from functools import cache
from typing import TYPE_CHECKING

from bot.app.clocks import Clock, utc_now
from bot.app.world import open_understanding, open_world, report_taker
from bot.checks.refusing import refuse_unsound
from bot.conversation import Conversation
from bot.errors import NeedError
from bot.exchange.service_files import read_urgent
from bot.i18n.catalog import Catalogues
from bot.settings import Settings
from bot.signposting.listing import Listing
from bot.signposting.match import make_listing
from bot.storage.open_directory import open_directory

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.understanding.meaning import Meaning
    from bot.understanding.places import PlaceFinding


async def open_conversation(settings: Settings, clock: Clock = utc_now) -> Conversation:
    """Open the directory (building it the first time) and return a bot to talk to."""
    directory = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    return Conversation(open_world(settings), directory, clock, report_taker(settings, clock))


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


async def place_finder(settings: Settings, country: str | None) -> "Callable[[str], PlaceFinding]":
    """
    Return what finds the place that a text names: the `place` verb.

    Raises NeedError when the country is none of ours.
    """
    from bot.exchange.need_json import countries

    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    directory = await live.current()
    if country is not None and country not in (allowed := countries(directory)):
        listed = ", ".join(allowed)
        raise NeedError(f"{country!r} is not allowed in --country: allowed are {listed}")
    places = open_understanding(settings, Catalogues(settings.locales)).places(directory)
    return lambda text: places.find(text, country)


async def typed_text_reader(
    settings: Settings,
) -> "tuple[tuple[str, ...], Callable[[str | None, str], Meaning]]":
    """
    Return our languages, and what says of a typed text what it means: the `understand` verb.

    Without a card, every option of the dialogue is offered, in the language of the text.
    """
    from bot.presentation.labels import every_option

    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    directory = await live.current()
    world = open_world(settings)
    offered = world.catalogues.offered
    slots = tuple(dict.fromkeys(question.slot for question in world.dialogue.questions))
    labels = cache(lambda code: every_option(world.dialogue, world.catalogues.words(code)))

    def read(language: str | None, text: str) -> "Meaning":
        """Return what a text means where nothing was asked, or in no language that is known."""
        options = labels(language) if language in offered else {}
        return world.understand(
            text, options, None, directory, asks_where=False, language=language, asked=slots
        )

    return tuple(world.catalogues.languages), read
