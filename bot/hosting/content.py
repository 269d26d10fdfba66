"""
What the bot would show: is the directory there, is it sound, has it grown old, in which languages.
"""

from datetime import date
from pathlib import Path

from bot.checks.services import check_services
from bot.errors import CatalogueError, StoreError
from bot.findings import Finding, fault, look, well
from bot.i18n.catalog import Catalogues
from bot.storage.address import sqlite_file
from bot.storage.snapshot_file import Mark, read_mark_of

DIRECTORY, SERVICES, LANGUAGES = "directory", "services", "languages"


async def directory_opens(url: str) -> Finding:
    """Say whether the database of the directory can be read, and how often it was changed."""
    try:
        file = sqlite_file(url)
        if file is not None and not file.exists():
            return well(DIRECTORY, "There is no database yet; the first start fills one.")
        mark = read_mark_of(file) if file is not None else await _mark_at(url)
    except StoreError as error:
        return fault(DIRECTORY, f"{error}.", "")
    if mark is None:
        remedy = "Put a backup in its place, or move it away and start from services_data"
        return fault(DIRECTORY, f"{file} is not a directory that can be read.", remedy)
    return well(DIRECTORY, f"It opens, at revision {mark.revision}.")


async def _mark_at(url: str) -> Mark:
    from bot.storage.store import at  # sqlalchemy, for those alone who need it

    store = at(url)
    try:
        return await store.mark()
    finally:
        await store.close()


def services_are_sound(folder: Path, today: date) -> Finding:
    """Say whether services and urgent numbers are sound, and whether any grew old (S61, S64)."""
    wrong = len(check_services(folder))
    if wrong:
        return fault(
            SERVICES, f"Of the files, {wrong} lines are wrong.", "Run: python -m bot check"
        )
    old = len(check_services(folder, today))
    if old:
        remedy = "Run: python -m bot check --today, and look at each again"
        return look(SERVICES, f"Services, notes or urgent numbers grown old: {old}.", remedy)
    return well(SERVICES, "The files are sound, and nothing in them has grown old.")


def languages_are_ready(folder: Path) -> Finding:
    """Say which languages are offered (S80), and which of them no native speaker has read."""
    catalogues = Catalogues(folder)
    try:
        offered, languages = catalogues.offered, catalogues.languages
    except CatalogueError as error:
        return fault(LANGUAGES, f"{error}.", "")
    drafts = [code for code in offered if languages[code].review == "draft"]
    kept_back = [code for code in languages if code not in offered]
    if kept_back:
        remedy = f"Run: python -m bot check locales {kept_back[0]}"
        return look(LANGUAGES, f"Not offered, incomplete: {', '.join(kept_back)}.", remedy)
    sentence = f"Offered: {', '.join(offered)}."
    if drafts:
        remedy = "Find a native speaker for each; locales/README.md says what she does"
        return look(
            LANGUAGES, f"{sentence} Read by no native speaker: {', '.join(drafts)}.", remedy
        )
    return well(LANGUAGES, sentence)
