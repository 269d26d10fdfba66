"""
What the sweep leaves out is left out rightly: the match reads it as it reads what is walked.

Two needs are read alike when every rule, every test, every key and the rank say the same of every
service of the country. `make test` compares the listings of all that is left out, each with
something else said beside it; the whole asks every question.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from random import Random
from typing import Any, get_args, get_type_hints

import pytest

from bot.signposting.candidates import listed
from bot.signposting.directory import Directory
from bot.signposting.languages import of_her_community, that_count
from bot.signposting.listing import Entry, Listing
from bot.signposting.match import make_listing
from bot.signposting.meeting import are_all_ordinary
from bot.signposting.need import NEEDS, Need
from bot.signposting.pressing import is_pressing
from bot.signposting.rules import HARD_RULES
from bot.signposting.search import search
from bot.signposting.ways_out import HasWayOut, WayOutFound, WayOutOpens
from tests.signposting.made import NOON
from tests.signposting.made_at_random import need_at_random
from tests.signposting.test_index import EVERY_KEY, EVERY_TEST, dice_of
from tests.signposting.values import ALIKE, COUNTRIES, GROUPS, SAID_SMALL, WAYS, WHENS, Said

Couple = tuple[Need, Need]
"""A need that is not walked, and the one that stands for it."""


@pytest.fixture(scope="module")
def countries(shipped: Directory) -> tuple[Said, ...]:
    return tuple(Said(country, shipped) for country in COUNTRIES)


def couples(said: Said, dice: Random) -> Iterator[Couple]:
    """Yield each value that is left out with the one for it, in one and the same need otherwise."""
    areas = said.directory.area_list
    for left_out, kept in said.left_out():
        beside = replace(need_at_random(dice, areas, said.country), at=None)
        if "languages" in left_out:
            # A second language may be named after it, but neither of these two again.
            both = {*left_out["languages"], *kept["languages"]}
            after = tuple(one for one in beside.languages if one not in both)[:1]
            left_out, kept = (
                {"languages": (*one["languages"], *after)} for one in (left_out, kept)
            )
        if "stage" not in left_out and beside.tonight:
            beside = replace(beside, stage=None)
        yield replace(beside, **left_out), replace(beside, **kept)


def what_is_shown(found: Listing) -> tuple[Any, ...]:
    """Return a listing without the name of the language: it stands in no rule."""
    return (
        [_entry(one) for one in found.entries],
        [(plan.when, _entry(plan.entry)) for plan in found.plan_b],
        found.pair.community is None,
        found.pair.together,
        found.pair.call_first,
        found.met,
    )


def _entry(one: Entry) -> tuple[Any, ...]:
    said = (one.why, one.papers, tuple(one.spoken.values()), one.opening, one.contacts, one.checked)
    return (one.service.id, *said)


def everything_read(need: Need, directory: Directory) -> dict[str, Any]:
    """Return the answer to every question that the match asks for this need."""
    asked = search(need, directory.areas, NOON)
    services = [one for one in directory.services if one.country == need.country]
    pool = listed(services, asked)
    read: dict[str, Any] = {
        str(rule): [rule(one, asked) for one in services] for rule in (*HARD_RULES, *EVERY_TEST)
    }
    read["order"] = [_entry(one)[:1] + _entry(one)[2:] for one in pool.entries]
    for key in EVERY_KEY:
        some = pool
        if isinstance(key, WayOutFound | WayOutOpens):
            some = pool.where(HasWayOut(key.when))
        read[str(key)] = [key(one, asked) for one in some.entries]
    need = asked.need
    read["alone"] = (
        are_all_ordinary(need), need.is_ordinary, is_pressing(need), need.age == "child",
        len(of_her_community(need)), len(that_count(need)), need.contact, set(need.wanted),
    )  # fmt: skip
    return read


def test_what_can_be_said_is_all_that_the_contract_knows() -> None:
    hints = get_type_hints(Need)
    walked = {"country", "area", "needs", "languages", "groups", "contact", "at"}
    assert {field.name for field in fields(Need)} == walked | set(SAID_SMALL)
    for key, values in SAID_SMALL.items():
        known = {word for part in get_args(hints[key]) for word in get_args(part) or (part,)}
        known = {None if one is type(None) else one for one in known}
        assert known - {bool} <= set(values), key
        assert {True, False} <= set(values) if bool in known else known == set(values), key
    assert len(GROUPS) == len(WAYS) == 8
    assert {one.get("stage") for one in WHENS} == set(SAID_SMALL["stage"])


def test_whatever_can_be_said_is_walked_or_left_out_for_a_reason(
    countries: tuple[Said, ...],
) -> None:
    assert countries
    for said in countries:
        assert len(dict.fromkeys(said.areas.values())) > 1
        assert {one["needs"] for one in said.needs} == {(), *((one,) for one in NEEDS)}
        for key in ("papers", "age", "who"):
            walked = {one[key] for one in said.others} | set(ALIKE.get(key, {}))
            missing = set(SAID_SMALL[key]) - walked
            assert missing == (
                {"no_recourse"} if key == "papers" and not said.is_british else set()
            )


def test_what_is_left_out_makes_the_very_same_listing(
    countries: tuple[Said, ...], shipped: Directory
) -> None:
    compared = 0
    for said in countries:
        for left_out, kept in couples(said, dice_of(61)):
            one, other = (make_listing(need, shipped, (), NOON) for need in (left_out, kept))
            assert what_is_shown(one) == what_is_shown(other), (left_out, kept)
            compared += 1
    assert compared > 400


def test_what_is_not_alike_is_not_left_out(countries: tuple[Said, ...]) -> None:
    """The proof would notice: values that are walked apart are read apart."""
    british = countries[0]
    shipped = british.directory
    apart = [
        (Need("GB", languages=("sq",)), Need("GB", languages=("pl",))),
        (Need("GB", "London"), Need("GB", "Wales")),
        (Need("GB", papers="undocumented"), Need("GB")),
        (Need("GB", who="man"), Need("GB")),
        (Need("GB", contact=("text",)), Need("GB")),
        (Need("GB", stage="recovery"), Need("GB", stage="now")),
    ]
    for one, other in apart:
        assert everything_read(one, shipped) != everything_read(other, shipped), (one, other)


@pytest.mark.whole
def test_every_question_reads_alike_what_is_left_out(
    countries: tuple[Said, ...], shipped: Directory, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = 0
    for said in countries:
        for seed in (67, 71):
            for left_out, kept in couples(said, dice_of(seed)):
                one, other = (everything_read(need, shipped) for need in (left_out, kept))
                differ = [question for question in one if one[question] != other[question]]
                assert differ == [], (left_out, kept)
                compared += 1
    with capsys.disabled():
        print(f"\n{compared} needs read alike, by {len(one)} questions")
    assert compared > 800
