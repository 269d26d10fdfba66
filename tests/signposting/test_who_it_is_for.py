"""What is for other people neither takes a place nor goes first; nobody is refused at a door."""

from dataclasses import fields
from typing import Any

import pytest

from bot.signposting.languages import LANGUAGES_OF, may_be_of
from bot.signposting.rank import is_for_other_papers
from bot.signposting.rules import is_meant_for_her
from bot.signposting.service import Accepts, AcceptsBasis, Service, Takes
from tests.signposting.made import line, listing, need, searching, service, shown

STATED = AcceptsBasis(asylum="stated", spouse_visa="stated")


def test_who_named_her_languages_is_sent_to_no_door_of_another_community() -> None:
    with_a_language = [code for code, theirs in LANGUAGES_OF.items() if theirs]
    assert with_a_language
    for code in with_a_language:
        only = service(only_for=(code,))
        assert not is_meant_for_her(only, searching(languages=("tl", "en"))), code
        assert is_meant_for_her(only, searching(languages=("tl", *LANGUAGES_OF[code]))), code


@pytest.mark.parametrize("languages", [(), ("en",)])
def test_who_named_none_but_the_countrys_own_language_may_be_of_any_community(
    languages: tuple[str, ...],
) -> None:
    assert all(may_be_of(code, need(languages=languages)) for code in LANGUAGES_OF)


def test_s9_a_faith_is_guessed_from_no_language() -> None:
    faiths = [code for code, theirs in LANGUAGES_OF.items() if not theirs]
    assert faiths
    assert all(may_be_of(code, need(languages=("tl", "ar"))) for code in faiths)


def statutory(id_: str, **changes: Any) -> Service:
    return service(id_, kind="statutory", sector=("social_services",), **changes)


def test_s10_who_takes_men_goes_before_who_may_not_and_lines_for_men_before_both() -> None:
    may_not = statutory("a", takes=Takes("yes", "ask", "ask"), hours="24/7")
    does = statutory("b", hours="24/7")
    for_men = statutory("c", takes=Takes("no", "yes", "no"), confidence="low")
    assert shown(may_not, does, for_men, who="man") == ["c", "b", "a"]
    assert shown(may_not, does, for_men, who="woman") != ["c", "b", "a"]


def test_a_deaf_woman_gets_what_can_only_be_telephoned_last() -> None:
    voice = statutory("voice", hours="24/7", serves=("UK", "London"))
    page = statutory("page", contacts=(line("https://page", "web"),), confidence="low")
    assert shown(voice, page, groups=("deaf",)) == ["page", "voice"]
    assert shown(voice, page) == ["voice", "page"]


MIGRANTS: dict[str, Any] = {"sector": ("migrant_refugee_support",), "accepts_basis": STATED}


@pytest.mark.parametrize("papers", ["settled", "spouse_visa", "no_recourse"])
def test_a_service_for_asylum_seekers_stands_back_for_other_papers(papers: str) -> None:
    asylum = service("asylum", **MIGRANTS, accepts=Accepts(asylum="yes"), hours="24/7")
    other = statutory("other", confidence="low")
    assert shown(asylum, other, papers=papers)[-2:] == ["other", "asylum"]
    assert shown(asylum, other, papers="asylum")[0] == "asylum"


@pytest.mark.parametrize(
    ("changes", "papers"),
    [
        ({}, None),
        ({}, "asylum"),
        ({}, "undocumented"),
        ({"sector": ("migrant_refugee_support", "survivor_specialist")}, "settled"),
        ({"sector": ("migrant_refugee_support", "legal")}, "settled"),
        ({"accepts": Accepts(asylum="yes", spouse_visa="yes")}, "settled"),
        ({"accepts": Accepts()}, "settled"),
    ],
)
def test_nothing_else_stands_back_for_papers(changes: dict[str, Any], papers: str | None) -> None:
    asylum = {**MIGRANTS, "accepts": Accepts(asylum="yes")}
    assert is_for_other_papers(service(**asylum), searching(papers="settled"))
    assert not is_for_other_papers(service(**{**asylum, **changes}), searching(papers=papers))


def test_plan_b_names_the_asylum_line_to_other_papers_only_when_nothing_else_fits() -> None:
    asylum = service("asylum", **MIGRANTS, accepts=Accepts(asylum="yes"), hours="24/7")
    hers = service("hers", hours="24/7")
    ways = {
        one.when: one.entry.service.id for one in listing(asylum, hers, papers="settled").plan_b
    }
    assert ways["no_answer"] == "hers"
    alone = listing(asylum, papers="settled").plan_b
    assert {one.entry.service.id for one in alone} == {"asylum"}


def test_s5_health_care_for_other_people_fills_no_place() -> None:
    clinic: dict[str, Any] = {"needs": ("health_medical",), "sector": ("health_primary",)}
    theirs = service("theirs", **clinic, only_for=("torture",))
    assert "theirs" not in shown(theirs, service("hers"))
    assert "theirs" in shown(theirs, service("hers"), needs=("health_medical",))
    assert "everyones" in shown(theirs, service("everyones", **clinic), service("hers"))


def test_s7_an_interior_ministry_fills_no_place_for_another_need() -> None:
    talks = ("someone_to_talk_to",)
    ministry = service("ministry", run_by="interior_ministry", needs=talks, sector=("housing",))
    assert shown(ministry) == []
    assert shown(ministry, papers="settled") == ["ministry"]
    assert shown(ministry, needs=talks) == ["ministry"]


def test_no_record_says_whether_a_boy_over_fourteen_may_come_so_nothing_turns_on_it() -> None:
    assert not [one.name for one in fields(Service) if "boy" in one.name or "son" in one.name]
    shelter = service("shelter", is_shelter=True, needs=("refuge_shelter",))
    asked: dict[str, Any] = {"needs": ("refuge_shelter",)}
    with_a_boy = listing(shelter, **asked, children="boy_over_14")
    assert with_a_boy.entries
    assert with_a_boy == listing(shelter, **asked, children="with_me")
