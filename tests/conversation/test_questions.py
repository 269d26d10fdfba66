"""S3, S22, S84: what every question and every card with a contact has to offer, by walking all."""

import re
from collections.abc import Iterator

import pytest

from bot.dialogue.flow import Question
from bot.presentation.question_card import PICK_LIST
from tests.conversation.visit import Visit, directory, visit, world
from tests.languages import each_language

NAVIGATION = {"after_results", "urgent_where", "supporter", "word"}
"""
Questions that ask nothing about her: what can be done with a list, and whose numbers to show.

They stand beneath something that she is reading already, so there is nothing to pass over.
"""

CARDS_WITH_CONTACTS = ("service", "plan_b", "urgent")
NUMBER = re.compile(r"\d{3}")


def countries() -> tuple[str, ...]:
    found = tuple(area.country for area in directory().areas.countries)
    assert len(found) > 2
    return found


def asks_something(question: Question) -> bool:
    return question.id not in NAVIGATION


def test_s3_every_question_can_be_skipped_but_those_that_only_navigate() -> None:
    questions = world().dialogue.questions
    assert len(questions) > 15
    must_stay = {one.id for one in questions if not one.skip}
    assert must_stay == NAVIGATION | FIRST, "say why a question cannot be passed over"


FIRST = {"language", "welcome"}
"""Which language to speak, and what this visit is for: without them there is no next card."""


def places_to(country: str) -> Iterator[tuple[Visit, int]]:
    """Yield the first moment after the place, on every way to it, with the taps that it took."""
    moment = visit("en").tap("find", "me")
    assert moment.card.step == "country"
    waiting = [(moment.tap(country), 1)]
    while waiting:
        at, taps = waiting.pop()
        if at.card.step not in {"region", "place"}:
            yield at, taps
            continue
        assert "skip" in at.ids, f"{at.card.step} of {country} cannot be passed over"
        on_sheet = [one for one in at.ids if one not in {"back", "urgent", "leave", "more"}]
        waiting += [(at.tap(one), taps + 1) for one in (on_sheet[0], on_sheet[-1], "skip")]


@pytest.mark.parametrize("country", countries())
def test_s3_the_place_takes_at_most_three_taps(country: str) -> None:
    found = list(places_to(country))
    assert found
    assert max(taps for _, taps in found) <= 3
    assert {at.card.step for at, _ in found} == {"what_about"}


def test_s3_a_woman_who_skips_everything_still_reaches_a_list() -> None:
    moment, asked = visit("en").tap("find"), 0
    while moment.card.step != "results":
        assert "skip" in moment.ids, moment.card.step
        moment, asked = moment.tap("skip"), asked + 1
    assert 1 < asked <= 5


@each_language
def test_s84_two_taps_at_most_lie_between_start_and_the_first_question(language: str) -> None:
    """
    Once with a client whose language is spoken here, once with one that has to be chosen.

    Turning to the next sheet of languages is a tap more; the first ten need none.
    """
    sheet = world().catalogues.offered.index(language) // PICK_LIST
    for client, most in ((language, 1), (None, 2 + sheet)):
        moment, taps = visit(client), 0
        while not is_first_question(moment):
            moment, taps = moment.tap(next_tap(moment, language)), taps + 1
            assert taps <= most, moment.card
        assert taps == most


def is_first_question(moment: Visit) -> bool:
    return moment.card.step == "for_whom"


def next_tap(moment: Visit, language: str) -> str:
    if moment.card.step == "language":
        return language if language in moment.ids else "more"
    return "find"


def services_of(listing: Visit) -> Iterator[Visit]:
    """Yield the card of every service of a list, on all its sheets."""
    sheet: Visit | None = listing
    while sheet is not None:
        for number in (one for one in sheet.ids if one.isdigit()):
            yield sheet.tap(number)
        sheet = sheet.tap("more") if "more" in sheet.ids else None


def cards_of(country: str, need: str) -> Iterator[Visit]:
    """Yield every card with a contact that one need leads to, in one country."""
    start = visit("en").tap("find", "me", country)
    while start.card.step in {"region", "place"}:
        start = start.tap("skip")
    listing = start.tap(need)
    if listing.card.step == "in_confidence_about":
        listing = listing.tap("not_safe_at_home")
    assert listing.card.step == "results"
    yield from services_of(listing)
    if "plan_b" in listing.ids:
        yield listing.tap("plan_b")
    yield listing.tap("urgent")


@pytest.mark.parametrize("country", countries())
def test_s22_every_card_with_a_contact_offers_keep(country: str) -> None:
    seen = dict.fromkeys(CARDS_WITH_CONTACTS, 0)
    for need in needs():
        for moment in cards_of(country, need):
            seen[moment.card.step] += 1
            assert "keep" in moment.ids, moment.card
    assert all(seen.values()), f"looked at {seen}: this would pass on nothing"


def needs() -> tuple[str, ...]:
    (question,) = [one for one in world().dialogue.questions if one.id == "what_about"]
    found = tuple(option.id for option in question.options)
    assert len(found) > 5
    return found


def test_s22_urgent_numbers_without_a_country_and_after_a_word_offer_keep() -> None:
    for moment in (
        visit("en").tap("urgent", "skip"),
        visit("en").type("help he is hitting me"),
        visit("en").tap("find", "me", "GB").type("help he is hitting me"),
    ):
        assert NUMBER.search(moment.card.text)
        assert "keep" in moment.ids, moment.card
