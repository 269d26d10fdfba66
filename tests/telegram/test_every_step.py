"""
S40: whole conversations in which every step fails once, and nothing of hers in any byte written.

A step is a call of the Bot API, or a seam of the bot itself at one of its calls. What fails, fails
with an error that holds everything it was given, as a careless one would. Then everything that the
process wrote, anywhere, is searched for every marker in every form (tests/privacy/markers.py).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.privacy.markers import Forms, every_form, everything_under, found_in
from tests.telegram.bot import KEY_TEXT
from tests.telegram.fake.chats import Json
from tests.telegram.fake.client import FakeTelegram
from tests.telegram.fake.faults import How
from tests.telegram.fake.telegram import TOKEN
from tests.telegram.watching import Break, Nursery, Watched, watched
from tests.telegram.whole_conversation import MESSAGES, NAMES, NUMBER_SENT, SHE, TYPED, converse

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ANSWERS = (
    "in_confidence", "not_safe_at_home", "someone_to_talk_to", "domestic_abuse", "find_help",
    "Newham", "newham",
)  # fmt: skip
"""What her taps and words set. The directory holds such words too, and so its files may."""

HOWS: tuple[How, ...] = (
    "server_error", "drop_before", "drop_after", "too_many_requests", "bad_request", "forbidden",
)  # fmt: skip
STATUSES = {
    0: "dropped", 400: "bad_request", 403: "forbidden", 429: "too_many_requests",
    500: "server_error",
}  # fmt: skip
SEAMS = (
    "bot.channels.telegram.erase:Erase.delete",
    "bot.channels.telegram.keyboard:read_payload",
    "bot.channels.telegram.reply:Reply.acknowledge",
    "bot.channels.telegram.reply:Reply.edit",
    "bot.channels.telegram.reply:Reply.send",
    "bot.channels.telegram.updates:_said",
    "bot.channels.telegram.updates:_tapped",
    "bot.channels.telegram.visit:keyboard",
    "bot.channels.telegram.visit:Desk._show",
    "bot.sessions.erasure:Ledger._note",
    "bot.sessions.journal:Journal.append",
    "bot.sessions.store:MemorySessions.drop",
    "bot.sessions.store:MemorySessions.get",
    "bot.sessions.store:MemorySessions.put",
    "bot.storage.open_directory:LiveDirectory.current",
    "bot.listings:make_listing",
    "bot.scenes:render",
    "bot.scenes:replay",
    "bot.visits:Visits.__call__",
    "bot.visits:take_turn",
)
TRIES = 5
"""How often she tries to begin where every few calls of everything in the bot raise."""

TOO_LONG = 3
"""Seconds that a 429 asks for here: more than a bot of the tests waits on the spot."""

EVERY = 7
"""`make test` lets every seventh step fail, `make test-all` each in turn."""


@dataclass
class Figures:
    """What is printed."""

    conversations: int = 0
    steps: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    died: Counter[str] = field(default_factory=Counter)
    files: int = 0
    searched: int = 0

    def __str__(self) -> str:
        return (
            f"{self.conversations} conversations, {self.steps} calls, failed "
            f"{sum(self.failed.values())} {dict(self.failed)}, seams broken {self.broken}, "
            f"bots that ended {dict(self.died)}, "
            f"{self.files} files, {self.searched} bytes searched for {len(forms())} forms"
        )


@cache
def forms() -> Forms:
    """Return all that may stand nowhere: of hers, and of the host's secrets."""
    # All ids of messages in a conversation begin alike, in digits as in bytes.
    ids = (str(MESSAGES)[:7], f"{MESSAGES:x}"[:5])
    texts = (*NAMES.values(), *TYPED, NUMBER_SENT[1:], *ids, KEY_TEXT, TOKEN, TOKEN.split(":")[1])
    beginning = (MESSAGES >> 16).to_bytes(2, "big")
    return every_form(texts, (SHE,)) | {
        bytes(4) + beginning: "a message's id, big-endian",
        beginning[::-1] + bytes(4): "a message's id, little-endian",
    }


async def still_answers(bot: Watched) -> None:
    """Whatever failed before: she gets her card, and so does somebody else."""
    await bot.telegram.heal()
    for chat in (SHE, SHE + 1):
        for _ in range(TRIES):
            await bot.telegram.text(chat, "/start en")
            await bot.settled()
            found = await bot.telegram.standing(chat)
            if "bot" in [one.sender for one in found]:
                break
        assert "bot" in [one.sender for one in found], bot.log
        await bot.telegram.tap_label(chat, "Leave")
        await bot.settled()


def search(bot: Watched, figures: Figures) -> None:
    """Look at every byte that was written, and that nothing was written elsewhere."""
    place = bot.folder / "all"
    known = everything_under(bot.nursery.state)
    found = everything_under(place)
    assert {"state/ledger", "stderr", "stdout"} <= set(found)
    assert "event=ledger_opened" in bot.log, "the log was not there to be searched"
    for name, data in found.items():
        figures.files += 1
        figures.searched += len(data)
        assert found_in(data, forms()) == [], name
        if known.get(name.removeprefix("state/")) != data.removeprefix(b"state/"):
            assert [one for one in ANSWERS if one.encode() in data] == [], name
    elsewhere = [one for one in bot.did if one[0] == "open" and not one[1].startswith(str(place))]
    assert [one for one in elsewhere if one[1] != "/dev/null"] == []


async def play(
    nursery: Nursery,
    telegram: FakeTelegram,
    folder: Path,
    figures: Figures,
    calls: dict[int, How] | None = None,
    breaks: tuple[Break, ...] = (),
    environment: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Play one conversation in which these steps fail; return how many calls it took."""
    await telegram.reset()
    await telegram.traffic(MESSAGES)
    async with watched(nursery, telegram, folder, breaks, **environment) as bot:
        await bot.ready()
        last = -1
        for step, how in sorted((calls or {}).items()):
            await telegram.fail(how, "*", times=1, seconds=TOO_LONG, skip=step - last - 1)
            last = step
        await converse(bot)
        # The first call is the bot's own: who am I.
        made = (await beyond_fetching(telegram))[1:]
        await still_answers(bot)
        status = bot.end()
        assert status == 0, bot.log
        search(bot, figures)
    figures.conversations += 1
    figures.steps += len(made)
    figures.failed.update(STATUSES[call["status"]] for call in made if call["status"] != 200)
    figures.broken += bot.log.count("event=fault code=RuntimeError")
    figures.died.update(seam.rpartition(":")[2] for seam, *_ in breaks if bot.started > 1)
    return len(made)


async def beyond_fetching(telegram: FakeTelegram) -> list[Json]:
    return [call for call in await telegram.calls() if call["method"] != "getUpdates"]


def every_seventh(offset: int) -> dict[int, How]:
    steps = range(offset, 70, EVERY)
    return {step: HOWS[(at + offset) % len(HOWS)] for at, step in enumerate(steps)}


async def test_s40_no_byte_names_her_when_every_seventh_step_fails(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    figures = Figures()
    breaks = tuple((seam, at % EVERY, EVERY) for at, seam in enumerate(SEAMS))
    await play(nursery, telegram, tmp_path / "calls", figures, every_seventh(0))
    await play(nursery, telegram, tmp_path / "seams", figures, breaks=breaks)
    print(figures)
    assert sum(figures.failed.values()) > 8
    assert figures.broken > 10


@pytest.mark.whole
async def test_s40_no_byte_names_her_whichever_call_fails_at_every_step(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    figures = Figures()
    steps = await play(nursery, telegram, tmp_path / "none", figures)
    assert steps > 25
    for how in HOWS:
        for step in range(steps):
            await play(nursery, telegram, tmp_path / f"{how}{step}", figures, {step: how})
    print(figures)
    assert figures.conversations == 1 + steps * len(HOWS)


@pytest.mark.whole
async def test_s40_no_byte_names_her_whichever_seam_breaks_at_every_step(
    nursery: Nursery, telegram: FakeTelegram, tmp_path: Path
) -> None:
    figures = Figures()
    for number, seam in enumerate(SEAMS):
        for call in range(6):
            folder = tmp_path / f"{number}-{call}"
            await play(nursery, telegram, folder, figures, breaks=((seam, call, 0),))
        await play(nursery, telegram, tmp_path / f"{number}", figures, breaks=((seam, 1, 4),))
    print(figures)
    assert figures.conversations == 7 * len(SEAMS)


@pytest.mark.parametrize("marker", [SHE, *NAMES.values(), *TYPED], ids=str)
def test_the_search_finds_a_marker_planted_in_any_form(marker: str | int) -> None:
    planted = every_form([marker]) if isinstance(marker, str) else every_form([], [marker])
    assert len(planted) > 20
    for form, what in planted.items():
        assert found_in(b"\0before " + form + b" after\xff", forms()), what
