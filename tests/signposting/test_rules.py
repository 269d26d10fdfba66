"""Each hard rule keeps its promise."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import convert

from bot.signposting.rules import (
    HARD_RULES,
    accepts,
    has_contact_she_can_use,
    is_fit_for_any_eyes,
    is_live,
    is_meant_for_her,
    is_not_police,
    may_tell_immigration_where_papers_matter,
    passes,
    reaches,
    takes_her,
    takes_her_age,
    takes_her_papers,
)
from bot.signposting.service import Accepts, AcceptsBasis, Takes
from tests.signposting.made import NOON, line, searching, service


def test_every_hard_rule_is_tried_by_name_here() -> None:
    assert len(HARD_RULES) == 9
    text = Path(__file__).read_text(encoding="utf-8")
    for rule in HARD_RULES:
        assert text.count(f"{rule.__name__}(") >= 1, rule.__name__
        assert rule.__doc__, rule.__name__


def test_a_plain_service_passes_every_rule() -> None:
    assert passes(service(), searching())


@pytest.mark.parametrize(
    "changes",
    [{"show": "hold"}, *({"status": one} for one in ("inactive", "defunct", "temporarily_closed"))],
)
def test_what_is_on_hold_or_closed_down_is_never_shown(changes: dict[str, Any]) -> None:
    assert not is_live(service(**changes), searching())


def test_s61_a_check_older_than_a_year_hides_all_but_national_lines() -> None:
    long_ago = NOON.date() - timedelta(days=366)
    local = service(serves=("London",), assured_date=long_ago)
    assert not is_live(local, searching(area="London"))
    assert is_live(service(assured_date=long_ago), searching())
    assert is_live(service(serves=("London",), assured_date=None), searching(area="London"))


def test_police_are_never_in_the_pool() -> None:
    assert not is_not_police(service(run_by="police"), searching())
    assert is_not_police(service(run_by="state"), searching())


@pytest.mark.parametrize(
    ("serves", "area", "reached"),
    [
        ("UK", None, True),
        ("UK", "London/Newham", True),
        ("London", "London/Newham", True),
        ("London/Newham", "London", False),
        ("Wales", "London", False),
        ("London", None, False),
    ],
)
def test_a_service_reaches_what_it_serves_and_all_within(
    serves: str, area: str | None, reached: bool
) -> None:
    assert reaches(service(serves=(serves,)), searching(area=area)) is reached


def test_a_service_reaches_nobody_in_another_country() -> None:
    abroad = service(country="ES", serves=("UK",))
    assert not reaches(abroad, searching())


@pytest.mark.parametrize("who", [None, "woman", "other"])
def test_a_woman_is_never_shown_a_line_for_men(who: str | None) -> None:
    for_men = service(takes=Takes("no", "yes", "no"))
    assert not takes_her(for_men, searching(who=who))
    assert takes_her(for_men, searching(who="man"))


def test_who_takes_no_men_is_not_shown_to_a_man_and_ask_is() -> None:
    assert not takes_her(service(takes=Takes("yes", "no", "ask")), searching(who="man"))
    assert takes_her(service(takes=Takes("yes", "ask", "ask")), searching(who="man"))
    assert takes_her(service(takes=Takes("ask", "no", "ask")), searching(who="other"))


@pytest.mark.parametrize(
    ("ages", "age", "taken"),
    [
        ({"max_age": 17}, None, False),
        ({"max_age": 17}, "adult", False),
        ({"max_age": 17}, "child", True),
        ({"max_age": 25}, None, True),
        ({"min_age": 18}, "child", False),
        ({"min_age": 18}, None, True),
        ({"min_age": 16}, "child", True),
    ],
)
def test_a_service_appears_to_the_age_it_takes(
    ages: dict[str, Any], age: str | None, taken: bool
) -> None:
    assert takes_her_age(service(**ages), searching(age=age)) is taken


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("deaf", {"groups": ("deaf",)}),
        ("learning_disability", {"groups": ("disabled",)}),
        ("lgbt", {"groups": ("lgbt",)}),
        ("under_18", {"age": "child"}),
        ("worried_about_child", {"needs": ("children_family",)}),
        ("worried_about_child", {"age": "child"}),
        ("trafficked", {"needs": ("trafficking_exploitation",)}),
        ("in_prostitution", {"needs": ("trafficking_exploitation",)}),
        ("domestic_workers", {"needs": ("trafficking_exploitation",)}),
    ],
)
def test_s10_a_service_only_for_some_appears_only_to_who_said_so(
    code: str, said: dict[str, Any]
) -> None:
    only = service(only_for=(code,))
    assert not is_meant_for_her(only, searching())
    assert is_meant_for_her(only, searching(**said))


@pytest.mark.parametrize("code", ["torture", "albanian", "jewish", "sikh"])
def test_what_nobody_is_asked_about_is_shown(code: str) -> None:
    assert is_meant_for_her(service(only_for=(code,)), searching())


def test_an_unknown_code_lets_nobody_in() -> None:
    assert not is_meant_for_her(service(only_for=("unheard_of",)), searching(age="child"))


def test_one_of_several_codes_is_enough() -> None:
    only = service(only_for=("under_18", "worried_about_child"))
    assert is_meant_for_her(only, searching(needs=("children_family",)))


PAPERS = ("no_recourse", "asylum", "spouse_visa", "undocumented")


@pytest.mark.parametrize("papers", PAPERS)
def test_who_refuses_her_papers_is_not_shown_and_unknown_is_ask(papers: str) -> None:
    refusing = service(accepts=convert({papers: "no"}, Accepts))
    assert not takes_her_papers(refusing, searching(papers=papers))
    assert takes_her_papers(refusing, searching(papers="settled"))
    assert takes_her_papers(refusing, searching())
    assert accepts(service(), searching(papers=papers)) == "ask"


@pytest.mark.parametrize("papers", PAPERS)
def test_s60_on_papers_only_what_a_page_states_is_yes(papers: str) -> None:
    said = convert({papers: "yes"}, Accepts)
    stated = service(accepts=said, accepts_basis=convert({papers: "stated"}, AcceptsBasis))
    inferred = service(accepts=said, accepts_basis=convert({papers: "inferred"}, AcceptsBasis))
    assert accepts(stated, searching(papers=papers)) == "yes"
    assert accepts(inferred, searching(papers=papers)) == "ask"


def test_no_recourse_says_nothing_outside_the_united_kingdom() -> None:
    assert searching(country="ES", papers="no_recourse").need.papers is None
    assert searching(papers="no_recourse").need.papers == "no_recourse"


def test_s25_an_ordinary_listing_has_nothing_telling() -> None:
    telling = service(telling=True)
    ordinary = {"needs": ("legal_advice",), "in_confidence": False}
    assert not is_fit_for_any_eyes(telling, searching(**ordinary))
    assert is_fit_for_any_eyes(service(), searching(**ordinary))
    assert is_fit_for_any_eyes(telling, searching(in_confidence=False))
    assert is_fit_for_any_eyes(telling, searching(needs=("legal_advice",)))


@pytest.mark.parametrize(
    ("type_", "way"),
    [
        ("voice", "voice"),
        ("sms", "text"),
        ("whatsapp", "text"),
        ("webchat", "text"),
        ("email", "text"),
        ("web", "web"),
    ],
)
def test_a_contact_is_usable_in_its_own_way_and_when_none_is_named(type_: str, way: str) -> None:
    only = service(contacts=(line("x", type_),))
    assert has_contact_she_can_use(only, searching())
    for asked in ("voice", "text", "web"):
        assert has_contact_she_can_use(only, searching(contact=(asked,))) is (asked == way)


def test_s60_an_unconfirmed_contact_is_no_contact() -> None:
    unconfirmed = service(contacts=(line("x", status="unconfirmed"),))
    assert not has_contact_she_can_use(unconfirmed, searching())


@pytest.mark.parametrize("papers", [None, *PAPERS])
def test_an_interior_ministry_stands_back_unless_papers_are_settled(papers: str | None) -> None:
    ministry = service(run_by="interior_ministry")
    assert may_tell_immigration_where_papers_matter(ministry, searching(papers=papers))
    assert not may_tell_immigration_where_papers_matter(ministry, searching(papers="settled"))


@pytest.mark.parametrize("papers", [None, *PAPERS])
def test_s7_what_is_known_to_tell_immigration_offices_stands_back_too(papers: str | None) -> None:
    for said in ("yes", "no", "not_confirmed"):
        known = service(shares_with_immigration=said)
        stands_back = may_tell_immigration_where_papers_matter(known, searching(papers=papers))
        assert stands_back is (said == "yes")
        assert not may_tell_immigration_where_papers_matter(known, searching(papers="settled"))
