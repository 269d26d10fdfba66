"""
The only wiring place: settings in, a bot that can be talked to out.

Everything heavy is opened when it is first needed: a first card needs no database library, and
typed text is the first that needs an index of places.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.dialogue.loader import load_dialogue
from bot.errors import ContentError, DirectoryError, NeedError, SettingError
from bot.exchange.service_files import read_directory_files, read_urgent
from bot.field_reports import TakeReport
from bot.i18n.catalog import Catalogues
from bot.i18n.phrases import Phrases, read_phrases
from bot.i18n.words import Words
from bot.settings import TELEGRAM, Settings
from bot.signposting.directory import Directory, ServiceDirectory
from bot.signposting.listing import Listing
from bot.signposting.match import make_listing
from bot.storage.open_directory import open_directory
from bot.storage.report_port import ReportWriter
from bot.turn import World
from bot.typed_text import Understanding

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.admin.desk import Desk
    from bot.channels.telegram.setup import Agree
    from bot.channels.telegram.webhook_setup import Wish
    from bot.findings import Finding
    from bot.rasa.server import Door as RasaDoor
    from bot.signposting.country_notes import CountryNote
    from bot.signposting.languages import Related
    from bot.signposting.places import Area
    from bot.storage.plan import LoadPlan
    from bot.understanding.lexicon import Lexicon
    from bot.understanding.meaning import Meaning
    from bot.understanding.places import PlaceFinding
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
        understand=open_understanding(settings, catalogues),
        silence=settings.silence,
        notes=cache(lambda: country_notes(settings.services_data)),
        phrases=cache(lambda: phrases_of(settings.locales)),
        related=cache(lambda: related_languages(settings.services_data)),
    )


async def open_conversation(settings: Settings, clock: Clock = utc_now) -> Conversation:
    """Open the directory (building it the first time) and return a bot to talk to."""
    directory = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    return Conversation(open_world(settings), directory, clock, report_taker(settings, clock))


def report_taker(settings: Settings, clock: Clock) -> TakeReport:
    """Return what writes down that a service did not work, for the work list of the staff pages."""
    writer = ReportWriter(settings.database_url, lambda: clock().date())
    return lambda report: writer.take(report.service_id, report.kind)


def taxonomy_names(folder: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the taxonomy's English names by section and code."""
    from bot.yaml_file import read_yaml

    sections = read_yaml(folder / "taxonomy.yaml").value
    return {
        section: {entry["id"]: entry["name"] for entry in entries}
        for section, entries in sections.items()
    }


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
    labels = cache(lambda code: every_option(world.dialogue, world.catalogues.words(code)))

    def read(language: str | None, text: str) -> "Meaning":
        options = labels(language) if language in offered else {}
        return world.understand(text, options, None, directory, asks_where=False, language=language)

    return tuple(world.catalogues.languages), read


async def share_kit(
    settings: Settings,
    languages: tuple[str, ...],
    region: str | None,
    folder: Path,
    progress: "Callable[[int], AbstractContextManager[Callable[[Path], None]]]",
) -> None:
    """
    Write what peer supporters hand on: the `share` verb. `progress` is told how many files come.

    Raises SettingError for a name, a language or an area that there is not.
    """
    from bot.share.card import FORMATS, Card
    from bot.share.kit import write_kit
    from bot.share.links import bot_name

    name, catalogues = bot_name(settings.bot_name), Catalogues(settings.locales)
    for code in languages:
        if code not in catalogues.offered:
            offered = ", ".join(catalogues.offered)
            raise SettingError(f"language {code!r} is not offered: use one of {offered}")
    live = await open_directory(settings.database_url, settings.content, refuse=refuse_unsound)
    area = region_named(region, await live.current())
    chosen = languages or catalogues.offered
    cards = [Card(words, area_in(area, words), name) for words in map(catalogues.words, chosen)]
    with progress(2 * len(FORMATS) * len(cards)) as written:
        write_kit(cards, folder, written)


def region_named(given: str | None, directory: Directory) -> "Area | None":
    """
    Return the country or region that is named as `GB` or `GB/London`; None for none.

    Raises SettingError, also for an area smaller than a region (S90).
    """
    if given is None:
        return None
    country, _, id_ = given.partition("/")
    regions = [one for one in directory.area_list if one.country == country and one.kind != "place"]
    wanted = [one for one in regions if one.id == id_ or (one.kind == "country" and not id_)]
    if not wanted:
        allowed = ", ".join(f"{one.country}/{one.id}" for one in regions) or "such as GB/London"
        raise SettingError(f"--region {given!r} is no country or region. Use one of: {allowed}")
    return wanted[0]


def area_in(area: "Area | None", words: Words) -> str:
    """Return the name of an area in a language, empty for none."""
    from bot.presentation.labels import area_name

    return "" if area is None else area_name(words, area.country, area.names["en"])


def open_understanding(settings: Settings, catalogues: Catalogues) -> Understanding:
    """Return what reads typed texts; it opens its lists with the first of them."""
    places = settings.services_data / "places"

    def kept(
        codes: Iterable[str], read: "Callable[[], tuple[Lexicon, ...]]"
    ) -> "tuple[Lexicon, ...]":
        from bot.storage.kept_lexicons import kept_lexicons

        return kept_lexicons(settings.locales, codes, settings.state, read)

    return Understanding(settings.locales, catalogues, places, kept)


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
            await store.apply_load(files, plan, utc_now())
    finally:
        await store.close()


async def run_telegram(
    settings: Settings, at: str | None = None, listen_at: tuple[str, int] | None = None
) -> None:
    """
    Hold everyone's conversation on Telegram until told to stop: the `telegram` verb.

    `at` is for trying the bot out with another Bot API server: its clock goes from this moment on.
    `listen_at` is the address and port at which Telegram calls it; without, it fetches.
    Raises SettingError when something that it needs is not set.
    """
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
    from bot.channels.telegram.doctor import ask_telegram
    from bot.hosting.doctor import look_around

    around = await look_around(settings, clock().date())
    token = settings.token.reveal() if settings.token is not None else None
    listens = settings.webhook_secret is not None
    return [*await ask_telegram(token, settings.api_url.reveal(), listens, clock), *around]


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


async def open_visits(settings: Settings, clock: Clock = utc_now) -> "Visits":
    """Open the directory and return what answers many visits."""
    from bot.sessions.store import MemorySessions
    from bot.visits import Visits

    directory = await open_directory(settings.database_url, settings.content)
    world = open_world(settings)
    await _open_lists(world, directory)
    return Visits(world, directory, MemorySessions(), clock, report_taker(settings, clock))


async def serve_rasa(settings: Settings, door: "RasaDoor", clock: Clock = utc_now) -> None:
    """
    Answer a Rasa assistant until told to stop: the `rasa serve` verb.

    Raises SettingError when nothing can listen at the door.
    """
    from bot.hosting.memory import keep_memory_private
    from bot.rasa.desk import Desk
    from bot.rasa.host import host

    async def open_desk() -> Desk:
        directory = await open_directory(settings.database_url, settings.content)
        world = open_world(settings)
        await _open_lists(world, directory)
        return Desk(world, directory, clock, report_taker(settings, clock))

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


async def _open_lists(world: World, directory: ServiceDirectory) -> None:
    """Open what the first typed text needs, beside the loop, so that nobody waits for it."""
    # What fails here fails again with a typed text, and is answered there. It keeps no bot from
    # starting: buttons need none of it.
    with suppress(Exception):
        await asyncio.to_thread(world.understand, "", {}, None, await directory.current())


def _clock_to_try(settings: Settings, at: str | None) -> Clock:
    if at is not None and settings.api_url.reveal() == TELEGRAM:
        raise SettingError(
            "--at is for trying out: with Telegram itself a wrong clock would erase too late. "
            "Leave it out, or set FINGERPOST_API_URL to the server to try with"
        )
    return clock_from(at)
