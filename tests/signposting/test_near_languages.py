"""Languages near each other: shown and never counted as hers."""

from dataclasses import replace

import pytest

from bot.exchange.related_files import read_related
from bot.presentation.render import render
from bot.scenes import scene_of
from bot.sessions.session import View
from bot.signposting.entry import entry, explained
from bot.signposting.languages import near_ones, spoken
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.search import search
from bot.signposting.service import Service, SpokenLanguage
from tests.conversation.visit import NOW, ROOT, directory, visit, world
from tests.languages import each_language

RELATED = read_related(ROOT / "services_data")


def service(*spoken_there: SpokenLanguage) -> Service:
    first = next(one for one in directory().services if one.show == "yes" and one.country == "GB")
    return replace(first, languages=spoken_there, interpreters=None)


FARSI = SpokenLanguage("fa", "staff", "stated")


@pytest.mark.parametrize(
    ("hers", "there", "near"),
    [
        ("prs", "fa", True),
        ("fa", "prs", True),
        ("hi", "ur", True),
        ("bs", "sr", True),
        ("ro", "mo", True),
        ("kmr", "ckb", False),
        ("ti", "am", False),
        ("sq", "fa", False),
    ],
)
def test_what_is_near_is_what_the_pages_say(hers: str, there: str, near: bool) -> None:
    one = service(SpokenLanguage(there, "staff", "stated"))
    assert near_ones(one, hers, RELATED) == ((there,) if near else ())


def test_s60_only_what_staff_speak_and_a_page_states_is_named() -> None:
    for how, basis in (("ask", "stated"), ("interpreter", "stated"), ("staff", "assumed")):
        one = service(SpokenLanguage("fa", how, basis))  # type: ignore[arg-type]
        assert near_ones(one, "prs", RELATED) == ()


def test_where_they_speak_hers_no_other_is_named() -> None:
    one = service(FARSI, SpokenLanguage("prs", "staff", "stated"))
    assert near_ones(one, "prs", RELATED) == ()


def test_a_near_language_is_never_counted_as_hers() -> None:
    assert spoken(service(FARSI), "prs") == spoken(service(), "prs") == "ask"
    need = Need("GB", needs=("housing_homelessness",), languages=("prs",), in_confidence=False)
    listing = make_listing(need, directory(), (), NOW)
    assert listing.entries
    for one in listing.entries:
        if near_ones(one.service, "prs", RELATED):
            assert one.spoken["prs"] != "staff"
            assert "language" not in one.why


@each_language
def test_the_card_says_that_a_near_language_is_spoken(language: str) -> None:
    moment = visit(language).tap("find", "me", "GB", "skip", "housing")
    assert moment.session is not None
    scene = scene_of(moment.session, world(), directory(), NOW)
    asked = search(Need("GB", languages=("prs",)), directory().areas, NOW)
    one = explained(entry(service(FARSI), asked), asked)
    session = replace(scene.session, view=(View("service"),))
    text = render(replace(scene, session=session, shown=(one,))).text
    words = scene.words
    farsi, dari = words.language_name("fa"), words.language_name("prs")
    (line, *_) = [one for one in text.split("\n") if farsi in one]
    assert dari in line
    assert line.index(farsi) < line.index(dari)
