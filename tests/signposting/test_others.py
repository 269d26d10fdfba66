"""Beside the pair stands what helps: for her need, for her health, and for want of better."""

# a promise changes any field it likes

from datetime import datetime
from typing import Any

import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import Listing
from bot.signposting.match import make_listing
from bot.signposting.meeting import HARM_AT_HOME, NEAR_TO_HARM_AT_HOME
from bot.signposting.need import ORDINARY_NEEDS, Need
from bot.signposting.service import SpokenLanguage
from tests.signposting.made import line, listing, service, shown


def test_s65_at_most_eight_services_in_all() -> None:
    assert len(shown(*(service(f"s{one}") for one in range(20)))) == 8


def test_s5_help_with_health_is_always_among_them() -> None:
    many = [service(f"s{one}", hours="24/7") for one in range(20)]
    doctor = service("doctor", needs=("health_medical",), sector=("health_primary",))
    found = listing(*many, doctor)
    assert "doctor" in [one.service.id for one in found.entries]
    assert len(found.entries) == 8
    assert "health" in found.others[-1].why
    assert "need" not in found.others[-1].why


def test_s5_holds_for_an_ordinary_need_with_a_doctor_who_tells_nothing() -> None:
    doctor = service("doctor", needs=("health_medical",), sector=("health_primary",))
    telling = service("clinic", needs=("health_medical",), sector=("health_primary",), telling=True)
    said = {"needs": ("legal_advice",), "in_confidence": False}
    assert shown(doctor, telling, **said) == ["doctor"]


def test_a_contact_stands_once_and_who_has_none_left_is_not_shown() -> None:
    first = service("a", contacts=(line("1"), line("2")), hours="24/7")
    again = service("b", contacts=(line("2"), line("1")))
    partly = service("c", contacts=(line("2"), line("3")))
    found = listing(first, again, partly)
    values = [contact.value for one in found.entries for contact in one.contacts]
    assert sorted(values) == ["1", "2", "3"]
    assert [one.service.id for one in found.entries] == ["a", "c"]


def test_who_is_reached_through_another_is_shown_as_one_with_it() -> None:
    door = service("door", hours="24/7")
    behind = service("behind", reached_through="door")
    assert shown(door, behind) == ["door"]
    assert shown(behind, service("door", confidence="low")) == ["behind"]


def test_nothing_local_and_irrelevant_fills_a_place() -> None:
    local = service("local", serves=("London",), needs=("legal_advice",))
    national = service("national", needs=("legal_advice",))
    talking = service("talking", needs=("someone_to_talk_to",), kind="statutory")
    found = listing(local, national, talking, area="London")
    assert [one.service.id for one in found.entries] == ["talking", "national"]
    assert all("fallback" in one.why for one in found.entries)
    assert found.met == "national_only"


def test_with_enough_for_her_need_nothing_else_is_added() -> None:
    public: dict[str, Any] = {"kind": "statutory", "sector": ("social_services",)}
    wanted = [service(one, **public) for one in "abc"]
    talking = service("talking", needs=("someone_to_talk_to",), kind="statutory")
    assert sorted(shown(*wanted, talking)) == ["a", "b", "c"]


def test_with_an_empty_directory_nothing_breaks() -> None:
    found = listing()
    assert found.entries == ()
    assert found.plan_b == ()
    assert found.met == "national_only"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"by_and_for": "ask", "community": ("african",)}),
        ({}, {"by_and_for": "yes", "community": ("roma",)}),
        ({}, {"sector": ("health_sexual", "survivor_specialist")}),
        ({"sector": ("health_emergency",)}, {"sector": ("health_mental",)}),
    ],
)
def test_s5_the_doctor_is_one_for_everyone(first: dict[str, Any], second: dict[str, Any]) -> None:
    health: dict[str, Any] = {"needs": ("health_medical",), "kind": "specialist"}
    one = service("one", **{"sector": ("health_primary",), **health, **first}, confidence="low")
    two = service("two", **{"sector": ("health_primary",), **health, **second}, hours="24/7")
    for_her = [service(f"s{number}") for number in range(4)]
    assert shown(one, two, *for_her)[-1] == "one"


def test_s5_advice_on_getting_a_doctor_is_no_doctor() -> None:
    advice = service("advice", needs=("health_medical",), sector=("legal",), serves=("London",))
    found = listing(*(service(f"s{one}") for one in range(4)), advice, area="London")
    assert "advice" not in [one.service.id for one in found.entries]


def test_s5_health_care_of_another_community_does_not_stand_for_all() -> None:
    theirs: dict[str, Any] = {"by_and_for": "ask", "community": ("african",)}
    both = ("domestic_abuse", "health_medical")
    group = service("group", **theirs, sector=("health_mental",), needs=both)
    doctor = service("doctor", needs=("health_medical",), sector=("health_primary",))
    assert {"group", "doctor"} <= set(shown(group, doctor, *(service(one) for one in "abc")))


def test_who_may_be_another_communitys_stands_after_those_for_everyone() -> None:
    public: dict[str, Any] = {"kind": "statutory", "sector": ("social_services",)}
    theirs = service("a", **public, by_and_for="ask", community=("african",), hours="24/7")
    everyone = service("b", **public, confidence="low")
    assert shown(theirs, everyone) == ["b", "a"]
    swahili = (SpokenLanguage("sw", "staff", "stated"),)
    hers = service("a", **public, by_and_for="ask", community=("african",), languages=swahili)
    assert shown(hers, everyone, languages=("sw",)) == ["a", "b"]


def test_s7_an_interior_ministry_stands_after_health_and_after_every_last_resort() -> None:
    ministry = service("ministry", run_by="interior_ministry", hours="24/7")
    doctor = service("doctor", needs=("health_medical",), sector=("health_primary",))
    talk = service("talk", needs=("someone_to_talk_to",), sector=("helpline_general",))
    assert shown(ministry, doctor, talk) == ["talk", "doctor", "ministry"]
    assert shown(ministry, doctor, talk, papers="asylum")[-1] == "ministry"
    assert shown(ministry, doctor, talk, papers="settled")[0] == "ministry"


def test_a_doctor_goes_before_who_fills_in_only_where_it_is_health_that_she_asks_about() -> None:
    doctor = service("doctor", needs=("health_medical",), sector=("health_primary",))
    talk = service("talk", needs=("someone_to_talk_to",), sector=("helpline_general",))
    assert shown(doctor, talk, needs=("tech_abuse",)) == ["talk", "doctor"]
    assert shown(doctor, talk, needs=("sexual_health",)) == ["doctor", "talk"]


@pytest.mark.parametrize("need", sorted(NEAR_TO_HARM_AT_HOME))
def test_where_nobody_is_there_for_a_marriage_who_knows_harm_at_home_fills_in_first(
    need: str,
) -> None:
    talk = service("talk", needs=("someone_to_talk_to",), sector=("helpline_general",))
    home = service("home", needs=(HARM_AT_HOME,), sector=("survivor_specialist",))
    found = listing(talk, home, needs=(need,))
    assert [one.service.id for one in found.entries] == ["home", "talk"]
    assert found.met == "national_only"
    assert shown(talk, home, needs=("police_reporting",)) == ["talk", "home"]


TALK: dict[str, Any] = {"needs": ("someone_to_talk_to",), "sector": ("helpline_general",)}
MIGRANTS: dict[str, Any] = {
    "needs": ("immigration_asylum",),
    "sector": ("migrant_refugee_support",),
}


@pytest.mark.parametrize("in_confidence", [None, True, False])
def test_for_an_ordinary_need_no_line_for_people_in_despair_fills_a_place(
    in_confidence: bool | None,
) -> None:
    despair = service("despair", **TALK, telling=True, hours="24/7")
    talk, migrants = service("talk", **TALK), service("migrants", **MIGRANTS)
    general = service("general", needs=("housing_homelessness",), sector=("housing",))
    asked: dict[str, Any] = {"needs": ("maternity",), "in_confidence": in_confidence}
    assert shown(despair, talk, general, migrants, **asked) == ["migrants", "general", "talk"]
    assert shown(despair, **asked) == []
    assert shown(despair, **{**asked, "needs": ("domestic_abuse",)}) == ["despair"]


def ordinary_listings(shipped: Directory, now: datetime) -> list[Listing]:
    return [
        make_listing(Need(country.country, None, (one,), in_confidence=said), shipped, (), now)
        for country in shipped.areas.countries
        for one in sorted(ORDINARY_NEEDS)
        for said in (None, False)
    ]


def test_no_shipped_line_for_people_in_despair_is_on_an_ordinary_list(
    shipped: Directory, now: datetime
) -> None:
    despair = {"es-024", "fr-3114", "shout-85258"}
    assert despair <= set(shipped.by_id)
    every = ordinary_listings(shipped, now)
    assert len(every) > 100
    for found in every:
        named = [*found.entries, *(one.entry for one in found.plan_b)]
        assert named
        assert despair.isdisjoint(one.service.id for one in named)


def test_s66_plan_b_of_an_ordinary_need_is_empty_in_no_country(
    shipped: Directory, now: datetime
) -> None:
    assert all(found.plan_b for found in ordinary_listings(shipped, now))


HERS = (SpokenLanguage("sq", "staff", "stated"),)
ENGLISH = (SpokenLanguage("en", "staff", "stated"),)


@pytest.mark.parametrize(
    ("languages", "spoken", "met"),
    [
        (("sq",), HERS, "need_and_language"),
        (("sq", "en"), ENGLISH, "need"),
        (("en", "sq"), ENGLISH, "need_and_language"),
        (("en", "sq"), HERS, "need_and_language"),
        (("so", "sq"), HERS, "need_and_language"),
        ((), ENGLISH, "need"),
    ],
)
def test_the_countrys_own_language_is_hers_only_when_she_names_it_first(
    languages: tuple[str, ...], spoken: tuple[SpokenLanguage, ...], met: str
) -> None:
    assert listing(service(languages=spoken), languages=languages).met == met


def test_only_a_national_line_means_that_one_is_named(shipped: Directory, now: datetime) -> None:
    seen = 0
    for country in shipped.areas.countries:
        for area in shipped.areas.choices(country.country):
            asked = Need(country.country, area.id, ("community_peer_support",))
            found = make_listing(asked, shipped, (), now)
            named = [*found.entries, *(one.entry for one in found.plan_b)]
            if found.met == "national_only":
                seen += 1
                assert any(country.id in one.service.serves for one in named), asked
    assert seen
