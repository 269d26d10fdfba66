"""
The action server: the SDK's own, without what it would tell.

When something fails, the SDK's server answers with the whole conversation. Ours answers with a bare
status: no body of a request is ever in an answer (S43). It listens on this machine alone unless it
is told otherwise, and lets no web page of another origin read its answers.
"""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.endpoint import create_app, create_ssl_config
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.errors import SettingError
from bot.listening import listening_at
from bot.rasa.actions import Report

LARGEST = 20_000_000
"""Bytes of a request. Rasa sends the whole conversation with each."""

STOP_SECONDS = 5.0
"""How long an answer that has begun may take to end when the server is told to stop."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where to listen, and the SDK's own options for TLS: PEM files, and the key's password."""

    host: str = "127.0.0.1"
    port: int = 5055
    certificate: str | None = None
    keyfile: str | None = None
    password: str | None = field(default=None, repr=False)


class BareErrors(ErrorHandler):
    """Answers what failed with its status and nothing else."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def response(self, _request: Request, exception: Exception) -> HTTPResponse:
        """Return a bare status: what a client did wrong, or 500."""
        if isinstance(exception, SanicException):
            return HTTPResponse(status=exception.status_code or 500)
        with suppress(Exception):
            self._report(exception)
        return HTTPResponse(status=500)


def application_for(executor: ActionExecutor, report: Report) -> Sanic[Any, Any]:
    """Return the SDK's application: `/webhook` for actions, `/health` and `/actions`."""
    application: Sanic[Any, Any] = create_app(executor, cors_origins=[])
    application.error_handler = BareErrors(report)
    application.config.REQUEST_MAX_SIZE = LARGEST
    application.config.ACCESS_LOG = False
    # Its greeting would ask another program what machine this is.
    application.config.MOTD = False
    return application


async def serve(executor: ActionExecutor, door: Door, stop: asyncio.Event, report: Report) -> None:
    """
    Answer Rasa until told to stop.

    Raises SettingError when nothing can listen there, or TLS is asked for and cannot be spoken.
    """
    application = application_for(executor, report)
    try:
        await _serve(application, door, stop)
    finally:
        # The framework remembers every application of a process by its name.
        Sanic.unregister_app(application)


async def _serve(application: Sanic[Any, Any], door: Door, stop: asyncio.Event) -> None:
    _refuse_half(door)
    tls = create_ssl_config(door.certificate, door.keyfile, door.password)
    with listening_at(door.host, door.port) as place:
        # Typed as it is used: the framework leaves the methods of its server without types.
        server: Any
        try:
            server = await application.create_server(sock=place, ssl=tls, access_log=False)
        except (OSError, ValueError, KeyError, ssl.SSLError):
            # KeyError: a certificate that names no host.
            raise SettingError(
                "the certificate or its key cannot be used. Name PEM files that belong together "
                "with --ssl-certificate (with a subjectAltName) and --ssl-keyfile, and with "
                "--ssl-password the key's password if it has one"
            ) from None
        if server is None:
            raise SettingError("the action server did not start. Start it again")
        await server.startup()
        await server.before_start()
        await server.after_start()
        await stop.wait()
        await server.before_stop()
        server.close()
        await _ended(server)
        await server.after_stop()


def _refuse_half(door: Door) -> None:
    # The SDK would answer in the clear, and whoever gave a key would believe that it does not.
    if door.certificate is None and (door.keyfile or door.password):
        raise SettingError(
            "a key without a certificate makes no TLS. Name the certificate too, with "
            "--ssl-certificate"
        )


async def _ended(server: Any) -> None:
    """Wait for what is being answered, but not for a connection on which nothing comes."""
    for connection in tuple(server.connections):
        connection.close_if_idle()
    for _ in range(round(STOP_SECONDS / 0.05)):
        if not server.connections:
            return
        await asyncio.sleep(0.05)
