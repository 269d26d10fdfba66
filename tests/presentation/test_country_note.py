"""The card of what is known of law and practice, walked in every language."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from bot.checks.telling import read_telling_words, telling_word_in
from bot.messages import Start
from bot.presentation.country_note import subject_label
from bot.presentation.text import SERVICE_LENGTH
from bot.signposting.country_notes import SUBJECTS
from bot.signposting.directory import EMPTY
from tests.conversation.visit import ROOT, Visit, directory, visit, world
from tests.languages import each_language

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
LATER = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)


def sheets(moment: Visit) -> Iterator[Visit]:
    """Yield every sheet behind the button, in order."""
    sheet = moment.tap("note")
    while True:
        yield sheet
        if "more" not in sheet.ids:
            return
        sheet = sheet.tap("more")


def listings(language: str) -> Iterator[Visit]:
    """Yield listings on whose cards notes matter, with papers and without."""
    for country in COUNTRIES:
        confident = visit(language).tap("in_confidence", "me", country, "skip", "place_tonight")
        yield confident
        yield from narrowed(confident)
        for option in ("health", "papers", "children"):
            ordinary = visit(language).tap("find", "me", country, "skip", option)
            yield ordinary
            yield from narrowed(ordinary)


def narrowed(listing: Visit) -> Iterator[Visit]:
    """Yield the listing narrowed by papers, where that is offered."""
    if "narrow" in listing.ids:
        asked = listing.tap("narrow")
        if "papers" in asked.ids:
            yield asked.tap("papers", "undocumented")


@cache
def cards(language: str) -> tuple[Visit, ...]:
    """Return every card with the button, and the urgent numbers of every country."""
    found = [visit(language).tap("urgent", country) for country in COUNTRIES]
    for listing in listings(language):
        opened = [listing.tap(id_) for id_ in listing.ids if id_.isdigit()]
        found += [one for one in (*opened, listing.tap("plan_b")) if "note" in one.ids]
    assert len(found) > 30, f"only {len(found)} cards have a note"
    return tuple(found)


@each_language
def test_s84_a_card_of_notes_is_short_and_its_first_line_tells_nothing(language: str) -> None:
    telling, longest = read_telling_words(ROOT / "locales", language), 0
    for moment in cards(language):
        for sheet in sheets(moment):
            longest = max(longest, len(sheet.card.text), len(kept(sheet).card.text))
            assert sheet.card.step == "note"
            first_line = sheet.card.text.split("\n")[0]
            assert telling_word_in(first_line, telling) is None
            assert {"back", "urgent", "leave"} <= set(sheet.ids)
    print(f"\nlongest card of notes in {language}: {longest}")
    assert longest <= SERVICE_LENGTH


def kept(sheet: Visit) -> Visit:
    """Return the sheet with the longest notice above it."""
    return sheet.tap("keep") if "keep" in sheet.ids else sheet


@each_language
def test_s84_the_cards_that_point_to_notes_stay_short(language: str) -> None:
    for moment in cards(language):
        if moment.card.step in {"service", "plan_b"}:
            assert len(moment.card.text) <= SERVICE_LENGTH


def test_s7_the_urgent_numbers_stand_with_what_is_known_of_police_and_papers() -> None:
    for country in COUNTRIES:
        moment = visit().tap("urgent", country)
        assert "Police and papers: see “More about this”." in moment.card.text
        assert "Police and papers" in moment.tap("note").card.text


def test_s64_urgent_numbers_and_their_note_need_no_directory() -> None:
    moment = visit(among=EMPTY).tap("urgent", "GB", "note")
    assert "Police and papers" in moment.card.text
    assert "Free advice:" in moment.card.text


def test_s64_urgent_numbers_stand_where_her_place_has_left_the_directory() -> None:
    known = directory()
    left = tuple(area for area in known.area_list if area.id != "London")
    moment = visit().tap("find", "me", "GB", "London", "skip", "health")
    urgent = replace(moment, among=replace(known, area_list=left)).tap("urgent")
    assert "999" in urgent.card.text
    assert "Police and papers" in urgent.tap("note").card.text


def test_s7_an_interior_ministrys_card_leads_to_the_countrys_note() -> None:
    ministries = {
        one.id for one in directory().services if one.run_by == "interior_ministry" and one.show
    }
    seen = [one for one in cards("en") if ministries & set(one.card.services)]
    assert any(one.card.step == "service" for one in seen)
    for moment in seen:
        if moment.card.step == "service":
            assert "Police and papers" in moment.tap("note").card.text


def test_s67_every_sheet_says_when_it_was_read_and_where_free_advice_is() -> None:
    looked = 0
    for moment in cards("en"):
        for sheet in sheets(moment):
            looked += 1
            assert "20 November 2026" in sheet.card.text
            assert "Free advice:" in sheet.card.text
            assert "It is not advice" in sheet.card.text
    assert looked > 30


def test_s67_every_subject_is_shown_where_it_matters() -> None:
    words = world().catalogues.words("en")
    headings = {
        sheet.card.text.split("\n")[2].split(": ")[1]
        for moment in cards("en")
        for sheet in sheets(moment)
    }
    assert headings == {subject_label(words, subject) for subject in SUBJECTS}


def test_s67_what_is_too_old_is_not_shown_and_the_card_says_so() -> None:
    begun = replace(visit(), at=LATER).send(Start("en"))
    moment = begun.tap("urgent", "MT", "note")
    assert "too old to show" in moment.card.text
    assert "Free advice:" in moment.card.text
    notes = [note for note in world().notes() if note.country == "MT"]
    assert notes
    assert not [note for note in notes if note.text in moment.card.text]


def test_s25_an_ordinary_card_of_notes_shows_no_telling_note_site_or_service() -> None:
    telling = read_telling_words(ROOT / "locales", "en")
    notes = [note for note in world().notes() if note.telling]
    services = {one.id for one in directory().services if one.telling}
    assert len(notes) > 4
    ordinary = [one for one in cards("en") if "in_confidence" not in answers(one)]
    assert len(ordinary) > 10
    for moment in ordinary:
        for sheet in sheets(moment):
            assert not services & set(sheet.card.services)
            assert not [note.id for note in notes if note.text in sheet.card.text]
            text = sheet.card.text.replace("efugee", "")
            assert telling_word_in(text, telling) is None, text


def answers(moment: Visit) -> set[str]:
    assert moment.session is not None
    return {value for _, value in moment.session.answers.entries}


def test_going_back_and_to_the_urgent_numbers_piles_nothing_up() -> None:
    urgent = visit().tap("urgent", "GB")
    there = urgent.tap("note", "more")
    assert there.tap("back").card.text == there.tap("urgent").card.text == urgent.card.text
    assert there.session is not None
    assert len(there.tap("urgent", "note").session.view) == len(there.session.view)  # type: ignore[union-attr]  # she has not left


def test_every_subject_has_its_name() -> None:
    words = world().catalogues.words("en")
    names = {subject_label(words, subject) for subject in SUBJECTS}
    assert len(names) == len(SUBJECTS)


def test_a_card_without_notes_offers_no_button() -> None:
    moment = visit().tap("find", "me", "GB", "skip", "health")
    assert "note" not in moment.ids
    first = moment.tap("1")
    assert ("note" in first.ids) == ("see “More about this”" in first.card.text)
