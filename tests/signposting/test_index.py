"""
The index answers what the definition says: candidates.Listed asks every rule of every service.

If a rule changes and these fail, the set or the row of questions beside it has to follow:
rule_sets.py, orders.py, rank_questions.py, or a label of labels.py.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.signposting.candidates import Key, Listed, Test, listed
from bot.signposting.directory import Directory
from bot.signposting.indexed import Indexed, indexed
from bot.signposting.listing import PlanBWhen
from bot.signposting.match import choose, make_listing
from bot.signposting.need import Need
from bot.signposting.orders import KEYS
from bot.signposting.partnership import INFERRED, STATED, UNKNOWN
from bot.signposting.pressing import HOW_IT_ANSWERS, how_it_answers
from bot.signposting.rank import seed_of_the_day
from bot.signposting.rule_sets import FINDERS, TESTS
from bot.signposting.search import search
from bot.signposting.ways_out import HasWayOut, Reaches, WayOutFound, WayOutOpens
from tests.conversation.visit import directory as shipped_directory
from tests.signposting.made import NOON, searching, service
from tests.signposting.made_at_random import COUNTRIES, changes, directory_at_random, need_at_random


def dice_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # nothing secret: the same throws every time


WHENS: tuple[PlanBWhen, ...] = get_args(PlanBWhen)
EVERY_TEST: tuple[Test, ...] = (*TESTS, *map(HasWayOut, WHENS), *map(Reaches, FINDERS))
EVERY_KEY: tuple[Key, ...] = (*KEYS, *map(WayOutFound, WHENS), *map(WayOutOpens, WHENS))


def pools(need: Need, directory: Directory) -> tuple[Listed, Indexed]:
    asked = search(need, directory.areas, NOON)
    return listed(directory.services, asked), indexed(directory.index(need.country), asked)


def ids(pool: Listed | Indexed) -> list[str]:
    return [one.service.id for one in pool.in_order()]


def check_listing(need: Need, directory: Directory) -> None:
    asked = search(need, directory.areas, NOON)
    defined = choose(listed(directory.services, asked), asked, ())
    assert make_listing(need, directory, (), NOON) == defined, need


def check_every_part(need: Need, directory: Directory) -> None:
    """Hold every set and every order against its function, so that a failure names the rule."""
    defined, found = pools(need, directory)
    assert ids(found) == ids(defined), ("rank", need)
    for test in EVERY_TEST:
        assert set(ids(found.where(test))) == set(ids(defined.where(test))), (test, need)
    for key in EVERY_KEY:
        reachable = HasWayOut(key.when) if isinstance(key, WayOutFound | WayOutOpens) else None
        some_of = [pool.where(reachable) if reachable else pool for pool in (defined, found)]
        in_order, also = ([one.service.id for one in pool.in_order(key)] for pool in some_of)
        assert also == in_order, (key, need)
    for value in HOW_IT_ANSWERS:
        assert ids(found.at(how_it_answers, value)) == ids(defined.at(how_it_answers, value))


@pytest.fixture(scope="session")
def many(shipped: Directory) -> Directory:
    """Records changed in every field that anything reads."""
    return directory_at_random(dice_of(7), shipped.services, shipped.area_list, 400)


def asked(dice: Random, directory: Directory, count: int) -> Iterator[Need]:
    for number in range(count):
        yield need_at_random(dice, directory.area_list, COUNTRIES[number % len(COUNTRIES)])


def test_the_index_finds_what_the_rules_find_in_the_shipped_directory(shipped: Directory) -> None:
    for need in asked(dice_of(11), shipped, 240):
        check_listing(need, shipped)


def test_each_set_and_order_says_what_its_rule_says(many: Directory, shipped: Directory) -> None:
    assert len(EVERY_TEST) > 25
    assert len(EVERY_KEY) > 10
    for directory in (many, shipped):
        for need in asked(dice_of(13), directory, 60):
            check_every_part(need, directory)


@settings(max_examples=40, deadline=None)
@given(seed=some.integers(0, 2**32), count=some.integers(0, 120))
def test_the_index_finds_what_the_rules_find_in_any_directory(seed: int, count: int) -> None:
    # Not the fixture: hypothesis would print the whole directory beside a failure.
    dice, shipped = dice_of(seed), shipped_directory()
    directory = directory_at_random(dice, shipped.services, shipped.area_list, count)
    for need in asked(dice, directory, 6):
        check_listing(need, directory)


@pytest.mark.whole
def test_the_index_finds_what_the_rules_find_over_a_wide_sweep(
    many: Directory, shipped: Directory
) -> None:
    for directory in (many, shipped):
        for number, need in enumerate(asked(dice_of(17), directory, 6000)):
            check_listing(need, directory)
            if number % 20 == 0:
                check_every_part(need, directory)


@pytest.mark.parametrize("bond", [STATED, INFERRED, UNKNOWN])
def test_the_index_knows_who_works_with_whom(bond: int) -> None:
    dice, asked_for = dice_of(23), searching()
    names = [f"partner-{number}" for number in range(30)]
    some_of = (
        service(name, partners=changes(dice, service(), names, asked_for.areas.all)["partners"])
        for name in names
    )
    defined, found = pools(asked_for.need, Directory(1, tuple(some_of), asked_for.areas.all))
    everyone = list(found.in_order())
    assert len(everyone) == len(names)
    with_any = set()
    for one in everyone:
        known = ids(defined.partners_of(one.service, bond))
        assert ids(found.partners_of(one.service, bond)) == known
        with_any |= {one.service.id} if known else set()
    assert with_any
    assert set(ids(found.partnered(bond))) >= with_any


def test_among_thousands_of_equals_the_draw_of_the_day_decides() -> None:
    asked_for = searching()
    equals = tuple(service(f"equal-{number}") for number in range(3000))
    directory = Directory(1, equals, asked_for.areas.all)
    found = indexed(directory.index("GB"), asked_for).in_order()
    first = [next(found).service.id for _ in range(40)]
    drawn = sorted(equals, key=lambda one: seed_of_the_day(one, asked_for))
    assert first == [one.id for one in drawn[:40]]


def test_no_place_in_the_directory_is_better_than_another(many: Directory) -> None:
    other_way = Directory(1, many.services[::-1], many.area_list)
    for need in asked(dice_of(19), many, 30):
        assert make_listing(need, many, (), NOON) == make_listing(need, other_way, (), NOON)


def test_the_draw_is_fair_over_the_days() -> None:
    three = [service(id_) for id_ in ("one", "two", "three")]
    days = [replace(searching(), at=NOON + timedelta(days=day)) for day in range(1500)]
    first = [min(three, key=partial(seed_of_the_day, search=day)).id for day in days]
    counts = [first.count(one.id) for one in three]
    assert all(0.28 < count / len(days) < 0.39 for count in counts), counts
