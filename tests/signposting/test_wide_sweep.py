"""
Everything that can be said, all of it together, looked at with a careful person's eyes (eyes.py).

What the match reads alike is walked once (values.py). `make test` walks every area with every need
and the rest dealt round; the whole walks every area, need and language, each with several rows of
papers, age, who, groups, stage and way of contact, all of whose combinations are met.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from time import perf_counter
from typing import get_args

import pytest

from bot.checks.cover import every_list
from bot.checks.telling import telling_word_in
from bot.signposting.directory import Directory
from bot.signposting.listing import Met
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from tests.signposting.conftest import DATA
from tests.signposting.eyes import Eyes
from tests.signposting.made import NOON
from tests.signposting.made_at_random import need_at_random
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
        if any(telling_word_in(name, words) for words in lists)
    }
    assert told == {}


def printed(eyes: Eyes, started: float) -> None:
    print(f"\n{eyes.count} listings in {perf_counter() - started:.0f} s")
    for country, counts in eyes.met.items():
        print(country, *(f"{met}={counts[met]}" for met in get_args(Met)))
    print(f"{len(eyes.services)} services shown, {len(eyes.shelters)} of them shelters")


def test_s60_s62_s25_s10_no_listing_shows_what_it_must_not(quick: Eyes) -> None:
    assert quick.count > 2500
    assert len(quick.services) > 200
    assert quick.shelters
    check(quick)


def test_s4_no_listing_is_empty_unless_a_way_of_contact_leaves_nothing(quick: Eyes) -> None:
    assert quick.count
    assert [need for need in quick.empty if not need.contact] == []
    assert quick.empty == []


@pytest.mark.whole
def test_s60_s62_s25_s10_whatever_is_said_no_listing_shows_what_it_must_not(
    shipped: Directory, capsys: pytest.CaptureFixture[str]
) -> None:
    started, eyes = perf_counter(), Eyes(shipped)
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
        printed(eyes, started)
    assert eyes.count > 150_000
    assert eyes.empty == []
    check(eyes)


@pytest.mark.whole
def test_s60_s62_s25_s10_nor_when_several_things_and_languages_are_named(
    shipped: Directory, capsys: pytest.CaptureFixture[str]
) -> None:
    started, dice = perf_counter(), dice_of(29)
    many = (
        need_at_random(dice, shipped.area_list, COUNTRIES[number % len(COUNTRIES)])
        for number in range(30_000)
    )
    eyes = looked_at(many, shipped)
    with capsys.disabled():
        printed(eyes, started)
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
    both = ((one, two) for ones, twos in combinations((*core, *rest), 2) for one in ones for two in twos)
    possible = (couple for couple in both if couple != (("stage", "now"), ("tonight", True)))
    return [couple for couple in possible if couple not in met and not _tonight_is_now(couple)]


def _tonight_is_now(couple: tuple[tuple[str, object], tuple[str, object]]) -> bool:
    """Whether it names a stage beside tonight: that is read as tonight alone."""
    said = dict(couple)
    return said.get("tonight") is True and said.get("stage") is not None
