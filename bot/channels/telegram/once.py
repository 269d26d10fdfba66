"""
Do each update once, although Telegram posts it again whenever it did not hear that it was done.
"""

import asyncio
from collections.abc import Callable

MOST_REMEMBERED = 10_000
"""How many updates that were done are remembered by their numbers, and no longer than that."""


class Once:
    """
    What is being done, and what was done lately, by the number of the update.

    An update that is being done is done once; whoever brings it again waits for the same end.
    """

    def __init__(self, remembered: int = MOST_REMEMBERED) -> None:
        self._remembered = remembered
        self._doing: dict[int, asyncio.Future[bytes]] = {}
        self._done: dict[int, None] = {}

    async def do(self, number: int, begin: Callable[[Callable[[bytes], None]], None]) -> bytes:
        """
        Wait until an update is done and return what came of it: nothing if that was before.

        `begin` is called for the first who brings it, with what is to be called at the end. What it
        raises is raised here, and then the update was not done.
        """
        if number in self._done:
            return b""
        ending = self._doing.get(number)
        if ending is None:
            ending = self._doing[number] = asyncio.get_running_loop().create_future()
            try:
                begin(lambda came: self._end(number, came))
            except Exception:
                # It was not done: whoever brings it again begins again.
                self._doing.pop(number, None)
                raise
        # Who brought it may go away; it is done all the same.
        return await asyncio.shield(ending)

    def _end(self, number: int, came: bytes) -> None:
        self._doing.pop(number).set_result(came)
        self._done[number] = None
        if len(self._done) > self._remembered:
            del self._done[next(iter(self._done))]
