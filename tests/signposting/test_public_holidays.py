"""Public holidays are those of the library, which is asked as little as can be."""

import json
import subprocess
import sys
from datetime import date

import pytest

from bot.signposting.public_holidays import FILE, FIRST_YEAR, LAST_YEAR, is_holiday, part_of
from tests.conversation.visit import ROOT
from tests.signposting.write_holidays import COUNTRIES, known_by_country

BY_ITSELF = """
import json, sys
from datetime import date, timedelta
from bot.signposting.public_holidays import is_holiday
def asked(ask):
    days = [date(YEAR, 1, 1) + timedelta(days=one) for one in range(2 * 365)]
    return [[country, part, str(day)] for country, part in PARTS for day in days
            if ask(day, country, part)]
PARTS, YEAR = json.loads(sys.argv[1])
print(json.dumps([asked(is_holiday), sorted(sys.modules)]))
"""

BY_THE_LIBRARY = """
import holidays.countries
def is_holiday(day, country, part):
    return day in holidays.country_holidays(country, subdiv=part, years=day.year)
"""


PARTS: list[list[str | None]] = [
    *([one, None] for one in COUNTRIES if one != "GB"),
    ["GB", "ENG"], ["GB", "SCT"], ["ES", "MD"], ["DE", "BY"], ["IT", "RM"],
]  # fmt: skip


def said(program: str, year: int) -> tuple[list[list[str]], list[str]]:
    command = [sys.executable, "-c", program, json.dumps([PARTS, year])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    days, modules = json.loads(done.stdout)
    return days, modules


def test_what_is_written_down_is_what_the_library_says() -> None:
    written = json.loads(FILE.read_bytes())
    assert set(written) == set(COUNTRIES)
    remedy = "Run: python -m tests.signposting.write_holidays"
    assert written == json.loads(json.dumps(known_by_country())), remedy


def test_in_these_years_the_library_is_not_asked() -> None:
    days, modules = said(BY_ITSELF, FIRST_YEAR)
    assert len(days) > 10 * len(PARTS)
    assert "holidays" not in modules


@pytest.mark.whole
def test_in_other_years_a_country_is_asked_for_by_itself() -> None:
    ours, modules = said(BY_ITSELF, LAST_YEAR + 1)
    theirs, all_modules = said(
        BY_ITSELF.replace(
            "from bot.signposting.public_holidays import is_holiday\n", BY_THE_LIBRARY
        ),
        LAST_YEAR + 1,
    )
    assert len(ours) > 10 * len(PARTS)
    assert ours == theirs
    assert "holidays.countries.japan" in all_modules
    read = {one for one in modules if one.startswith("holidays.countries.")}
    assert len(read) == len(COUNTRIES)


def test_a_country_that_is_not_written_down_is_asked_of_the_library() -> None:
    assert is_holiday(date(2026, 8, 15), "AT", None)
    assert not is_holiday(date(2026, 8, 14), "AT", None)
    assert part_of("AT", ("Wien",)) == "9"


@pytest.mark.parametrize(
    ("country", "part", "day", "holiday"),
    [
        ("GB", "SCT", date(2026, 1, 2), True),
        ("GB", "ENG", date(2026, 1, 2), False),
        ("GB", None, date(2026, 1, 2), True),
        ("DE", "BY", date(2026, 1, 6), True),
        ("DE", "BE", date(2026, 1, 6), False),
        ("DE", None, date(2026, 1, 6), False),
    ],
)
def test_a_part_of_a_country_has_its_own_holidays(
    country: str, part: str | None, day: date, *, holiday: bool
) -> None:
    assert is_holiday(day, country, part) is holiday
