"""Unknown is never yes and never no, and a check lasts as long as S61 says."""

from datetime import date, timedelta

import pytest

from bot.signposting.freshness import checked, has_lapsed
from bot.signposting.languages import is_hers, is_kept_to_another_community, speaks, spoken
from bot.signposting.service import Interpreters, SpokenLanguage
from tests.signposting.made import need, service

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("how", ["staff", "interpreter", "some_hours", "ask"])
def test_s60_only_what_a_page_states_is_said(how: str) -> None:
    stated = service(languages=(SpokenLanguage("sq", how, "stated"),))  # type: ignore[arg-type]
    assumed = service(languages=(SpokenLanguage("sq", how, "assumed"),))  # type: ignore[arg-type]
    assert spoken(stated, "sq") == how
    assert spoken(assumed, "sq") == "ask"
    assert speaks(stated, "sq") is (how == "staff")
    assert not speaks(assumed, "sq")


def test_a_language_that_is_not_named_is_asked_about() -> None:
    assert spoken(service(), "sq") == "ask"
    assert spoken(service(interpreters=Interpreters("ask")), "sq") == "ask"
    assert spoken(service(interpreters=Interpreters("yes")), "sq") == "interpreter"
    assert spoken(service(interpreters=Interpreters("no")), "sq") == "no"


def test_a_line_that_names_all_its_interpreters_promises_no_other() -> None:
    named = (SpokenLanguage("ar", "interpreter", "stated"),)
    assert spoken(service(languages=named, interpreters=Interpreters("yes")), "sq") == "ask"
    assert spoken(service(languages=named, interpreters=Interpreters("yes", 1)), "sq") == "ask"
    many = service(languages=named, interpreters=Interpreters("yes", 50))
    assert spoken(many, "sq") == "interpreter"


@pytest.mark.parametrize("language", ["ku", "ckb", "kmr"])
def test_kurdish_of_no_named_kind_is_asked_about_and_still_opens_the_door(language: str) -> None:
    unnamed = (SpokenLanguage("ku_unspecified", "staff", "stated"),)
    group = service(by_and_for="yes", community=("kurdish",), languages=unnamed)
    assert spoken(group, language) == "ask"
    assert is_hers(group, need(languages=(language,)))


def test_the_countrys_own_language_makes_no_community_hers() -> None:
    english = (SpokenLanguage("en", "staff", "stated"),)
    group = service(by_and_for="yes", community=("polish",), languages=english)
    assert not is_hers(group, need(languages=("en",)))
    assert is_hers(group, need(country="FR", languages=("en",)))
    for_all = service(by_and_for="yes", community=("all_refugees",), languages=english)
    assert is_hers(for_all, need(languages=("en",)))
    assert is_hers(for_all, need())


def test_s9_no_language_makes_a_faith_hers() -> None:
    assert is_kept_to_another_community(service(only_for=("sikh",)), need(languages=("pa",)))
    assert is_kept_to_another_community(service(only_for=("albanian",)), need())
    assert not is_kept_to_another_community(
        service(only_for=("albanian",)), need(languages=("sq",))
    )
    assert not is_kept_to_another_community(service(only_for=("deaf",)), need())


@pytest.mark.parametrize(
    ("days", "state", "lapsed"),
    [
        (0, "fresh", False),
        (90, "fresh", False),
        (91, "ageing", False),
        (180, "ageing", False),
        (181, "stale", False),
        (365, "stale", False),
        (366, "stale", True),
    ],
)
def test_s61_a_check_ages_by_the_day(days: int, state: str, lapsed: bool) -> None:
    one = service(assured_date=TODAY - timedelta(days=days))
    assert checked(one, TODAY).state == state
    assert checked(one, TODAY).on == one.assured_date
    assert has_lapsed(one, TODAY) is lapsed


def test_s61_what_nobody_checked_says_the_year_of_its_page_and_does_not_age() -> None:
    never = checked(service(), TODAY)
    assert (never.state, never.on, never.source_year) == ("never", None, 2024)
    assert not has_lapsed(service(), TODAY)
