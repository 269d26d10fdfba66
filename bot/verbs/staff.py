"""The verbs about the staff pages: serve them, make an account, replace a lost second factor."""

import sys
from typing import Annotated

import typer

from bot.errors import SettingError
from bot.verbs.basics import LOST, settings
from bot.verbs.running import run

admin = typer.Typer(help="The staff pages: serve them; make the first account, a second factor.")


@admin.callback(invoke_without_command=True)
def admin_run(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
) -> None:
    """Serve the staff pages, until stopped. Nobody can sign in before `admin add-keeper`."""
    if context.invoked_subcommand is not None:
        return
    from bot.app.staff import run_admin

    run(run_admin(settings(), host, port))


@admin.command("add-keeper")
def admin_add_keeper(
    name: Annotated[str, typer.Argument(help="The name to sign in with, in small letters.")],
) -> None:
    """Make a keeper: reads a password from standard input, or draws one; shows it all once."""
    from bot.app.staff import add_keeper

    password = "" if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if LOST in password:
        raise SettingError(
            "The password is not in UTF-8. Write it so, or give an empty line: then one is drawn"
        )
    print(run(add_keeper(settings(), name, password)))


@admin.command("reset-second-factor")
def admin_reset_second_factor(
    name: Annotated[str, typer.Argument(help="The name that she signs in with.")],
) -> None:
    """Give somebody a new second factor, when her phone or the key of them all is lost."""
    from bot.app.staff import reset_second_factor

    print(run(reset_second_factor(settings(), name)))
