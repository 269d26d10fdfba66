"""
No dead end, anywhere (S4): every country, area, need and language, with papers and ages in turn.

Prints three counts per country, and where a pair with both sides exists. How often only a national
line was found stands in sweep_baseline.yaml, and may only fall.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import get_args

import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import Listing, Met, UrgentNumber
from bot.signposting.match import make_listing
from bot.signposting.need import NEEDS, ORDINARY_NEEDS, Need
from bot.yaml_file import read_yaml

BASELINE = Path(__file__).with_name("sweep_baseline.yaml")
COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
LANGUAGES = ("sq", "ar", "es", "pl", "tr", "ckb", "so", "fa", "uk", "bn", "ti", "en")
PAPERS = (None, "asylum", "undocumented", "spouse_visa", "no_recourse", "settled", None)
AGES = (None, "adult", None, "child", None)
PLACES = 3
"""How many places of a country are asked about, beside the country and every region."""


@dataclass
class Sweep:
    """What was asked and found."""

    met: dict[str, Counter[str]] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    without_plan_b: list[Need] = field(default_factory=list)
    empty: list[Need] = field(default_factory=list)

    def note(self, asked: Need, found: Listing) -> None:
        self.met.setdefault(asked.country, Counter())[found.met] += 1
        if not found.plan_b:
            self.without_plan_b.append(asked)
        if not found.urgent or not (found.entries or found.plan_b):
            self.empty.append(asked)

    def note_pair(self, asked: Need, found: Listing) -> None:
        if found.pair.community and found.pair.specialist:
            self.pairs[asked.country, asked.languages[0]] += 1


def places_asked(country: str, shipped: Directory) -> list[str | None]:
    regions = [area.id for area in shipped.areas.choices(country)]
    places = [one.id for one in shipped.area_list if (one.country, one.kind) == (country, "place")]
    return [*dict.fromkeys((None, *regions, *places[:: max(1, len(places) // PLACES)]))]


def needs_asked(country: str, shipped: Directory) -> Iterator[Need]:
    languages, papers, ages = cycle(LANGUAGES), cycle(PAPERS), cycle(AGES)
    for area in places_asked(country, shipped):
        for one in (None, *NEEDS):
            for in_confidence in (True, False) if one in {None, *ORDINARY_NEEDS} else (True,):
                yield Need(
                    country,
                    area,
                    (one,) if one else (),
                    (next(languages),),
                    papers=next(papers),  # type: ignore[arg-type]  # cycle() forgets literals
                    age=next(ages),  # type: ignore[arg-type]  # the same
                    in_confidence=in_confidence,
                )


def pairs_asked(country: str, shipped: Directory) -> Iterator[Need]:
    for area in places_asked(country, shipped):
        for language in LANGUAGES:
            yield Need(country, area, ("someone_to_talk_to",), (language,))


@pytest.fixture(scope="module")
def swept(shipped: Directory, urgent: tuple[UrgentNumber, ...], now: datetime) -> Sweep:
    sweep = Sweep()
    for country in COUNTRIES:
        for asked in needs_asked(country, shipped):
            sweep.note(asked, make_listing(asked, shipped, urgent, now))
        for asked in pairs_asked(country, shipped):
            sweep.note_pair(asked, make_listing(asked, shipped, urgent, now))
    return sweep


def test_s4_only_a_national_line_is_found_no_more_often_than_before(
    swept: Sweep, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = read_yaml(BASELINE).value
    assert set(baseline) == set(swept.met) == set(COUNTRIES)
    with capsys.disabled():
        print()
        for country, counts in swept.met.items():
            print(country, *(f"{met}={counts[met]}" for met in get_args(Met)))
        print("pairs:", *(f"{c}-{one}={number}" for (c, one), number in swept.pairs.items()))
    for country, counts in swept.met.items():
        assert counts.total() > 100
        assert counts["national_only"] <= baseline[country], (
            f"{country}: more dead ends than before. Mend the records, or the match"
        )


def test_s4_nothing_is_empty(swept: Sweep) -> None:
    assert swept.met
    assert Counter(asked.country for asked in swept.empty) == {}, swept.empty[:3]


def test_s66_every_listing_carries_a_plan_b(swept: Sweep) -> None:
    assert swept.met
    without = swept.without_plan_b
    assert Counter(asked.country for asked in without) == {}, without[:3]


def test_pairs_exist_in_the_united_kingdom_and_nowhere_else_yet(swept: Sweep) -> None:
    assert {country for country, _ in swept.pairs} == {"GB"}
    assert {one for _, one in swept.pairs} >= {"sq", "ar", "es", "pl", "tr", "ckb"}
