"""
The `check` verb: run the checks, print what they find, count it.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from bot.checks.countries import check_countries
from bot.checks.cover import check_cover
from bot.checks.dialogues import check_dialogues
from bot.checks.lessons import check_lessons
from bot.checks.lessons_locales import check_lesson_locales
from bot.checks.locales import check_locales
from bot.checks.own_words import check_own_words
from bot.checks.phrases import check_phrases, check_related
from bot.checks.places import check_places
from bot.checks.problem import Problem
from bot.checks.promises import check_promises
from bot.checks.services import check_services
from bot.checks.staff_locales import check_staff_locales
from bot.checks.typed_words import check_missing_words, check_typed_words
from bot.errors import ContentError, SettingError
from bot.exchange.service_files import read_areas
from bot.i18n.languages import read_languages
from bot.settings import Settings
from bot.yaml_file import read_yaml

PARTS = ("dialogues", "services", "locales", "promises", "cover")


def countries_of(settings: Settings) -> list[str]:
    """Return the countries of areas.yaml; none while it cannot be read: its own check says why."""
    with suppress(ContentError):
        areas = read_areas(read_yaml(settings.services_data / "areas.yaml"))
        return [area.country for area in areas if area.kind == "country"]
    return []


def run_checks(
    settings: Settings, part: str | None, language: str | None, today: date | None
) -> int:
    """
    Print every problem on a line of its own, then the count; return the count.

    Raises SettingError for a part or a language that there is not, or a language without locales.
    """
    if part is not None and part not in PARTS:
        raise SettingError(f"there is no check {part!r}: use one of {', '.join(PARTS)}")
    if language is not None and part != "locales":
        raise SettingError(
            "a language can be given for locales alone. Leave it out, or write: check locales "
            f"{language}"
        )
    codes = [one.code for one in read_languages(settings.locales / "languages.yaml")]
    if language is not None and language not in codes:
        raise SettingError(f"there is no language {language!r}: use one of {', '.join(codes)}")
    checks: dict[str, Callable[[], list[Problem]]] = {
        "dialogues": lambda: [
            *check_dialogues(settings.dialogues),
            *check_lessons(settings.content),
        ],
        "services": lambda: [
            *check_services(settings.services_data, today),
            *check_places(settings.services_data),
            *check_countries(settings.content, today),
            *check_related(settings.services_data, today),
        ],
        "locales": lambda: [
            *check_locales(settings.content, language),
            *check_lesson_locales(settings.content, language),
            *check_staff_locales(settings.locales),
            *check_typed_words(settings.locales),
            *check_missing_words(settings.locales),
            *check_own_words(settings.locales, settings.dialogues),
            *check_phrases(settings.locales, countries_of(settings)),
        ],
        "promises": lambda: check_promises(settings.content),
        "cover": lambda: check_cover(settings.content),
    }
    total = 0
    for name in (part,) if part is not None else PARTS:
        found = checks[name]()
        total += len(found)
        for problem in found:
            print(problem)
        print(f"{name}: {len(found) or 'nothing'} to mend")
    return total
