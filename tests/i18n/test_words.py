import re
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import CatalogueError
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues, source_of
from bot.i18n.direction import RIGHT_TO_LEFT, direction, isolate
from bot.i18n.negotiate import negotiate
from bot.i18n.words import Words
from bot.messages import Direction
from bot.yaml_file import read_yaml
from tests.languages import LOCALES, offered

ROOT = Path(__file__).parents[2]
SPOKEN = read_yaml(ROOT / "services_data" / "taxonomy.yaml").value["languages"]


def test_values_are_filled_in_and_a_missing_one_is_named() -> None:
    words = Words("en")
    assert words.pgettext("a", "Call {name}", name="Anna") == "Call Anna"
    assert words.npgettext("a", "{count} place", "{count} places", 3) == "3 places"
    assert words.npgettext("a", "{count} place", "{count} places", 1) == "1 place"
    with pytest.raises(CatalogueError, match=r"needs a value for \{name\}"):
        words.pgettext("a", "Call {name}")


def test_a_value_cannot_reach_further_than_its_placeholder() -> None:
    text = "{name.__class__} {0}"
    assert Words("en").pgettext("a", text, name="{other}") == text
    assert Words("en").pgettext("a", "{name}", name="{other}") == "{other}"


@pytest.mark.parametrize("number", ["116 016", "+44 20 7946 0000", "08000 116 016", "999", "1"])
def test_s82_numbers_stand_left_to_right_inside_arabic(number: str) -> None:
    assert Words("ar").pgettext("a", "{n}", n=number) == f"\u2066{number}\u2069"


@pytest.mark.parametrize("address", ["www.example.org", "https://example.org/a", "a@example.org"])
def test_s82_addresses_stand_left_to_right_inside_arabic(address: str) -> None:
    assert isolate(address, "rtl") == f"\u2066{address}\u2069"


def test_s82_arabic_inside_english_is_isolated_and_english_is_not() -> None:
    words = Words("en")
    assert words.pgettext("a", "{x}", x="العربية") == "\u2068العربية\u2069"
    assert words.pgettext("a", "{x}", x="London") == "London"


@settings(max_examples=60)
@given(text=st.text(), around=st.sampled_from(["ltr", "rtl"]))
def test_s82_isolating_changes_nothing_and_never_twice(text: str, around: Direction) -> None:
    once = isolate(text, around)
    assert text in once
    assert isolate(once, around) == once


def test_s82_direction_follows_from_the_language() -> None:
    assert direction("ar") == Words("ckb").direction == "rtl"
    assert direction("en") == direction("sq") == direction("kmr") == "ltr"
    assert "prs" in RIGHT_TO_LEFT


@pytest.mark.parametrize("language", ["en", "sq", "ar"])
def test_every_language_someone_speaks_has_a_name(language: str) -> None:
    assert len(SPOKEN) > 20
    words = Words(language)
    for one in SPOKEN:
        assert words.language_name(one["id"]) != one["id"]


@pytest.mark.parametrize("language", ["en", "sq", "ar"])
def test_s63_dates_and_times_are_written_in_digits_0_to_9(language: str) -> None:
    words = Words(language)
    written = words.date(date(2026, 11, 20)) + words.time_of_day(time(9, 5))
    assert re.findall(r"[0-9]+", written) == ["20", "2026" + "09", "05"]
    assert not re.search(r"[^\W0-9]*[٠-٩۰-۹]", written)
    assert len({words.weekday(day) for day in range(7)}) == 7


def test_dates_lists_and_days_are_in_her_language() -> None:
    assert Words("en").date(date(2026, 11, 20)) == "20 November 2026"
    assert Words("sq").date(date(2026, 11, 20)) == "20 nëntor 2026"
    assert Words("en").weekday(0) == "Monday"
    assert Words("sq").country_name("GB") == "Mbretëria e Bashkuar"
    assert Words("ar").country_name("??") == "??"
    assert Words("sq").list_of(["a", "b", "c"]) == "a, b dhe c"
    assert Words("ar").list_of(["a", "b"]) == "\u2068a\u2069 و\u2068b\u2069"


def test_a_client_s_language_is_matched_and_never_guessed() -> None:
    offered = ("en", "sq", "ar")
    assert negotiate("en-GB", offered) == "en"
    assert negotiate("ar_EG", offered) == "ar"
    assert negotiate("als", offered) == "sq"
    assert negotiate("de", offered) is None
    assert negotiate(None, offered) is None


def test_contexts_of_safety_texts_begin_with_safety() -> None:
    assert contexts.question("where", "country") == "question.where.country"
    assert contexts.option("a", "b", "c", safety=True) == "safety.option.a.b.c"
    assert contexts.page("traces", "title", safety=True) == "safety.page.traces.title"
    assert contexts.area("GB") == "area.GB"
    assert contexts.is_safety(contexts.taxonomy("urgent_notes"))
    assert not contexts.is_safety(contexts.taxonomy("needs"))


def test_the_real_catalogues_open_and_english_is_always_offered() -> None:
    catalogues = Catalogues(ROOT / "locales")
    assert catalogues.offered[0] == "en"
    for language in catalogues.languages:
        words = catalogues.preview(language)
        assert words.pgettext("nowhere", "Not translated") == "Not translated"
        assert source_of(ROOT / "locales", language).is_file() or language == "en"
    with pytest.raises(CatalogueError, match="check locales xx"):
        catalogues.words("xx")


def test_what_every_language_says_is_what_each_of_them_says() -> None:
    catalogues, wanted = (
        Catalogues(LOCALES),
        [(contexts.area("GB"), "Scotland"), ("none", "no text")],
    )
    catalogues.words("ar")  # one that is open already, among those that are not
    said = dict(zip(catalogues.offered, catalogues.in_every_language(wanted), strict=True))
    each = {code: catalogues.words(code) for code in catalogues.offered}
    assert said == {
        code: tuple(words.pgettext(*text) for text in wanted) for code, words in each.items()
    }
    assert len({names[0] for names in said.values()}) > 10
    assert {names[1] for names in said.values()} == {"no text"}


def test_opening_a_compiled_catalogue_does_not_import_babel() -> None:
    program = (
        "import sys; from pathlib import Path; from bot.i18n.catalog import Catalogues\n"
        "c = Catalogues(Path('locales')); c.offered; c.preview('ar').pgettext('a', 'b')\n"
        "assert not [m for m in sys.modules if m.partition('.')[0] == 'babel']"
    )
    Catalogues(ROOT / "locales").preview("ar")  # compiles it, if that is still to be done
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)  # our own text


TOLD = """
import sys
from datetime import date
from bot.i18n import cldr
for language in sys.argv[1:]:
    days = [cldr.weekday_name(day, language) for day in range(7)]
    months = [cldr.written_date(date(2026, month, 1), language) for month in range(1, 13)]
    names = [cldr.country_name(one, language) for one in ("GB", "MT", "FR")]
    print(language, days, months, names, cldr.joined(["1", "2", "3"], language), sep="|")
"""


def told(languages: list[str]) -> list[str]:
    """Return what a fresh process says in each language, asked in this order."""
    done = subprocess.run(
        [sys.executable, "-c", TOLD, *languages], capture_output=True, text=True, check=True
    )
    return sorted(done.stdout.splitlines())


def test_no_language_depends_on_which_was_asked_before_it() -> None:
    asked = told(list(offered()))
    assert len(asked) == 26
    assert told([*offered()][::-1]) == asked
    assert len({line.split("|")[1] for line in asked}) > 20
