"""S27 in a visit: a pop-up over the list, a service and the urgent numbers changes nothing else."""

from dataclasses import replace
from datetime import timedelta

from bot.messages import GLANCE, Choice
from tests.conversation.visit import NOW, Visit, visit, world
from tests.languages import each_language


def listing(language: str = "en") -> Visit:
    return visit(language).tap("find", "me", "GB", "skip", "housing")


def with_pop_ups(language: str) -> tuple[Visit, ...]:
    urgent = visit(language).tap("urgent", "GB")
    listed = listing(language)
    cards = (listed.tap(id_) for id_ in listed.ids if id_.isdigit())
    return (listed, next(card for card in cards if GLANCE in card.ids), urgent)


@each_language
def test_s27_a_pop_up_is_read_over_the_card_and_changes_nothing_of_it(language: str) -> None:
    for moment in with_pop_ups(language):
        assert moment.card.pop_up == ""
        glanced = moment.tap(GLANCE)
        assert any(character.isdigit() for character in glanced.card.pop_up)
        assert replace(glanced.card, pop_up="") == moment.card
        again = glanced.tap(GLANCE)
        assert again.card == glanced.card
        assert glanced.tap("back").card == moment.tap("back").card


def test_s27_the_next_act_has_no_pop_up_any_more() -> None:
    assert listing().tap(GLANCE, "1").card.pop_up == ""


def test_s22_a_pop_up_is_a_sign_of_life_like_every_tap() -> None:
    at = NOW + timedelta(minutes=10)
    glanced = listing().later(at).send(Choice(GLANCE))
    assert glanced.session is not None
    assert glanced.session.deadline == at + world().silence


def test_s27_a_service_without_a_number_offers_no_pop_up_of_one() -> None:
    moment = listing()
    cards = [moment.tap(id_) for id_ in moment.ids if id_.isdigit()]
    without = [one for one in cards if GLANCE not in one.ids]
    assert len(without) < len(cards)
    for one in without:
        assert one.send(Choice(GLANCE)).card.pop_up == ""


@each_language
def test_a_typed_label_opens_no_pop_up(language: str) -> None:
    """A channel can open one over a tap alone; in the chat itself no number may appear."""
    for moment in with_pop_ups(language):
        button = moment.card.button(GLANCE)
        assert button is not None
        assert moment.type(button.label).card.pop_up == ""
