"""A server of the bot that cannot listen says so and what to do; it never ends without a word."""

import socket
from pathlib import Path

import pytest

from bot.admin.run import serve
from bot.errors import SettingError
from bot.listening import listening_at

ROOT = Path(__file__).parents[1]
HERE = "127.0.0.1"
SERVERS = ("bot/admin/run.py", "bot/channels/telegram/listening.py", "bot/rasa/server.py")


@pytest.mark.parametrize("server", SERVERS)
def test_every_server_opens_its_place_in_the_one_way_that_says_why_it_cannot(server: str) -> None:
    text = (ROOT / server).read_text(encoding="utf-8")
    assert "listening_at(" in text
    assert "create_server((" not in text


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_that_is_not_of_this_machine_is_refused_with_a_remedy(host: str) -> None:
    with pytest.raises(SettingError, match=r"nothing can listen at .* choose another --port"):
        listening_at(host, 0)


def test_no_address_does_not_mean_every_address() -> None:
    with pytest.raises(SettingError, match="Name one with --host"):
        listening_at("", 0)


async def test_staff_pages_that_find_their_port_taken_say_so() -> None:
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=f"{HERE} port {port}.*Another program may have it"):
            await serve(_nothing, HERE, port)


async def _nothing(*_: object) -> None:
    """Answer nothing: no request is meant to come this far."""
