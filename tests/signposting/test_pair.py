"""The pair is honest: two that fit her, known to each other first, or an empty place."""

from datetime import datetime
from typing import Any

import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import Pair
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.service import Partner, SpokenLanguage
from tests.signposting.made import NOON, line, listing, service

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
        {"shares_with_immigration": "yes"},
        {"only_for": ("torture",)},
        {"only_for": ("sikh",)},
        {"only_for": ("polish",)},
        {"by_and_for": "yes", "community": ("roma",)},
        {"by_and_for": "ask", "community": ("south_asian",)},
        {"kind": "statutory", "sector": ("social_services",)},
        {"kind": "statutory", "run_by": "interior_ministry"},
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


SOMALI: dict[str, Any] = {**HERS, "languages": (SpokenLanguage("so", "staff", "stated"),)}


def test_the_first_of_her_languages_with_a_group_wins_before_any_partnership() -> None:
    somali = service("somali", **SOMALI, confidence="low")
    albanian = service("albanian", **HERS, partners=(Partner("partner", "stated"),), hours="24/7")
    services = (somali, albanian, service("partner"))
    asked: dict[str, Any] = {"needs": ("domestic_abuse",)}
    assert ids(listing(*services, languages=("so", "sq"), **asked).pair)[0] == "somali"
    assert ids(listing(*services, languages=("sq", "so"), **asked).pair)[0] == "albanian"
    assert ids(listing(*services, languages=("en", "so", "sq"), **asked).pair)[0] == "somali"


def test_where_her_first_language_has_no_group_the_next_she_named_is_looked_at() -> None:
    albanian = service("albanian", **HERS)
    elsewhere = service("somali", **SOMALI, serves=("Wales",))
    found = listing(albanian, elsewhere, service("other"), languages=("so", "sq"), area="London")
    assert ids(found.pair) == ("albanian", "other")


def test_a_group_for_every_migrant_stands_after_a_group_of_her_language() -> None:
    every = {**HERS, "community": ("all_migrant_women",), "languages": ()}
    for_all = service("every", **every, hours="24/7")
    assert ids(listing(for_all, service("hers", **HERS), languages=("so", "sq")).pair)[0] == "hers"
    assert ids(listing(for_all, service("hers", **HERS), languages=("so",)).pair)[0] == "every"


@pytest.mark.parametrize(
    ("languages", "community"), [(("ar", "sq"), "al-hasaniya"), (("so", "sq"), "shpresa-programme")]
)
def test_in_newham_arabic_before_albanian_leads_to_al_hasaniya(
    shipped: Directory, now: datetime, languages: tuple[str, ...], community: str
) -> None:
    asked = Need("GB", "London/Newham", ("domestic_abuse",), languages)
    assert ids(make_listing(asked, shipped, (), now).pair)[0] == community


@pytest.mark.parametrize(
    ("country", "area", "child"),
    [("FR", "Paris", "fr-119"), ("MT", None, "mt-child-helpline-116111"), ("ES", None, "es-anar")],
)
def test_s13_a_child_is_sent_to_the_service_for_children_first_whatever_its_kind(
    shipped: Directory, now: datetime, country: str, area: str | None, child: str
) -> None:
    asked = Need(country, area, ("domestic_abuse",), age="child")
    pair = make_listing(asked, shipped, (), now).pair
    assert ids(pair)[1] == child
    assert pair.call_first == child


def test_s13_a_child_is_not_sent_to_a_closed_line_while_another_is_open() -> None:
    children: dict[str, Any] = {"only_for": ("under_18",), "sector": ("children_youth",)}
    shut = service("shut", **children, hours="Mo-Fr 08:00-09:00", languages=ALBANIAN)
    open_ = service("open", **children, hours="24/7", kind="statutory", confidence="low")
    found = listing(shut, open_, age="child", languages=("sq",))
    assert [one.service.id for one in found.entries] == ["open", "shut"]
    assert found.pair.call_first == "open"


def test_s13_a_service_for_children_that_meets_the_need_goes_before_one_to_talk_to() -> None:
    children: dict[str, Any] = {"only_for": ("under_18",), "sector": ("children_youth",)}
    talk = service("talk", **children, hours="24/7", needs=("someone_to_talk_to",))
    meeting = service("meeting", **children, kind="statutory", confidence="low")
    assert ids(listing(talk, meeting, age="child").pair)[1] == "meeting"
    assert ids(listing(talk, age="child").pair)[1] == "talk"


@pytest.mark.parametrize("run_by", ["state", "independent"])
def test_a_survivors_line_of_the_state_may_be_the_specialist(run_by: str) -> None:
    assert ids(listing(service("public", kind="statutory", run_by=run_by)).pair)[1] == "public"


def test_an_open_survivors_line_goes_before_a_closed_line_for_any_victim() -> None:
    any_victim = ("criminal_justice", "survivor_specialist")
    closed = service(
        "closed", sector=any_victim, hours="Mo-Fr 08:00-09:00", languages=ALBANIAN, serves=("UK",)
    )
    national = service("national", kind="statutory", run_by="state", hours="24/7")
    asked: dict[str, Any] = {"languages": ("sq",)}
    assert ids(listing(closed, national, **asked).pair)[1] == "national"
    early = NOON.replace(hour=8, minute=30)
    assert ids(listing(closed, national, at=early, **asked).pair)[1] == "closed"


def test_at_eleven_at_night_in_germany_the_national_survivors_line_is_the_specialist(
    shipped: Directory,
) -> None:
    night = datetime.fromisoformat("2026-11-20T23:00:00+01:00")
    asked = Need("DE", None, ("domestic_abuse",), ("ar",))
    assert ids(make_listing(asked, shipped, (), night).pair)[1] == "de-hilfetelefon"
