"""
The verbs of the command line: `python -m bot VERB`, or `fingerpost VERB`.

Each verb is a few lines that hand over to the part that does the work. What is heavy is imported by
the verb that needs it, so that `chat` reaches its first card quickly.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.errors import FingerpostError, SettingError
from bot.privacy.libraries import silence_libraries
from bot.settings import Settings, read_settings

application = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Fingerpost: shows where help is, in her language, and then disappears.",
)
services = typer.Typer(no_args_is_help=True, help="The directory: load it, look at it.")
locales = typer.Typer(no_args_is_help=True, help="The translations: bring them up to date.")
telegram = typer.Typer(help="Conversations on Telegram: hold them; set the bot up for them.")
rasa = typer.Typer(no_args_is_help=True, help="For whoever runs a Rasa assistant already.")
application.add_typer(services, name="services")
application.add_typer(rasa, name="rasa")
application.add_typer(telegram, name="telegram")
application.add_typer(locales, name="locales")
admin = typer.Typer(help="The staff pages: serve them; make the first account.")
application.add_typer(admin, name="admin")

REFUSED = 2
"""The exit status when what was asked for cannot be done; the reason stands on standard error."""


def main() -> None:
    """Run the command line. An error that a person can mend is one line, never a traceback."""
    # Whatever the verb: what a library would log may hold a token, an update or an address (S42).
    silence_libraries()
    try:
        application()
    except FingerpostError as error:
        refuse(str(error))


def refuse(reason: str) -> NoReturn:
    """Say why on standard error and end with status 2."""
    print(reason, file=sys.stderr)
    raise SystemExit(REFUSED)


def settings() -> Settings:
    """Return the settings of this installation."""
    return read_settings(os.environ)


@application.command()
def chat(
    language: Annotated[
        str | None, typer.Option(help="Begin in this language (ISO 639), without asking.")
    ] = None,
    script: Annotated[
        Path | None, typer.Option(help="Play the acts of this file instead of a person.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Write the conversation to this file, as a journey.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print cards as JSON lines.")] = False,
    at: Annotated[
        str | None, typer.Option(help="As if it were this moment: 2026-11-20T12:00:00+00:00.")
    ] = None,
) -> None:
    """Talk with the bot in the terminal, on the real directory."""
    from bot.app import clock_at, open_conversation
    from bot.channels.chat import hold

    if script is not None:
        from bot.channels.journey import beginning

        recorded_language, recorded_at = beginning(script)
        language, at = language or recorded_language, at or recorded_at

    async def talk() -> None:
        conversation = await open_conversation(settings(), clock_at(at))
        conversation.speaks(language)
        await hold(
            conversation,
            conversation.fallback,
            conversation.silence_left,
            language=language,
            script=script,
            record=record,
            at=conversation.now(),
            as_json=json,
        )

    asyncio.run(talk())


@telegram.callback(invoke_without_command=True)
def telegram_run(
    context: typer.Context,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Be called by Telegram instead of fetching.")
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(help="With --webhook: the address to listen at; 127.0.0.1 if left out."),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="With --webhook: the port; 8443 if left out."),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(help="Only with another Bot API server: as if it were this moment now."),
    ] = None,
) -> None:
    """Hold conversations on Telegram, until stopped. Needs BOT_TOKEN and FINGERPOST_LEDGER_KEY."""
    if context.invoked_subcommand is not None:
        return
    from bot.app import run_telegram

    if not webhook and (host or port):
        refuse("--host and --port are for --webhook. Write that too, or leave them out to fetch")
    listen_at = (host or "127.0.0.1", port or 8443) if webhook else None
    asyncio.run(run_telegram(settings(), at, listen_at))


@telegram.command("setup")
def telegram_setup(
    name: Annotated[
        list[str] | None,
        typer.Option(help="What the bot is called; sq=NAME for one language. Can be repeated."),
    ] = None,
    empty: Annotated[
        list[str] | None,
        typer.Option(help="A language (two letters) to take away. Can be repeated."),
    ] = None,
    webhook_url: Annotated[
        str | None, typer.Option(help="Have Telegram call https://HOST/telegram.")
    ] = None,
    no_webhook: Annotated[
        bool, typer.Option("--no-webhook", help="Have the bot fetch instead.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Change it without asking.")] = False,
) -> None:
    """Set name, descriptions, commands and webhook on Telegram: shows what would change, asks."""
    from bot.app import set_up_telegram
    from bot.channels.telegram.setup_table import Screen
    from bot.channels.telegram.webhook_setup import Wish

    screen = Screen(ask=not yes, dry_run=dry_run)
    wish = Wish(tuple(name or ()), tuple(empty or ()), webhook_url, no_webhook)
    if not asyncio.run(set_up_telegram(settings(), wish, screen.agreed, screen.say)):
        raise SystemExit(1)


@telegram.command("doctor")
def telegram_doctor() -> None:
    """Look at all that a host can have wrong, and say what to do. Changes nothing."""
    from bot.app import examine
    from bot.findings import fault
    from bot.hosting.doctor import show

    try:
        findings = asyncio.run(examine(settings()))
    except SettingError as error:
        sentence, _, remedy = str(error).rpartition(". ")
        findings = [fault("settings", f"{sentence}.", remedy)]
    raise SystemExit(0 if show(findings) else 1)


@admin.callback(invoke_without_command=True)
def admin_run(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
) -> None:
    """Serve the staff pages, until stopped. Nobody can sign in before `admin add-keeper`."""
    if context.invoked_subcommand is not None:
        return
    from bot.app import run_admin

    print(f"Staff pages: http://{host}:{port}", file=sys.stderr)
    asyncio.run(run_admin(settings(), host, port))


@admin.command("add-keeper")
def admin_add_keeper(
    name: Annotated[str, typer.Argument(help="The name to sign in with, in small letters.")],
) -> None:
    """Make a keeper: reads a password from standard input, or draws one; shows it all once."""
    from bot.app import add_keeper

    password = "" if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    print(asyncio.run(add_keeper(settings(), name, password)))


@application.command()
def match(
    json: Annotated[bool, typer.Option("--json", help="Print the listing as JSON.")] = False,
) -> None:
    """Read a need (JSON) from standard input and print the listing for it."""
    from bot.app import answer_need
    from bot.exchange.need_json import print_listing

    print_listing(asyncio.run(answer_need(settings(), sys.stdin.read())), as_json=json)


@application.command()
def place(
    country: Annotated[
        str | None, typer.Option(help="Look in this country (ISO 3166) first, such as GB.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Read typed places from standard input, one a line, and print which areas they may be."""
    from bot.app import place_finder
    from bot.exchange.place_json import place_to_json, print_place

    find = asyncio.run(place_finder(settings(), country))
    for line in sys.stdin:
        typed = line.rstrip("\r\n")
        found = find(typed)
        answer = place_to_json(typed, found.resolved, found.candidates, country)
        print_place(answer, as_json=json)


@application.command()
def understand(
    json: Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")] = False,
) -> None:
    """Read typed texts from standard input (language, tab, text) and print what each means."""
    from bot.app import typed_text_reader
    from bot.exchange.meaning_json import meaning_to_json, print_meaning, read_line

    languages, read = asyncio.run(typed_text_reader(settings()))
    for line in sys.stdin:
        language, text = read_line(line, languages)
        found = read(language, text)
        answer = meaning_to_json(text, found.kind, found.detail, found.places)
        print_meaning(answer, as_json=json)


@application.command()
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
    from bot.app import share_kit
    from bot.share.progress import progress_of

    asyncio.run(share_kit(settings(), tuple(language or ()), region, out, progress_of))


@application.command()
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


@services.command("load")
def services_load(
    yes: Annotated[bool, typer.Option("--yes", help="Apply the plan without asking.")] = False,
) -> None:
    """Bring services_data/ into the database; never over what was changed there since."""
    from bot.app import load_services
    from bot.storage.plan_table import agreed

    asyncio.run(load_services(settings(), lambda plan: agreed(plan, ask=not yes)))


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

    asyncio.run(export_services(settings(), format_named(format), file, ImportView(ask=False)))


@services.command("import")
def services_import(
    file: Annotated[Path, typer.Argument(help="The file, or folder, to bring in.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Bring a file into the directory: shows what would change, asks, all of it or nothing."""
    from bot.directory_work import import_services
    from bot.exchange.import_view import ImportView, refusals

    view = ImportView(ask=not yes)
    report = asyncio.run(import_services(settings(), file, view, datetime.now(UTC)))
    if report.refused_in_all:
        refuse(refusals(report))


@services.command("backup")
def services_backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as directory.gz.")],
) -> None:
    """Keep a copy of the directory and its history in one file. No secret is in it."""
    from bot.directory_work import back_up_directory

    counts = asyncio.run(back_up_directory(settings(), file))
    print(f"{file}: {counts['service']} services, {counts['change']} changes")


@services.command("restore")
def services_restore(
    file: Annotated[Path, typer.Argument(help="A file that `services backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Put a copy in the place of the directory, all of it or nothing. Running bots follow."""
    from bot.directory_work import restore_directory

    counts = asyncio.run(restore_directory(settings(), file, lambda counts: yes or sure(counts)))
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
    from bot.directory_work import coverage_of
    from bot.exchange.coverage_request import read_asked, read_by, title_of
    from bot.exchange.coverage_view import print_heat_map, write_cells
    from bot.signposting.languages import OF_THE_PROJECT

    coverage, directory = asyncio.run(coverage_of(settings(), datetime.now(UTC)))
    asked = read_asked(directory, country, need, language, kind, stage)
    if csv is not None:
        print(f"{csv}: {write_cells(csv, coverage.cells(asked, OF_THE_PROJECT))} cells")
        return
    print_heat_map(coverage.heat_map(asked, read_by(by), OF_THE_PROJECT), title_of(asked))


@locales.command("extract")
def locales_extract() -> None:
    """Write every text of the sources into locales/messages.pot."""
    from bot.i18n.catalogue_files import extract, write_template

    write_template(settings().content, extract(settings().content))


@locales.command("update")
def locales_update() -> None:
    """Bring every catalogue up to date with the sources: new texts empty, old ones gone."""
    from bot.i18n.catalogue_files import update
    from bot.i18n.staff_files import update_staff

    update(settings().content)
    update_staff(settings().locales)


@locales.command("sheet")
def locales_sheet(
    language: Annotated[str, typer.Argument(help="The language (ISO 639).")],
    file: Annotated[Path, typer.Argument(help="The spreadsheet to write, such as sq.xlsx.")],
) -> None:
    """Write a language's texts into a spreadsheet, for somebody who translates or reads them."""
    from bot.sheets.take import make_sheet

    print(f"{file}: {make_sheet(settings().locales, language, file)} texts")


@locales.command("take")
def locales_take(
    language: Annotated[str, typer.Argument(help="The language (ISO 639).")],
    file: Annotated[Path, typer.Argument(help="The spreadsheet that comes back.")],
) -> None:
    """Take a spreadsheet of translations back, all of it or nothing."""
    from bot.sheets.take import take_sheet

    taken = take_sheet(settings().locales, language, file)
    if taken.refused:
        refuse(
            "\n".join([*map(str, taken.refused), "Nothing was taken. Mend these, and try again"])
        )
    print(f"{file}: {taken.texts} translations changed, {taken.read} texts read by somebody else")
    print(f"{taken.unread} safety texts of {language} nobody has read yet")


@locales.command("compile")
def locales_compile() -> None:
    """Compile every catalogue, so that the bot opens quickly."""
    from bot.i18n.catalogue_files import compile_all

    compile_all(settings().content)


@rasa.command("serve")
def rasa_serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 5055,
    ssl_certificate: Annotated[
        str | None, typer.Option(help="A certificate (PEM): answer over TLS.")
    ] = None,
    ssl_keyfile: Annotated[
        str | None, typer.Option(help="The key of the certificate (PEM).")
    ] = None,
    ssl_password: Annotated[
        str | None, typer.Option(help="The password of the key, if it has one.")
    ] = None,
) -> None:
    """Answer a Rasa assistant's custom actions, until stopped."""
    from bot.app import serve_rasa
    from bot.rasa.server import Door

    door = Door(host, port, ssl_certificate, ssl_keyfile, ssl_password)
    asyncio.run(serve_rasa(settings(), door))


@rasa.command("export")
def rasa_export(
    folder: Annotated[Path, typer.Argument(help="Where to write the files.")],
    target: Annotated[str, typer.Option(help="open-source or pro.")] = "open-source",
) -> None:
    """Write the domain, rules or flows, texts and phrases that Rasa needs."""
    from bot.app import export_rasa

    for path in export_rasa(settings(), target, folder):
        print(path)


if __name__ == "__main__":
    main()
