"""What was written down of a language is what Babel says of it, or what we say instead."""

from datetime import date
from itertools import product

import pytest

from bot.i18n import cldr, cldr_library
from tests.i18n.write_cldr import OURS, languages, lines_of, written
from tests.languages import SOURCE, marked

EVERY = marked(languages(), few=(SOURCE, "ar", "kmr"))
ITEMS = ("Coventry", "{1}", "Bari", "Oviedo", "\u2068London\u2069")


@pytest.mark.parametrize("language", languages())
def test_every_language_is_written_down_as_it_is_now(language: str) -> None:
    file = cldr.FOLDER / f"{language}.tsv"
    remedy = "Run: python -m tests.i18n.write_cldr"
    assert file.read_text(encoding="utf-8") == written(language), remedy


@pytest.mark.parametrize("language", EVERY)
def test_names_lists_and_dates_are_those_of_the_library(language: str) -> None:
    keys = lines_of(language)
    names = [key.partition(".")[2] for key in keys if key.startswith("language.")]
    countries = [key.partition(".")[2] for key in keys if key.startswith("country.")]
    assert len(names) > 100 and len(countries) > 100  # noqa: PT018
    for code in (*names, "nothing", ""):
        assert cldr.language_name(code, language) == cldr_library.language_name(code, language)
    for code in (*countries, "QQQ"):
        assert cldr.country_name(code, language) == cldr_library.country_name(code, language)
    ours = OURS.get(language, {})
    for length in range(len(ITEMS) + 1) if "list.2" not in ours else ():
        assert cldr.joined(ITEMS[:length], language) == cldr_library.joined(
            ITEMS[:length], language
        )
    months = [number for number in range(1, 13) if f"month.{number}" not in ours]
    for month, day in product(months, (1, 20, 28)):
        one = date(2026, month, day)
        told = cldr.latin_digits(cldr_library.written_date(one, language))
        assert cldr.written_date(one, language) == told
    for number in range(7):
        assert cldr.weekday_name(number, language) == cldr_library.weekday_name(number, language)


def test_sorani_lists_have_no_latin_comma_and_its_march_no_second_meaning() -> None:
    assert cldr.joined(["a", "b", "c"], "ckb") == "a، b و c"
    assert cldr.written_date(date(2026, 3, 5), "ckb") == "5 مانگی سێ 2026"


def test_tigrinya_lists_put_no_second_suffix_to_a_word() -> None:
    assert cldr.joined(["ጥዕናን", "ቆልዑን"], "ti") == "ጥዕናን፡ ቆልዑን"


def test_a_language_that_is_not_written_down_is_asked_of_the_library() -> None:
    assert cldr.language_name("de", "nl") == "Duits"
    assert cldr.country_name("FR", "nl") == "Frankrijk"
    assert cldr.joined(["a", "b"], "nl") == "a en b"
    assert cldr.written_date(date(2026, 11, 20), "nl") == "20 november 2026"
    assert cldr.weekday_name(0, "nl") == "maandag"


def test_a_date_is_put_together_as_its_language_does() -> None:
    day = date(2026, 11, 20)
    assert cldr.written_date(day, "pt") == "20 de novembro de 2026"
    assert cldr.written_date(day, "es") == "20 de noviembre de 2026"
    assert cldr.written_date(day, "kmr") == "20ê mijdara 2026an"
    assert cldr.written_date(day, "mt") == "20 ta’ Novembru 2026"
    assert cldr.written_date(day, "pl") == "20 listopada 2026"
