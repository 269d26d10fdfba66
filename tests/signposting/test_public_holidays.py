"""A country by itself has the holidays that the library gives it, and nobody else's are read."""

import json
import subprocess
import sys

from tests.conversation.visit import ROOT

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")

BY_ITSELF = """
import json, sys
from datetime import date, timedelta
from bot.signposting.public_holidays import is_holiday
def asked(ask):
    days = [date(2026, 1, 1) + timedelta(days=one) for one in range(2 * 365)]
    return [[country, part, str(day)] for country, part in PARTS for day in days
            if ask(day, country, part)]
PARTS = json.loads(sys.argv[1])
print(json.dumps([asked(is_holiday), sorted(sys.modules)]))
"""

BY_THE_LIBRARY = """
import holidays.countries
def is_holiday(day, country, part):
    return day in holidays.country_holidays(country, subdiv=part, years=day.year)
"""


def said(program: str, parts: list[list[str | None]]) -> tuple[list[list[str]], list[str]]:
    command = [sys.executable, "-c", program, json.dumps(parts)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    days, modules = json.loads(done.stdout)
    return days, modules


def test_a_country_by_itself_has_the_holidays_that_the_library_gives_it() -> None:
    parts: list[list[str | None]] = [[one, None] for one in COUNTRIES if one != "GB"]
    parts += [["GB", "ENG"], ["GB", "SCT"], ["ES", "MD"], ["DE", "BY"], ["IT", "RM"]]
    ours, modules = said(BY_ITSELF, parts)
    theirs, all_modules = said(
        BY_ITSELF.replace(
            "from bot.signposting.public_holidays import is_holiday\n", BY_THE_LIBRARY
        ),
        parts,
    )
    assert len(ours) > 10 * len(parts)
    assert ours == theirs
    assert "holidays.countries.japan" in all_modules
    read = {one for one in modules if one.startswith("holidays.countries.")}
    assert len(read) == len(COUNTRIES)
