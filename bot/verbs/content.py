"""The verbs about what people edit and hand on: `check`, `share`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.verbs.basics import settings
from bot.verbs.running import run

content = typer.Typer()


@content.command()
def share(
    out: Annotated[Path, typer.Option(help="The folder to write to.")],
    language: Annotated[
        list[str] | None,
        typer.Option(help="A language (ISO 639); every one if left out. Can be repeated."),
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Name this area on the cards, such as GB/London.")
    ] = None,
) -> None:
    """Make cards, a poster and a strip to hand on, to print or to show. They name no group."""
    from bot.app.sharing import share_kit
    from bot.share.progress import progress_of

    run(share_kit(settings(), tuple(language or ()), region, out, progress_of))


@content.command()
def check(
    part: Annotated[
        str | None,
        typer.Argument(help="dialogues, services, locales, promises or cover; all if left out."),
    ] = None,
    language: Annotated[
        str | None, typer.Argument(help="With locales: this language alone.")
    ] = None,
    today: Annotated[
        bool, typer.Option("--today", help="Also what has expired or grown old by today.")
    ] = False,
) -> None:
    """Check everything that people edit: file, line, what is wrong, what to do."""
    from bot.checks.run import run_checks

    found = run_checks(settings(), part, language, date.today() if today else None)
    raise SystemExit(1 if found else 0)
