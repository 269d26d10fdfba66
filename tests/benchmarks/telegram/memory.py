"""
Memory of the running bot: with ten thousand visits open, and over a long time.
"""

from rich.progress import Progress

from tests.benchmarks.telegram.bots import CHATS, chats, ours
from tests.benchmarks.telegram.play import Play
from tests.benchmarks.telegram.ways import begun, whole_visits

OPEN_VISITS = 10_000
AT_A_TIME = 500
EVERY = 10
"""How many times memory is read during a soak."""

LONGEST_SECONDS = 600.0


async def with_open_visits(progress: Progress) -> tuple[float, float]:
    """Return the resident MB before anybody came, and with every visit begun and answered."""
    play = Play(chats(OPEN_VISITS, begun))
    task = progress.add_task(f"{OPEN_VISITS:,} visits", total=4 * OPEN_VISITS)
    async with ours(play) as bot, bot.calling():
        empty = bot.process.resident()
        while play.answered < 4 * OPEN_VISITS:
            play.go_on(at_most=4 * AT_A_TIME)
            await play.rested(LONGEST_SECONDS)
            assert not play.faults, play.faults[:5]
            progress.update(task, completed=play.answered)
        return empty, bot.process.resident()


async def soak(updates: int, progress: Progress) -> list[tuple[int, float]]:
    """
    Let chats begin visits, walk through them and leave, over and over.

    Returns how many updates had been answered, and the resident MB then.
    """
    play = Play(chats(CHATS, whole_visits))
    task = progress.add_task(f"{updates:,} updates", total=updates)
    seen: list[tuple[int, float]] = []
    async with ours(play) as bot, bot.calling():
        while play.answered < updates:
            play.go_on(at_most=updates // EVERY)
            await play.rested(LONGEST_SECONDS)
            assert not play.faults, play.faults[:5]
            progress.update(task, completed=play.answered)
            seen.append((play.answered, bot.process.resident()))
    return seen
