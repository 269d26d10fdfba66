"""What the bot says about itself: the texts, their languages, the name, and what has to change."""

import pytest

from bot.channels.telegram.profile import Change, Slot, changes, wanted
from bot.checks.bot_names import read_names, telling_names
from bot.checks.cover import every_list, faults_of_profile
from bot.checks.telling import TellingWords, read_telling_words, telling_word_in
from bot.errors import SettingError
from bot.i18n.catalog import Catalogues
from bot.i18n.negotiate import negotiate, two_letter_code
from bot.presentation.profile import ProfileTexts, profile_texts, profiles
from tests.conversation.visit import ROOT, visit, world
from tests.languages import each_language

LOCALES = ROOT / "locales"
LED_TO = {
    "start": "welcome", "urgent": "urgent_country", "language": "languages", "privacy": "privacy",
    "leave": "left", "share": "hand_on",
}  # fmt: skip
"""The card that each command brings."""


# The texts


@each_language
def test_s25_no_description_and_no_command_tells(language: str) -> None:
    texts = profile_texts(world().catalogues.words(language))
    words = read_telling_words(LOCALES, language)
    said = [text for text, _ in texts.lengths]
    assert len(said) == 8
    assert [telling_word_in(text, words) for text in said] == [None] * 8


@each_language
def test_the_profile_fits_what_telegram_takes(language: str) -> None:
    texts = profile_texts(world().catalogues.words(language))
    words = TellingWords(("a word that nobody writes",))
    assert list(faults_of_profile(texts, words)) == []


def test_s25_a_profile_that_tells_or_is_too_long_would_be_found() -> None:
    words = read_telling_words(LOCALES, "en")
    telling = ProfileTexts("Help against violence", "A list", (("start", "Begin"),))
    (fault,) = faults_of_profile(telling, words)
    assert "violen" in fault
    long = ProfileTexts("x" * 513, "x" * 121, (("start", "x" * 257),))
    assert len(list(faults_of_profile(long, words))) == 3


@each_language
def test_every_command_of_the_list_is_understood_when_typed(language: str) -> None:
    commands = [name for name, _ in profile_texts(world().catalogues.words(language)).commands]
    led = {name: visit(language).tap("find", "me").type(f"/{name}").card for name in commands}
    assert {name: card.step for name, card in led.items()} == LED_TO
    assert {card.language for card in led.values()} == {language}


# Languages


@pytest.mark.parametrize(
    ("language", "code"),
    [("sq", "sq"), ("ar", "ar"), ("fa", "fa"), ("ps", "ps"), ("kmr", "ku"), ("ti", "ti")],
)
def test_a_language_is_set_under_the_code_that_leads_to_it(language: str, code: str) -> None:
    assert two_letter_code(language) == code
    assert negotiate(code, [language]) == language


@pytest.mark.parametrize("language", ["ckb", "prs"])
def test_a_language_without_a_two_letter_code_is_left_out(language: str) -> None:
    assert two_letter_code(language) is None


def test_what_is_left_out_and_what_is_emptied_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Catalogues, "offered", ("en", "ckb", "kmr"))
    monkeypatch.setattr(Catalogues, "languages", ("en", "ckb", "kmr", "sq", "prs"))
    found = profiles(Catalogues(LOCALES))
    assert set(found.texts) == {"", "en", "ku"}
    assert found.without_code == ("ckb",)
    assert found.unoffered == ("sq",)


# Names


@pytest.mark.parametrize("name", ["Women's Aid", "Refuge", "sq=Dhuna", "Safe-House", "العنف"])
def test_s25_a_name_that_tells_in_any_language_is_refused(name: str) -> None:
    with pytest.raises(SettingError, match="tells whoever glances"):
        read_names([name], ["en", "sq", "ar"], every_list(LOCALES))


@pytest.mark.parametrize("names", [["x" * 65], [""], ["sq="], ["a\nb"], ["xx=Oak"], ["A", "B"]])
def test_a_name_that_cannot_be_is_refused(names: list[str]) -> None:
    with pytest.raises(SettingError, match="--name"):
        read_names(names, ["en", "sq"], every_list(LOCALES))


def test_ordinary_names_are_taken() -> None:
    given = ["Oak Street", "sq=Rruga e Lisit", "en=Refugee List"]
    names = read_names(given, ["en", "sq"], every_list(LOCALES))
    assert names == {"": "Oak Street", "sq": "Rruga e Lisit", "en": "Refugee List"}


@pytest.mark.parametrize("username", ["SafeHouseBot", "safe_house_bot", "violencehelp"])
def test_s25_a_telling_user_name_is_reported(username: str) -> None:
    assert list(telling_names({"": "Oak"}, username, every_list(LOCALES)))
    assert not list(telling_names({"": "Oak"}, "OakStreetBot", every_list(LOCALES)))


# What changes


def test_only_what_differs_changes() -> None:
    texts = {"": profile_texts(world().catalogues.words("en"))}
    to_be = wanted(texts, ["sq"], {})
    assert len(to_be) == 8
    assert changes(to_be, to_be) == ()
    now = {**to_be, Slot("description", "sq"): "old"}
    assert changes(now, to_be) == (Change(Slot("description", "sq"), "old", ""),)


def test_a_name_for_everyone_takes_the_others_away_and_one_for_a_language_leaves_them() -> None:
    texts = dict.fromkeys(("", "en", "sq"), profile_texts(world().catalogues.words("en")))
    every = wanted(texts, [], {"": "Oak", "sq": "Lis"})
    names = {slot.language: then for slot, then in every.items() if slot.what == "name"}
    assert names == {"": "Oak", "en": "", "sq": "Lis"}
    one = wanted(texts, [], {"sq": "Lis"})
    assert [slot.language for slot in one if slot.what == "name"] == ["sq"]
