"""
A bar in the terminal for work that takes a while.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress


@contextmanager
def progress_of(files: int) -> Iterator[Callable[[Path], None]]:
    """Show how many of so many files are written, and where; yield what is told of each."""
    console, folders = Console(), set[Path]()
    with Progress(console=console) as bar:
        task = bar.add_task("Writing", total=files)

        def written(path: Path) -> None:
            """Count a file, and remember the folder for the last line."""
            folders.add(path.parent)
            bar.advance(task)

        yield written
    for folder in sorted(folders):
        counted = "1 file is" if files == 1 else f"{files} files are"
        console.print(f"{counted} in {folder}", highlight=False, soft_wrap=True)
