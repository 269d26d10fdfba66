"""
The `check` verb: run the checks, print what they find, count it.
"""

from collections.abc import Callable
from datetime import date

from bot.checks.dialogues import check_dialogues
from bot.checks.locales import check_locales
from bot.checks.problem import Problem
from bot.checks.promises import check_promises
from bot.checks.services import check_services
from bot.errors import SettingError
from bot.settings import Settings

PARTS = ("dialogues", "services", "locales", "promises")


def run_checks(
    settings: Settings, part: str | None, language: str | None, today: date | None
) -> int:
    """
    Print every problem on a line of its own, then the count; return the count.

    Raises SettingError for a part that there is not.
    """
    if part is not None and part not in PARTS:
        raise SettingError(f"there is no check {part!r}: use one of {', '.join(PARTS)}")
    checks: dict[str, Callable[[], list[Problem]]] = {
        "dialogues": lambda: check_dialogues(settings.dialogues),
        "services": lambda: check_services(settings.services_data, today),
        "locales": lambda: check_locales(settings.content, language),
        "promises": lambda: check_promises(settings.content),
    }
    total = 0
    for name in (part,) if part is not None else PARTS:
        found = checks[name]()
        total += len(found)
        for problem in found:
            print(problem)
        print(f"{name}: {len(found) or 'nothing'} to mend")
    return total
