"""
The `chat` verb's four ways to hold a conversation: with a person, from a script, recorded, as JSON.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from bot.channels.acts import Act, acts_from, card_to_json, play
from bot.channels.base import LEFT, Handle
from bot.channels.screen import Screen
from bot.channels.terminal import run
from bot.messages import Card, Start


async def hold(
    handle: Handle,
    fallback: Callable[[], Card],
    silence_left: Callable[[], float],
    *,
    language: str | None,
    script: Path | None,
    record: Path | None,
    at: datetime,
    as_json: bool,
) -> None:
    """
    Hold one conversation.

    With a `script` nobody is asked anything; `as_json` prints each card as one line. `record` is
    where the conversation is written, `at` the time it is in it. Raises ActError when the script
    does what no card offers.
    """
    start = Start(language)
    if record is None:
        await _hold(handle, fallback, silence_left, start, script, as_json=as_json)
        return
    from bot.channels.journey import RECORDING_WARNING, Recorder

    print(RECORDING_WARNING.format(path=record), file=sys.stderr)
    recorder = Recorder(handle, record, title=record.stem.replace("_", " "), at=at)
    try:
        await _hold(recorder, fallback, silence_left, start, script, as_json=as_json)
    finally:
        recorder.write()


async def _hold(
    handle: Handle,
    fallback: Callable[[], Card],
    silence_left: Callable[[], float],
    start: Start,
    script: Path | None,
    *,
    as_json: bool,
) -> None:
    if script is None and not as_json:
        from rich.console import Console

        await run(
            handle, console=Console(), fallback=fallback, idle_seconds=silence_left, start=start
        )
        return
    async for card in play(handle, _acts(script), start):
        if as_json:
            print(json.dumps(card_to_json(card), ensure_ascii=False), flush=True)
        else:
            await _show(card)


def _acts(script: Path | None) -> Iterable[Act]:
    if script is None:
        return acts_from(sys.stdin, "standard input")
    from bot.channels.journey import read_acts

    return read_acts(script)


async def _show(card: Card) -> None:
    from rich.console import Console

    if card.step == LEFT:
        return
    # A script that a person reads: the cards follow each other, nothing is cleared between them.
    await Screen(Console(force_terminal=False)).show(card)
