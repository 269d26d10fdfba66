"""What she is told when she asks: the safe word, what is kept, of which year a number is."""

from dataclasses import replace

from bot.i18n.scripts import LATIN, script_of
from bot.presentation.text import SERVICE_LENGTH
from bot.signposting.freshness import OLD_AFTER_YEARS
from tests.conversation.visit import NOW, directory, visit, world
from tests.languages import each_language

ASKING = {
    "en": ("privacy", "/privacy", "Privacy policy", "what is kept"),
    "sq": ("privatësia", "privatesi", "/privacy"),
    "ar": ("الخصوصية", "سياسة الخصوصية", "/privacy"),
}


@each_language
def test_s12_the_safe_word_is_told_where_the_choice_for_leaving_is_made(language: str) -> None:
    traces = visit(language).tap("traces")
    word = world().catalogues.languages[language].safe_word
    assert word
    assert "ordinary_message" in traces.ids
    assert word in traces.card.text
    assert word not in traces.card.text.split("\n")[0]
    assert visit(language).type(word).card.step in {"urgent", "urgent_country"}


def test_s12_where_a_host_has_set_no_word_none_is_told() -> None:
    from bot.presentation.render import render
    from bot.scenes import scene_of

    session = visit("en").tap("traces").session
    assert session is not None
    scene = scene_of(session, world(), directory(), NOW)
    scene.catalogues.languages["en"]  # opened, so that the copy below has them
    known = {code: replace(one, safe_word=None) for code, one in scene.catalogues.languages.items()}

    class Wordless:
        languages = known
        offered = scene.catalogues.offered
        words = scene.catalogues.words

    text = render(replace(scene, catalogues=Wordless())).text  # type: ignore[arg-type]
    assert "umbrella" not in text
    assert "The word" not in text


@each_language
def test_what_is_kept_is_one_button_from_the_traces_and_leads_back_to_them(language: str) -> None:
    traces = visit(language).tap("traces")
    kept = traces.tap("privacy")
    assert kept.card.step == "privacy"
    assert len(kept.card.text) <= SERVICE_LENGTH
    # Elsewhere its name may be written in the letters of the language.
    named = ("Telegram",) if script_of(language) == LATIN else ()
    for said in ("48", "12", *named, *(("تيليجرام",) if language == "ar" else ())):
        assert said in kept.card.text
    assert kept.tap("back").card == traces.card


@each_language
def test_what_is_kept_can_be_asked_for_in_words_from_anywhere(language: str) -> None:
    listing = visit(language).tap("find", "me", "GB", "skip", "housing")
    for moment in (visit(language), listing, listing.tap("1"), listing.tap("urgent")):
        for typed in ASKING.get(language, ("/privacy",)):
            asked = moment.type(typed)
            assert asked.card.step == "privacy", typed
            assert asked.type(typed).card == asked.card
            assert asked.tap("back").card == moment.card


def test_what_is_kept_is_never_shown_unasked() -> None:
    start = visit("en")
    assert "privacy" not in start.ids
    assert start.tap("find").card.step != "privacy"


@each_language
def test_s64_an_old_urgent_number_is_still_there_with_its_date(language: str) -> None:
    at = NOW.replace(year=NOW.year + 20)
    old = [one for one in world().urgent if one.source_year is not None]
    assert len(old) > 5
    for number in old:
        line = _line(language, number.country, number.dial, at.year - NOW.year)
        assert str(number.source_year) in line, number.id


def test_s64_a_number_whose_page_is_not_old_has_no_date() -> None:
    young = [
        one
        for one in world().urgent
        if one.source_year and NOW.year - one.source_year <= OLD_AFTER_YEARS
    ]
    assert young
    for number in young:
        assert str(number.source_year) not in _line("en", number.country, number.dial, 0)


def _line(language: str, country: str, dial: str, years: int) -> str:
    at = NOW.replace(year=NOW.year + years)
    moment = replace(visit(language), session=None).later(at)
    moment = moment.type("?")
    while language not in moment.ids:
        moment = moment.tap("more")
    card = moment.tap(language, "urgent", country).card
    (line, *_) = [one for one in card.text.split("\n") if dial in one]
    return line
