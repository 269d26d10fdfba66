"""Who taps nothing and types all of it in her language gets to a number, and away again."""

from functools import cache

from bot.answers import WISH
from bot.understanding.lexicon import Lexicon, read_lexicons
from tests.conversation.visit import ROOT, Visit, visit, world
from tests.languages import each_language


@cache
def lexicon(language: str) -> Lexicon:
    named = world().catalogues.languages[language]
    return read_lexicons(ROOT / "locales", [named])[0]


def plainly(language: str, option: str) -> str:
    """Return the first phrase for something to look for that is written without choices."""
    question = lexicon(language).own_words[WISH]
    said = zip(question.phrases, question.options, strict=True)
    phrases = [one.rstrip("*") for one, of in said if of == option and not set("/") & set(one)]
    return next(one for one in phrases if "*" not in one)


def labelled(moment: Visit, id_: str) -> str:
    button = moment.card.button(id_)
    assert button is not None, f"{id_!r} is not on the card {moment.card}"
    return button.label


def say(moment: Visit, *ids: str) -> Visit:
    """Type the labels of these buttons, one after the other."""
    for id_ in ids:
        moment = moment.type(labelled(moment, id_))
    return moment


@each_language
def test_who_types_every_answer_in_her_language_gets_to_a_number_and_away(language: str) -> None:
    begun = visit(None).type(world().catalogues.languages[language].name)
    asked = say(begun, "find", "me", "GB", "London")
    while asked.card.step != "what_about":
        asked = say(asked, "skip")
    found = asked.type(plainly(language, "health"))
    assert (found.card.step, found.card.language) == ("results", language)
    service = found.type("1")
    assert service.card.step == "service"
    assert any(sign.isdigit() for sign in service.card.text)
    again = say(service, "back")
    assert again.card.step == "results"
    assert service.type(lexicon(language).commands["leave"][0]).session is None


@each_language
def test_the_first_thing_she_types_may_be_what_she_looks_for(language: str) -> None:
    moment = visit(language).type(plainly(language, "housing"))
    assert moment.card.text.startswith("✓ ")
    assert say(moment, "find", "me", "GB", "skip").card.step == "results"


@each_language
def test_what_is_typed_for_a_wish_is_no_danger_in_its_own_language(language: str) -> None:
    question = lexicon(language).own_words[WISH]
    assert len(question.phrases) > 100
    assert set(question.options) == {
        "language_classes", "meeting_people", "housing", "health", "maternity", "money_food",
        "papers", "legal_advice", "children", "in_confidence",
    }  # fmt: skip
