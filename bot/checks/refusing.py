"""Refuse to load files that the check finds fault with."""

from pathlib import Path

from bot.errors import DirectoryError


def refuse_unsound(folder: Path) -> None:
    """Raise DirectoryError, with all that is wrong, for files that the check finds fault with."""
    # Only who fills a directory needs the checks: a first card does not wait for them.
    from bot.checks.services import check_services

    if problems := check_services(folder):
        raise DirectoryError("\n".join(str(problem) for problem in problems))
