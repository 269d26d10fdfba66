"""Issue 7: somebody who helps her, with her beside them: whose words are read, and what is kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks.telling import read_telling_words, telling_word_in
from bot.i18n import contexts
from bot.i18n.phrases import SENTENCES
from bot.messages import ANEW, Start
from bot.presentation.reception_card import sentences
from bot.presentation.words_card import LONGEST
from bot.scenes import scene_of
from bot.sessions.session import OF_THE_HELPER
from bot.turn import take_turn
from tests.conversation.visit import NOW, ROOT, Visit, directory, visit, world
from tests.lacking import lacking_lessons
from tests.languages import each_language

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
MOST_LINES = 16
"""Of the card for the desk, where a country has two languages and hers is a third."""


ALIKE = {"mt"}
"""Languages in which a question may be the same of her and to her."""


def countries() -> tuple[str, ...]:
    found = tuple(area.country for area in directory().areas.countries)
    assert len(found) > 5
    return found


def beside_her(language: str = "en", hers: str = "ti") -> Visit:
    moment = visit(language).tap("someone_else", "beside_her")
    while hers not in moment.ids:
        moment = moment.tap("more")
    return moment.tap(hers)


def listing(language: str = "en", hers: str = "ti", country: str = "IT") -> Visit:
    moment = beside_her(language, hers).tap(country, "skip", "in_confidence", "unwanted")
    assert moment.card.step == "results"
    return moment


@each_language
def test_a_helper_is_asked_about_her_where_she_herself_is_asked_about_herself(
    language: str,
) -> None:
    words, looked = world().catalogues.words(language), 0
    ways = {
        "country": ("find", "me"),
        "what_about": ("find", "me", "GB", "skip"),
        "in_confidence_about": ("in_confidence", "me", "GB", "skip"),
    }
    theirs = {
        "country": (),
        "what_about": ("GB", "skip"),
        "in_confidence_about": ("GB", "skip", "in_confidence"),
    }
    for question in world().dialogue.questions:
        if question.ask_about_her is None or question.id not in ways:
            continue
        looked += 1
        known = contexts.question(question.flow, question.id, about_her=True)
        of_her = beside_her(language).tap(*theirs[question.id])
        assert of_her.card.step == visit(language).tap(*ways[question.id]).card.step
        assert of_her.card.text == words.pgettext(known, question.ask_about_her)
        hers = visit(language).tap(*ways[question.id]).card.text
        # In one language "you are" and "she is" sound the same in one of the questions.
        assert hers != of_her.card.text or language in ALIKE
    assert looked == len(ways)


@each_language
def test_s3_a_helper_skips_a_question_and_is_not_said_to_keep_something_back(
    language: str,
) -> None:
    hers = visit(language).tap("find", "me").card.button("skip")
    of_helper = beside_her(language).card.button("skip")
    assert hers is not None
    assert of_helper is not None
    assert hers.label != of_helper.label


def test_s2_a_helper_s_choices_speak_of_her_and_hers_of_herself() -> None:
    of_her = beside_her().tap("GB", "skip", "in_confidence").card
    hers = visit("en").tap("in_confidence", "me", "GB", "skip").card
    assert of_her.button("not_safe_at_home") != hers.button("not_safe_at_home")
    assert [one.id for one in of_her.buttons if one.id != "towards_her"][:10] == [
        one.id for one in hers.buttons
    ][:10]


@each_language
def test_the_screen_turned_to_her_asks_her_in_her_language_with_numbers(language: str) -> None:
    below = visit("en").tap("find", "me", "IT", "skip")
    hers = visit(language).tap("find", "me", "IT", "skip").card
    turned = beside_her("en", language).tap("IT", "skip", "towards_her")
    text = turned.card.text.translate(ISOLATES)
    assert text.startswith("To show her\n")
    assert hers.text.translate(ISOLATES) in text
    for number, id_ in enumerate((one for one in below.ids if one in ORDINARY), start=1):
        button, label = turned.card.button(id_), hers.button(id_)
        assert button is not None
        assert label is not None
        assert button.label == str(number)
        assert f"{number}. {label.label}" in text
    assert turned.tap("housing").card.step == "results"


ORDINARY = frozenset(
    {"language_classes", "housing", "health", "maternity", "papers", "children", "in_confidence"}
) | {"meeting_people", "money_food", "legal_advice"}


@each_language
def test_s3_she_can_point_at_not_saying_on_every_question_that_is_turned_to_her(
    language: str,
) -> None:
    hers = visit(language).tap("find", "me").card.button("skip")
    assert hers is not None
    for asked in (beside_her("en", language), beside_her("en", language).tap("IT", "skip")):
        turned = asked.tap("towards_her")
        last = turned.card.button("skip")
        assert last is not None
        assert f"{last.label}. {hers.label}" in turned.card.text.translate(ISOLATES)
        assert turned.tap("skip").card == asked.tap("skip").card


def test_the_listing_can_be_turned_to_her_too() -> None:
    below, turned = listing(), listing().tap("towards_her")
    assert turned.card.services == below.card.services
    assert "numero nazionale" in turned.card.text
    assert turned.tap("back").card == below.card


@each_language
def test_the_card_of_a_service_can_be_turned_to_her_in_her_language(language: str) -> None:
    hers = visit(language).tap("in_confidence", "me", "IT", "skip", "unwanted")
    below = listing("en", language).tap("1")
    turned = below.tap("towards_her")
    assert turned.card.services == below.card.services
    (id_,) = below.card.services
    number = next(
        one for one in hers.ids if one.isdigit() and hers.tap(one).card.services == (id_,)
    )
    told = hers.tap(number).card.text.translate(ISOLATES).split("\n", 1)[1]
    assert told in turned.card.text.translate(ISOLATES)
    assert turned.card.text.startswith("To show her\n")
    assert turned.tap("back").card == below.card
    assert "keep" in turned.ids


@pytest.mark.parametrize("language", ["en", "sq", "ar", "de"])
@pytest.mark.parametrize("typed", ["Tigrinya", "ትግርኛ", "tigrinja"])
def test_a_helper_who_types_her_language_answers_and_reads_on_in_her_own(
    language: str, typed: str
) -> None:
    asked = visit(language).tap("someone_else", "beside_her")
    for moment in (asked, asked.tap("more")):
        answered = moment.type(typed)
        assert answered.card == asked.tap("ti").card
        assert answered.card.language == language


def test_a_name_of_more_than_one_language_leaves_the_question_and_the_helper_s_language() -> None:
    asked = visit("sq").tap("someone_else", "beside_her")
    again = asked.type("Kurdish")
    assert (again.card.step, again.card.language) == (asked.card.step, "sq")
    assert asked.type("kurmanji").card == asked.tap("more", "kmr").card
    assert asked.type("gjuha").card.step == "languages", "the bot's own can still be changed"


def test_a_language_that_is_typed_where_it_is_asked_for_is_handed_on(tmp_path: Path) -> None:
    asked = visit("sq").tap("someone_else", "hand_on", "hand_on_language")
    assert asked.type("Tigrinya").card == asked.tap("ti").card
    without = replace(world(), catalogues=lacking_lessons(tmp_path, "am"))
    asked = visit("am", over=without).tap("someone_else", "lessons", "fallback")
    assert asked.type("Tigrinya").card == asked.tap("ti").card


@pytest.mark.whole
def test_a_language_that_the_bot_does_not_speak_has_no_screen_to_turn() -> None:
    moment = visit("en").tap("someone_else", "beside_her")
    spoken = moment.type("Sylheti")
    assert spoken.card.step == "country"
    assert "towards_her" not in spoken.ids


def test_urgent_numbers_are_never_turned_away_from_the_one_who_holds_the_phone() -> None:
    assert "towards_her" not in beside_her().tap("urgent").ids
    assert "towards_her" not in listing().tap("urgent").ids


@each_language
def test_the_card_for_the_desk_is_short_and_its_first_line_tells_nothing(language: str) -> None:
    telling = read_telling_words(ROOT / "locales", language)
    for country in countries():
        card = listing(language, "so", country).tap("reception").card
        assert telling_word_in(card.text.split("\n")[0], telling) is None
        assert len(card.text) <= LONGEST
        assert len([line for line in card.text.split("\n") if line]) <= MOST_LINES
        assert card.button("keep")


def test_the_card_for_the_desk_says_it_in_the_country_s_language_and_then_in_hers() -> None:
    text = listing().tap("reception").card.text.translate(ISOLATES)
    words = world().catalogues.words("ti")
    hers = words.pgettext(contexts.WORDS_TO_SAY, "She would like to talk alone.")
    assert text.index("La signora parla tigrino.") < text.index("Vorrebbe parlare da sola.")
    assert text.index("Vorrebbe parlare da sola.") < text.index(hers)
    assert "She would like" not in text


def test_in_malta_the_desk_is_shown_both_languages() -> None:
    text = listing("en", "sq", "MT").tap("reception").card.text
    assert text.index("Titkellem b’din il-lingwa") < text.index("She speaks Albanian.")


def test_no_interpreter_is_asked_for_where_her_language_is_the_country_s() -> None:
    text = listing("en", "it", "IT").tap("reception").card.text
    assert "interprete" not in text
    assert "Vorrebbe parlare con una donna." in text


def test_s26_the_card_for_the_desk_tells_her_language_and_no_other_answer() -> None:
    plain = beside_her().tap("IT", "skip", "housing")
    asked = listing().tap("narrow", "papers", "undocumented").tap("narrow", "age", "child")
    asked = asked.tap("narrow", "more", "groups", "lgbt")
    said = []
    for moment in (plain, asked):
        assert moment.session is not None
        said.append(sentences(scene_of(moment.session, world(), directory(), NOW)))
        assert set(said[-1]) <= set(SENTENCES)
    assert said[0] == said[1]


def test_for_somebody_who_is_no_woman_the_card_speaks_of_nobody() -> None:
    for who in ("man", "other"):
        assert "reception" not in listing().tap("narrow", "more", "who", who).ids


def test_one_tap_clears_from_every_card_that_holds_anything_of_her() -> None:
    first = visit("en").tap("someone_else", "beside_her")
    assert ANEW not in first.ids
    cards = [beside_her(), beside_her().tap("towards_her"), listing(), listing().tap("reception")]
    cards += [listing().tap("1"), listing().tap("plan_b"), listing().tap("urgent")]
    for moment in cards:
        after = moment.tap(ANEW)
        assert after.card == first.card
        assert after.session is not None
        assert {question for question, _ in after.session.answers.entries} <= set(OF_THE_HELPER)
        assert first.session is not None
        assert after.session == replace(first.session, deadline=after.session.deadline)


def test_a_turn_that_clears_says_so_and_no_other_does() -> None:
    from bot.messages import Choice

    moment = listing()
    cleared = take_turn(moment.session, Choice(ANEW), world(), directory(), NOW)
    assert cleared.anew
    assert not take_turn(moment.session, Choice("back"), world(), directory(), NOW).anew
    assert not take_turn(None, Start("en"), world(), directory(), NOW).anew


def test_nobody_else_is_offered_to_clear_for_the_next() -> None:
    assert ANEW not in visit("en").tap("find", "me", "GB", "skip", "housing").ids


@pytest.mark.parametrize("country", countries())
def test_at_work_the_lines_stand_after_two_questions_and_none_is_hers(country: str) -> None:
    moment = visit("en").tap("someone_else", "in_my_work", country, "skip")
    assert moment.card.step == "results"
    assert moment.card.services
    wide = {"domestic_abuse", "sexual_violence", "trafficking_exploitation", "forced_marriage"}
    found = [directory().by_id[one] for one in moment.card.services]
    assert any(wide & set(one.needs) for one in found)
    assert {"reception", "note", ANEW, "plan_b"} <= set(moment.ids)


@pytest.mark.parametrize("country", countries())
def test_at_work_the_country_s_notes_are_one_tap_away_on_every_subject(country: str) -> None:
    sheet = visit("en").tap("someone_else", "in_my_work", country, "skip", "note")
    texts = [sheet.card.text]
    while "more" in sheet.ids:
        sheet = sheet.tap("more")
        texts.append(sheet.card.text)
    said = "\n".join(texts)
    for subject in ("Police and papers", "without papers", "Interpreters", "Children"):
        assert subject in said, subject


@each_language
def test_s60_no_group_is_said_to_be_missing_for_a_language_that_nobody_named(
    language: str,
) -> None:
    """In London there is a group for Albanian: it is not for the bot to say that there is none."""
    words = world().catalogues.words(language)
    nobody = words.pgettext(
        "listing", "We know of no community group for this language here that anyone has checked."
    )
    moment = visit(language).tap("someone_else", "in_my_work", "GB", "London", "skip")
    skipped = visit(language).tap("someone_else", "beside_her", "skip", "GB", "London", "skip")
    skipped = skipped.tap("in_confidence", "skip")
    for unnamed in (moment, skipped):
        assert unnamed.card.step == "results"
        assert nobody not in unnamed.card.text
    named = moment.tap("her_language").type("Tigrinya")
    assert nobody in named.card.text
    named = moment.tap("her_language").type("Albanian")
    assert "Shpresa Programme" in named.card.text


def test_at_work_her_language_can_be_named_for_the_card_at_the_desk() -> None:
    moment = visit("en").tap("someone_else", "in_my_work", "IT", "skip")
    assert "La signora parla" not in moment.tap("reception").card.text
    named = moment.tap("her_language").type("Tigrinya")
    assert "La signora parla tigrino." in named.tap("reception").card.text
    assert "her_language" not in listing().ids
