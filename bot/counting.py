"""
Note what somebody looked for and did not find, where a keeper has switched that on (S46).

Once in a visit at most. Whatever becomes of it, her card stands: nothing here is awaited, and
nothing here can fail her.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.looking_for import need_from
from bot.scenes import where, words_of
from bot.sessions.session import Session, Standing
from bot.signposting.directory import Directory
from bot.signposting.missed import Missed, missed
from bot.turn import Turn
from bot.world import World

TakeCount = Callable[[tuple[Missed, ...]], None]
"""The port: takes what was not found and returns at once. What it raises is passed over."""


def uncounted(_missed: tuple[Missed, ...]) -> None:
    """Stand in where nothing is counted."""


def count_missed(
    before: Session | None,
    turn: Turn,
    world: World,
    directory: Directory,
    now: datetime,
    take: TakeCount,
) -> Turn:
    """Return the turn, its visit marked when something of it was handed on to be counted."""
    after = turn.session
    if not directory.counting or after is None or after.counted:
        return turn
    standing = _new_listing(before, after)
    if standing is None:
        return turn
    found: tuple[Missed, ...] = ()
    with suppress(Exception):
        found = _missed(after, standing, world, directory, now)
        if found:
            take(found)
    return replace(turn, session=replace(after, counted=True)) if found else turn


def _new_listing(before: Session | None, after: Session) -> Standing | None:
    """Return the shape of the listing that this turn has made anew, None when it made none."""
    known = before.standing if before is not None else None
    return None if after.standing is known else after.standing


def _missed(
    session: Session, standing: Standing, world: World, directory: Directory, now: datetime
) -> tuple[Missed, ...]:
    outcome = where(session, world, directory)
    need = need_from(outcome.slots, words_of(session, world).language, now)
    return () if need is None else tuple(missed(need, standing.met, directory.areas))
