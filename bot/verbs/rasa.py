"""The verbs for whoever runs a Rasa assistant: answer it, write what it needs."""

from pathlib import Path
from typing import Annotated

import typer

from bot.verbs.basics import settings
from bot.verbs.running import run

rasa = typer.Typer(no_args_is_help=True, help="For whoever runs a Rasa assistant already.")


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
    from bot.app.rasa import serve_rasa
    from bot.rasa.server import Door

    door = Door(host, port, ssl_certificate, ssl_keyfile, ssl_password)
    run(serve_rasa(settings(), door))


@rasa.command("export")
def rasa_export(
    folder: Annotated[Path, typer.Argument(help="Where to write the files.")],
    target: Annotated[str, typer.Option(help="open-source or pro.")] = "open-source",
) -> None:
    """Write the domain, rules or flows, texts and phrases that Rasa needs."""
    from bot.app.rasa import export_rasa

    for path in export_rasa(settings(), target, folder):
        print(path)
