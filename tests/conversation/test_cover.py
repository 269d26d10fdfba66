"""S25: somebody who reads along on an ordinary path learns nothing."""

from collections.abc import Iterator
from pathlib import Path

from bot.checks.telling import read_telling_words, telling_word_in
from bot.dialogue.flow import Question
from bot.signposting.places import Area
from tests.conversation.visit import ROOT, Visit, directory, visit, world
from tests.languages import each_language, offered

LOCALES = ROOT / "locales"
ORDINARY = (
    "language_classes", "meeting_people", "housing", "health", "maternity", "money_food", "papers",
    "legal_advice", "children", "skip",
)  # fmt: skip


def what_about() -> Question:
    step = world().dialogue.flows["what_about"].by_id["what_about"]
    assert isinstance(step, Question)
    return step


def test_every_option_of_what_about_sets_at_least_one_need() -> None:
    questions = [one for one in world().dialogue.questions if one.id.endswith("about")]
    assert len(questions) == 2
    for question in questions:
        for option in question.options:
            assert dict(option.sets).get("needs"), f"{question.id}: {option.id} sets no need"


def test_the_ordinary_choices_are_those_of_the_first_sheet() -> None:
    ids = [option.id for option in what_about().options]
    assert ids == [*ORDINARY[:-1], "in_confidence"]


def telling_names() -> set[str]:
    names = {one.name for one in directory().services if one.telling}
    names |= {str(one.name_en) for one in directory().services if one.telling and one.name_en}
    ordinary = {one.name for one in directory().services if not one.telling}
    assert len(names) > 100
    return {name for name in names - ordinary if len(name) > 8}


def places() -> Iterator[Area]:
    for country in directory().areas.countries:
        yield country
        yield from directory().areas.choices(country.country)


def listings(start: Visit) -> Iterator[Visit]:
    """Yield every listing that an ordinary choice leads to, in every part of every country."""
    for area in places():
        before = start.tap("find", "me", area.country)
        if area.kind == "country":
            before = before.tap("skip")
        else:
            while area.id not in before.ids:
                before = before.tap("more")
            before = before.tap(area.id)
            if "place" in before.card.step:
                before = before.tap("skip")
        for option in ORDINARY:
            yield before.tap(option)


def cards_below(listing: Visit) -> Iterator[Visit]:
    """Yield every sheet of a listing, every service on it, and plan B."""
    sheet = listing
    while True:
        yield sheet
        yield from (sheet.tap(id_) for id_ in sheet.ids if id_.isdigit())
        if "more" not in sheet.ids:
            break
        sheet = sheet.tap("more")
    yield listing.tap("plan_b")


def test_s25_no_ordinary_path_meets_a_telling_name_before_in_confidence() -> None:
    hidden, telling = telling_names(), {one.id for one in directory().services if one.telling}
    looked = 0
    for listing in listings(visit("en")):
        assert "in_confidence" in listing.ids
        for moment in cards_below(listing):
            looked += 1
            assert not telling & set(moment.card.services)
            found = [name for name in hidden if name in moment.card.text]
            assert found == []
    print(f"\nordinary cards looked at: {looked}")
    assert looked > 1000


@each_language
def test_s25_no_first_line_and_no_button_on_the_cover_tells(language: str) -> None:
    words = read_telling_words(LOCALES, language)
    looked = 0
    ordinary = visit(language).tap("find", "me", "GB", "skip")
    first = [visit(None), visit(language), visit(language).tap("find"), ordinary]
    first += [ordinary.tap(option) for option in ORDINARY]
    for moment in (*first, *(below for one in first[4:] for below in cards_below(one))):
        looked += 1
        assert telling_word_in(moment.card.text.split("\n")[0], words) is None
        for button in moment.card.buttons:
            assert telling_word_in(button.label, words) is None, button
    assert looked > 50


@each_language
def test_s25_no_first_line_tells_in_confidence_either(language: str) -> None:
    """A notification shows a first line: it must not tell wherever she is."""
    words = read_telling_words(LOCALES, language)
    listing = visit(language).tap("in_confidence", "me", "GB", "skip", "not_safe_at_home")
    cards = [*cards_below(listing), listing.tap("urgent"), listing.tap("limits")]
    assert len(cards) > 8
    for moment in cards:
        assert telling_word_in(moment.card.text.split("\n")[0], words) is None, moment.card.text


def test_s25_buttons_of_services_are_numbers() -> None:
    listing = visit("en").tap("in_confidence", "me", "GB", "skip", "skip")
    assert listing.card.services
    names = {directory().by_id[one].name for one in listing.card.services}
    assert not names & {button.label for button in listing.card.buttons}
    assert [one for one in listing.ids if one.isdigit()] == ["1", "2", "3", "4", "5"]


def test_the_lists_of_telling_words_are_not_empty() -> None:
    assert Path(LOCALES, "en", "telling.yaml").is_file()
    for language in offered():
        words = read_telling_words(LOCALES, language)
        assert len(words.words) >= 10, language
    for language, telling in {"en": "violence", "sq": "dhunë", "ar": "العنف"}.items():
        assert telling_word_in(telling, read_telling_words(LOCALES, language))
