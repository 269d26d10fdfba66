"""
Laws of who may be shown: what she adds, and what somebody adds to the directory, hides nothing.

They hold before the cap of eight, the pair and what fills places: those choose, and must. Asked of
the index that the bot uses, over the shipped records and over records made at random.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.signposting.candidates import Test
from bot.signposting.directory import Directory
from bot.signposting.indexed import indexed
from bot.signposting.languages import LANGUAGES_OF
from bot.signposting.need import NEEDS, Need
from bot.signposting.others import belongs
from bot.signposting.rules import has_contact_she_can_use
from bot.signposting.search import search
from bot.signposting.service import Service
from tests.signposting.made import NOON
from tests.signposting.made_at_random import COUNTRIES, directory_at_random, need_at_random
from tests.signposting.test_index import dice_of

Change = Callable[[Random, Need, Directory], Need]


def eligible(need: Need, directory: Directory, *tests: Test) -> frozenset[str]:
    """Return the ids of all that may be shown for a need and can be reached."""
    asked = search(need, directory.areas, NOON)
    pool = indexed(directory.index(need.country), asked).where(has_contact_she_can_use, *tests)
    return frozenset(one.service.id for one in pool.in_order())


@pytest.fixture(scope="module")
def directories(shipped: Directory) -> tuple[Directory, ...]:
    dice = dice_of(31)
    made = (directory_at_random(dice, shipped.services, shipped.area_list, 150) for _ in range(2))
    return (shipped, *made)


def asked(directory: Directory, count: int, seed: int) -> Iterator[tuple[Random, Need]]:
    dice = dice_of(seed)
    for number in range(count):
        need = need_at_random(dice, directory.area_list, COUNTRIES[number % len(COUNTRIES)])
        # The day and the hour are the subject of a law of their own.
        yield dice, replace(need, at=None)


def says_nothing_of_papers(_: Random, need: Need, __: Directory) -> Need:
    return replace(need, papers=None)


def may_be_reached_in_one_more_way(dice: Random, need: Need, _: Directory) -> Need:
    return replace(need, contact=(*need.contact, dice.choice(("voice", "text", "web"))))


def may_be_reached_in_any_way(_: Random, need: Need, __: Directory) -> Need:
    return replace(need, contact=())


def is_of_one_more_group(dice: Random, need: Need, _: Directory) -> Need:
    return replace(need, groups=(*need.groups, dice.choice(("deaf", "disabled", "lgbt"))))


def looks_for_one_more_thing(dice: Random, need: Need, _: Directory) -> Need:
    # Who names nothing is shown three things; naming a fourth narrows, and is meant to.
    return replace(need, needs=(*need.needs, dice.choice(NEEDS))) if need.needs else need


def asks_in_confidence(_: Random, need: Need, __: Directory) -> Need:
    return replace(need, in_confidence=True)


def says_where_more_closely(dice: Random, need: Need, directory: Directory) -> Need:
    area = directory.areas.country(need.country)
    if need.area is not None:
        area = next(one for one in directory.area_list if one.key == (need.country, need.area))
    return replace(need, area=dice.choice([area, *directory.areas.within(area)]).id)


def needs_it_now(dice: Random, need: Need, _: Directory) -> Need:
    return replace(need, tonight=True, stage=dice.choice((None, "now", "recovery")))


def asks_at_night(dice: Random, need: Need, _: Directory) -> Need:
    # Later on the same day, wherever she is: what is closed stays in the list.
    return replace(need, at=NOON + timedelta(hours=dice.randint(0, 8)))


def brings_children(dice: Random, need: Need, _: Directory) -> Need:
    return replace(need, children=dice.choice(("none", "with_me", "boy_over_14")))


ADDS: tuple[Change, ...] = (
    says_nothing_of_papers,
    may_be_reached_in_any_way,
    is_of_one_more_group,
    looks_for_one_more_thing,
    asks_in_confidence,
    says_where_more_closely,
    needs_it_now,
    asks_at_night,
    brings_children,
)
"""Changes of a need that take nobody away."""


@pytest.mark.parametrize("change", ADDS, ids=lambda change: change.__name__)
@pytest.mark.parametrize("tests", [(), (belongs,)], ids=["may be shown", "is for her need"])
def test_nobody_is_hidden_because_she(
    directories: tuple[Directory, ...], change: Change, tests: tuple[Test, ...]
) -> None:
    looked, changed = 0, 0
    for directory in directories:
        for dice, need in asked(directory, 90, 37):
            wider = change(dice, need, directory)
            before, after = (eligible(one, directory, *tests) for one in (need, wider))
            assert before <= after, (need, wider, before - after)
            looked += len(before)
            changed += need != wider
    assert looked > 300
    assert changed > 50


def test_one_more_way_of_contact_hides_nobody(directories: tuple[Directory, ...]) -> None:
    more = 0
    for directory in directories:
        for dice, need in asked(directory, 120, 41):
            if need.contact:
                wider = may_be_reached_in_one_more_way(dice, need, directory)
                before, after = eligible(need, directory), eligible(wider, directory)
                assert before <= after, (need, wider)
                more += before < after
    assert more > 10


def test_who_says_yes_to_undocumented_women_is_never_hidden_when_papers_are_unsaid(
    directories: tuple[Directory, ...],
) -> None:
    seen = 0
    for directory in directories:
        for _, need in asked(directory, 60, 43):
            unsaid = eligible(replace(need, papers=None), directory)
            welcoming = {
                id_
                for id_ in eligible(replace(need, papers="undocumented"), directory)
                if directory.by_id[id_].accepts.undocumented == "yes"
            }
            assert welcoming <= unsaid, (need, welcoming - unsaid)
            seen += len(welcoming)
    assert seen > 30


def test_naming_a_language_hides_only_what_is_kept_to_a_community_of_another(
    directories: tuple[Directory, ...],
) -> None:
    with_a_language = {code for code, theirs in LANGUAGES_OF.items() if theirs}
    hidden: set[str] = set()
    for directory in directories:
        for dice, need in asked(directory, 120, 47):
            unsaid = replace(need, languages=())
            named = replace(need, languages=(dice.choice(("sq", "es", "pl", "tr", "ti", "en")),))
            before, after = eligible(unsaid, directory), eligible(named, directory)
            assert after <= before
            for id_ in before - after:
                assert with_a_language.intersection(directory.by_id[id_].only_for), (id_, named)
                hidden.add(id_)
    assert hidden


def test_one_more_service_hides_no_other(directories: tuple[Directory, ...]) -> None:
    added = 0
    for number, directory in enumerate(directories):
        fewer = without_some(directory, dice_of(number))
        for _, need in asked(directory, 60, 53):
            before, after = eligible(need, fewer), eligible(need, directory)
            assert before <= after
            assert after - before <= ids(directory.services) - ids(fewer.services)
            added += len(after - before)
    assert added > 100


def without_some(directory: Directory, dice: Random) -> Directory:
    kept = [one for one in directory.services if dice.random() < 0.7]
    return Directory(1, tuple(kept), directory.area_list)


def ids(services: Iterable[Service]) -> set[str]:
    return {one.id for one in services}
