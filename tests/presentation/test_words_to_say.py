"""Words to say: in the country's language and in hers, short, telling nothing but a language."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from bot.checks.telling import read_telling_words, telling_word_in
from bot.i18n.phrases import SENTENCES
from bot.messages import Card
from bot.presentation.plan_b_card import WHENS
from bot.presentation.render import render
from bot.presentation.scene import Scene
from bot.presentation.words_card import LONGEST, is_called, sentences, words_buttons
from bot.scenes import scene_of
from bot.sessions.session import View, ViewKind
from bot.signposting.entry import entry, explained
from bot.signposting.languages import OF_THE_COUNTRY
from bot.signposting.listing import Entry
from bot.signposting.need import Need
from bot.signposting.search import search
from bot.signposting.service import Service
from tests.conversation.visit import NOW, ROOT, Visit, directory, visit, world
from tests.languages import each_language


@cache
def shown() -> tuple[Service, ...]:
    found = tuple(one for one in directory().services if one.show == "yes")
    assert len(found) > 100
    return found


@cache
def scene(language: str, helper: bool = False) -> Scene:
    start = visit(language)
    if helper:
        moment = (
            start.tap("someone_else", "beside_her").type("Tigrinya").tap("GB", "skip", "housing")
        )
    else:
        moment = start.tap("find", "me", "GB", "skip", "housing")
    assert moment.session is not None
    return scene_of(moment.session, world(), directory(), NOW)


def described(service: Service, *spoken: str) -> Entry:
    need = Need(service.country, needs=service.needs[:2], languages=spoken, papers="undocumented")
    asked = search(need, directory().areas, NOW)
    return explained(entry(service, asked), asked)


def card(language: str, one: Entry, kind: ViewKind) -> Card:
    standing = scene(language)
    view = (View("service"), View(kind))
    session = replace(standing.session, view=view)
    return render(replace(standing, session=session, shown=(one,)))


def offered(one: Entry, language: str) -> tuple[ViewKind, ...]:
    """Return the kinds of words that can be reached from the card of a service."""
    if not words_buttons(scene(language), one):
        return ()
    if not is_called(one):
        return ("words_to_write",)
    also = card(language, one, "words_to_say").button("words_to_write")
    return ("words_to_say", "words_to_write") if also else ("words_to_say",)


@each_language
def test_s84_the_words_of_every_service_are_short_and_begin_neutrally(language: str) -> None:
    telling, longest, looked = read_telling_words(ROOT / "locales", language), 0, 0
    hers = {"en": ("ckb", "en")}.get(language, (language,))
    for service in shown():
        one = described(service, *hers)
        for kind in offered(one, language):
            made = card(language, one, kind)
            looked += 1
            longest = max(longest, len(made.text))
            assert made.step == kind
            assert "keep" in [button.id for button in made.buttons]
            assert telling_word_in(made.text.split("\n")[0], telling) is None
            assert service.name not in made.text
    print(f"\nwords {language}: {looked} cards, longest {longest}")
    assert looked > 80
    assert longest <= LONGEST


def test_s26_the_words_tell_her_language_and_no_other_answer() -> None:
    """Whatever she answered besides: the country's sentences are word for word the same."""
    looked = 0
    for service in shown():
        plain = Need(service.country, languages=("sq",))
        asked = replace(
            plain,
            needs=("domestic_abuse", "refuge_shelter"),
            papers="undocumented",
            age="child",
            groups=("lgbt", "deaf", "disabled"),
            children="with_me",
            tonight=True,
            stage="now",
            in_confidence=True,
        )
        made = [entry(service, search(need, directory().areas, NOW)) for need in (plain, asked)]
        if words_buttons(scene("en"), made[0]):
            looked += 1
            written = not is_called(made[0])
            said = [sentences(scene("en"), one, written=written) for one in made]
            assert said[0] == said[1]
            assert set(said[0]) <= set(SENTENCES)
    assert looked > 80


@pytest.mark.parametrize("service", shown(), ids=lambda one: one.id)
def test_an_interpreter_is_asked_for_only_where_nobody_speaks_her_language(
    service: Service,
) -> None:
    for language in ("sq", "ar", "so"):
        one = described(service, language)
        if is_called(one) and language not in OF_THE_COUNTRY[service.country]:
            said = sentences(scene("en"), one, written=False)
            assert ("interpreter" in said) is (one.spoken[language] != "staff")
            assert "spoken" in said


def test_the_words_stand_in_each_language_of_the_country_and_then_in_hers() -> None:
    service = next(one for one in shown() if one.country == "MT" and is_called(described(one)))
    text = card("sq", described(service, "sq"), "words_to_say").text
    assert text.index("Albaniż") < text.index("I speak Albanian.") < text.index("Unë flas shqip")
    german = next(one for one in shown() if one.country == "DE" and is_called(described(one)))
    assert "Ich spreche Albanisch." in card("sq", described(german, "sq"), "words_to_say").text
    assert "Ich spreche Kurdisch (Sorani)." in (
        card("en", described(german, "ckb"), "words_to_say").text
    )


def test_in_her_own_country_s_language_the_words_stand_once() -> None:
    service = next(one for one in shown() if one.country == "GB" and is_called(described(one)))
    text = card("en", described(service, "en"), "words_to_say").text
    assert text.count("Please do not call me back.") == 1
    assert "I speak" not in text


def test_who_helps_speaks_of_somebody_and_says_nothing_for_her() -> None:
    service = next(one for one in shown() if is_called(described(one, "ti")))
    said = sentences(scene("en", helper=True), described(service, "ti"), written=False)
    assert "spoken_for" in said
    assert "interpreter_for" in said
    assert "woman" not in said


def test_a_service_that_calls_back_is_not_asked_to_never_do_so() -> None:
    service = next(one for one in shown() if is_called(described(one)))
    for answers, told in (("calls_back", "when_to_call"), ("person", "no_call_back")):
        one = described(replace(service, answers=answers), "sq")  # type: ignore[arg-type]
        assert told in sentences(scene("en"), one, written=False)


def test_a_language_of_signs_is_never_said_to_be_spoken() -> None:
    service = next(one for one in shown() if is_called(described(one)))
    said = sentences(scene("en"), described(service, "bfi"), written=False)
    assert "signed" in said
    assert "spoken" not in said


def test_s60_a_service_without_a_call_or_a_message_has_no_words() -> None:
    without = [one for one in shown() if {way.type for way in one.confirmed_contacts} <= {"web"}]
    assert without
    for service in without:
        assert words_buttons(scene("en"), described(service, "sq")) == ()


def test_the_troubles_of_plan_b_are_those_of_the_match() -> None:
    from typing import get_args

    from bot.signposting.listing import PlanBWhen

    assert get_args(PlanBWhen) == WHENS


@each_language
def test_s22_words_to_say_can_be_kept_for_an_hour(language: str) -> None:
    listing = visit(language).tap("in_confidence", "me", "GB", "skip", "skip")
    service = listing.tap(next(one for one in listing.ids if _has_words(listing.tap(one))))
    for moment in (service.tap("words_to_say"), service.tap("words_to_say", "refused")):
        kept = moment.later(NOW + timedelta(minutes=10)).tap("keep")
        assert kept.session is not None
        assert kept.session.deadline == NOW + timedelta(minutes=70)
        assert kept.card.step == moment.card.step


def _has_words(moment: Visit) -> bool:
    return "words_to_say" in moment.ids
