"""A server of the bot that cannot listen says so and what to do; it never ends without a word."""

import socket
from pathlib import Path

import pytest

from bot.app.staff import run_admin
from bot.errors import SettingError
from bot.listening import address_of, listening_at
from bot.settings import read_settings

ROOT = Path(__file__).parents[1]
HERE = "127.0.0.1"
SERVERS = ("bot/app/staff.py", "bot/channels/telegram/listening.py", "bot/rasa/server.py")


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


@pytest.mark.parametrize(
    ("host", "address"), [(HERE, "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")]
)
def test_an_address_can_be_typed_into_a_browser_as_it_is_shown(host: str, address: str) -> None:
    assert address_of(host, 8000) == address


async def test_staff_pages_that_find_their_port_taken_say_so_and_show_no_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = read_settings({"FINGERPOST_STATE_DIR": str(tmp_path)})
    with socket.create_server((HERE, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=f"{HERE} port {port}.*Another program may have it"):
            await run_admin(settings, HERE, port)
    assert "http://" not in capsys.readouterr().err
