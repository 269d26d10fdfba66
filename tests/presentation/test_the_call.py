"""What a card says of the very line that is called, and for which country a service is."""

from dataclasses import replace

import pytest

from bot.presentation import labels
from bot.presentation.reasons import reason_line
from bot.presentation.service_card import opening_line, own_hours, service_text
from bot.scenes import scene_of
from bot.signposting.entry import entry, explained, reached_by
from bot.signposting.listing import Entry
from bot.signposting.need import Need
from bot.signposting.search import search
from bot.signposting.service import Contact, Service
from tests.conversation.visit import NOW, directory, visit, world
from tests.languages import each_language

DAY = Contact(
    "voice", "+442079460000", "confirmed", dial="020 7946 0000", hours="Mo-Fr 09:00-17:00"
)
NIGHT = Contact(
    "voice", "+442079460001", "confirmed", dial="020 7946 0001", hours="Mo-Su 20:00-24:00"
)


def service(*contacts: Contact) -> Service:
    first = next(one for one in directory().services if one.show == "yes" and one.country == "GB")
    return replace(first, contacts=contacts, hours=None)


def described(one: Service, area: str | None = None) -> Entry:
    asked = search(Need("GB", area=area), directory().areas, NOW)
    return explained(entry(one, asked), asked)


@each_language
def test_a_line_that_is_closed_while_another_is_open_says_so_and_when_it_opens(
    language: str,
) -> None:
    moment = visit(language).tap("find", "me", "GB", "skip", "housing")
    assert moment.session is not None
    scene = scene_of(moment.session, world(), directory(), NOW)
    one = described(service(DAY, NIGHT))
    asked = search(Need("GB"), directory().areas, NOW)
    assert one.opening.state == "open"
    closed = opening_line(scene.words, reached_by(one, (NIGHT,), asked).opening, scene.local)
    told = own_hours(scene, one)
    assert told(DAY) is None
    assert told(NIGHT) == closed
    assert "20:00" in closed
    assert f"{closed}\n" in service_text(scene, 1, one)


def test_lines_with_the_same_hours_say_them_once() -> None:
    moment = visit("en").tap("find", "me", "GB", "skip", "housing")
    assert moment.session is not None
    scene = scene_of(moment.session, world(), directory(), NOW)
    told = own_hours(scene, described(service(DAY, replace(NIGHT, hours=DAY.hours))))
    assert told(DAY) is None
    assert told(NIGHT) is None


def test_s60_a_number_that_she_did_not_ask_for_is_not_said_to_be_missing() -> None:
    moment = visit("en").tap("find", "me", "GB", "skip", "housing")
    assert moment.session is not None
    scene = scene_of(moment.session, world(), directory(), NOW)
    page = Contact("web", "https://example.org", "confirmed")
    one = described(service(DAY, page))
    text = service_text(scene, 1, one._replace(contacts=(page,)))
    assert "No phone number has been confirmed" not in text
    assert "No phone number has been confirmed" in service_text(scene, 1, described(service(page)))


@pytest.mark.parametrize(
    ("serves", "area", "says"),
    [
        (("UK",), "London", "For the whole country: United Kingdom"),
        (("England",), "London", "For people in England"),
        (("England", "Wales"), "Wales", "For people in Wales"),
        (("Scotland",), "Glasgow", "For people in Scotland"),
        (("Northern Ireland",), "Belfast", "For people in Northern Ireland"),
        (("London",), "London", "For people in London"),
    ],
)
def test_a_line_for_england_is_not_said_to_be_for_the_whole_country(
    serves: tuple[str, ...], area: str, says: str
) -> None:
    moment = visit("en").tap("find", "me", "GB", "skip", "housing")
    assert moment.session is not None
    scene = scene_of(moment.session, world(), directory(), NOW)
    assert scene.need is not None
    there = replace(scene, need=replace(scene.need, area=area))
    one = described(replace(service(DAY), serves=serves), area)
    (why,) = [why for why in one.why if why in {"area", "nationwide"}]
    assert reason_line(there, one, why) == says


@each_language
def test_what_is_left_is_for_the_whole_country_only_where_all_of_it_is(language: str) -> None:
    words = world().catalogues.words(language)
    whole = labels.met_line(words, "national_only", nationwide=True)
    part = labels.met_line(words, "national_only", nationwide=False)
    assert whole != part
    near = labels.met_line(words, "national_only", nationwide=False, near=True)
    assert len({whole, part, near}) == 3
    assert labels.met_line(words, "need", nationwide=False) is None
