"""
Show what `telegram setup` would change, and ask.
"""

import re

from rich.console import Console
from rich.prompt import Confirm
from rich.table import Table
from rich.text import Text

from bot.channels.telegram.profile import WEBHOOK, Change, Value
from bot.channels.telegram.setup import label

NOTHING = "(nothing)"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_TOKEN = re.compile(r"\d+:[\w-]{20,}")


class Screen:
    """Where a person sees what would change and what was done; `ask` and `dry_run` as she said."""

    def __init__(self, *, ask: bool, dry_run: bool, console: Console | None = None) -> None:
        self._ask, self._dry_run = ask, dry_run
        self._console = console or Console()

    def say(self, sentence: str) -> None:
        """Print a sentence."""
        self._console.print(Text(sentence))

    def agreed(self, changes: tuple[Change, ...], staying: int) -> bool:
        """Print the changes; return whether to make them."""
        if not changes:
            self.say(f"Nothing to change: {staying} things are as they should be, or left alone.")
            return False
        self._console.print(table_of(changes))
        self.say(f"{staying} other things stay as they are.")
        if self._dry_run:
            self.say("Nothing was changed: this was a dry run.")
            return False
        return not self._ask or self._asked()

    def _asked(self) -> bool:
        try:
            if Confirm.ask("Do this?", console=self._console, default=False):
                return True
        except EOFError:
            self.say("")
        self.say("Nothing was changed. --yes says yes beforehand.")
        return False


def table_of(changes: tuple[Change, ...]) -> Table:
    """Return a row for each change: what, for which languages, now, afterwards."""
    table = Table(
        "what", "language", "now", "will be", title="The bot on Telegram", show_lines=True
    )
    rows: dict[tuple[str, Value, str], list[str]] = {}
    for change in changes:
        what, _, language = label(change.slot).partition(", ")
        then = _shown(change.then) + _again(change)
        rows.setdefault((what, change.now, then), []).append(language)
    for (what, now, then), languages in rows.items():
        table.add_row(what, ", ".join(languages), Text(_shown(now)), Text(then))
    return table


def _again(change: Change) -> str:
    same = change.slot == WEBHOOK and change.now == change.then
    return " (its secret cannot be read, so it is told again)" if same else ""


def _shown(value: Value) -> str:
    """Return a value as it is read. A line that runs from right to left is isolated."""
    text = (
        value if isinstance(value, str) else "\n".join(f"/{name}  {said}" for name, said in value)
    )
    # Some programs put the token into the address of the webhook.
    lines = _TOKEN.sub("…", text).split("\n")
    apart = (f"\u2068{line}\u2069" if _RIGHT_TO_LEFT.search(line) else line for line in lines)
    return "\n".join(apart) or NOTHING
