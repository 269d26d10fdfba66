"""
As much of HTTP/1.1 as the benchmark needs: messages with a length, one after another.

Plain protocols of asyncio, because what measures must cost less than what is measured.
"""

import asyncio
import re

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)


class Messages(asyncio.Protocol):
    """
    Reads messages off one connection. `heard` is called with the head and the body of each.

    Chunks are not read: nobody here needs them but a server that reports a failure.
    """

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self._buffer = bytearray()

    def heard(self, head: bytes, body: bytes) -> None:
        """Take one message."""
        raise NotImplementedError

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note what to write to."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._buffer += data
        while (message := self._taken()) is not None:
            self.heard(*message)

    def _taken(self) -> tuple[bytes, bytes] | None:
        end = self._buffer.find(_END)
        if end < 0:
            return None
        head, begins = bytes(self._buffer[:end]), end + len(_END)
        assert not _CHUNKED.search(head), head.decode()
        length = _LENGTH.search(head)
        ends = begins + (int(length[1]) if length else 0)
        if len(self._buffer) < ends:
            return None
        body = bytes(self._buffer[begins:ends])
        del self._buffer[:ends]
        return head, body

    def write(self, data: bytes) -> None:
        """Send, unless the other side has gone."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)


def message(first_line: str, body: bytes, *headers: str) -> bytes:
    """Return a whole message with a JSON body."""
    lines = (first_line, "Content-Type: application/json", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join((*lines, "", "")).encode() + body
