"""
Everything that can be said, all of it together, looked at with a careful person's eyes (eyes.py).

What the match reads alike is walked once (values.py). `make test` walks every area with every need
and the rest dealt round; the whole walks every area, need and language, each with several rows of
papers, age, who, groups, stage and way of contact, all of whose combinations are met.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from typing import get_args

import pytest

from bot.checks.cover import every_list, telling_word_of
from bot.signposting.directory import Directory
from bot.signposting.listing import Met
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from tests.signposting.conftest import DATA
from tests.signposting.eyes import Eyes
from tests.signposting.made import NOON
from tests.signposting.made_at_random import directory_at_random, need_at_random
from tests.signposting.test_index import dice_of
from tests.signposting.values import COUNTRIES, Said

LOCALES = DATA.parent / "locales"
ROWS = 5
"""How many rows of all else are dealt to each area, need and language."""

KEYS = (
    "area", "needs", "languages", "papers", "age", "who", "groups", "stage", "tonight", "contact",
    "in_confidence",
)  # fmt: skip


def looked_at(needs: Iterable[Need], directory: Directory) -> Eyes:
    eyes = Eyes(directory)
    for need in needs:
        eyes.look(need, make_listing(need, directory, (), NOON))
    return eyes


def quickly(directory: Directory) -> Eyes:
    every = (Said(country, directory) for country in COUNTRIES)
    return looked_at((need for said in every for need in said.walked_quickly()), directory)


@pytest.fixture(scope="module")
def quick(shipped: Directory) -> Eyes:
    return quickly(shipped)


def check(eyes: Eyes) -> None:
    assert Counter(fault for fault, _, _ in eyes.faults) == {}, eyes.faults[:3]
    # S25: by the words too, not by the mark alone.
    assert eyes.ordinary_names
    lists = every_list(LOCALES)
    told = {
        id_: name
        for id_, name in eyes.ordinary_names.items()
        if telling_word_of(name, lists) is not None
    }
    assert told == {}


def print_counts(eyes: Eyes) -> None:
    print(f"\n{eyes.count} listings")
    for country, counts in eyes.met.items():
        print(country, *(f"{met}={counts[met]}" for met in get_args(Met)))
    print(f"{len(eyes.services)} services shown, {len(eyes.shelters)} of them shelters")


def test_s60_s62_s25_s10_no_listing_shows_what_it_must_not(
    quick: Eyes, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print_counts(quick)
    assert quick.count > 2500
    assert len(quick.services) > 130
    assert quick.shelters
    check(quick)


def test_s4_whatever_is_said_beside_it_no_listing_is_empty(quick: Eyes) -> None:
    assert quick.count
    assert quick.empty == []


def test_s60_s61_s25_s10_nor_does_one_over_records_that_refuse_at_random(
    shipped: Directory,
) -> None:
    # No shipped record says no to any papers, and none was ever checked. A week on, some are old.
    dice = dice_of(74)
    made = directory_at_random(dice, shipped.services, shipped.area_list, 300)
    # A shelter of the wide areas only is a promise about records, which these do not keep.
    services = tuple(replace(one, is_shelter=False) for one in made.services)
    assert sum(one.accepts.undocumented == "no" for one in services) > 10
    assert sum(one.assured_date is not None for one in services) > 10
    directory = Directory(1, services, made.area_list)
    needs = (need_at_random(dice, shipped.area_list, country) for country in COUNTRIES * 120)
    eyes = looked_at((replace(need, at=NOON + timedelta(days=7)) for need in needs), directory)
    assert len(eyes.services) > 50
    assert Counter(fault for fault, _, _ in eyes.faults) == {}, eyes.faults[:3]


@pytest.mark.whole
def test_s60_s62_s25_s10_whatever_is_said_no_listing_shows_what_it_must_not(
    shipped: Directory, capsys: pytest.CaptureFixture[str]
) -> None:
    eyes = Eyes(shipped)
    for country in COUNTRIES:
        said = Said(country, shipped)
        together: set[tuple[object, ...]] = set()
        met: set[tuple[object, ...]] = set()
        for need in said.walked(ROWS):
            eyes.look(need, make_listing(need, shipped, (), NOON))
            together.add(all_else(need))
            met.update(combinations([(key, getattr(need, key)) for key in KEYS], 2))
        assert len(together) == len(said.others), "a combination of all else was not walked"
        assert missing_pairs(said, met) == []
    with capsys.disabled():
        print_counts(eyes)
    assert eyes.count > 150_000
    assert eyes.empty == []
    check(eyes)


@pytest.mark.whole
def test_s60_s62_s25_s10_nor_when_several_things_and_languages_are_named(
    shipped: Directory, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = dice_of(29)
    many = (
        need_at_random(dice, shipped.area_list, COUNTRIES[number % len(COUNTRIES)])
        for number in range(20_000)
    )
    eyes = looked_at(many, shipped)
    with capsys.disabled():
        print_counts(eyes)
    check(eyes)
    assert eyes.empty == []


def all_else(need: Need) -> tuple[object, ...]:
    return (
        need.papers, need.age, need.who, need.groups, need.stage, need.tonight, need.contact,
    )  # fmt: skip


def missing_pairs(said: Said, met: set[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return two things that can be said together and never were."""
    core: list[set[tuple[str, object]]] = [
        {("area", area) for area in said.areas.values()},
        {("needs", need["needs"]) for need in said.needs},
        {("languages", (code,)) for code in said.languages.values()},
    ]
    rest = [
        {(key, one.get(key)) for one in said.others}
        for key in ("papers", "age", "who", "groups", "stage", "tonight", "contact")
    ]
    both = (
        (one, two) for ones, twos in combinations((*core, *rest), 2) for one in ones for two in twos
    )
    possible = (couple for couple in both if couple != (("stage", "now"), ("tonight", True)))
    return [couple for couple in possible if couple not in met and not _tonight_is_now(couple)]


def _tonight_is_now(couple: tuple[tuple[str, object], tuple[str, object]]) -> bool:
    """Whether it names a stage beside tonight: that is read as tonight alone."""
    said = dict(couple)
    return said.get("tonight") is True and said.get("stage") is not None
