"""The action server as people run it: what it answers, writes, listens at and calls."""

import asyncio
import json
import ssl
import subprocess
import zlib
from pathlib import Path

import pytest
from aiohttp import ClientSession
from rasa_sdk.executor import ActionExecutor

from bot.errors import SettingError
from bot.rasa.server import Door, serve
from tests.conversation.visit import NOW
from tests.privacy.markers import everything_under, found_in
from tests.privacy.test_log import LINE
from tests.rasa.hosts import executor, http_server, posting
from tests.rasa.markers import NAMES, SHE, TYPED, Marked, converse, forms
from tests.rasa.served import Served, served
from tests.rasa.test_markers import SEAMS
from tests.telegram.test_quiet import LOOK_UPS, OTHER_PROGRAMS, OUTWARD

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

EVERY = 19
"""Of the calls of each seam, one in so many breaks."""

AT_THE_START = ("bot.rasa.actions:payload",)
"""Seams without which the server does not start; test_markers.py breaks them later."""

HERS = json.dumps({"tracker": {"sender_id": SHE, "name": NAMES[0]}, "text": TYPED[0]}).encode()
SPOILED = (
    b"{" + HERS,
    HERS,
    b'{"next_action": "validate_find_help_form", ' + HERS[1:],
    b'{"next_action": "' + TYPED[0].encode() + b'", "domain": {}, ' + HERS[1:],
    b"[" + HERS + b"]",
    b"",
)
"""Requests that Rasa never sends, with markers in them."""


async def spoiled(client: ClientSession, server: Served) -> bytes:
    """Send what cannot be answered; return every byte that came back."""
    address, came = f"{server.address}/webhook", b""
    for body in SPOILED:
        async with client.post(address, data=body) as answer:
            came += await answer.read() + str(answer.headers).encode()
            assert answer.status >= 200
    deflated = zlib.compress(HERS)[:-9]
    async with client.post(address, data=deflated, headers={"Content-Encoding": "deflate"}) as got:
        came += await got.read()
        assert got.status == 500
    for path in (f"/{TYPED[0]}", f"/webhook?{TYPED[0]}"):
        async with client.get(server.address + path) as got:
            came += await got.read()
            assert got.status in {404, 405}
    return came


def search(server: Served) -> tuple[int, int]:
    """Look at every byte that was written; return how many files and bytes that were."""
    found = everything_under(server.folder)
    assert {"stderr", "stdout", "state/directory.sqlite3"} <= set(found)
    for name, data in found.items():
        assert found_in(data, forms()) == [], name
    assert found["stdout"] == b"stdout\n"
    lines = server.log.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    elsewhere = [to for kind, to, *_ in server.did if kind == "open" and to != "/dev/null"]
    assert elsewhere
    assert [to for to in elsewhere if not to.startswith(str(server.folder))] == []
    return len(found), sum(map(len, found.values()))


async def test_s40_s42_s44_the_server_says_nothing_of_hers_and_calls_nobody(
    tmp_path: Path,
) -> None:
    breaks = [
        (seam, 1 + at, EVERY)
        for at, seam in enumerate(SEAMS)
        if seam not in AT_THE_START and "tests." not in seam
    ]
    async with served(tmp_path, breaks) as server, ClientSession() as client:
        kept = await converse(Marked(posting(client, server.address), sender=SHE))
        answers = json.dumps(kept, ensure_ascii=False).encode() + await spoiled(client, server)
        async with client.get(f"{server.address}/health") as answer:
            assert await answer.json() == {"status": "ok"}
        listening = listening_at(server.port)
        assert server.end() == 0
        files, bytes_ = search(server)
        faults = server.log.count("event=fault")
        print(
            f"{len(kept)} messages answered, {faults} faults, {len(answers)} bytes of answers, "
            f"{files} files, {bytes_} bytes searched for {len(forms())} forms"
        )
    assert faults > 5
    assert len({one["text"] for one in kept}) > 5, "not every message failed"
    assert "library=" in server.log, "the SDK's own log was counted"
    # An action that is not there is named in the answer: that is all of a request that ever is.
    assert found_in(answers.replace(TYPED[0].encode(), b""), forms()) == []
    assert listening == {"0100007F"}, "127.0.0.1 alone, as the kernel writes it"
    assert [one for one in server.did if one[0] in OUTWARD | OTHER_PROGRAMS | LOOK_UPS] == []


def listening_at(port: int) -> set[str]:
    """Return the addresses at which somebody listens on this port, as /proc/net has them."""
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]:
            address, _, written = line.split()[1].partition(":")
            if int(written, 16) == port and line.split()[3] == "0A":
                found.add(address)
    return found


async def test_a_web_page_of_another_origin_reads_no_answer() -> None:
    async with http_server(executor(lambda: NOW)) as address, ClientSession() as client:
        page = {"Origin": "https://example.org"}
        async with client.get(f"{address}/health", headers=page) as answer:
            assert answer.status == 200
            allowed = [name for name in answer.headers if "access-control" in name.lower()]
    assert allowed == []


def make_certificate(certificate: Path, key: Path) -> None:
    words = ("-x509", "-newkey", "rsa:2048", "-days", "1", "-nodes", "-subj", "/CN=localhost")
    names = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    files = ("-keyout", str(key), "-out", str(certificate))
    subprocess.run(["openssl", "req", *words, *names, *files], check=True, capture_output=True)  # noqa: S607


@pytest.mark.whole
async def test_it_answers_over_tls(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    make_certificate(certificate, key)
    trusting = ssl.create_default_context(cafile=str(certificate))
    tls = ("--ssl-certificate", str(certificate), "--ssl-keyfile", str(key))
    async with served(tmp_path / "server", words=tls) as server, ClientSession() as client:
        address = server.address.replace("http:", "https:")
        async with client.get(f"{address}/health", ssl=trusting) as answer:
            assert answer.status == 200
        assert server.end() == 0


@pytest.mark.parametrize("half", [Door(keyfile="key.pem"), Door(password="planted")])  # noqa: S106
async def test_who_gives_a_key_and_no_certificate_is_not_answered_in_the_clear(half: Door) -> None:
    def nothing(_error: BaseException) -> None:
        raise AssertionError

    with pytest.raises(SettingError, match="--ssl-certificate"):
        await serve(ActionExecutor(), half, asyncio.Event(), nothing)
