"""S10, S67: she says that children are with her, also a boy over 14, and what that changes."""

import pytest

from bot.presentation.country_note import subject_label
from bot.scenes import scene_of
from bot.signposting.need import Need
from tests.conversation.visit import NOW, Visit, directory, visit, world
from tests.languages import each_language

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
TO_ASK = "With a boy over 14: not known if they can help; ask them"


def looking(language: str = "en", country: str = "GB") -> Visit:
    return visit(language).tap("in_confidence", "me", country, "skip", "place_tonight")


def asked(listing: Visit) -> Visit:
    return listing.tap("narrow", "more", "children")


def need_of(moment: Visit) -> Need:
    assert moment.session is not None
    need = scene_of(moment.session, world(), directory(), NOW).need
    assert need is not None
    return need


def cards(listing: Visit) -> list[tuple[str, Visit]]:
    """Return each service on the first sheet of a listing, by its id, with its card."""
    numbers = [id_ for id_ in listing.ids if id_.isdigit()]
    known = zip(listing.card.services, numbers, strict=True)
    found = [(one, listing.tap(id_)) for one, id_ in known]
    assert found
    return found


def is_a_place_to_stay(id_: str) -> bool:
    return "refuge_shelter" in directory().by_id[id_].needs


@each_language
@pytest.mark.parametrize("said", ["with_me", "boy_over_14", "none"])
def test_what_she_says_of_her_children_is_what_is_looked_for(language: str, said: str) -> None:
    listing = asked(looking(language)).tap(said)
    assert listing.card.step == "results"
    assert need_of(listing).children == said


def test_nobody_is_asked_about_children_before_the_listing_and_the_question_can_be_skipped() -> (
    None
):
    listing = looking()
    assert need_of(listing).children is None
    skipped = asked(listing).tap("skip")
    assert skipped.card.step == "results"
    assert need_of(skipped).children is None
    assert skipped.card.services == listing.card.services


def test_back_takes_back_what_she_said_of_her_children() -> None:
    listing = looking()
    said = asked(listing).tap("boy_over_14")
    assert said.tap("back").card.step == "children"
    assert said.tap("back", "back", "back").card == listing.card


def test_the_newest_thing_she_said_of_her_children_counts() -> None:
    once = asked(looking()).tap("boy_over_14")
    assert need_of(asked(once).tap("with_me")).children == "with_me"
    assert need_of(asked(once).tap("none")).children == "none"


@pytest.mark.parametrize("country", ["MT", "ES", "DE", "IT", "FR"])
def test_her_children_go_with_her_to_another_country(country: str) -> None:
    there = asked(looking()).tap("boy_over_14", "another_country", country)
    assert (need_of(there).country, need_of(there).children) == (country, "boy_over_14")


@each_language
@pytest.mark.parametrize("country", COUNTRIES)
def test_s60_with_a_boy_over_14_each_place_to_stay_says_that_it_is_to_be_asked(
    language: str, country: str
) -> None:
    line = world().catalogues.words(language).pgettext("service", TO_ASK)
    listing = asked(looking(language, country))
    with_him, without = cards(listing.tap("boy_over_14")), cards(listing.tap("with_me"))
    assert any(is_a_place_to_stay(id_) for id_, _ in with_him)
    for id_, moment in with_him:
        assert (line in moment.card.text) is is_a_place_to_stay(id_)
    assert not [id_ for id_, moment in without if line in moment.card.text]


@pytest.mark.parametrize("country", COUNTRIES)
def test_s67_what_is_known_of_children_stands_on_the_places_to_stay_once_she_has_any(
    country: str,
) -> None:
    label = subject_label(world().catalogues.words("en"), "children")
    said = cards(asked(looking(country=country)).tap("with_me"))
    unsaid = cards(asked(looking(country=country)).tap("none"))
    assert all(label in notes(moment) for id_, moment in said if is_a_place_to_stay(id_))
    assert not any(label in notes(moment) for _, moment in unsaid)


def notes(moment: Visit) -> str:
    """Return all that stands behind the card's button for law and practice."""
    if "note" not in moment.ids:
        return ""
    sheet = moment.tap("note")
    texts = [sheet.card.text]
    while "more" in sheet.ids:
        sheet = sheet.tap("more")
        texts.append(sheet.card.text)
    return "\n".join(texts)


@each_language
def test_a_helper_is_asked_about_the_children_with_her(language: str) -> None:
    start = visit(language).tap("someone_else", "beside_her", "skip", "GB", "skip", "housing")
    sheet = start.tap("narrow", "more")
    hers = visit(language).tap("find", "me", "GB", "skip", "housing", "narrow", "more")
    of_her, of_me = sheet.card.button("children"), hers.card.button("children")
    assert of_her is not None
    assert of_me is not None
    assert of_her.label != of_me.label
    assert sheet.tap("children").card.text != hers.tap("children").card.text
    assert need_of(sheet.tap("children", "boy_over_14")).children == "boy_over_14"


def test_at_work_the_children_with_her_can_be_named_too() -> None:
    listing = visit("en").tap("someone_else", "in_my_work", "DE", "skip")
    assert need_of(asked(listing).tap("with_me")).children == "with_me"
