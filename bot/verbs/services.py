"""The verbs about the directory: load it, look at it, take it out, bring it back."""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.verbs.basics import refuse, settings
from bot.verbs.running import run

services = typer.Typer(no_args_is_help=True, help="The directory: load it, look at it.")


@services.command("load")
def services_load(
    yes: Annotated[bool, typer.Option("--yes", help="Apply the plan without asking.")] = False,
) -> None:
    """Bring services_data/ into the database; never over what was changed there since."""
    from bot.directory_work import load_services
    from bot.storage.plan_table import agreed

    run(load_services(settings(), lambda plan: agreed(plan, ask=not yes)))


@services.command("export")
def services_export(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    format: Annotated[  # noqa: A002  # it is what the option is called
        str, typer.Option(help="csv, xlsx, hsds, oruk or yaml.")
    ],
) -> None:
    """Write the directory into a file, for a spreadsheet, another program, or services_data/."""
    from bot.directory_work import export_services
    from bot.exchange.formats import format_named
    from bot.exchange.import_view import ImportView

    run(export_services(settings(), format_named(format), file, ImportView(ask=False)))


@services.command("import")
def services_import(
    file: Annotated[Path, typer.Argument(help="The file, or folder, to bring in.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    by: Annotated[
        str | None,
        typer.Option(help="The account of whoever brings it in: she cannot agree to it herself."),
    ] = None,
) -> None:
    """Bring a file into the directory: shows what would change, asks, all of it or nothing."""
    from bot.directory_work import import_services
    from bot.exchange.import_view import ImportView, refusals

    view = ImportView(ask=not yes)
    report = run(import_services(settings(), file, view, datetime.now(UTC), by))
    if report.refused_in_all:
        refuse(refusals(report))


@services.command("backup")
def services_backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as directory.gz.")],
) -> None:
    """Keep a copy of the directory and its history in one file. No secret is in it."""
    from bot.directory_work import back_up_directory

    counts = run(back_up_directory(settings(), file))
    print(f"{file}: {counts['service']} services, {counts['change']} changes")


@services.command("restore")
def services_restore(
    file: Annotated[Path, typer.Argument(help="A file that `services backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Put a copy in the place of the directory, all of it or nothing. Running bots follow."""
    from bot.directory_work import restore_directory

    counts = run(restore_directory(settings(), file, lambda counts: yes or sure(counts)))
    print(f"{file}: {counts['service']} services are back" if counts else "Nothing was changed")


def sure(counts: Mapping[str, int]) -> bool:
    """Ask whether a copy shall take the place of what is there."""
    what = f"{counts['service']} services and {counts['change']} changes"
    return typer.confirm(f"Put {what} in the place of everything in the directory?")


@services.command("coverage")
def services_coverage(
    country: Annotated[str | None, typer.Option(help="Only this country (ISO 3166).")] = None,
    need: Annotated[str | None, typer.Option(help="Only this need of taxonomy.yaml.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Only where staff speak this language (ISO 639).")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="community, specialist or statutory.")] = None,
    stage: Annotated[str | None, typer.Option(help="now or recovery.")] = None,
    by: Annotated[str, typer.Option(help="What the columns are: need or language.")] = "need",
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every single cell into this file.")
    ] = None,
) -> None:
    """Show where nobody is found: region by need or language, the empty cells first."""
    from bot.directory_work import counted_lately, coverage_of
    from bot.exchange.coverage_request import read_asked, read_by, title_of
    from bot.exchange.coverage_view import print_counted, print_heat_map, write_cells
    from bot.signposting.languages import OF_THE_PROJECT

    now = datetime.now(UTC)
    coverage, directory = run(coverage_of(settings(), now))
    asked = read_asked(directory, country, need, language, kind, stage)
    if csv is not None:
        print(f"{csv}: {write_cells(csv, coverage.cells(asked, OF_THE_PROJECT))} cells")
        return
    print_heat_map(coverage.heat_map(asked, read_by(by), OF_THE_PROJECT), title_of(asked))
    if directory.counting:
        lately = run(counted_lately(settings(), now))
        rows = [(*astuple(one.missed), one.number) for one in lately]
        print_counted([row for row in rows if country in {None, row[0]}])


@services.command("partnerships")
def services_partnerships(
    due: Annotated[bool, typer.Option("--due", help="Only those to be reviewed.")] = False,
) -> None:
    """Show who works together, and when the two last went through how."""
    from bot.directory_work import partnerships_known
    from bot.exchange.partnership_view import print_partnerships

    found, days = run(partnerships_known(settings()))
    print_partnerships(found, datetime.now(UTC).date(), days, only_due=due)
