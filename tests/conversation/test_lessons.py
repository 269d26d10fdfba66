"""
Lessons for those who support her: what each tells, how it ends, and that nothing of it is kept.

Walked in every language: there are few cards, and a lesson that cannot be left would be a trap.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checks.lessons import MOST_WORDS, said_in, words_in
from bot.checks.telling import read_telling_words, telling_word_in
from bot.dialogue.lesson import Lesson
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues
from bot.i18n.direction import FIRST_STRONG_ISOLATE, RIGHT_TO_LEFT
from bot.presentation.lesson_card import LESSON_LENGTH
from bot.world import World
from tests.conversation.visit import ROOT, Visit, visit, world
from tests.lacking import lacking_lessons
from tests.languages import marked, offered

LESSONS = world().lessons()
EVERY = tuple(LESSONS)
SAFETY = tuple(id_ for id_, lesson in LESSONS.items() if lesson.everywhere)
IN_ALL = pytest.mark.parametrize("language", offered())
EACH = pytest.mark.parametrize("id_", EVERY)
OTHERS = tuple(id_ for id_ in EVERY if id_ not in SAFETY)
"""Those that a language may lack."""


def listed(language: str = "en", over: World | None = None) -> Visit:
    return visit(language, over=over).tap("someone_else", "lessons")


def opened(id_: str, language: str = "en", over: World | None = None) -> Visit:
    moment = listed(language, over)
    while id_ not in moment.ids:
        moment = moment.tap("more")
    return moment.tap(id_)


def onward(moment: Visit) -> str | None:
    """Return the button that leads on: an answer where there is one; None on the last card."""
    return next((one for one in ("answer1", "more") if one in moment.ids), None)


def cards_of(id_: str, language: str = "en", over: World | None = None) -> Iterator[Visit]:
    moment = opened(id_, language, over)
    yield moment
    while (button := onward(moment)) is not None:
        moment = moment.tap(button)
        yield moment


def everything_said() -> str:
    return " ".join(text for lesson in LESSONS.values() for text in said_in(lesson)).casefold()


def test_there_are_eleven_lessons_and_every_one_is_on_the_list() -> None:
    found = [id_ for id_ in listed().ids if id_ in EVERY]
    found += [id_ for id_ in listed().tap("more").ids if id_ in EVERY]
    assert found == list(EVERY)
    assert len(EVERY) == 11


@EACH
def test_a_lesson_is_read_in_under_two_minutes(id_: str) -> None:
    assert 80 < words_in(LESSONS[id_]) <= MOST_WORDS


@EACH
def test_a_lesson_ends_with_three_questions_and_a_line_to_remember(id_: str) -> None:
    moments = list(cards_of(id_))
    asked = [moment for moment in moments if "answer1" in moment.ids]
    assert len(asked) == 3
    assert all({"answer1", "answer2"} <= set(moment.ids) for moment in asked)
    assert LESSONS[id_].line in moments[-1].card.text
    assert "lessons" in moments[-1].ids, "and leads back to the list"


@EACH
def test_both_answers_get_the_same_kind_reply_and_leave_nothing_behind(id_: str) -> None:
    for moment in cards_of(id_):
        if "answer1" in moment.ids:
            one, other = moment.tap("answer1"), moment.tap("answer2")
            assert one.card == other.card
            assert one.session == other.session, "nobody can tell which was tapped"


@IN_ALL
def test_s4_every_card_of_a_lesson_leads_on_and_back_and_out(language: str) -> None:
    seen = 0
    for id_ in EVERY:
        for moment in cards_of(id_, language):
            assert {"back", "urgent", "leave"} <= set(moment.ids)
            seen += 1
    assert seen == sum(lesson.length for lesson in LESSONS.values())


@EACH
def test_back_goes_card_by_card_to_the_list_and_to_the_menu(id_: str) -> None:
    *before, last = cards_of(id_)
    moment = last
    for earlier in reversed(before):
        moment = moment.tap("back")
        assert moment.card.text == earlier.card.text
    assert moment.tap("back").card.step == "lessons"
    menu = listed().tap("back").card
    assert menu.button("lessons"), "the list goes back to the supporters' menu"


@IN_ALL
def test_s25_the_first_line_of_every_card_of_a_lesson_is_ordinary(language: str) -> None:
    telling = read_telling_words(ROOT / "locales", language)
    seen = 0
    for moment in (listed(language), *(one for id_ in EVERY for one in cards_of(id_, language))):
        first = moment.card.text.partition("\n")[0]
        assert telling_word_in(first, telling) is None, first
        seen += 1
    assert seen > 60


@IN_ALL
def test_no_card_of_a_lesson_is_too_long_in_any_language(language: str) -> None:
    longest = max(len(one.card.text) for id_ in EVERY for one in cards_of(id_, language))
    assert 200 < longest <= LESSON_LENGTH


def lacking(folder: Path, *languages: str) -> World:
    return replace(world(), catalogues=lacking_lessons(folder, *languages))


@IN_ALL
def test_s80_every_lesson_stands_in_every_language(language: str) -> None:
    assert SAFETY == ("promises", "children", "phone")
    assert len(OTHERS) == 8
    for id_ in EVERY:
        for moment in cards_of(id_, language):
            assert "fallback" not in moment.ids, "not a word of it is in another language"


@pytest.mark.parametrize("language", marked(offered()[1:], few=("am", "ur", "pl")))
def test_s80_a_lesson_that_is_not_in_her_language_says_so_on_every_card(
    tmp_path: Path, language: str
) -> None:
    without = lacking(tmp_path, language)
    english = without.catalogues.words(language).language_name("en")
    for id_ in EVERY:
        for moment in cards_of(id_, language, without):
            assert ("fallback" in moment.ids) is (id_ in OTHERS)
            assert (english in moment.card.text.splitlines()[-1]) is (id_ in OTHERS)


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT & set(offered())))
def test_s82_a_lesson_in_another_language_keeps_its_own_direction_on_her_card(
    tmp_path: Path, language: str
) -> None:
    without = lacking(tmp_path, language)
    english_name = without.catalogues.words(language).language_name("en")
    for moment in cards_of("listening", language, without):
        *told, said = [line for line in moment.card.text.split("\n") if line]
        english = [line for line in told if re.search("[a-z]{3}", line)]
        assert english
        assert all(line.startswith(FIRST_STRONG_ISOLATE) for line in english)
        assert english_name in said


def test_s80_a_lesson_falls_back_to_the_language_that_she_chose(tmp_path: Path) -> None:
    moment = opened("listening", "am", lacking(tmp_path, "am")).tap("fallback")
    while "ti" not in moment.ids:
        moment = moment.tap("more")
    chosen = moment.tap("ti")
    in_tigrinya = opened("listening", "ti").card.text
    assert in_tigrinya.splitlines()[0] != moment.card.text.splitlines()[0]
    assert chosen.card.text.splitlines()[0] == in_tigrinya.splitlines()[0]


def test_s80_without_a_file_of_lessons_each_is_said_to_stand_in_english(tmp_path: Path) -> None:
    for name in ("languages.yaml", "messages.pot", "sq/LC_MESSAGES/messages.po"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "locales" / name, tmp_path / name)
    catalogues = Catalogues(tmp_path)
    assert "sq" in catalogues.offered
    for one in LESSONS.values():
        title = (contexts.lesson(one.id, "title"), one.title)
        behind = catalogues.lesson_words("sq", "en", title).behind
        assert behind is not None
        assert behind.language == "en"


def test_s80_a_fallback_that_has_no_lessons_is_not_said_to_be_there(tmp_path: Path) -> None:
    moment = opened("listening", "am", lacking(tmp_path, "am", "so")).tap("fallback")
    while "so" not in moment.ids:
        moment = moment.tap("more")
    words = world().catalogues.words("am")
    last = moment.tap("so").card.text.splitlines()[-1]
    assert words.language_name("en") in last
    assert words.language_name("so") not in last


def test_urgent_numbers_lie_over_a_lesson_and_back_leads_to_it() -> None:
    moment = opened("phone")
    assert moment.tap("urgent", "back").card.text == moment.card.text


def test_leaving_from_a_lesson_leaves_nothing() -> None:
    for moment in cards_of("children"):
        gone = moment.tap("leave")
        assert gone.session is None
        assert gone.card.text == ""


def test_nothing_of_a_lesson_is_among_her_answers() -> None:
    before = listed().session
    assert before is not None
    for id_ in EVERY:
        for moment in cards_of(id_):
            assert moment.session is not None
            assert moment.session.answers == before.answers


def test_papers_and_police_shows_what_is_known_in_each_country_with_its_source() -> None:
    moment = opened("papers").tap("more")
    countries = [id_ for id_ in moment.ids if id_.startswith("note:")]
    assert countries == ["note:GB", "note:MT", "note:ES", "note:DE", "note:IT", "note:FR"]
    for id_ in countries:
        note = moment.tap(id_)
        assert "We read it on" in note.card.text or "We looked for it on" in note.card.text
        assert "not advice" in note.card.text
        assert note.tap("back").card.text == moment.card.text


def test_every_subject_of_a_lesson_has_notes_somewhere() -> None:
    with_notes = [one for one in LESSONS.values() if one.notes]
    assert len(with_notes) > 2
    for lesson in with_notes:
        moment = next(one for one in cards_of(lesson.id) if any("note:" in id_ for id_ in one.ids))
        assert moment.card.step == f"lesson_{lesson.id}"


@pytest.mark.whole
def test_typed_words_choose_a_lesson_and_danger_is_heard_there() -> None:
    assert listed().type("The phone and its traces").card.step == "lesson_phone"
    assert opened("phone").type("he is going to kill me").card.step == "urgent"


def test_a_lesson_that_is_gone_opens_the_list() -> None:
    moment = opened("phone")
    session = moment.session
    assert session is not None
    top = replace(session.view[-1], name="no_more")
    gone = replace(moment, session=replace(session, view=(*session.view[:-1], top)))
    assert gone.type("xyz").card.step == "lessons"


SAYS = {
    "listen": "listen",
    "do not investigate": "do not investigate",
    "do not promise": "what not to promise",
    "do not translate statements": "do not interpret a statement yourself",
    "keep no notes": "keep no notes",
    "ask before connecting anyone": "ask her before you bring in anyone else",
    "you may stop": "you may stop",
    "who supports you": "who supports you?",
}


@pytest.mark.parametrize("what", SAYS)
def test_s91_the_lessons_say(what: str) -> None:
    assert SAYS[what] in everything_said()


def test_s6_no_lesson_promises_anything_in_our_name() -> None:
    for wrong in ("we will", "this bot will", "is safe", "guarantee"):
        assert wrong not in everything_said()


def test_s1_no_question_of_a_lesson_asks_what_happened_to_her() -> None:
    asked = [question.ask for lesson in LESSONS.values() for question in lesson.questions]
    assert len(asked) == 33
    # Each is about what the supporter does: it stands in the present, and names nobody.
    assert not [ask for ask in asked if "happened to" in ask.casefold()]


def lesson(**changed: object) -> Lesson:
    return replace(LESSONS["phone"], **changed)  # type: ignore[arg-type]  # a planted fault


def test_a_lesson_knows_where_its_questions_stand() -> None:
    one = lesson()
    assert one.length == len(one.cards) + 4
    assert [one.question_on(number) for number in range(1, 8)] == [None, None, 0, 1, 2, None, None]
    assert [one.reply_on(number) for number in range(1, 7)] == [None, None, None, 0, 1, 2]
