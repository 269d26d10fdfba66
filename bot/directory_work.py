"""
The work on the directory that is done at the command line: files in and out, copies, coverage.

A wiring place like bot/app/, and apart from it: nothing here is on the way to a conversation.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from bot.checks.leaving import without_a_place
from bot.checks.refusing import refuse_unsound
from bot.checks.services_one import Judge
from bot.errors import ExchangeError
from bot.exchange.formats import Format, open_writer, shelve
from bot.exchange.lines import Line, Shelf
from bot.exchange.report import ImportReport
from bot.exchange.service_files import read_areas, read_directory_files
from bot.settings import Settings
from bot.signposting.coverage import Coverage
from bot.signposting.directory import Directory
from bot.signposting.partnership import Partnership, partnerships_in
from bot.signposting.places import Areas
from bot.storage.backup import back_up, look_into, restore
from bot.storage.counts import Counted, open_counts
from bot.storage.database import Database
from bot.storage.house_settings import HouseSettingsStore
from bot.storage.importing import Decided, importer
from bot.storage.plan import LoadPlan
from bot.storage.store import DirectoryStore, open_store
from bot.yaml_file import read_yaml


class View(Protocol):
    """What a person sees of it."""

    def agreed(self, report: ImportReport) -> bool:
        """Show a plan and return whether to do it."""

    def say(self, sentence: str) -> None:
        """Show one line."""

    def progress(
        self, what: str, total: int | None
    ) -> AbstractContextManager[Callable[[int], None]]:
        """Show how far a part of the work is."""


async def filled_store(settings: Settings) -> DirectoryStore:
    """
    Open the directory; an empty one is filled from services_data/ first.

    Raises StoreError, or ContentError for files that must not be loaded.
    """
    store = await open_store(settings.database_url)
    if not await store.revision():
        refuse_unsound(settings.services_data)
        await store.load(read_directory_files(settings.services_data))
    return store


async def load_services(settings: Settings, apply: Callable[[LoadPlan], bool]) -> None:
    """
    Bring services_data/ into the database: the `services load` verb.

    `apply` is shown the plan and says whether to go on. Raises ContentError or StoreError, and then
    nothing has changed.
    """
    refuse_unsound(settings.services_data)
    files = read_directory_files(settings.services_data)
    store = await open_store(settings.database_url)
    try:
        plan = await store.plan_load(files)
        if apply(plan) and plan.does_something:
            await store.apply_load(files, plan, datetime.now(UTC))
    finally:
        await store.close()


async def export_services(settings: Settings, kind: Format, path: Path, view: View) -> None:
    """
    Write the directory into a file: the `services export` verb.

    Raises StoreError, ContentError, or ExchangeError when the file cannot be written.
    """
    store = await filled_store(settings)
    try:
        total = len(await store.ids())
        areas = Areas(read_areas(read_yaml(settings.services_data / "areas.yaml")))
        with view.progress("Writing", total) as tell:
            writer = open_writer(kind, path, await store.most_contacts())
            async for portion in store.portions():
                for service in portion:
                    writer.add(without_a_place(service, areas))
                tell(len(portion))
            said = writer.close()
    except OSError as error:
        raise ExchangeError(f"{path}: cannot be written ({error}). Choose another place") from None
    finally:
        await store.close()
    for sentence in said:
        view.say(sentence)
    view.say(f"{path}: written, from {total} services")


async def back_up_directory(settings: Settings, path: Path) -> dict[str, int]:
    """
    Write a copy of the directory: the `services backup` verb.

    Returns how many rows of each table are in it. Raises StoreError.
    """
    store = await filled_store(settings)
    database = Database(settings.database_url)
    try:
        return await back_up(database, path)
    finally:
        await database.close()
        await store.close()


async def restore_directory(
    settings: Settings, path: Path, agreed: Callable[[Mapping[str, int]], bool]
) -> dict[str, int] | None:
    """
    Put a copy in the place of the directory: the `services restore` verb.

    `agreed` is shown how many rows it holds. Returns the same, or None when nothing was done.
    Raises StoreError, and then nothing has changed.
    """
    counts = look_into(path)
    if not agreed(counts):
        return None
    database = Database(settings.database_url)
    try:
        await database.migrate()
        await restore(database, path)
    finally:
        await database.close()
    return counts


async def coverage_of(settings: Settings, at: datetime) -> tuple[Coverage, Directory]:
    """Return where the directory has nobody: the `services coverage` verb. Raises StoreError."""
    store = await filled_store(settings)
    try:
        directory = await store.snapshot()
    finally:
        await store.close()
    return Coverage(directory, at), directory


async def partnerships_known(settings: Settings) -> tuple[tuple[Partnership, ...], int]:
    """
    Return who works together, and how many days a review counts: `services partnerships`.

    Raises StoreError.
    """
    store = await filled_store(settings)
    in_force = HouseSettingsStore(Database(settings.database_url))
    try:
        directory = await store.snapshot()
        return partnerships_in(directory.by_id), (await in_force.read()).partners_days
    finally:
        await in_force.close()
        await store.close()


async def counted_lately(settings: Settings, at: datetime) -> tuple[Counted, ...]:
    """Return what was looked for and not found, where it was counted (S46). Raises StoreError."""
    counts = await open_counts(settings.database_url)
    try:
        return await counts.lately(at.date())
    finally:
        await counts.close()


async def import_services(
    settings: Settings, path: Path, view: View, at: datetime, by: str | None = None
) -> ImportReport:
    """
    Bring a file into the directory, all or nothing: the `services import` verb.

    `by` is the account of whoever brings it in. Nothing is written while a line is refused, or when
    the person does not agree. Raises ExchangeError for a file that is refused as a whole,
    StoreError, ContentError, SettingError.
    """
    store = await filled_store(settings)
    database = Database(settings.database_url)
    try:
        with Shelf(Line) as lines, Shelf(Decided) as decided:
            with view.progress("Reading", None) as tell:
                rows = shelve(path, lines, tell)
            judge = Judge(settings.services_data, {*await store.ids(), *rows}, at.date())
            work = await importer(database, str(path), at, by)
            with view.progress("Comparing", lines.count) as tell:
                report = await work.compare(lines, judge.service, decided, tell)
            if view.agreed(report) and not report.refused_in_all:
                with view.progress("Writing", decided.count) as tell:
                    await work.apply(report, decided, tell)
                _say_what_follows(report, view)
    finally:
        await database.close()
        await store.close()
    return report


def _say_what_follows(report: ImportReport, view: View) -> None:
    live = len(report.added) + len(report.changed)
    if live:
        view.say(f"Done: {live} services say what the file says. Running bots follow in seconds.")
    if report.waiting:
        view.say(
            f"{len(report.waiting)} wait for a second person, who agrees on the staff pages "
            "(python -m bot admin). Until then the bot shows what it showed before."
        )
