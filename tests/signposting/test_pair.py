"""The pair is honest: two that fit her, known to each other first, or an empty place."""

from datetime import datetime
from typing import Any

import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import Pair
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.service import Partner, SpokenLanguage
from tests.signposting.made import line, listing, service

ALBANIAN = (SpokenLanguage("sq", "staff", "stated"),)
ENGLISH = (SpokenLanguage("en", "staff", "stated"),)
HERS: dict[str, Any] = {
    "kind": "community",
    "by_and_for": "yes",
    "community": ("albanian",),
    "sector": ("migrant_refugee_support",),
    "needs": ("language_integration",),
    "languages": ALBANIAN,
}


def ids(pair: Pair) -> tuple[str | None, str | None]:
    return (
        pair.community.service.id if pair.community else None,
        pair.specialist.service.id if pair.specialist else None,
    )


@pytest.mark.parametrize("needs", [(), ("domestic_abuse",), ("someone_to_talk_to",)])
def test_an_albanian_woman_in_london_is_shown_shpresa_and_solace_together(
    shipped: Directory, now: datetime, needs: tuple[str, ...]
) -> None:
    asked = Need("GB", "London/Newham", needs, ("sq",))
    pair = make_listing(asked, shipped, (), now).pair
    assert ids(pair) == ("shpresa-programme", "solace-womens-aid")
    assert pair.together
    assert pair.call_first == "shpresa-programme"
    assert pair.community is not None
    assert pair.specialist is not None
    assert "partner" in pair.community.why
    assert "partner" in pair.specialist.why


@pytest.mark.parametrize(
    ("area", "language", "community"),
    [
        (None, "es", "lawrs"),
        ("Wales", "pt", "lawrs"),
        (None, "pl", "opoka"),
        ("London", "tr", "imece-womens-centre"),
        ("London", "ckb", "imece-womens-centre"),
        ("London/Islington", "prs", "mewso"),
        ("London", "ar", "al-hasaniya"),
        ("London", "so", None),
        ("London/Newham", "fa", None),
        ("Wales", "sq", None),
        ("London", "en", None),
        ("London", None, None),
        (None, "ar", None),
    ],
)
def test_a_community_group_is_named_exactly_where_one_is_known(
    shipped: Directory, now: datetime, area: str | None, language: str | None, community: str | None
) -> None:
    languages = (language,) if language else ()
    asked = Need("GB", area, ("domestic_abuse",), languages)
    assert ids(make_listing(asked, shipped, (), now).pair)[0] == community


def test_somali_women_find_midaye_in_the_boroughs_it_serves(
    shipped: Directory, now: datetime
) -> None:
    served = shipped.by_id["midaye"].serves
    assert served
    for area in served:
        asked = Need("GB", area, ("someone_to_talk_to",), ("so",))
        assert ids(make_listing(asked, shipped, (), now).pair)[0] == "midaye"


def test_partners_go_before_rank_and_stated_before_inferred() -> None:
    group = service("group", **HERS, partners=(Partner("inferred", "inferred"),))
    best = service("best", hours="24/7")
    inferred = service("inferred")
    stated = service("stated", confidence="low", partners=(Partner("group", "stated"),))
    asked: dict[str, Any] = {"languages": ("sq",)}
    assert ids(listing(group, best, inferred, stated, **asked).pair) == ("group", "stated")
    assert ids(listing(group, best, inferred, **asked).pair) == ("group", "inferred")
    alone = listing(group, best, **asked).pair
    assert ids(alone) == ("group", "best")
    assert not alone.together


def test_a_partner_that_does_not_meet_her_need_is_no_partner_for_her() -> None:
    group = service("group", **HERS, partners=(Partner("partner", "stated"),))
    partner = service("partner", needs=("legal_advice",))
    pair = listing(group, partner, service("other"), languages=("sq",)).pair
    assert ids(pair) == ("group", "other")


def test_a_group_without_a_contact_she_can_use_is_named_and_the_specialist_called_first() -> None:
    group = service("group", **HERS, contacts=(line("https://group", "web"),))
    pair = listing(group, service("other"), languages=("sq",), contact=("voice",)).pair
    assert ids(pair) == ("group", "other")
    assert pair.community is not None
    assert pair.community.contacts == ()
    assert pair.call_first == "other"


@pytest.mark.parametrize("said", [{"tonight": True}, {"stage": "now"}, {"age": "child"}])
def test_when_it_is_pressing_the_specialist_is_called_first(said: dict[str, Any]) -> None:
    group, other = service("group", **HERS), service("other")
    assert listing(group, other, languages=("sq",), **said).pair.call_first == "other"
    assert listing(group, other, languages=("sq",)).pair.call_first == "group"


@pytest.mark.parametrize(
    "changes",
    [
        {"run_by": "police"},
        {"run_by": "interior_ministry"},
        {"only_for": ("torture",)},
        {"only_for": ("sikh",)},
        {"only_for": ("polish",)},
        {"by_and_for": "yes", "community": ("roma",)},
        {"by_and_for": "ask", "community": ("south_asian",)},
        {"kind": "statutory"},
        {"sector": ("legal",)},
        {"contacts": ()},
    ],
)
def test_what_does_not_fit_leaves_the_specialists_place_empty(changes: dict[str, Any]) -> None:
    assert ids(listing(service("wrong", **changes), languages=("sq",)).pair) == (None, None)
    assert ids(listing(service("right"), languages=("sq",)).pair) == (None, "right")


def test_one_record_never_stands_on_both_sides() -> None:
    both = {**HERS, "kind": "specialist", "sector": ("survivor_specialist",)}
    both["needs"] = ("domestic_abuse",)
    assert ids(listing(service("both", **both), languages=("sq",)).pair) == ("both", None)


def test_s25_an_ordinary_pair_has_nothing_telling() -> None:
    group = service("group", **HERS)
    telling = service("telling", telling=True, needs=("language_integration",), hours="24/7")
    plain = service("plain", sector=("legal",), needs=("language_integration",))
    ordinary: dict[str, Any] = {"needs": ("language_integration",), "languages": ("sq",)}
    pair = listing(group, telling, plain, **ordinary, in_confidence=False).pair
    assert ids(pair) == ("group", "plain")


def test_s2_an_ordinary_need_in_confidence_leads_to_a_survivors_specialist() -> None:
    survivors = service("survivors", telling=True, needs=("domestic_abuse",))
    plain = service("plain", sector=("legal",), needs=("language_integration",))
    asked: dict[str, Any] = {"needs": ("language_integration",)}
    assert ids(listing(survivors, plain, **asked).pair)[1] == "survivors"
    assert ids(listing(plain, **asked).pair)[1] == "plain"


def test_s13_a_childs_specialist_is_one_for_children() -> None:
    children: dict[str, Any] = {"only_for": ("under_18",), "sector": ("children_youth",)}
    for_children = service("children", **children, confidence="low")
    found = listing(service("adults", hours="24/7"), for_children, age="child")
    assert ids(found.pair)[1] == "children"


def test_the_two_sides_share_no_contact() -> None:
    shared, own = line("shared"), line("own")
    group = service("group", **HERS, contacts=(shared,))
    same = service("same", contacts=(shared,), hours="24/7")
    apart = service("apart", contacts=(shared, own))
    pair = listing(group, same, apart, languages=("sq",)).pair
    assert ids(pair) == ("group", "apart")
    assert pair.specialist is not None
    assert pair.specialist.contacts == (own,)
