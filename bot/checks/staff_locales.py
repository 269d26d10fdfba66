"""The catalogues of the staff pages: current, complete, with the placeholders of the English."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.problem import Problem
from bot.i18n.catalogue_files import forms, is_translated, read_catalogue, texts
from bot.i18n.staff_files import current_staff
from bot.i18n.words import PLACEHOLDER

UPDATE = "Run: python -m bot locales update"


def check_staff_locales(folder: Path) -> list[Problem]:
    """Return all that is wrong with the staff catalogues under `locales/`."""
    return list(_problems(folder))


def _problems(folder: Path) -> Iterator[Problem]:
    for path, wanted in current_staff(folder).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != wanted:
            yield Problem(f"{path}:1", "not current with the English texts", UPDATE)
            continue
        for message in texts(read_catalogue(path)):
            english = message.id if isinstance(message.id, str) else message.id[-1]
            if not is_translated(message):
                yield Problem(f"{path}:1", f'"{english}" has no translation', "Translate it")
            elif any(_holders(form) != _holders(english) for form in forms(message)):
                what = f'"{english}": the placeholders are not those of the English'
                yield Problem(f"{path}:1", what, "Copy each {name} as it is")


def _holders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
