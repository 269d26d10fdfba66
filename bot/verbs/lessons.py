"""The verbs about what is printed for supporters and their groups: `lessons booklet` and others."""

from pathlib import Path
from typing import Annotated

import typer

from bot.verbs.basics import settings
from bot.verbs.running import run

lessons = typer.Typer(no_args_is_help=True, help="To print for supporters and their groups.")

Folder = Annotated[Path, typer.Option("--out", help="The folder to write to.")]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", help="A language (ISO 639); every one if left out. Repeatable."),
]


@lessons.command("booklet")
def lessons_booklet(out: Folder, language: Languages = None) -> None:
    """Write the lessons as a booklet (A5, PDF). What is not translated yet stands in English."""
    from bot.app.printing import write_booklets
    from bot.share.progress import progress_of

    write_booklets(settings(), tuple(language or ()), out, progress_of)


@lessons.command("checklist")
def lessons_checklist(out: Folder, language: Languages = None) -> None:
    """Write "Before our group offers this" on one page, as PDF and text."""
    from bot.app.printing import write_checklists
    from bot.share.progress import progress_of

    write_checklists(settings(), tuple(language or ()), out, progress_of)


@lessons.command("agreement")
def lessons_agreement(
    community: Annotated[str, typer.Argument(help="The id of a community group.")],
    specialist: Annotated[str, typer.Argument(help="The id of a specialist service.")],
    out: Folder,
    language: Languages = None,
) -> None:
    """Draw up an agreement between two services of the directory on one page, as PDF and text."""
    from bot.app.printing import write_agreements
    from bot.share.progress import progress_of

    pair, languages = (community, specialist), tuple(language or ())
    run(write_agreements(settings(), pair, languages, out, progress_of))
