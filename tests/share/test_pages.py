"""What is printed for supporters and groups: every letter is there, and a page is one page."""

import re
from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.app.printing import leaf_in, offered_among, pair_of
from bot.dialogue.handout import read_handouts
from bot.dialogue.lesson import Lesson
from bot.errors import ContentError, FlowError, SettingError
from bot.i18n import contexts
from bot.i18n.catalog import Catalogues
from bot.presentation.lesson_card import lessons_name, remember
from bot.settings import Settings, read_settings
from bot.share.agreement import known_of
from bot.share.booklet import Chapter, booklet, said_in_another
from bot.share.faces import UNSEEN, Faces
from bot.share.handouts import Leaf, as_pdf, as_text
from bot.share.pages import Pages, Sheet
from tests.conversation.visit import ROOT, directory, world
from tests.lacking import lacking_lessons
from tests.languages import each_language, offered

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

FACES = Faces()
TODAY = date(2026, 11, 30)
FEW = 150
"""Letters of a page on which hardly anything stands."""

HANDOUTS = ("checklist", "agreement")


@cache
def settings() -> Settings:
    return read_settings({"FINGERPOST_CONTENT_DIR": str(ROOT)})


def chapters(language: str, catalogues: Catalogues | None = None) -> list[Chapter]:
    texts = catalogues or world().catalogues

    def words_of(lesson: Lesson) -> Chapter:
        title = (contexts.lesson(lesson.id, "title"), lesson.title)
        return Chapter(lesson, texts.lesson_words(language, "en", title))

    return [words_of(one) for one in world().lessons().values()]


@cache
def printed(language: str) -> PdfReader:
    made = booklet(world().catalogues.words(language), chapters(language), FACES)
    return PdfReader(BytesIO(made))


def taken_out(reader: PdfReader, first: int = 0) -> Counter[str]:
    """Return how often each letter can be taken out of a file, from a page (counted from 0) on."""
    text = "".join(page.extract_text() for page in reader.pages[first:])
    return letters_in(text)


def letters_in(text: str) -> Counter[str]:
    return Counter(one for one in text if not one.isspace() and one not in UNSEEN)


def told(language: str) -> str:
    """Return every text of the booklet's lessons as it is in the catalogues."""
    found = []
    for one in chapters(language):
        lesson = one.lesson
        found += [one.text(lesson.title, "title"), one.text(lesson.line, "line")]
        found += [one.text(card, "card", at) for at, card in enumerate(lesson.cards)]
        for at, question in enumerate(lesson.questions):
            found += [one.text(question.ask, "ask", at), one.text(question.reply, "reply", at)]
            found += [
                one.text(answer, "answer", at, nth) for nth, answer in enumerate(question.answers)
            ]
    return "".join(found)


@each_language
def test_every_letter_of_the_lessons_can_be_taken_out_of_the_booklet(language: str) -> None:
    wanted = letters_in(told(language))
    assert sum(wanted.values()) > 5000
    assert wanted - taken_out(printed(language)) == Counter()


@each_language
def test_every_lesson_begins_a_page_and_pages_have_numbers(language: str) -> None:
    pages = printed(language).pages
    assert len(pages) >= 12
    for number, page in enumerate(pages[1:], start=2):
        assert str(number) in page.extract_text()


@each_language
def test_s25_the_cover_of_the_booklet_tells_nothing(language: str) -> None:
    cover = printed(language).pages[0].extract_text()
    name = lessons_name(world().catalogues.words(language))
    assert letters_in(cover) == letters_in(name)


@each_language
def test_the_line_to_remember_stands_on_no_page_alone(language: str) -> None:
    wanted = letters_in(remember(world().catalogues.words(language)))
    texts = [page.extract_text() for page in printed(language).pages[1:]]
    closing = [one for one in texts if not wanted - letters_in(one)]
    assert len(closing) >= len(chapters(language))
    assert [one for one in closing if len(one) < FEW] == []


@each_language
def test_every_lesson_and_every_handout_is_printed_in_every_language(language: str) -> None:
    words = world().catalogues.words(language)
    assert {said_in_another(one, words) for one in chapters(language)} == {None}
    assert [leaf(id_, language).said for id_ in HANDOUTS] == [None, None]


@each_language
def test_s80_what_says_that_nobody_has_read_it_stands_on_no_page_alone(language: str) -> None:
    words, last = world().catalogues.words(language), printed(language).pages[-1].extract_text()
    said = words.pgettext("safety.welcome", "No native speaker has read this translation yet.")
    stands = not letters_in(said) - letters_in(last)
    assert stands or not words.is_draft
    assert len(last) >= FEW


def test_s80_a_lesson_in_another_language_says_so_in_the_booklet(tmp_path: Path) -> None:
    words = world().catalogues.words("am")
    said = [said_in_another(one, words) for one in chapters("am", lacking_lessons(tmp_path, "am"))]
    assert said.count(None) == 3, "the safety lessons"
    assert all("እንግሊዝ" in one for one in said if one is not None)


def test_whoever_makes_a_booklet_makes_the_same_bytes() -> None:
    words = world().catalogues.words("en")
    assert booklet(words, chapters("en"), FACES) == booklet(words, chapters("en"), FACES)


@each_language
@pytest.mark.parametrize("id_", HANDOUTS)
def test_a_handout_is_one_page_with_every_letter(id_: str, language: str) -> None:
    reader = PdfReader(BytesIO(as_pdf(leaf(id_, language), FACES)))
    assert len(reader.pages) == 1
    wanted = letters_in(as_text(leaf(id_, language)).replace("_", "").replace("•", ""))
    assert wanted - taken_out(reader) == Counter()


def leaf(id_: str, language: str) -> Leaf:
    found = leaf_in(settings(), world().catalogues, id_, language)  # type: ignore[arg-type]
    if id_ == "checklist":
        return found
    pair = pair_of(directory(), "shpresa-programme", "solace-womens-aid")
    known = known_of(pair, found.others, world().names(), TODAY)
    return Leaf(found.handout, found.words, found.others, known, found.instead_of)


@pytest.mark.parametrize("language", ["ur", "ps", "bn"])
def test_s82_a_page_in_another_language_says_so_from_the_side_where_hers_begins(
    tmp_path: Path, language: str
) -> None:
    found = leaf_in(settings(), lacking_lessons(tmp_path, language), "checklist", language)
    assert found.said is not None
    assert as_text(found).startswith(found.said)
    written: list[tuple[float, str]] = []
    page = PdfReader(BytesIO(as_pdf(found, FACES))).pages[0]
    page.extract_text(visitor_text=lambda text, _, at, *__: written.append((at[4], text)))
    left = min(at for at, text in written if set(text) & set(found.said) - set(" ."))
    width = float(page.mediabox.width)
    assert (left > width / 2) is (world().catalogues.words(language).direction == "rtl")


def test_the_agreement_stands_between_two_services_of_the_directory() -> None:
    text = as_text(leaf("agreement", "en"))
    for wanted in ("Shpresa Programme", "Solace Women's Aid", "Who calls whom", "What is shared",
                   "How often we meet", "nobody has phoned it"):  # fmt: skip
        assert wanted in text
    assert "No name of any woman stands on this page" in text


def test_s60_an_agreement_holds_confirmed_contacts_alone() -> None:
    for service in directory().services:
        known = known_of((service, service), world().catalogues.words("en"), {}, TODAY)
        hidden = [one.value for one in service.contacts if not one.confirmed]
        assert not [value for value in hidden if value in known[0].text]


def test_the_checklist_asks_what_a_group_has_to_know() -> None:
    text = as_text(leaf("checklist", "en")).casefold()
    for wanted in ("time", "two people", "a specialist", "what to tell a funder", "supervision",
                   "when to stop", "children"):  # fmt: skip
        assert wanted in text


def test_an_agreement_with_a_service_that_is_not_there_says_which_there_are() -> None:
    with pytest.raises(SettingError, match="is not in the directory"):
        pair_of(directory(), "nobody", "solace-womens-aid")
    with pytest.raises(SettingError, match="is not a community service"):
        pair_of(directory(), "solace-womens-aid", "solace-womens-aid")


def test_a_language_that_is_not_offered_is_refused() -> None:
    with pytest.raises(SettingError, match="is not offered"):
        offered_among(world().catalogues, ("xx",))
    assert offered_among(world().catalogues, ()) == offered()


def test_what_does_not_fit_on_one_page_is_refused() -> None:
    found = leaf("checklist", "en")
    long = Leaf(found.handout, found.words, found.others, known_of(
        pair_of(directory(), "shpresa-programme", "solace-womens-aid"), found.others, {}, TODAY
    ) * 20)  # fmt: skip
    with pytest.raises(ContentError, match="one page"):
        as_pdf(long, FACES)


def test_handouts_of_another_shape_are_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "handouts.yaml").write_text("handouts: {one: {title: One}}\n", encoding="utf-8")
    with pytest.raises(FlowError, match="check dialogues"):
        read_handouts(tmp_path)


def test_a_letter_that_no_face_has_is_an_error_and_not_a_gap() -> None:
    pages = Pages(Sheet(100, 100, 10, 4), "ltr", "x", FACES)
    pages.begin()
    with pytest.raises(ContentError, match="no letters to print"):
        pages.write("日")
    pages.close()


def test_text_that_does_not_fit_goes_on_to_the_next_page() -> None:
    pages = Pages(Sheet(100, 60, 10, 4), "ltr", "x", FACES, numbered_from=1)
    pages.begin()
    pages.write("word " * 100)
    assert pages.number > 1
    found = PdfReader(BytesIO(pages.as_bytes()))
    assert len(re.findall("word", "".join(page.extract_text() for page in found.pages))) == 100
