"""Serve the staff pages until told to stop."""

from starlette.types import ASGIApp
from uvicorn import Config, Server

from bot.listening import Listener

IDLE_SECONDS = 15

MOST_CONNECTIONS = 200
"""How many connections may be open: a few people, each with a browser."""


async def serve(application: ASGIApp, listener: Listener) -> None:
    """
    Answer requests that come in there.

    TLS ends at a proxy on the same machine, whose word is taken that a request came by https.
    Nothing is written about any request.
    """
    config = Config(
        application,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=65_536,
    )
    await Server(config).serve([listener])
