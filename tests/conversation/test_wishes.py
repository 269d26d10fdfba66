"""What she looks for in her own words: asked for, on the way there, and below a listing."""

import pytest

from bot.answers import WISH
from tests.conversation.visit import Visit, visit

FIRST = {
    "en": "I need a room to rent",
    "sq": "kërkoj banesë me qira",
    "de": "ich suche eine Wohnung",
}


def noted(moment: Visit) -> str | None:
    assert moment.session is not None
    return moment.session.answers.last(WISH)


def test_a_wish_typed_where_it_is_asked_is_its_answer() -> None:
    asked = visit("en").tap("find", "me", "GB", "skip")
    assert asked.card.step == "what_about"
    moment = asked.type("a flat with two rooms")
    assert (moment.card.step, noted(moment)) == ("results", "housing")


@pytest.mark.parametrize("taps", [(), ("find",), ("find", "me"), ("find", "me", "GB")])
def test_a_wish_typed_on_the_way_is_noted_named_and_not_asked_for_again(
    taps: tuple[str, ...],
) -> None:
    before = visit("en").tap(*taps)
    moment = before.type("I need a room to rent")
    assert moment.card.step == before.card.step
    assert moment.card.text.startswith("✓ Somewhere to live\n")
    rest = ("find", "me", "GB", "skip")[len(taps) :]
    assert moment.tap(*rest).card.step == "results"


def test_the_newest_wish_counts() -> None:
    moment = visit("en").type("I need a room to rent").type("no, a doctor please")
    assert noted(moment) == "health"
    assert moment.tap("find", "me", "GB", "skip", "back").card.step == "region"


def test_a_wish_below_a_listing_makes_a_new_one_and_back_leads_to_the_first() -> None:
    first = visit("en").tap("find", "me", "GB", "skip", "housing")
    second = first.type("is there a doctor")
    assert second.card.step == "results"
    assert second.card.text.split("\n")[0] == "✓ Doctor and health"
    assert noted(second) == "health"
    while second.card.step != "what_about":
        second = second.tap("back")
    assert noted(first) == "housing"


def test_someone_to_talk_to_below_a_listing_leads_to_the_private_choices() -> None:
    first = visit("en").tap("find", "me", "GB", "skip", "housing")
    assert first.type("I want to talk to someone").card.step == "in_confidence_about"


@pytest.mark.parametrize(
    "taps", [("in_confidence", "me", "GB", "skip"), ("someone_else", "in_my_work", "GB", "skip")]
)
def test_a_wish_whose_question_did_not_come_answers_no_later_one(taps: tuple[str, ...]) -> None:
    there = visit("en").type("I need a room to rent").tap(*taps)
    while there.card.step != "results":
        there = there.tap("skip")
    asked = there.tap("other_need")
    assert asked.card.step == "what_about"
    assert noted(asked.tap("health")) == "health"
    assert asked.tap("back").card == there.card


def test_a_wish_goes_before_what_only_sounds_like_a_command() -> None:
    """In Somali "I want a doctor" sounds like a call for the urgent numbers."""
    moment = visit("so").type("waxaan rabaa dhakhtar")
    assert noted(moment) == "health"


def test_where_the_country_is_asked_a_country_goes_before_a_wish() -> None:
    moment = visit("en").tap("find", "me").type("I need a room to rent in Germany")
    assert (moment.card.step, noted(moment)) == ("region", None)


def test_danger_typed_on_the_way_is_no_wish() -> None:
    moment = visit("en").tap("find").type("he hits me in our flat")
    assert (moment.card.step, noted(moment)) == ("urgent", None)


@pytest.mark.parametrize("language", FIRST)
def test_it_is_understood_and_named_in_her_language(language: str) -> None:
    moment = visit(language).type(FIRST[language])
    assert noted(moment) == "housing"
    assert moment.card.text.startswith("✓ ")
    assert "Somewhere to live" not in moment.card.text or language == "en"
