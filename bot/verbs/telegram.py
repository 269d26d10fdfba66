"""The verbs about Telegram: hold conversations there, set the bot up for it, look what is wrong."""

from typing import Annotated

import typer

from bot.errors import SettingError
from bot.verbs.basics import refuse, settings
from bot.verbs.running import run

telegram = typer.Typer(help="Conversations on Telegram: hold them; set the bot up for them.")


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
    from bot.app.telegram import run_telegram

    if not webhook and (host or port):
        refuse("--host and --port are for --webhook. Write that too, or leave them out to fetch")
    listen_at = (host or "127.0.0.1", port or 8443) if webhook else None
    run(run_telegram(settings(), at, listen_at))


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
    from bot.app.telegram import set_up_telegram
    from bot.channels.telegram.setup_table import Screen
    from bot.channels.telegram.webhook_setup import Wish

    screen = Screen(ask=not yes, dry_run=dry_run)
    wish = Wish(tuple(name or ()), tuple(empty or ()), webhook_url, no_webhook)
    if not run(set_up_telegram(settings(), wish, screen.agreed, screen.say)):
        raise SystemExit(1)


@telegram.command("doctor")
def telegram_doctor() -> None:
    """Look at all that a host can have wrong, and say what to do. Changes nothing."""
    from bot.app.telegram import examine
    from bot.findings import fault
    from bot.hosting.doctor import show

    try:
        findings = run(examine(settings()))
    except SettingError as error:
        sentence, _, remedy = str(error).rpartition(". ")
        findings = [fault("settings", f"{sentence}.", remedy)]
    raise SystemExit(0 if show(findings) else 1)
