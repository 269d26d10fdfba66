"""
The doctor: everything that a host can have wrong, looked at in one go, with what to do about it.

It changes nothing that the bot keeps, and shows no secret. What Telegram has to say comes from
`bot.channels.telegram.doctor`; `bot.app` puts the two together.
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.errors import StoreError
from bot.findings import Finding, State
from bot.hosting.content import directory_opens, languages_are_ready, services_are_sound
from bot.hosting.ledger import key_and_ledger
from bot.hosting.loudness import logs_are_silent
from bot.hosting.machine import (
    files_are_private,
    folder_is_writable,
    run_by_its_user,
    there_is_room,
)
from bot.privacy.libraries import silence_libraries
from bot.settings import Settings
from bot.storage.address import sqlite_file

MARKS: dict[State, tuple[str, str]] = {
    "well": ("✓", "green"),
    "look": ("!", "yellow"),
    "fault": ("✗", "red"),
}
"""What stands before a finding, and its colour."""


async def look_around(settings: Settings, today: date) -> list[Finding]:
    """Return what this machine has to say. Libraries are silent from here on."""
    key = settings.ledger_key
    return [
        logs_are_silent(silence_libraries),
        *key_and_ledger(key.reveal() if key else None, settings.state / "ledger"),
        run_by_its_user(os.geteuid()),
        folder_is_writable(settings.state),
        files_are_private(settings.state, _database_file(settings.database_url)),
        there_is_room(settings.state),
        await directory_opens(settings.database_url),
        services_are_sound(settings.services_data, today),
        languages_are_ready(settings.locales),
    ]


def _database_file(url: str) -> Path | None:
    try:
        return sqlite_file(url)
    except StoreError:
        # directory_opens says what is wrong with the address.
        return None


def show(findings: Sequence[Finding], console: Console | None = None) -> bool:
    """Print the findings as a table; return whether there is no fault among them."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("", "what", "how it is, and what to do"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        mark, colour = MARKS[finding.state]
        table.add_row(f"[{colour}]{mark}[/]", escape(finding.subject), escape(_said(finding)))
    console = console or Console()
    console.print(table)
    console.print(_summary([finding.state for finding in findings]))
    return not any(finding.state == "fault" for finding in findings)


def _said(finding: Finding) -> str:
    return f"{finding.sentence}\n→ {finding.remedy}" if finding.remedy else finding.sentence


def _summary(states: Sequence[State]) -> str:
    counts = f"{states.count('fault')} to mend, {states.count('look')} to know of."
    return f"{counts} What only telephones show is in .github/RELEASE.md."
