"""
Show a person what an import would do, how far it is, and ask.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm
from rich.table import Table

from bot.exchange.report import ImportReport

SHOWN = 8
"""How many records of each kind are named; the rest is a number."""

LONG = 2000
"""So many lines, and a person wants to see how far it is."""

Tell = Callable[[int], None]


class ImportView:
    """The screen of an import. `ask` is whether a person is asked before anything is written."""

    def __init__(self, *, ask: bool) -> None:
        self._ask = ask
        self._console = Console()

    def agreed(self, report: ImportReport) -> bool:
        """Print the plan; return whether to do it. Nothing is asked when a line is refused."""
        self._console.print(_table(report))
        self._print_left_out(report)
        if report.refused_in_all:
            return False
        if not report.does_something:
            self._console.print("Nothing to do: the directory says all of this already.")
            return False
        return not self._ask or self._asked()

    def _asked(self) -> bool:
        try:
            return Confirm.ask("Do this?", console=self._console, default=False)
        except EOFError:  # nobody is there to ask
            self._console.print("\nNothing was done. Write --yes to do it without asking.")
            return False

    def say(self, sentence: str) -> None:
        """Print one line."""
        self._console.print(sentence, highlight=False, markup=False)

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Tell]:
        """Show how far a part of the work is, when there is much of it."""
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeElapsedColumn(),
        )  # fmt: skip
        quiet = total is not None and total < LONG
        with Progress(*columns, console=self._console, transient=True, disable=quiet) as bar:
            task = bar.add_task(what, total=total)
            yield lambda done: bar.update(task, advance=done)

    def _print_left_out(self, report: ImportReport) -> None:
        for left in report.left_out:
            self.say(f"Left out: {left.id}, {left.what}: {left.why}")
        if (more := report.left_out_in_all - len(report.left_out)) > 0:
            self.say(f"Left out: {more} more of these")


def refusals(report: ImportReport) -> str:
    """Return what is refused, a line each, and what that means for the rest of the file."""
    lines = [str(refusal) for refusal in report.refused]
    if (more := report.refused_in_all - len(lines)) > 0:
        lines.append(f"and {more} more")
    return "\n".join([*lines, "Nothing was imported. Mend these and import the file again"])


def _table(report: ImportReport) -> Table:
    table = Table("what", "services", "which", title="Import")
    for what, number, named in _rows(report):
        table.add_row(what, str(number), escape(named))
    return table


def _rows(report: ImportReport) -> Iterator[tuple[str, int, str]]:
    changed = (f"{id_} ({', '.join(names)})" for id_, names in report.changed.items())
    waiting = (f"{id_} ({', '.join(names) or 'new'})" for id_, names in report.waiting.items())
    yield "added", len(report.added), _named(report.added, len(report.added))
    yield "changed", len(report.changed), _named(changed, len(report.changed))
    number = len(report.waiting)
    yield "waits for a second person (S93)", number, _named(waiting, number)
    yield "the same", report.same, ""
    yield "only in the directory: stays", len(report.gone), _named(report.gone, len(report.gone))
    yield "refused", report.refused_in_all, ""
    yield "left out of its line", report.left_out_in_all, ""


def _named(items: Iterable[str], number: int) -> str:
    first = [item for item, _ in zip(items, range(SHOWN), strict=False)]
    return "\n".join(first) + (f"\nand {number - SHOWN} more" if number > SHOWN else "")
