"""The same answers in another country, in one tap and the choice of it; back leads home again."""

import pytest

from bot.presentation.labels import country_label
from bot.rounds import in_one_country
from bot.scenes import scene_of
from bot.signposting.need import Need
from tests.conversation.visit import NOW, Visit, directory, visit, world
from tests.languages import each_language


def need_of(moment: Visit) -> Need:
    assert moment.session is not None
    need = scene_of(moment.session, world(), directory(), NOW).need
    assert need is not None
    return need


def in_newham(language: str = "en") -> Visit:
    start = visit(language).tap("find", "me").type("Newham")
    assert start.card.step == "what_about"
    return start.tap("in_confidence", "not_safe_at_home")


@each_language
@pytest.mark.parametrize("country", ["MT", "ES", "DE", "IT", "FR"])
def test_needs_languages_and_papers_go_with_her_and_the_place_does_not(
    language: str, country: str
) -> None:
    here = in_newham(language).tap("narrow", "papers", "asylum")
    there = here.tap("another_country", country)
    before, after = need_of(here), need_of(there)
    assert there.card.step == "results"
    assert after.country == country
    assert after.area is None
    assert before.area is not None
    for kept in ("needs", "languages", "papers", "in_confidence", "stage", "age", "who"):
        assert getattr(after, kept) == getattr(before, kept), kept
    assert {directory().by_id[one].country for one in there.card.services} == {country}
    assert there.tap("back", "back").card == here.card


@each_language
@pytest.mark.parametrize("country", ["MT", "ES", "DE", "IT", "FR"])
def test_a_country_typed_below_a_listing_needs_no_tap(language: str, country: str) -> None:
    here = in_newham(language).tap("narrow", "papers", "asylum")
    there = here.type(country_label(world().catalogues.words(language), directory().areas, country))
    before, after = need_of(here), need_of(there)
    assert (there.card.step, after.country, after.area) == ("results", country, None)
    assert (after.needs, after.papers) == (before.needs, before.papers)


@each_language
def test_the_country_she_is_in_is_not_offered_as_another(language: str) -> None:
    every = {area.country for area in directory().areas.countries}
    moment, here = in_newham(language), "GB"
    for country in ("MT", "DE", "GB", "FR"):
        asked = moment.tap("another_country")
        assert asked.card.step == "other_country"
        assert every - {button.id for button in asked.card.buttons} == {here}
        moment, here = asked.tap(country), country


def test_who_named_no_country_is_offered_every_one_as_another() -> None:
    asked = visit("en").tap("find", "me", "skip").tap("in_confidence", "not_safe_at_home")
    every = {area.country for area in directory().areas.countries}
    assert every <= {button.id for button in asked.tap("another_country").card.buttons}


def test_what_only_british_law_knows_is_there_again_when_she_comes_back() -> None:
    here = in_newham().tap("narrow", "papers", "no_recourse")
    there = here.tap("another_country", "DE")
    assert there.card.step == "results"
    asylum = there.tap("another_country", "GB").card
    assert asylum.step == "results"
    assert need_of(there.tap("another_country", "GB")).papers == "no_recourse"


def test_a_helper_can_look_in_another_country_too() -> None:
    listing = visit("en").tap("someone_else", "beside_her").type("Tigrinya")
    there = listing.type("Newham").tap("housing", "another_country", "IT")
    assert there.card.step == "results"
    assert need_of(there).languages == ("ti",)
    assert need_of(there).country == "IT"


def test_a_place_typed_there_is_looked_for_there() -> None:
    there = in_newham().tap("another_country", "DE").type("Berlin")
    if there.card.step == "places":
        there = there.tap("DE:Berlin")
    assert there.card.step == "results"
    assert need_of(there).country == "DE"
    assert need_of(there).area == "Berlin"


@pytest.mark.parametrize("before", [("find", "me"), ("find",), ()])
def test_a_country_typed_after_a_town_of_another_one_takes_the_town_away(
    before: tuple[str, ...],
) -> None:
    moment = visit("en").tap(*before).type("Berlin").type("Italy")
    if moment.card.step == "places":
        moment = moment.tap("IT:Italy")
    assert moment.card.step != "urgent"
    assert moment.session is not None
    assert moment.session.answers.last("country") == "IT"
    assert moment.session.answers.last("region") == "skip"


def test_going_through_many_countries_does_not_grow_the_visit() -> None:
    moment = in_newham()
    assert moment.session is not None
    before = len(moment.session.answers)
    for _ in range(3):
        for country in ("MT", "DE", "FR", "GB"):
            moment = moment.tap("another_country", country)
            moment = moment.tap("narrow", "age", "adult")
    assert moment.session is not None
    assert len(moment.session.answers) <= before + 2 + 3


def test_answers_without_a_move_stay_as_they_are() -> None:
    session = in_newham().session
    assert session is not None
    assert in_one_country(session.answers) == session.answers


def test_who_names_no_other_country_sees_one_line_for_each() -> None:
    there = in_newham().tap("another_country", "skip")
    assert there.card.step == "results"
    shown = {directory().by_id[one].country for one in there.card.services}
    assert len(shown) > 3
