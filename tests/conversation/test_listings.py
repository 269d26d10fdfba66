"""A listing that stands is drawn again without matching, and is the very listing that was found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from bot import listings
from bot.dialogue.replay import Outcome
from bot.listings import drawn_again, with_listing
from bot.sessions.session import Session
from bot.signposting.directory import Directory
from bot.signposting.need import Need
from tests.conversation.visit import NOW, directory, visit
from tests.signposting.made_at_random import COUNTRIES, directory_at_random, need_at_random

ASKED = Outcome(None, {}, "listing")
IN_A_MOMENT = NOW + timedelta(minutes=9)


def dice_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # nothing secret: the same throws every time


def found(need: Need, among: Directory, at: datetime = NOW) -> Session:
    session, listing = with_listing(Session("1", NOW), ASKED, need, "en", among, at)
    assert listing is not None
    return session


def asked(dice: Random, among: Directory, count: int) -> Iterator[Need]:
    for number in range(count):
        yield need_at_random(dice, among.area_list, COUNTRIES[number % len(COUNTRIES)])


def check_drawn_again(need: Need, among: Directory) -> Session:
    session = found(need, among)
    if session.shown:
        again = drawn_again(session, need, among, IN_A_MOMENT)
        _, anew = with_listing(Session("1", NOW), ASKED, need, "en", among, IN_A_MOMENT)
        assert again is not None, need
        assert again == anew, need
    return session


def test_a_listing_drawn_again_is_the_listing_that_was_found() -> None:
    dice, shipped = dice_of(5), directory()
    made = directory_at_random(dice, shipped.services, shipped.area_list, 300)
    partners = Need("GB", "London/Newham", ("domestic_abuse",), ("sq",), in_confidence=True)
    seen = [check_drawn_again(partners, shipped)]
    for among in (shipped, made):
        seen += [check_drawn_again(need, among) for need in asked(dice, among, 150)]
    shapes = [one.standing for one in seen if one.standing is not None and one.shown]
    assert len(shapes) > 200
    # What the records do not say came up: else this would prove little.
    assert any(one.fewer for one in shapes)
    assert {why for one in shapes for _, why in one.added} == {"partner", "fallback"}
    assert any(one.community for one in shapes)
    assert any(one.any_way for one in shapes)


def test_turning_a_page_or_opening_a_service_matches_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listing = visit("en").tap("in_confidence", "me", "GB", "London", "skip", "skip")
    assert listing.card.step == "results"

    def refuse(*_: object) -> None:
        raise AssertionError("this tap needs no match")

    monkeypatch.setattr(listings, "make_listing", refuse)
    for id_ in ("more", "1", "limits", "urgent"):
        assert listing.tap(id_).tap("back").card == listing.card
    with pytest.raises(AssertionError, match="no match"):
        listing.tap("plan_b")


def test_a_listing_is_matched_anew_when_the_directory_or_the_day_is_another() -> None:
    need, among = Need("GB", languages=("sq",)), directory()
    session = found(need, among)
    changed = Directory(among.revision + 1, among.services, among.area_list)
    gone = Directory(among.revision, among.services[:1], among.area_list)
    assert drawn_again(session, need, among, NOW) is not None
    assert drawn_again(session, need, changed, NOW) is None
    assert drawn_again(session, need, gone, NOW) is None
    assert drawn_again(session, need, among, NOW + timedelta(days=1)) is None
    assert drawn_again(replace(session, standing=None), need, among, NOW) is None
    assert drawn_again(session.answering(session.answers), need, among, NOW) is None


def test_numbers_stay_when_the_order_has_changed_and_their_shape_is_not_made_up() -> None:
    need, among = Need("GB", languages=("sq",)), directory()
    session = found(need, among)
    turned = replace(session, shown=session.shown[::-1], standing=None)
    after, listing = with_listing(turned, ASKED, need, "en", among, NOW)
    assert listing is not None
    assert after.shown == turned.shown
    assert after.standing is None


@pytest.mark.parametrize("reviewed", [date(1999, 1, 1), NOW.date()])
def test_when_a_partnership_was_reviewed_changes_nothing_that_she_sees(reviewed: date) -> None:
    shipped = directory()
    said = tuple(
        replace(one, partners=tuple(replace(each, reviewed=reviewed) for each in one.partners))
        for one in shipped.services
    )
    among = replace(shipped, services=said)
    assert among != shipped
    cards = [visit("sq", known).tap("in_confidence", "me", "GB", "London", "skip", "skip")
             for known in (shipped, among)]  # fmt: skip
    assert cards[0].card == cards[1].card
    assert cards[0].tap("1").card == cards[1].tap("1").card
    partners = Need("GB", "London/Newham", ("domestic_abuse",), ("sq",), in_confidence=True)
    together = 0
    for need in (partners, *asked(dice_of(7), shipped, 60)):
        session, listing = with_listing(Session("1", NOW), ASKED, need, "en", shipped, NOW)
        again, same = with_listing(Session("1", NOW), ASKED, need, "en", among, NOW)
        assert listing is not None
        assert same is not None
        assert again == session
        assert same.pair.together == listing.pair.together
        together += same.pair.together
    assert together, "no partnership was looked at"
