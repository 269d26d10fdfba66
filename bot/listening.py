"""Open the place at which a server of the bot listens: for Telegram, for Rasa, for the staff."""

import socket

from bot.errors import SettingError

Listener = socket.socket
"""A socket that listens. What serves there need not be able to open any itself (S8)."""


def listening_at(host: str, port: int) -> Listener:
    """Return a socket that listens there. Raises SettingError when nothing can."""
    if not host:  # it would mean every address of the machine, and hardly anybody means that
        raise SettingError("the address to listen at is empty. Name one with --host")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        place = socket.create_server((host, port), family=family)
    except (OSError, OverflowError, ValueError) as error:
        raise SettingError(
            f"nothing can listen at {host} port {port}: "
            f"{getattr(error, 'strerror', None) or error}. Another program may have it: choose "
            "another --port, or a --host that is an address of this machine"
        ) from None
    # The loop sets this only for sockets that say they speak TCP, which this one does not: without
    # it the body of every answer waits until its head was acknowledged.
    place.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return place


def address_of(host: str, port: int) -> str:
    """Return what to type into a browser on this machine: "http://[::1]:8000"."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
