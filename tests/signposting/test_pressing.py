"""Tonight, and now: who answers goes before who is otherwise better."""

from datetime import datetime
from typing import Any

import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import Pair
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.service import Partner, SpokenLanguage, Takes
from tests.signposting.made import line, listing, service

PRESSING: list[dict[str, Any]] = [{"tonight": True}, {"stage": "now"}]
GROUP: dict[str, Any] = {
    "kind": "community",
    "by_and_for": "yes",
    "community": ("albanian",),
    "sector": ("migrant_refugee_support",),
    "needs": ("language_integration",),
    "languages": (SpokenLanguage("sq", "staff", "stated"),),
}


def specialist(pair: Pair) -> str | None:
    return pair.specialist.service.id if pair.specialist else None


@pytest.mark.parametrize("said", PRESSING)
def test_tonight_a_line_that_answers_goes_before_a_partner_with_only_a_page(
    said: dict[str, Any],
) -> None:
    group = service("group", **GROUP, partners=(Partner("page", "stated"),))
    page = service("page", contacts=(line("https://page", "web"),))
    answers = service("answers", hours="24/7", confidence="low")
    services = (group, page, answers)
    pair = listing(*services, languages=("sq",), **said).pair
    assert (specialist(pair), pair.call_first) == ("answers", "answers")
    assert pair.community is not None
    assert not pair.together
    calm = listing(*services, languages=("sq",)).pair
    assert (specialist(calm), calm.call_first, calm.together) == ("page", "group", True)


@pytest.mark.parametrize("said", PRESSING)
def test_tonight_a_line_of_unknown_hours_goes_before_a_closed_one_and_a_page(
    said: dict[str, Any],
) -> None:
    services = (
        service("page", contacts=(line("https://page", "web"),), assured_date=None),
        service("closed", hours="Mo-Fr 08:00-09:00"),
        service("maybe", confidence="low"),
    )
    assert specialist(listing(*services, **said).pair) == "maybe"


def test_where_no_specialist_answers_tonight_an_open_line_that_names_her_need_does() -> None:
    closed = service("closed", hours="Mo-Fr 08:00-09:00")
    general: dict[str, Any] = {"kind": "statutory", "sector": ("helpline_general",)}
    names_it = service("names_it", **general, hours="24/7")
    talks = service("talks", **general, hours="24/7", needs=("someone_to_talk_to",))
    asked: dict[str, Any] = {"tonight": True}
    assert specialist(listing(closed, names_it, talks, **asked).pair) == "names_it"
    assert specialist(listing(closed, names_it, talks).pair) == "closed"
    assert specialist(listing(closed, talks, **asked).pair) == "closed"


@pytest.mark.parametrize(
    "changes",
    [{"run_by": "interior_ministry"}, {"run_by": "police"}, {"only_for": ("jewish",)}],
)
def test_tonight_too_nobody_stands_in_the_pair_who_may_not(changes: dict[str, Any]) -> None:
    general = service("wrong", kind="statutory", sector=("helpline_general",), hours="24/7")
    wrong = service("wrong", kind="statutory", sector=("housing",), hours="24/7", **changes)
    assert specialist(listing(general, tonight=True).pair) == "wrong"
    assert specialist(listing(wrong, tonight=True).pair) is None


def test_s13_tonight_too_a_child_is_sent_to_a_service_for_children() -> None:
    children: dict[str, Any] = {"only_for": ("under_18",), "sector": ("children_youth",)}
    closed = service("children", **children, hours="Mo-Fr 08:00-09:00")
    general = service("general", kind="statutory", sector=("housing",), hours="24/7")
    found = listing(closed, general, age="child", tonight=True).pair
    assert specialist(found) == "children"


def test_at_half_past_eleven_in_malta_supportline_is_called_first(shipped: Directory) -> None:
    night = datetime.fromisoformat("2026-11-20T22:30:00+00:00")
    asked = Need("MT", "Marsa", ("refuge_shelter",), ("so",), tonight=True)
    pair = make_listing(asked, shipped, (), night).pair
    assert pair.call_first == "mt-supportline-179"


def test_at_eleven_at_night_in_newham_the_line_for_england_is_called_first(
    shipped: Directory,
) -> None:
    night = datetime.fromisoformat("2026-12-11T23:00:00+00:00")
    asked = Need("GB", "London/Newham", ("domestic_abuse",), ("sq",), tonight=True)
    pair = make_listing(asked, shipped, (), night).pair
    assert pair.community is not None
    assert pair.community.service.id == "shpresa-programme"
    assert pair.call_first == "refuge-national-domestic-abuse-helpline"


ANY_VICTIM: dict[str, Any] = {
    "sector": ("criminal_justice", "survivor_specialist"),
    "confidence": "high",
    "assured_date": None,
}


def test_a_line_for_any_victim_stands_after_one_for_violence_against_women() -> None:
    any_victim = service("any", **ANY_VICTIM, hours="24/7")
    hers = service("hers", confidence="low")
    assert specialist(listing(any_victim, hers).pair) == "hers"
    assert specialist(listing(any_victim).pair) == "any"


def test_who_asks_about_the_police_may_be_sent_to_a_line_for_any_victim() -> None:
    wanted = ("police_reporting",)
    any_victim = service("any", **ANY_VICTIM, hours="24/7", needs=wanted)
    hers = service("hers", confidence="low", needs=wanted)
    assert specialist(listing(any_victim, hers, needs=wanted).pair) == "any"


def test_s10_a_man_is_sent_to_who_takes_men_before_who_may_not() -> None:
    may_not = service("may_not", takes=Takes("yes", "ask", "ask"))
    does = service("does", **{**ANY_VICTIM, "confidence": "low"})
    assert specialist(listing(may_not, does, who="man").pair) == "does"
    assert specialist(listing(may_not, does).pair) == "may_not"
