"""
The bots of the benchmark, started and joined to people who talk with them.
"""

import base64
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.telegram.api import TOKEN, Api, serving
from tests.benchmarks.telegram.chats import Act, Chat, card_from
from tests.benchmarks.telegram.contestants.words import LABELS
from tests.benchmarks.telegram.play import Play
from tests.benchmarks.telegram.process import Process, free_port, run_once, running
from tests.benchmarks.telegram.webhook import SECRET, calling

CHATS = 40
SIX = len(LABELS)
FIRST_CHAT = 700_000_000


@dataclass(frozen=True, slots=True)
class Bot:
    """
    A bot that runs: what is played with it, the server that it calls, its process.

    While `calling()` is entered, what the people do reaches it.
    """

    play: Play
    api: Api
    process: Process
    calling: Callable[[], AbstractAsyncContextManager[None]]


def chats(number: int, acts: Callable[[], Iterator[Act]]) -> list[Chat]:
    """Return so many chats in which nothing stands yet."""
    return [Chat(FIRST_CHAT + one, acts()) for one in range(number)]


def chats_with_a_card() -> list[Chat]:
    """Return chats in which a card of a peer stands, each to be tapped without end."""
    made = chats(CHATS, lambda: cycle(range(SIX)))
    rows = ",".join(
        f'[{{"text":"{label}","callback_data":"c{place}"}}]' for place, label in enumerate(LABELS)
    )
    for number, chat in enumerate(made, 1):
        chat.stands(card_from(number, "A first card", f'{{"inline_keyboard":[{rows}]}}'))
    return made


@asynccontextmanager
async def peer(name: str) -> AsyncIterator[Bot]:
    """Run the contestant of this name."""
    play, port = Play(chats_with_a_card(), SIX), free_port()
    async with serving(play) as api:
        module = f"tests.benchmarks.telegram.contestants.{name}"
        with (
            _folder() as folder,
            running((module, str(api.port), str(port)), {}, folder) as process,
        ):
            await process.listens(port)
            yield Bot(play, api, process, partial(calling, play, port))


@asynccontextmanager
async def ours(play: Play, *, by_webhook: bool = True) -> AsyncIterator[Bot]:
    """Run the whole bot as it is run everywhere, called by a webhook or fetching."""
    port = free_port()
    webhook = ("--webhook", "--host", "127.0.0.1", "--port", str(port)) if by_webhook else ()
    async with serving(play) as api:
        with _folder() as folder:
            surroundings = _surroundings(api.port, folder)
            # The very first start builds the directory, and stays larger for it.
            run_once(("bot", "chat", "--language", "en"), surroundings)
            with running(("bot", "telegram", *webhook), surroundings, folder) as process:
                if by_webhook:
                    await process.listens(port)
                    yield Bot(play, api, process, partial(calling, play, port))
                else:
                    play.deliver = api.queue
                    await process.fetches(api.is_polled)
                    yield Bot(play, api, process, nullcontext)


def _surroundings(api_port: int, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "FINGERPOST_API_URL": f"http://127.0.0.1:{api_port}/bot",
        "FINGERPOST_LEDGER_KEY": base64.b64encode(bytes(range(32))).decode(),
        "FINGERPOST_STATE_DIR": str(folder / "state"),
        "FINGERPOST_WEBHOOK_SECRET": SECRET,
    }


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)
