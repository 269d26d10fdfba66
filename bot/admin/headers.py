"""
What every answer carries, and how much a request may bring.

No page may be framed, remembered, or load anything from elsewhere; no script or style stands inside
a page. An answer that is an error says nothing of what went wrong inside.
"""

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 262_144
"""Bytes that a request may bring: a form of a record has a few thousand."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Not "no-referrer": a browser would then not say where a form comes from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}

ONLY_HTTPS = "max-age=31536000"


class Headers:
    """Wraps the pages: strict headers on every answer, a bound on every request."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as an ASGI application does."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            """Send a piece of the answer; its beginning takes the headers with it."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = ONLY_HTTPS
            await send(message)

        await self._application(scope, _bounded(receive), with_headers)


def _bounded(receive: Receive) -> Receive:
    had = 0

    async def bounded() -> Message:
        """Return the next piece of the request, as long as all of them are not too much."""
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        if had > LARGEST:
            raise HTTPException(413)
        return message

    return bounded
