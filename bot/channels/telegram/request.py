"""
Calls to the Bot API over aiohttp, and the four ways in which a call can fail.

The library's own request class is never used: it is several times slower, and its logger prints
the address with the token in it. Errors made here hold a code and never what was sent (S43).
"""

import json
from types import MappingProxyType
from typing import Any

import msgspec
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    TCPConnector,
)
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

SECONDS = 20.0
"""How long one call may take, unless it says otherwise."""

CONNECT_SECONDS = 10.0
UNREAD = "/editMessageText"
"""
The call of which the answer says nothing new: it brings the whole message back.

To make objects of that takes the library longer than the call itself.
"""

JSON_HEADERS = MappingProxyType({"Content-Type": "application/json"})
DONE = b'{"ok":true,"result":true}'
SERVER_ERRORS = 500
TOO_MANY = 429


class CallError(TelegramError):
    """A call did not do what it was to do. Its text is a code, never what was sent."""


class UnreachedError(CallError):
    """Nothing was done: there was no connection."""


class UnsureError(CallError):
    """No answer, or one that says nothing: it may have been done, or not."""


class TooManyError(CallError):
    """Nothing was done: too many calls. `seconds` have to pass first."""

    def __init__(self, seconds: float) -> None:
        super().__init__("429")
        self.seconds = seconds


class RefusedError(CallError):
    """Nothing was done, and the same call would be refused again. `why` is Telegram's reason."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(str(code))
        self.code = code
        self.why = why.lower()

    def says(self, *words: str) -> bool:
        """Whether the reason holds one of these texts, which are in small letters."""
        return any(one in self.why for one in words)

    @property
    def is_blocked(self) -> bool:
        """Whether she has blocked the bot, or her account is gone."""
        return self.code == 403


class AiohttpRequest(BaseRequest):
    """
    What the library sends its calls through.

    `connections` is how many may be open at once; aiohttp lets further calls wait. `server_date` is
    the time that the last answer was stamped with (RFC 9110), empty when it had none.
    """

    def __init__(self, connections: int = 100) -> None:
        self._connections = connections
        self._session: ClientSession | None = None
        self.server_date = ""

    @property
    def read_timeout(self) -> float:
        """How many seconds a call waits for its answer."""
        return SECONDS

    async def initialize(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            # Names are looked up by the system's resolver, and proxies of the environment are not
            # asked: nothing but the Bot API is called (S44).
            connector = TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = ClientSession(connector=connector, trust_env=False)

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # the library's signature
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Make one call. Returns status 200 and the body; raises CallError for everything else."""
        seconds = read_timeout if isinstance(read_timeout, int | float) else SECONDS
        sent = _sent(request_data) if request_data is not None else None
        status, body = await self._exchanged(url, method, sent, seconds)
        if status < 300:
            return status, _unread(body) if url.endswith(UNREAD) else body
        raise _failure(status, body)

    async def _exchanged(
        self, url: str, method: str, sent: bytes | dict[str, str] | None, seconds: float
    ) -> tuple[int, bytes]:
        """Make one call; bytes are JSON, a dictionary goes as a form."""
        if self._session is None:
            await self.initialize()
        assert self._session is not None  # noqa: S101  # initialize has just made it
        timeout = ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        try:
            async with self._session.request(
                method,
                url,
                data=sent or None,
                headers=JSON_HEADERS if isinstance(sent, bytes) else None,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                self.server_date = response.headers.get("Date", "")
                return response.status, await response.read()
        except (ClientConnectorError, ConnectionTimeoutError):
            raise UnreachedError("no connection") from None
        except (ClientError, TimeoutError, OSError):
            # From None: the address in these exceptions has the token in it.
            raise UnsureError("no answer") from None

    async def ask(self, url: str, parameters: dict[str, str]) -> Any:
        """Make one call without the library and return its result. Raises CallError."""
        status, body = await self._exchanged(url, "POST", parameters, SECONDS)
        if status >= 300:
            raise _failure(status, body)
        return self.parse_json_payload(body)["result"]

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer. The library's own way logs what it cannot read."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise UnsureError("no JSON") from None
        if not isinstance(answer, dict) or "result" not in answer:
            raise UnsureError("no result")
        return answer


def _sent(data: RequestData) -> bytes | dict[str, str]:
    """Return what a call sends: JSON for a card, a form for everything else."""
    if "text" not in data.parameters:
        return data.json_parameters
    # In a form each letter that is not English would be written as percent signs, one by one.
    return msgspec.json.encode(data.parameters)


def _unread(body: bytes) -> bytes:
    """Return an answer without what it brought. Raises UnsureError for what is no answer."""
    AiohttpRequest.parse_json_payload(body)
    return DONE


def _failure(status: int, body: bytes) -> CallError:
    if status >= SERVER_ERRORS or status < 400:
        return UnsureError(str(status))
    try:
        answer = json.loads(body)
        seconds = answer.get("parameters", {}).get("retry_after")
        why = str(answer.get("description", ""))
    except (ValueError, AttributeError):
        return UnsureError(str(status))
    if status == TOO_MANY:
        return TooManyError(float(seconds or 1))
    return RefusedError(status, why)
