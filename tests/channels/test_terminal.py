"""The terminal: a key taps, words are typed, and nothing stays behind."""

import asyncio
import io
import os
import select
import signal
import sys
import termios
import tty as raw
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.channels.base import LEAVE, Handle
from bot.channels.screen import CLEAR
from bot.channels.terminal import ENDINGS, run
from bot.errors import ActError
from bot.messages import Card, Choice, Incoming, Start, Text
from tests.channels.little import FIND, LISTING, PLACES, URGENT, WELCOME, LittleBot
from tests.channels.ttys import Tty, a_tty

ROOT = Path(__file__).resolve().parents[2]


async def talk(
    tty: Tty,
    handle: Handle,
    idle: float | Callable[[], float] = 20,
    start: Start = Start(),  # noqa: B008
) -> None:
    """Run the terminal channel on a pseudo-terminal until it ends."""
    with (
        os.fdopen(os.dup(tty.end), "r") as stdin,
        os.fdopen(os.dup(tty.end), "w") as stdout,
    ):
        console = Console(file=stdout, force_terminal=True, width=80)
        await run(
            handle,
            console=console,
            fallback=lambda: URGENT,
            idle_seconds=idle,
            start=start,
            stdin=stdin,
        )
    await asyncio.sleep(0.01)  # what was written last has to reach the other end


async def conversation(tty: Tty, bot: LittleBot, *lines: str) -> None:
    """Type these lines, each on its own card, and let her leave by Ctrl-D."""
    async with asyncio.timeout(15), asyncio.TaskGroup() as group:
        group.create_task(talk(tty, bot))
        await tty.type(*lines)
        if lines[-1] not in {"q", "/leave"}:
            await tty.prompted()
            tty.press(b"\x04")


def nothing_stands(tty: Tty) -> bool:
    return len(tty.screens) > 1 and tty.shown.endswith(CLEAR)


@pytest.mark.parametrize("leaving", ["q", "Q", "/leave", "#leave"])
async def test_s21_leaving_ends_with_an_empty_screen_and_nothing_to_scroll_back_to(
    leaving: str,
) -> None:
    bot = LittleBot()
    async with a_tty() as tty, asyncio.TaskGroup() as group:
        group.create_task(talk(tty, bot))
        await tty.type("1", leaving)
    assert bot.came_in == [Start(), FIND, LEAVE]
    assert tty.shown.endswith("\x1b[2J\x1b[3J")
    assert "Which part of the country?" in tty.shown


async def test_closing_the_input_is_leaving() -> None:
    bot = LittleBot()
    async with a_tty() as tty:
        await conversation(tty, bot, "1")
        assert nothing_stands(tty)
    assert bot.came_in[-1] == LEAVE


async def test_s22_silence_is_leaving() -> None:
    bot = LittleBot()
    async with a_tty() as tty:
        await talk(tty, bot, idle=0.05)
        assert nothing_stands(tty)
    assert bot.came_in == [Start(), LEAVE]


async def test_s22_the_wait_is_asked_for_anew_before_each_line() -> None:
    waits = iter([20.0, 20.0, 0.05])
    async with a_tty() as tty, asyncio.TaskGroup() as group:
        group.create_task(talk(tty, LittleBot(), idle=lambda: next(waits)))
        await tty.type("1", "b")
    assert list(waits) == []


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_signal_erases_first_and_then_leaves(ending: int) -> None:
    bot = LittleBot()
    async with a_tty() as tty, asyncio.TaskGroup() as group:
        group.create_task(talk(tty, bot))
        await tty.prompted()
        signal.raise_signal(ending)
    assert nothing_stands(tty)
    assert bot.came_in == [Start(), LEAVE]


async def test_a_signal_ends_it_even_while_the_bot_hangs() -> None:
    async def hanging(incoming: Incoming) -> Card:
        if isinstance(incoming, Text):
            await asyncio.sleep(60)
        return WELCOME

    async with a_tty() as tty, asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(talk(tty, hanging))
        await tty.type("please answer")
        await tty.until(lambda: nothing_stands(tty))
        signal.raise_signal(signal.SIGINT)
    assert nothing_stands(tty)


async def test_what_she_typed_does_not_stand_on_any_later_screen() -> None:
    async with a_tty() as tty:
        await conversation(tty, LittleBot(), "my secret", "2", "another secret", "q")
        held = [screen for screen in tty.screens if "secret" in screen]
    assert [("my secret" in screen, "another secret" in screen) for screen in held] == [
        (True, False),
        (False, True),
    ], "each stands once: while it is typed"
    assert all(screen.rstrip("\n").endswith("secret") for screen in held), "erased once read"


async def test_what_was_typed_and_not_read_does_not_reach_the_shell() -> None:
    async with a_tty() as tty:
        async with asyncio.TaskGroup() as group:
            group.create_task(talk(tty, LittleBot(), idle=0.3))
            await tty.prompted()
            tty.press(b"half a secr")
        raw.setraw(tty.end, termios.TCSANOW)
        assert "half a secr" in tty.shown
        assert select.select([tty.end], [], [], 0)[0] == []


async def test_several_lines_at_once_are_each_read() -> None:
    bot = LittleBot()
    async with a_tty() as tty, asyncio.TaskGroup() as group:
        group.create_task(talk(tty, bot))
        await tty.type("1\n#West Midlands\nq")
    assert bot.came_in[1:] == [FIND, Choice("West Midlands"), LEAVE]


async def test_an_empty_line_or_an_act_that_is_not_offered_shows_the_same_card_again() -> None:
    bot = LittleBot()
    async with a_tty() as tty:
        await conversation(tty, bot, "", "  ", "#nowhere", "/skip", "q")
        assert sum("shows where help is" in screen for screen in tty.screens) == 5
    assert bot.came_in == [Start(), LEAVE]


async def test_when_the_bot_fails_she_sees_the_urgent_card_and_can_go_on() -> None:
    bot = LittleBot()
    async with a_tty() as tty:
        await conversation(tty, bot, "break", "b", "q")
        assert URGENT.text in tty.shown
        assert not any(word in tty.shown for word in ("Traceback", "secret words", "RuntimeError"))
    assert bot.came_in[-2:] == [Choice("back"), LEAVE]


async def test_s21_leaving_succeeds_when_the_bot_cannot_answer() -> None:
    async def broken(incoming: Incoming) -> Card:
        raise OSError(f"the store is down at {incoming}")

    async with a_tty() as tty, asyncio.TaskGroup() as group:
        group.create_task(talk(tty, broken))
        await tty.type("q")
    assert URGENT.text in tty.shown
    assert "store" not in tty.shown
    assert nothing_stands(tty)


async def test_an_act_that_the_bot_refuses_shows_the_same_card_again() -> None:
    async def refusing(incoming: Incoming) -> Card:
        if isinstance(incoming, Text):
            raise ActError("not here")
        return WELCOME

    async with a_tty() as tty, asyncio.TaskGroup() as group:
        group.create_task(talk(tty, refusing))
        await tty.type("words", "q")
    assert tty.shown.count(WELCOME.buttons[0].label) == 2
    assert "not here" not in tty.shown


async def test_a_lost_terminal_is_leaving() -> None:
    bot = LittleBot()
    tty = Tty()
    talking = asyncio.create_task(talk(tty, bot))
    await tty.prompted()
    asyncio.get_running_loop().remove_reader(tty.mine)
    os.close(tty.mine)
    with pytest.raises(OSError, match="Input/output"):
        await asyncio.wait_for(talking, 5)
    os.close(tty.end)
    assert bot.came_in == [Start(), LEAVE]


async def piped(bot: LittleBot, lines: str) -> str:
    shown = io.StringIO()
    await run(
        bot,
        console=Console(file=shown, width=80),
        fallback=lambda: URGENT,
        idle_seconds=1,
        stdin=io.StringIO(lines),
    )
    return shown.getvalue()


async def test_lines_that_come_through_a_pipe_are_acts_and_their_end_is_leaving() -> None:
    bot = LittleBot()
    shown = await piped(bot, "#find\n## a comment\n#Leeds: centre\n")
    assert bot.came_in == [Start(), FIND, Choice("Leeds: centre"), LEAVE]
    assert all(card.text.splitlines()[0] in shown for card in (WELCOME, PLACES, LISTING))
    assert "\x1b" not in shown
    assert "> " not in shown


async def test_a_pipe_may_go_on_after_leaving_and_leaves_once_at_its_end() -> None:
    bot = LittleBot()
    await piped(bot, "/leave\n#find\n/leave\n")
    assert bot.came_in == [Start(), LEAVE, Start(), FIND, LEAVE]


async def test_an_act_through_a_pipe_that_is_not_offered_is_an_error_and_leaves() -> None:
    bot = LittleBot()
    with pytest.raises(ActError, match="standard input:1: "):
        await piped(bot, "#nowhere\n")
    assert bot.came_in == [Start(), LEAVE]


@pytest.mark.parametrize("ending", ["q\n", "\x04", signal.SIGINT])
async def test_as_a_program_it_ends_well_and_leaves_an_empty_screen(ending: str | int) -> None:
    path = f"{ROOT}:{ROOT / 'tests'}"
    environment = {"PYTHONPATH": path, "TERM": "xterm-256color", "PATH": os.environ["PATH"]}
    async with a_tty() as tty, asyncio.timeout(20):
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "channels.little",
            stdin=tty.end, stdout=tty.end, stderr=tty.end, env=environment, start_new_session=True,
        )  # fmt: skip
        await tty.type("1", "my secret")
        await tty.prompted()
        if isinstance(ending, str):
            tty.press(ending.encode())
        else:
            program.send_signal(ending)
        assert await program.wait() == 0
        await asyncio.sleep(0.01)
        assert nothing_stands(tty)
        assert "Traceback" not in tty.shown
        assert "my secret" in tty.shown


async def test_importing_the_terminal_does_not_import_what_draws() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c",
        "import sys, bot.channels.terminal; print('bot.messages' in sys.modules, "
        "{'rich', 'yaml', 'typer'} & set(sys.modules))",
        stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    said, _ = await program.communicate()
    assert said.decode().strip() == "True set()"
