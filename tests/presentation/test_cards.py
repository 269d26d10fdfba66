"""What stands on the cards: numbers as dialled, lengths, words for every code."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any, get_args, get_type_hints

import pytest

from bot.checks.telling import read_telling_words, telling_word_in
from bot.i18n.catalogue_files import extract, texts
from bot.i18n.words import Words
from bot.presentation import labels
from bot.presentation.reasons import REASONS, reason_line
from bot.presentation.render import render
from bot.presentation.scene import Scene
from bot.presentation.service_card import immigration_line, known_line, opening_line, summary_line
from bot.presentation.text import SERVICE_LENGTH, shortened
from bot.presentation.urgent_card import everywhere, last_resort, number_line, urgent_text
from bot.scenes import scene_of
from bot.sessions.session import View
from bot.signposting.entry import entry, explained
from bot.signposting.listing import (
    Checked,
    CheckedState,
    Entry,
    Opening,
    PlanBWhen,
    Spoken,
    UrgentNumber,
)
from bot.signposting.need import Need
from bot.signposting.search import search
from bot.signposting.service import Accepts, Contact, Kind, Service, Summary
from tests.conversation.visit import NOW, ROOT, directory, visit, world
from tests.languages import each_language

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
WELCOME_WORDS, SENTENCE_WORDS = 60, 25


@cache
def shown() -> tuple[Service, ...]:
    found = tuple(one for one in directory().services if one.show == "yes")
    assert len(found) > 100
    return found


@cache
def listing_scene(language: str) -> Scene:
    moment = visit(language).tap("in_confidence", "me", "GB", "skip", "skip")
    assert moment.session is not None
    return scene_of(moment.session, world(), directory(), NOW)


def described(service: Service, language: str) -> Entry:
    need = Need(service.country, needs=service.needs[:2], languages=(language,), papers="asylum")
    asked = search(need, directory().areas, NOW)
    return explained(entry(service, asked), asked, "partner")


def card_of(service: Service, language: str) -> str:
    scene = listing_scene(language)
    session = replace(scene.session, view=(View("service", number=1),))
    one = described(service, language)
    return render(replace(scene, session=session, shown=(one,))).text


@each_language
def test_s63_every_number_stands_as_it_is_dialled_in_every_language(language: str) -> None:
    for service in shown():
        text = card_of(service, language).translate(ISOLATES)
        for contact in service.confirmed_contacts:
            assert (contact.dial or contact.value) in text, service.id


@each_language
def test_s27_a_card_says_what_reaching_a_service_leaves_behind(language: str) -> None:
    said, seen = world().catalogues.words(language), set[str]()
    left = {
        "voice": said.pgettext("safety.service", "The phone’s own list keeps every call."),
        "sms": said.pgettext(
            "safety.service", "Texts, chats and e-mails stay where they are written."
        ),
        "web": said.pgettext("safety.service", "The browser remembers the pages you open."),
    }
    like = {"whatsapp": "sms", "email": "sms", "webchat": "web"}
    for service in shown():
        text = card_of(service, language)
        types = {one.type for one in service.confirmed_contacts}
        told = {like.get(one, one) for one in types}
        seen |= told
        assert {kind for kind, line in left.items() if line in text} == told & set(left)
        for contact in service.confirmed_contacts:
            if contact.type == "voice":
                assert labels.bill_line(said, contact) in text, service.id
    assert set(left) <= seen


@each_language
def test_s60_no_unconfirmed_contact_is_on_any_card(language: str) -> None:
    hidden = 0
    for service in shown():
        confirmed = {one.dial or one.value for one in service.confirmed_contacts}
        text = card_of(service, language).translate(ISOLATES)
        for contact in service.contacts:
            value = contact.dial or contact.value
            if not contact.confirmed and not any(value in one for one in confirmed):
                hidden += 1
                assert value not in text, service.id
    assert hidden > 50


@each_language
def test_s84_no_card_of_a_service_is_too_long(language: str) -> None:
    longest = max((len(card_of(service, language)), service.id) for service in shown())
    print(f"\nlongest card {language}: {longest}")
    assert longest[0] <= SERVICE_LENGTH, longest


@each_language
def test_s25_no_card_of_a_service_has_its_name_in_the_first_line(language: str) -> None:
    words = read_telling_words(ROOT / "locales", language)
    for service in shown():
        first = card_of(service, language).split("\n")[0]
        assert service.name not in first
        assert telling_word_in(first, words) is None


@each_language
def test_every_reason_has_words(language: str) -> None:
    scene = listing_scene(language)
    one = described(shown()[0], language)._replace(spoken={language: "staff"})
    told = {why: reason_line(scene, one, why) for why in REASONS}
    assert all(told.values())
    assert len(set(told.values())) == len(REASONS)


@each_language
def test_s64_every_urgent_number_is_on_its_card_with_words_for_its_note(language: str) -> None:
    words, names = world().catalogues.words(language), world().names()
    for number in world().urgent:
        text = urgent_text(words, names, world().urgent, number.country, NOW.date())
        text = text.translate(ISOLATES)
        assert number.dial in text
        if number.note_code is not None:
            note = labels.named(words, names, "urgent_notes", number.note_code)
            assert note != number.note_code
            assert note in text


@each_language
def test_an_urgent_number_says_once_what_it_is_and_how_it_is_used(language: str) -> None:
    words, names, today = world().catalogues.words(language), world().names(), NOW.date()
    way = words.pgettext("safety.urgent", "by text message")
    told = [
        (one, number_line(words, names, one, today).translate(ISOLATES)) for one in world().urgent
    ]
    helping = [pair for pair in told if pair[0].note_code == "not_an_emergency_line"]
    written = [line for one, line in told if one.note_code == "give_your_address_in_the_text"]
    assert helping
    assert written
    for number, line in helping:
        note = labels.named(words, names, "urgent_notes", "not_an_emergency_line")
        assert line.startswith(f"{number.dial} – {note}")
    assert not [line for line in written if line.casefold().count(way.casefold()) > 1]


def test_112_works_in_every_country_and_is_what_a_woman_sees_who_named_none() -> None:
    assert [number.dial for number in everywhere(world().urgent)] == ["112"]


def test_s11_the_last_resort_needs_no_words_and_no_directory() -> None:
    card = last_resort(world().urgent)
    for number in ("999", "112", "110", "17"):
        assert number in card.text
    assert [button.id for button in card.buttons] == ["urgent", "leave"]


@each_language
def test_s20_the_welcome_card_says_how_to_leave_and_what_it_is(language: str) -> None:
    card, words = visit(language).card, world().catalogues.words(language)
    leave = card.button("leave")
    assert leave is not None
    assert leave.label in card.text
    assert words.is_draft is (language != "en")
    last = card.text.rsplit("\n\n", 1)[-1]
    draft = words.pgettext("safety.welcome", "No native speaker has read this translation yet.")
    assert (last == draft) is words.is_draft


def english() -> list[str]:
    found = [str(one.id) for one in texts(extract(ROOT)) if isinstance(one.id, str)]
    assert len(found) > 300
    return found


def test_s84_the_welcome_card_has_at_most_60_words_in_english() -> None:
    assert len(visit("en").card.text.split()) <= WELCOME_WORDS


def test_s81_no_english_sentence_has_25_words() -> None:
    for text in english():
        for sentence in re.split(r"[.?:;•\n]", text):
            assert len(sentence.split()) < SENTENCE_WORDS, sentence


def test_no_english_text_shouts() -> None:
    assert [text for text in english() if "!" in text] == []


def test_a_long_name_is_cut_at_a_word() -> None:
    name = "La Cimade – permanence femmes étrangères victimes de violences (Île-de-France)"
    assert len(shortened(name)) <= 70
    assert shortened(name).endswith("…")
    assert shortened("Solace Women's Aid") == "Solace Women's Aid"


def words(language: str = "en") -> Words:
    return world().catalogues.words(language)


@pytest.mark.parametrize(
    ("state", "days", "says"),
    [
        ("fresh", 1, "Checked 1 day ago"),
        ("fresh", 3, "Checked 3 days ago"),
        ("ageing", 120, "Checked 120 days ago"),
        ("stale", 200, "Checked 200 days ago; it may have changed"),
    ],
)
def test_s61_a_checked_record_says_how_long_ago(state: CheckedState, days: int, says: str) -> None:
    today = NOW.date()
    assert known_line(words(), Checked(state, today - timedelta(days=days)), today) == says


def test_s61_a_record_that_nobody_checked_says_so() -> None:
    today = NOW.date()
    assert "page of 2020; nobody" in known_line(words(), Checked("never", None, 2020), today)
    assert "undated page; nobody" in known_line(words(), Checked("never"), today)


@pytest.mark.parametrize(
    ("days", "says"), [(0, "today"), (1, "tomorrow"), (3, "Monday"), (9, "29 November 2026")]
)
def test_the_next_opening_is_said_the_way_people_say_it(days: int, says: str) -> None:
    opens = NOW + timedelta(days=days)
    line = opening_line(words(), Opening("closed", opens), NOW)
    assert line == f"Closed now. Opens {says} at 12:00"


def test_a_summary_stands_in_her_language_or_says_in_which_it_is() -> None:
    both = (Summary("de", "Beratung für Frauen"), Summary("en", "Advice for women"))
    service = replace(shown()[0], summaries=both)
    assert summary_line(world().catalogues.words("en"), service) == "Advice for women"
    assert (
        summary_line(world().catalogues.words("sq"), service) == "Beratung für Frauen (gjermanisht)"
    )
    assert summary_line(Words("sq"), replace(service, summaries=())) is None
    arabic = summary_line(world().catalogues.words("ar"), service) or ""
    assert arabic.startswith("\u2068Beratung für Frauen\u2069 (")


def test_s60_papers_that_no_page_names_are_to_be_asked_about() -> None:
    service = next(one for one in shown() if one.accepts == Accepts())
    assert "ask them" in card_of(service, "en").split("With these papers")[1]


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ("yes", "It may pass on to the immigration office what it learns."),
        ("no", "It states that it passes nothing on to the immigration office."),
        ("not_confirmed", "is not confirmed. You can ask that first, without a name."),
    ],
)
def test_s7_who_has_named_papers_reads_whether_immigration_is_told(shares: Any, said: str) -> None:
    service = replace(shown()[0], shares_with_immigration=shares)
    assert said in card_of(service, "en")
    asked = search(Need(service.country, needs=service.needs[:1]), directory().areas, NOW)
    unasked = explained(entry(service, asked), asked, "partner")
    told = immigration_line(Words("en"), unasked)
    # What could harm her is said to everyone; what is not known only where it matters.
    assert (told or "").endswith(said) is (shares == "yes")


def test_s10_a_community_s_own_service_says_whose() -> None:
    assert "Run by and for: Moroccan people" in card_of(directory().by_id["al-hasaniya"], "en")
    assert "Only for: Jewish people" in card_of(directory().by_id["jewish-womens-aid"], "en")


def every(of: type, field: str) -> tuple[Any, ...]:
    """The codes that a field may hold."""
    found = get_args(get_type_hints(of)[field])
    assert len(found) > 1
    return found


@each_language
def test_no_code_is_without_its_word(language: str) -> None:
    said, contact, number = words(language), shown()[0].contacts[0], world().urgent[0]
    told = [labels.kind_label(said, one) for one in get_args(Kind)]
    told += [labels.plan_b_label(said, one) for one in get_args(PlanBWhen)]
    told += [labels.spoken_line(said, "ti", one) for one in get_args(Spoken)]
    types, bills, costs = (every(Contact, one) for one in ("type", "bill", "call_cost"))
    told += [labels.contact_label(said, replace(contact, type=one)) for one in types]
    told += [labels.bill_line(said, replace(contact, bill=one)) for one in bills]
    told += [labels.cost_line(said, replace(contact, call_cost=one)) for one in costs]
    kinds, ways = every(UrgentNumber, "kind"), every(UrgentNumber, "how")
    told += [labels.urgent_label(said, replace(number, kind=one)) for one in kinds]
    told += [labels.urgent_how(said, replace(number, how=one)) for one in ways]
    assert all(told)
    assert len(told) == 3 + 5 + 5 + 7 + 3 + 3 + 5 + 3


@each_language
def test_a_country_has_one_name_on_every_card(language: str) -> None:
    words, areas = world().catalogues.words(language), directory().areas
    for country in areas.countries:
        named = labels.area_name(words, country.country, country.names["en"])
        assert labels.country_label(words, areas, country.country) == named
        moment = visit(language).tap("find", "me", country.country, "skip", "skip")
        assert named in moment.card.text.translate(ISOLATES).split("\n")[0]
