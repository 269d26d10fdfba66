"""
What Babel reads out of the Unicode locale data: names of languages and countries, lists, dates.

Asked only where nothing was written down beforehand (cldr.py): Babel holds two megabytes for all
languages, and another for each.
"""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

# CLDR files these under another name; British order of dates for English.
_LOCALES = {"en": "en_GB", "prs": "fa_AF", "kmr": "ku"}

_DATE_FORM = "{day} {month} {year}"
_DATE_FORMS = {
    "es": "{day} de {month} de {year}",
    "kmr": "{day}ê {month}a {year}an",
    "mt": "{day} ta’ {month} {year}",
    "pt": "{day} de {month} de {year}",
    "vi": "{day} {month} năm {year}",
}
"""How a date is put together where it takes more than the three words beside each other."""


def language_name(code: str, language: str) -> str | None:
    """Return the name of the language `code` in `language`, or None where CLDR has none."""
    name = _locale(language).languages.get(code)
    return name if isinstance(name, str) else None


def country_name(code: str, language: str) -> str | None:
    """Return the name of a country (ISO 3166) in `language`, or None where CLDR has none."""
    name = _locale(language).territories.get(code)
    return name if isinstance(name, str) else None


def joined(items: Sequence[str], language: str) -> str:
    """Return "a, b and c" the way the language writes it."""
    from babel.lists import format_list

    return format_list(list(items), locale=_locale(language))


def written_date(day: date, language: str) -> str:
    """Return day, month in words and year."""
    from babel.dates import format_date

    return joined_date(day, str(format_date(day, "MMMM", locale=_locale(language))), language)


def joined_date(day: date, month: str, language: str) -> str:
    """Return day, month and year put together as the language does; the month is in words."""
    form = _DATE_FORMS.get(language, _DATE_FORM)
    return form.format(day=day.day, month=month, year=day.year)


def weekday_name(number: int, language: str) -> str:
    """Return the name of a day of the week; Monday is 0."""
    from babel.localedata import LocaleDataDict, load

    everything: dict[Any, Any] = load(str(_locale(language)))
    # A copy: Babel (its issue 1234) writes what one language borrows from another part of its data
    # into what all languages share. After Pashto, Monday was Pashto in Arabic too.
    days = LocaleDataDict(deepcopy(everything["days"]), base=everything)
    return str(days["stand-alone"]["wide"][number])


def _locale(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
