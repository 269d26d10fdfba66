"""
A listing as a table, for a person at a terminal: codes, not words for women.
"""

from rich.console import Console
from rich.table import Table

from bot.signposting.listing import Entry, Listing


def print_table(listing: Listing) -> None:
    """Print the pair, the others, plan B and the urgent numbers."""
    console = Console()
    table = Table(title=listing.met, show_lines=True)
    for heading in ("", "service, contacts", "why, papers, open, known"):
        # In a narrow window a long id or address goes on in the next line, and is never cut.
        table.add_column(heading, overflow="fold")
    for part, entry in _parts(listing):
        table.add_row(part, *_cells(entry))
    console.print(table)
    numbers = ", ".join(number.dial for number in listing.urgent)
    console.print(f"urgent: {numbers}", highlight=False)


def _parts(listing: Listing) -> list[tuple[str, Entry]]:
    pair = listing.pair
    sides = (("community", pair.community), ("specialist", pair.specialist))
    shown = [(_marked(name, entry, listing), entry) for name, entry in sides if entry is not None]
    shown += [("other", entry) for entry in listing.others]
    return shown + [(f"plan B: {plan.when}", plan.entry) for plan in listing.plan_b]


def _marked(name: str, entry: Entry, listing: Listing) -> str:
    together = ", together" if listing.pair.together else ""
    first = ", call first" if listing.pair.call_first == entry.service.id else ""
    return f"{name}{together}{first}"


def _cells(entry: Entry) -> tuple[str, ...]:
    contacts = "\n".join(contact.dial or contact.value for contact in entry.contacts)
    source = entry.checked.on or entry.checked.source_year or "undated"
    return (
        f"{entry.service.name}\n{entry.service.id}\n{contacts}".rstrip(),
        f"{', '.join(entry.why)}\npapers: {entry.papers}\nopen: {entry.opening.state}\n"
        f"known: {entry.checked.state}, {source}",
    )
