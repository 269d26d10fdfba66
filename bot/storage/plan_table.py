"""
Show a load plan to a person, and ask.
"""

from bot.storage.plan import Ids, LoadPlan

SHOWN = 5
"""How many ids of each kind are named; the rest is a number."""


def agreed(plan: LoadPlan, *, ask: bool) -> bool:
    """Print what loading would do; return whether to do it, asking when `ask`."""
    from rich.console import Console
    from rich.prompt import Confirm
    from rich.table import Table

    table = Table("what", "services", "which", title="Loading services_data/")
    for what, ids in _rows(plan):
        table.add_row(what, str(len(ids)), _named(ids))
    console = Console()
    console.print(table)
    if not plan.does_something:
        console.print("Nothing to do: the database holds all of this already.")
        return False
    return not ask or Confirm.ask("Do this?", console=console, default=False)


def _rows(plan: LoadPlan) -> tuple[tuple[str, Ids], ...]:
    return (
        ("added", plan.added),
        ("changed", plan.changed),
        ("unchanged", plan.unchanged),
        ("kept: changed or assured in the database since", plan.kept_because_changed_here),
        ("only in the database: stays", plan.gone_from_files),
        ("areas added or changed", plan.areas),
    )


def _named(ids: Ids) -> str:
    named = ", ".join(ids[:SHOWN])
    return f"{named} …" if len(ids) > SHOWN else named
