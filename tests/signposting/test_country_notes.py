"""Which notes on law and practice matter, where, and to whose eyes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.signposting.country_notes import (
    CountryNote,
    NoteSource,
    advisers,
    notes_about,
    notes_for,
    subjects_on,
)
from bot.signposting.directory import Directory
from bot.signposting.entry import entry
from bot.signposting.service import Interpreters, SpokenLanguage, Takes
from tests.signposting.made import AREAS, need, searching, service

TODAY = date(2026, 11, 20)
NOTE = CountryNote(
    id="gb-one",
    country="GB",
    subject="doctor_without_papers",
    areas=("UK",),
    text="Doctors are free.",
    not_known=False,
    expires=date(2027, 5, 20),
    advice_from=("plain",),
    sources=(NoteSource("https://a.org", TODAY),),
)
CHAIN = ("London/Newham", "London", "UK")


def found(*notes: CountryNote, chain: tuple[str, ...] = CHAIN, **said: Any) -> list[str]:
    asked = need(**said)
    return [one.id for one in notes_for(notes, "doctor_without_papers", asked, chain, TODAY)]


def test_a_note_is_shown_for_its_subject_and_country_alone() -> None:
    other = replace(NOTE, id="other", subject="children")
    abroad = replace(NOTE, id="abroad", country="ES")
    assert found(NOTE, other, abroad) == ["gb-one"]


def test_a_note_holds_where_it_says_and_nothing_is_guessed_without_a_place() -> None:
    wales = replace(NOTE, id="wales", areas=("Wales",))
    assert found(NOTE, wales) == ["gb-one"]
    assert found(NOTE, wales, chain=("Wales", "UK")) == ["gb-one", "wales"]
    assert found(NOTE, wales, chain=("UK",)) == ["gb-one", "wales"]
    assert found(NOTE, wales, chain=()) == ["gb-one", "wales"]


def test_s67_an_expired_note_is_not_shown_the_day_after() -> None:
    ends_today = replace(NOTE, expires=TODAY)
    ended = replace(NOTE, id="ended", expires=date(2026, 11, 19))
    assert found(ends_today, ended) == ["gb-one"]
    about = notes_about((ended,), "doctor_without_papers", need(), CHAIN)
    assert about == (ended,)


def test_s25_a_telling_note_is_not_for_any_eyes() -> None:
    telling = replace(NOTE, id="telling", telling=True)
    assert found(NOTE, telling) == ["gb-one", "telling"]
    ordinary: dict[str, Any] = {"needs": ("health_medical",), "in_confidence": False}
    assert found(NOTE, telling, **ordinary) == ["gb-one"]


def about(said: dict[str, Any], **changes: Any) -> tuple[str, ...]:
    asked = searching(**said)
    return subjects_on(entry(service(**changes), asked), asked.need)


NO_PAPERS = {"papers": "undocumented"}


@pytest.mark.parametrize("run_by", ["police", "interior_ministry"])
def test_s7_the_note_stands_wherever_police_or_an_interior_ministry_does(run_by: str) -> None:
    for papers in (None, "asylum", "settled"):
        assert about({"papers": papers}, run_by=run_by) == ("police_and_immigration",)


def test_s7_the_note_stands_where_it_is_known_that_immigration_offices_are_told() -> None:
    assert about({}, shares_with_immigration="yes") == ("police_and_immigration",)
    for said in ("no", "not_confirmed"):
        assert about({}, shares_with_immigration=said) == ()


def test_s7_the_note_stands_where_telling_the_police_is_what_she_looks_for() -> None:
    helps = {"needs": ("police_reporting",)}
    assert about({"needs": ("police_reporting",)}, **helps) == ("police_and_immigration",)
    assert about({}, **helps) == ()


def test_papers_matter_only_when_she_named_some() -> None:
    refuge = {"needs": ("refuge_shelter",)}
    doctor = {"needs": ("health_medical",), "sector": ("health_primary",)}
    assert about(NO_PAPERS, **refuge) == ("refuge_without_papers",)
    assert about(NO_PAPERS, **doctor) == ("doctor_without_papers",)
    for said in ({}, {"papers": "settled"}):
        assert about(said, **refuge) == about(said, **doctor) == ()


def test_no_recourse_says_nothing_outside_the_united_kingdom() -> None:
    said = {"papers": "no_recourse"}
    refuge = {"needs": ("refuge_shelter",)}
    assert about(said, **refuge) == ("refuge_without_papers",)
    assert about({**said, "country": "ES"}, country="ES", serves=("Spain",), **refuge) == ()


def test_interpreters_are_told_of_where_a_line_says_interpreter() -> None:
    offers = {
        "interpreters": Interpreters("yes"),
        "languages": (SpokenLanguage("sq", "interpreter", "stated"),),
    }
    assert about({"languages": ("sq",)}, **offers) == ("interpreters",)
    assert about({"languages": ("sq",)}) == ()


def test_children_are_told_of_to_who_has_any_or_is_one() -> None:
    helps = {"needs": ("children_family",)}
    for said in ({"children": "with_me"}, {"children": "boy_over_14"}, helps):
        assert about(said, **helps) == ("children",)
    assert about({"age": "child"}) == ("children",)
    assert about({}, **helps) == about({"children": "with_me"}) == ()


def test_children_are_told_of_where_she_may_stay_with_hers() -> None:
    refuge = {"needs": ("refuge_shelter",)}
    for said in ("with_me", "boy_over_14"):
        assert about({"children": said}, **refuge) == ("children",)
    for unsaid in ({"children": "none"}, {}, {"needs": ("children_family",)}):
        assert about(unsaid, **refuge) == ()


def advising(*services: Any, **said: Any) -> list[str]:
    ids = tuple(one.id for one in services)
    note = replace(NOTE, advice_from=ids)
    directory = Directory(1, services, AREAS)
    return [one.id for one in advisers((note,), directory, searching(**said))]


def test_s67_advice_comes_from_at_most_two_services_that_may_be_shown_to_her() -> None:
    a, b, c = (service(id_) for id_ in "abc")
    hidden, men = service("d", show="hold"), service("e", takes=Takes("no", "yes", "ask"))
    mute = service("f", contacts=())
    assert advising(hidden, men, mute, a, b, c) == ["a", "b"]


def test_s25_a_telling_service_is_named_for_advice_to_nobodys_eyes_but_hers() -> None:
    telling, plain = service("a", telling=True), service("b")
    assert advising(telling, plain) == ["a", "b"]
    ordinary = {"needs": ("health_medical",), "in_confidence": False}
    assert advising(telling, plain, **ordinary) == ["b"]


def test_advice_is_near_her_and_of_any_part_when_she_named_none() -> None:
    wales, london = service("w", serves=("Wales",)), service("l", serves=("London",))
    assert advising(wales, london, area="London/Newham") == ["l"]
    assert advising(wales, london) == ["w", "l"]
