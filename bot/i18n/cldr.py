"""
What the Unicode locale data knows: names of languages and countries, lists, dates and days.

For our languages it was written down beforehand, in bot/i18n/cldr/ (tests/i18n/write_cldr.py;
decisions/0022), and a name is looked up in the file as it stands. Any other language is asked of
Babel. Words remembers what came from here.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from bot.i18n import cldr_library

FOLDER = Path(__file__).with_name("cldr")
"""A file for each language: a line for each key, its value behind a tab."""


def language_name(code: str, language: str) -> str | None:
    """Return the name of the language `code` in `language`, or None where CLDR has none."""
    if (written := _written(language)) is None:
        return cldr_library.language_name(code, language)
    return _value(written, f"language.{code}")


def country_name(code: str, language: str) -> str | None:
    """Return the name of a country (ISO 3166) in `language`, or None where CLDR has none."""
    if (written := _written(language)) is None:
        return cldr_library.country_name(code, language)
    return _value(written, f"country.{code}")


def joined(items: Sequence[str], language: str) -> str:
    """Return "a, b and c" the way the language writes it."""
    if (written := _written(language)) is None:
        return cldr_library.joined(items, language)
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2:
        return _filled(written, "list.2", *items)
    first, second, *others = items
    found = _filled(written, "list.start", first, second)
    for place, one in enumerate(others, 1):
        found = _filled(written, "list.end" if place == len(others) else "list.middle", found, one)
    return found


def _filled(written: bytes, pattern: str, first: str, second: str) -> str:
    # Not str.format: an item may hold braces.
    before, _, rest = _known(written, pattern).partition("{0}")
    between, _, after = rest.partition("{1}")
    return f"{before}{first}{between}{second}{after}"


def written_date(day: date, language: str) -> str:
    """Return day, month in words and year, with digits 0 to 9."""
    if (written := _written(language)) is None:
        return latin_digits(cldr_library.written_date(day, language))
    return cldr_library.joined_date(day, _known(written, f"month.{day.month}"), language)


def weekday_name(number: int, language: str) -> str:
    """Return the name of a day of the week; Monday is 0."""
    if (written := _written(language)) is None:
        return cldr_library.weekday_name(number, language)
    return _known(written, f"weekday.{number}")


def latin_digits(text: str) -> str:
    """Return the text with every decimal digit of any script as 0 to 9 (S63)."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


@cache
def _written(language: str) -> bytes | None:
    """Return what was written down of a language, None for nothing."""
    file = FOLDER / f"{language}.tsv"
    return b"\n" + file.read_bytes() if language.isalpha() and file.is_file() else None


def _value(written: bytes, key: str) -> str | None:
    line = f"\n{key}\t".encode()
    at = written.find(line)
    if at < 0:
        return None
    begin = at + len(line)
    return written[begin : written.index(b"\n", begin)].decode()


def _known(written: bytes, key: str) -> str:
    """Return what stands in every file."""
    value = _value(written, key)
    if value is None:
        raise KeyError(key)
    return value
