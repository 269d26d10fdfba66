"""What a turn does with taps, words, silence and a directory that changes under her."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.answers import Answers
from bot.conversation import Conversation
from bot.errors import StoreError
from bot.messages import Choice, Start, Text
from bot.rounds import without_replaced_rounds
from bot.sessions.session import View
from bot.signposting.directory import EMPTY, Directory
from tests.conversation.visit import NOW, Visit, directory, visit, world

LANGUAGES = ("en", "sq", "ar")


def in_confidence(language: str = "en") -> Visit:
    return visit(language).tap("in_confidence", "me", "GB", "London").type("newham").tap("skip")


def test_shpresa_and_solace_stand_side_by_side_for_an_albanian_speaker() -> None:
    listing = in_confidence("sq")
    assert listing.card.services[:2] == ("shpresa-programme", "solace-womens-aid")
    assert listing.tap("1").card.services == ("shpresa-programme",)
    assert "https://www.shpresaprogramme.org" in listing.tap("1").card.text


def test_a_helper_s_own_language_makes_no_pair_for_a_woman_who_speaks_another() -> None:
    moment = visit("sq").tap("someone_else", "beside_her").type("somalisht").type("Newham")
    listing = moment.tap("in_confidence", "not_safe_at_home")
    assert "shpresa-programme" not in listing.card.services


def test_another_language_typed_below_a_listing_makes_the_listing_anew() -> None:
    listing = in_confidence("en").tap("1").type("shqip")
    assert listing.card.step == "results"
    assert listing.card.services[:2] == ("shpresa-programme", "solace-womens-aid")


def test_distress_typed_in_another_language_is_answered_in_it() -> None:
    assert visit("en").type("زوجي يضربني").card.language == "ar"


def test_words_typed_over_a_choice_of_places_never_break_the_turn() -> None:
    offered = visit("en").tap("find", "me").type("lon")
    for typed in ("Germany", "Find something near me", "language", "x", "For me"):
        assert "leave" in offered.type(typed).ids
    assert "leave" in visit("en").type("language").type("Find something near me").ids


def test_back_after_a_typed_place_is_felt_at_once() -> None:
    before = visit("en")
    assert before.type("Birmingham").tap("back").card.step != "welcome"
    asked = visit("en").tap("find", "me")
    assert asked.type("Newham").tap("back").card.step in {"place", "region", "country"}


def test_urgent_typed_on_the_urgent_card_is_no_misunderstanding() -> None:
    card = visit("en").tap("urgent", "GB").card
    assert visit("en").tap("urgent", "GB").type("help").card == card


def test_when_nobody_can_be_reached_that_way_other_ways_are_shown_and_said() -> None:
    start = visit("en").tap("in_confidence", "me", "DE", "skip", "place_tonight")
    listing = start.tap("narrow", "contact", "write")
    assert listing.card.services
    assert (
        "can be reached that way" in listing.card.text or "cannot be read" not in listing.card.text
    )


async def test_s11_a_turn_that_breaks_ends_in_urgent_numbers() -> None:
    class Files:
        async def current(self) -> Directory:
            return replace(directory(), services=(None,))  # type: ignore[arg-type]

    conversation = Conversation(world(), Files(), lambda: NOW)
    await conversation(Start("en"))
    for act in ("find", "me", "GB", "skip"):
        card = await conversation(Choice(act))
    card = await conversation(Choice("housing"))
    assert card.step == "urgent"
    assert "999" in card.text


def test_leave_is_answered_from_every_state_and_leaves_nothing() -> None:
    for moment in (visit(None), visit("sq"), in_confidence(), in_confidence().tap("1")):
        gone = moment.tap("leave")
        assert gone.session is None
        assert gone.card.step == "left"
        assert gone.card.text == ""
        assert gone.card.buttons == ()


def test_s23_coming_back_starts_fresh() -> None:
    again = in_confidence("sq").tap("leave").send(Start())
    assert again.card.step == "language"
    assert again.session is not None
    assert again.session.answers == Answers()


def test_s23_urgent_numbers_are_three_taps_away_with_no_screen_between() -> None:
    moment = visit(None).tap("sq", "urgent", "ES")
    assert moment.card.step == "urgent"
    assert "112" in moment.card.text


def test_s22_silence_is_leaving() -> None:
    listing = in_confidence("sq")
    late = listing.later(NOW + timedelta(minutes=15)).send(Choice("1"))
    assert late.card.step == "language"
    assert late.session is not None
    assert late.session.answers == Answers()


def test_s22_keep_moves_the_deadline_to_an_hour_after_the_tap() -> None:
    kept = in_confidence().tap("1").later(NOW + timedelta(minutes=10)).tap("keep")
    assert kept.session is not None
    assert kept.session.deadline == NOW + timedelta(minutes=70)
    assert kept.later(NOW + timedelta(minutes=69)).tap("back").card.step == "results"


def test_a_tap_after_keep_does_not_shorten_it() -> None:
    kept = in_confidence().tap("1").tap("keep").tap("back")
    assert kept.session is not None
    assert kept.session.deadline == NOW + timedelta(minutes=60)


def test_a_button_from_an_earlier_card_changes_nothing() -> None:
    listing = in_confidence()
    old = listing.send(Choice("me_under_18"))
    assert old.session is not None
    assert listing.session is not None
    assert old.session.answers == listing.session.answers
    assert old.card.step == "results"
    assert old.card.text != listing.card.text


@pytest.mark.parametrize(
    ("language", "words"), [("en", "he hits me"), ("sq", "më rreh"), ("ar", "زوجي يضربني")]
)
def test_s11_a_word_of_distress_brings_urgent_numbers_at_once(language: str, words: str) -> None:
    for before in (visit(language), in_confidence(language), visit(language).tap("find")):
        moment = before.type(words)
        assert moment.card.step == "urgent"
        assert "112" in moment.card.text
        assert moment.tap("not_meant").card.text == before.card.text


def test_s11_what_is_not_understood_is_asked_again_kindly() -> None:
    moment = visit("en").tap("find").type("qqq zzz xxx")
    assert moment.card.step == "for_whom"
    assert moment.card.text.startswith("Please choose one of these")


def test_a_typed_answer_is_an_answer_on_any_sheet() -> None:
    moment = visit("en").tap("someone_else", "beside_her").type("Tigrinya")
    assert moment.card.step == "country"
    assert moment.session is not None
    assert moment.session.answers.last("languages") == "ti"


@pytest.mark.parametrize("typed", ["Newham", "newham", "nwham"])
def test_a_typed_place_fills_country_part_and_place_and_is_named(typed: str) -> None:
    moment = visit("en").tap("find", "me").type(typed)
    if moment.card.step == "places":
        moment = moment.tap("GB:London/Newham")
    assert moment.card.step == "what_about"
    assert "Newham" in moment.tap("housing").card.text.split("\n")[0]


@pytest.mark.parametrize("typed", ["London", "Berlin"])
def test_a_town_typed_where_urgent_numbers_are_asked_for_brings_its_country_s(typed: str) -> None:
    for before in (visit(None).tap("en"), visit("en").tap("find", "me", "GB")):
        asked = before.tap("urgent")
        moment = asked.type(typed)
        if moment.card.step == "places":
            moment = moment.tap("DE:Berlin")
        assert moment.card.step == "urgent"
        assert ("110" if typed == "Berlin" else "999") in moment.card.text


def test_a_typed_place_is_named_even_before_its_question() -> None:
    moment = visit("en").type("Birmingham")
    assert moment.card.text.startswith("Place: Birmingham")


def test_back_from_urgent_numbers_that_came_by_a_word_goes_straight_back() -> None:
    before = visit("en").tap("find")
    assert before.type("he hits me").tap("back").card == before.card


def test_a_place_typed_below_a_listing_moves_the_listing() -> None:
    moment = visit("en").tap("find", "me", "GB", "skip", "housing").type("Birmingham")
    assert moment.card.step == "results"
    assert "Birmingham" in moment.card.text.split("\n")[0]


def test_another_language_can_be_typed_at_any_time_and_keeps_place() -> None:
    moment = visit("en").tap("find", "me").type("shqip")
    assert moment.card.language == "sq"
    assert moment.card.step == "country"


def test_restart_keeps_the_language_alone() -> None:
    moment = in_confidence("sq").type("rifillo")
    assert moment.session is not None
    assert moment.session.answers == Answers((("language", "sq"),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_s12_the_safe_word_brings_urgent_numbers_in_its_language(language: str) -> None:
    word = world().catalogues.languages[language].safe_word
    assert word
    moment = visit("en").tap("find").type(word)
    assert moment.card.language == language
    assert moment.card.step in {"urgent", "urgent_country"}


def test_button_2_stays_button_2_when_the_order_changes() -> None:
    listing = in_confidence("en")
    at_night = listing.later(NOW + timedelta(minutes=14))
    assert at_night.tap("2").card.services == (listing.card.services[1],)
    turned = Directory(2, tuple(reversed(directory().services)), directory().area_list)
    assert replace(listing, among=turned).tap("2").card.services == (listing.card.services[1],)


def test_a_service_that_left_the_list_says_so_in_its_place() -> None:
    listing = in_confidence("sq")
    gone = listing.card.services[1]
    left = tuple(one for one in directory().services if one.id != gone)
    without = replace(listing, among=Directory(2, left, directory().area_list))
    assert without.tap("2").card.services == ()
    below = without.tap("1").tap("back")
    assert below.card.services[0] == listing.card.services[0]
    assert below.card.services[1] == gone
    assert directory().by_id[gone].name not in below.card.text


def test_back_from_anything_is_what_stood_before() -> None:
    listing = in_confidence()
    for id_ in ("1", "more", "plan_b", "limits", "urgent"):
        assert listing.tap(id_).tap("back").card == listing.card
    assert visit("en").tap("find").tap("back").card == visit("en").card


def test_without_a_country_each_country_has_one_line() -> None:
    listing = visit("en").tap("find", "skip", "skip", "skip")
    shown = [*listing.card.services, *listing.tap("more").card.services]
    assert len({directory().by_id[one].country for one in shown}) == 6


def test_urgent_tapped_twice_gives_the_numbers_that_work_everywhere() -> None:
    moment = visit("en").tap("urgent", "urgent")
    assert moment.card.step == "urgent"
    assert "112" in moment.card.text
    assert moment.tap("DE").card.text != moment.card.text


def test_s64_urgent_numbers_work_with_an_empty_directory() -> None:
    moment = visit("sq", among=EMPTY).tap("urgent", "GB")
    assert "999" in moment.card.text
    listing = visit("sq", among=EMPTY).tap("find", "me", "GB", "skip")
    assert listing.card.step == "results"
    assert {"urgent", "leave"} <= set(listing.ids)


async def test_s21_leaving_needs_no_directory() -> None:
    class Broken:
        async def current(self) -> Directory:
            raise StoreError("gone")

    conversation = Conversation(world(), Broken(), lambda: NOW)
    assert (await conversation(Start("en"))).step == "welcome"
    assert (await conversation(Choice("leave"))).step == "left"


def test_a_changed_flow_begins_again_politely() -> None:
    listing = in_confidence("sq")
    assert listing.session is not None
    older = replace(listing, session=replace(listing.session, version="of last week"))
    moment = older.send(Choice("narrow"))
    assert moment.card.step == "welcome"
    assert moment.card.language == "sq"
    assert moment.tap("find").card.step == "for_whom"


def test_narrowing_again_by_the_same_thing_does_not_grow_the_visit() -> None:
    moment = in_confidence()
    assert moment.session is not None
    for papers in ("asylum", "settled", "undocumented", "asylum"):
        moment = moment.tap("narrow", "papers", papers)
    assert moment.session is not None
    rounds = moment.session.answers.to("narrow_by")
    assert rounds == ("papers",)
    assert moment.session.answers.last("papers") == "asylum"


@given(some.lists(some.sampled_from(["papers", "age", "who"]), max_size=12))
def test_settled_answers_keep_the_newest_round_of_each_kind(kinds: list[str]) -> None:
    answers = Answers((("country", "GB"),))
    for at, kind in enumerate(kinds):
        for entry in (("after_results", "narrow"), ("narrow_by", kind), (kind, str(at))):
            answers = without_replaced_rounds(answers.adding(*entry))
    assert len(answers) <= 1 + 3 * 3
    for kind in set(kinds):
        assert answers.last(kind) == str(len(kinds) - 1 - kinds[::-1].index(kind))


@settings(max_examples=60, deadline=None)
@given(some.lists(some.one_of(some.text(max_size=12), some.integers(0, 14)), max_size=12))
def test_whatever_is_typed_or_tapped_there_is_a_card_with_a_way_out(acts: list[str | int]) -> None:
    moment = visit("en")
    for act in acts:
        if moment.session is None:
            break
        ids = moment.ids
        moment = moment.send(Text(act) if isinstance(act, str) else Choice(ids[act % len(ids)]))
        assert moment.card.step == "left" or "leave" in moment.ids


def test_s13_under_18_children_s_services_come_first_and_it_is_said_that_they_may_tell() -> None:
    listing = visit("en").tap("find").tap("me_under_18", "GB", "skip", "in_confidence", "skip")
    first = directory().by_id[listing.card.services[0]]
    assert "under_18" in first.only_for
    assert "may have to tell" in listing.tap("1").card.text


def test_a_view_is_only_what_lies_over_the_answers() -> None:
    listing = in_confidence()
    assert listing.session is not None
    over = listing.tap("1").session
    assert over is not None
    assert over.answers == listing.session.answers
    assert over.view == (View("service", number=1),)
