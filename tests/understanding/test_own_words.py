"""Answers in her own words, and what is done where they do not help."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import CatalogueError
from bot.presentation.labels import every_option
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import UNKNOWN, Meaning, understand
from bot.understanding.own_words import FILE, read_own_words
from bot.understanding.places import PlaceIndex
from bot.understanding.skeleton import plain
from tests.conversation.visit import world

WORDS = """\
what_about:
  housing: [flat*, room to rent, "somewhere/anywhere to live", =house]
  children: [kindergarten, school * son/daughter, children]
  health: [doctor*]
who:
  man: [a man]
"""
CARD = {"housing": "Somewhere", "children": "Family", "health": "Health"}


@pytest.fixture
def english(tmp_path: Path, lexicons: Sequence[Lexicon]) -> Lexicon:
    (tmp_path / FILE).write_text(WORDS, encoding="utf-8")
    return replace(next(one for one in lexicons if one.language == "en"), folder=tmp_path)


def meant(
    text: str, lexicon: Lexicon, places: PlaceIndex, card: Mapping[str, str] = CARD
) -> Meaning:
    return understand(text, [lexicon], card, places, language="en", asked=["what_about"])


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("I am looking for a flat.", "housing"),
        ("FLATS", "housing"),
        ("is there anywhere to live", "housing"),
        ("a school for my son", "children"),
        ("a doctor for my children", "health"),
        ("children, and a doctor", "children"),
        ("kindergarden", "children"),
        ("house", "housing"),
        ("please, I need house", "housing"),
    ],
)
def test_a_wish_in_her_own_words_is_an_answer(
    text: str, option: str, english: Lexicon, places: PlaceIndex
) -> None:
    assert meant(text, english, places) == Meaning("option", option)


@pytest.mark.parametrize(
    ("language", "text", "option"),
    [
        ("it", "posso", None),  # "I can", one letter from "posto"
        ("ro", "bine", None),  # "well"
        ("pt", "presa", None),  # "caught", one letter from "pressa" and others
        ("fr", "prise", None),
        ("it", "corso", "language_classes"),  # a course, as the courses on the button
        ("it", "bambino", "children"),
        ("it", "dotore", "health"),  # a slip that is no word
    ],
)
def test_a_word_of_her_language_is_no_slip_of_another(
    language: str, text: str, option: str | None, lexicons: Sequence[Lexicon], places: PlaceIndex
) -> None:
    question = next(one for one in world().dialogue.questions if one.slot == "what_about")
    labels = every_option(world().dialogue, world().catalogues.words(language))
    card = {one.id: labels[one.id] for one in question.options}
    found = understand(text, lexicons, card, places, language=language, asked=["what_about"])
    assert found == (Meaning("option", option) if option else UNKNOWN)


def test_what_she_says_first_counts_and_of_two_there_the_longer(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("q:\n  a: [room]\n  b: [room to rent]\n", encoding="utf-8")
    question = read_own_words(tmp_path / FILE)["q"]
    assert question.named(plain("a room to rent"), {"a", "b"}) == "b"
    assert question.named(plain("a room to rent"), {"a"}) == "a"
    assert question.named(plain("a house"), {"a", "b"}) is None


def test_a_word_that_must_be_all_she_says_is_nothing_within_a_sentence(
    english: Lexicon, places: PlaceIndex
) -> None:
    assert meant("my aunt paints her house", english, places).kind == "unknown"


def test_an_answer_that_the_card_does_not_offer_is_none(
    english: Lexicon, places: PlaceIndex
) -> None:
    assert meant("a flat", english, places, {"health": "Health"}).kind == "unknown"


def test_words_are_an_answer_to_their_own_question_alone(
    english: Lexicon, places: PlaceIndex
) -> None:
    options = {"man": "Neither", **CARD}
    assert understand("it is for a man", [english], options, places, language="en").kind != "option"
    found = understand("it is for a man", [english], options, places, language="en", asked=["who"])
    assert found == Meaning("option", "man")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he hits me in our flat", "distress"),
        ("close", "leave"),
        ("delete this now. thank you so much", "leave"),
        ("my doctor comes in\nhide this", "leave"),
    ],
)
def test_danger_and_leaving_go_before_a_wish(
    text: str, kind: str, english: Lexicon, places: PlaceIndex
) -> None:
    assert meant(text, english, places).kind == kind


def test_a_wish_in_english_is_understood_on_a_card_of_any_language(
    english: Lexicon, places: PlaceIndex
) -> None:
    def asked(text: str) -> Meaning:
        return understand(text, [english], CARD, places, language="sq", asked=["what_about"])

    assert asked("kindergarten") == Meaning("option", "children")
    assert asked("a flat").kind == "unknown", "four letters may be an everyday word of hers"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("- flat", r"answers\.yaml:1: a list is needed for each answer of a question\. Mend it"),
        ("q: [flat]", r":1: a list is needed for each answer\. Mend it"),
        ("q:\n  a: flat", r":2: a list of phrases is needed\. Write \[\] for none"),
        ("q:\n  a: [16]", r":2: 16 is no phrase: quote it, with letters in it"),
        ('q:\n  a: ["…"]', r"is no phrase"),
        ("q:\n  a: [flat]\n  b: [flat]", r":3: 'flat' stands under a too\. Keep it under one"),
        ("q: [", r"answers\.yaml"),
    ],
)
def test_a_broken_file_says_what_to_do_and_leaves_her_the_buttons(
    broken: str, said: str, tmp_path: Path, english: Lexicon, places: PlaceIndex
) -> None:
    (tmp_path / FILE).write_text(broken, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        read_own_words(tmp_path / FILE)
    assert meant("a flat", english, places).kind == "unknown"
    assert meant("health", english, places) == Meaning("option", "health")


def test_what_is_asked_for_in_her_words_is_no_command_and_no_danger_of_another_language(
    english: Lexicon, lexicons: Sequence[Lexicon], places: PlaceIndex
) -> None:
    other = next(one for one in lexicons if one.language == "sq")
    for taken in (
        replace(other, commands={**other.commands, "leave": ("doctor",)}, ready=None),
        replace(other, distress=("doctor",), ready=None),
    ):
        both = [taken, english]
        unasked = understand("doctor", both, CARD, places, language="en")
        assert unasked.kind in {"leave", "distress"}
        found = understand("doctor", both, CARD, places, language="en", asked=["what_about"])
        assert found == Meaning("option", "health")


def test_without_a_file_there_are_no_words(tmp_path: Path) -> None:
    assert read_own_words(tmp_path / FILE) == {}
