"""S23, S81: her language is near at hand, however many there are."""

from dataclasses import replace

from bot.i18n.scripts import script_of
from bot.messages import Button
from bot.presentation.language_list import LONGEST, hers_first, more_languages
from bot.presentation.question_card import PICK_LIST
from tests.conversation.visit import choosing, visit, world
from tests.languages import each_language, offered

LABEL = 40


def test_s81_the_language_is_asked_for_in_the_languages_on_the_sheet_and_no_other() -> None:
    moment, first = visit(None), offered()[:PICK_LIST]
    assert len(first) >= 3
    context = "safety.question.welcome.language"
    every = {code: world().catalogues.words(code).pgettext(context, "Choose your language")
             for code in offered()}  # fmt: skip
    assert moment.card.text.splitlines() == list(dict.fromkeys(every[one] for one in first))
    assert [one for one in moment.ids if one in offered()] == list(first)


def test_every_script_stands_on_the_first_sheet() -> None:
    """Who reads only her own letters sees by them that the list is meant for her too."""
    first = {script_of(code) for code in offered()[:PICK_LIST]}
    assert {"LATIN", "ARABIC"} <= first
    assert {script_of(code) for code in offered()} - first == set()


@each_language
def test_s23_national_lines_are_three_taps_away_for_every_language_of_the_first_sheet(
    language: str,
) -> None:
    start = visit(None)
    if language not in start.ids:
        start, taps = start.tap("more"), 1
        while language not in start.ids:
            start, taps = start.tap("more"), taps + 1
        assert taps <= 2, "at most three taps to any language"
    urgent = start.tap(language, "urgent", "GB")
    assert urgent.card.language == language
    assert urgent.card.step == "urgent"
    assert "999" in urgent.card.text


@each_language
def test_a_typed_name_of_a_language_chooses_it_on_any_sheet(language: str) -> None:
    name = world().catalogues.languages[language].name
    assert visit(None).type(name).card.language == language
    assert choosing(language).card.language == language


def test_who_types_kurdish_is_asked_which_in_both_of_them() -> None:
    for start in (visit(None), visit("en")):
        asked = start.type("kurdi")
        assert list(asked.ids[:2]) == ["ckb", "kmr"]
        for code in ("ckb", "kmr"):
            words = world().catalogues.words(code)
            asking = words.pgettext("safety.question.languages", "Choose your language")
            assert asking in asked.card.text.splitlines()
            assert asked.tap(code).card.language == code
        assert asked.tap("back").card.language == start.card.language


def test_dari_and_farsi_are_told_apart() -> None:
    assert visit("en").type("dari").card.language == "prs"
    assert visit("en").type("farsi").card.language == "fa"
    assert visit("en").type("persian").card.language == "fa"


def test_the_button_to_more_languages_names_some_of_them() -> None:
    names = [Button(f"l{number}", f"Language {number}") for number in range(1, 24)]
    assert [one.label for one in more_languages(names, 1)] == ["Language 11 · Language 12 …"]
    assert [one.label for one in more_languages(names, 2)] == ["Language 21 · Language 22 …"]
    assert more_languages(names, 3) == ()
    long = [replace(one, label="x" * 30) for one in names]
    assert len(more_languages(long, 1)[0].label) <= LONGEST + 2 <= LABEL


def test_hers_stands_first_where_it_is_known() -> None:
    assert hers_first(("en", "sq", "ar"), "ar") == ("ar", "en", "sq")
    assert visit("ar").type("language").ids[0] == "ar"
