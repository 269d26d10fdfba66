"""A terminal that a test types on: what it shows is kept, what is typed waits for the prompt."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.channels.screen import CLEAR

PROMPT = b"\x1b[1m> \x1b[0m"


class Tty:
    """Both ends of a pseudo-terminal. `end` is the file descriptor that the program gets."""

    def __init__(self) -> None:
        self.mine, self.end = os.openpty()
        self._shown = bytearray()
        self._more = asyncio.Event()
        self._prompts = 0
        asyncio.get_running_loop().add_reader(self.mine, self._read)

    def _read(self) -> None:
        self._shown += os.read(self.mine, 65536)
        self._more.set()

    @property
    def shown(self) -> str:
        """Everything that has come to the screen so far."""
        return self._shown.decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def screens(self) -> list[str]:
        """What stood between one erasing and the next."""
        return self.shown.split(CLEAR)

    async def type(self, *lines: str) -> None:
        """Type each line when the prompt for it has come."""
        for line in lines:
            await self.prompted()
            self.press(f"{line}\n".encode())

    async def prompted(self) -> None:
        """Wait until a prompt stands that was not there before, and forget it again."""
        self._prompts += 1
        await self.until(lambda: self._shown.count(PROMPT) >= self._prompts)

    def press(self, keys: bytes) -> None:
        """Send keys at once."""
        os.write(self.mine, keys)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for the screen to make something true. Raises TimeoutError when it does not."""
        async with asyncio.timeout(10):
            while not true():
                await self._more.wait()
                self._more.clear()

    def close(self) -> None:
        """Give both ends back."""
        asyncio.get_running_loop().remove_reader(self.mine)
        os.close(self.mine)
        os.close(self.end)


@asynccontextmanager
async def a_tty() -> AsyncIterator[Tty]:
    """Give a terminal for the length of a test."""
    tty = Tty()
    try:
        yield tty
    finally:
        tty.close()
