"""Open means open: what is doubtful is said to be not known."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.signposting.hours import hours_kept, is_always_open, opening, steady
from bot.signposting.listing import Opening
from bot.signposting.service import Contact, Service
from tests.signposting.made import line, service

LONDON = ZoneInfo("Europe/London")
ENGLAND = ("England", "UK")


def _opening(
    one: Service,
    contacts: Iterable[Contact],
    at: datetime,
    zone: ZoneInfo,
    country: str,
    home: tuple[str, ...] = (),
) -> Opening:
    """Return what these contacts say at a moment; what is said of every moment must agree."""
    kept = hours_kept(one, contacts)
    found = opening(kept, at, zone, country, home)
    assert steady(kept) in {None, found}, "what is the same at every moment was said otherwise"
    return found


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"24/7"}, "open"),
        ({"24/7", ""}, "open"),
        ({'"by appointment"'}, "by_appointment"),
        ({'"by appointment"', "24/7"}, "open"),
        ({""}, "not_known"),
        (set(), "not_known"),
        ({"Mo-Fr 09:00-17:00"}, None),
        ({"24/7", "Mo-Fr 09:00-17:00"}, None),
    ],
)
def test_what_never_changes_is_known_without_the_moment(
    kept: set[str], expected: str | None
) -> None:
    found = steady(frozenset(kept))
    assert (found and found.state) == expected


def state(hours: str | None, at: str, country: str = "GB", home: tuple[str, ...] = ENGLAND) -> str:
    return found(hours, at, country, home).state


def found(
    hours: str | None, at: str, country: str = "GB", home: tuple[str, ...] = ENGLAND
) -> Opening:
    moment = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    one = service(hours=hours)
    return _opening(one, one.contacts, moment, LONDON, country, home)


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        ("24/7", "2026-12-25T03:00", "open"),
        ("Mo-Fr 09:00-17:00", "2026-11-20T12:00", "open"),
        ("Mo-Fr 09:00-17:00", "2026-11-20T17:00", "closed"),
        ("Mo-Fr 09:00-17:00", "2026-11-21T12:00", "closed"),
        ("Mo-Su 18:00-24:00", "2026-11-20T23:59", "open"),
        ('Mo-Fr 10:00-16:00 "by appointment"', "2026-11-20T12:00", "by_appointment"),
        ('Mo-Fr 10:00-16:00 "by appointment"', "2026-11-20T18:00", "closed"),
        ("Mo-Fr unknown", "2026-11-20T12:00", "not_known"),
        ("2020 Mo-Fr 09:00-17:00", "2026-11-20T12:00", "closed"),
        (None, "2026-11-20T12:00", "not_known"),
        ("nonsense", "2026-11-20T12:00", "not_known"),
    ],
)
def test_the_four_states_are_told_apart(hours: str | None, at: str, expected: str) -> None:
    assert state(hours, at) == expected


@pytest.mark.parametrize("hours", ['"by appointment"', ' "ring first" '])
def test_a_bare_comment_is_never_open(hours: str) -> None:
    assert state(hours, "2026-11-20T12:00") == "by_appointment"


@pytest.mark.parametrize("hours", ["", " ", "  "])
def test_an_empty_value_is_never_open(hours: str) -> None:
    assert state(hours, "2026-11-20T12:00") == "not_known"


def test_on_a_public_holiday_only_what_says_so_is_known() -> None:
    christmas = "2026-12-25T12:00"
    assert state("Mo-Fr 09:00-17:00", christmas) == "not_known"
    assert state("Mo-Fr 09:00-17:00; PH off", christmas) == "closed"
    assert state("Mo-Su,PH 09:00-17:00", christmas) == "open"


def test_a_holiday_that_the_reader_of_hours_misses_is_in_doubt() -> None:
    easter_monday = "2026-04-06T12:00"
    assert state("Mo-Fr 09:00-17:00", easter_monday) == "not_known"
    assert state("Mo-Fr 09:00-17:00; PH off", easter_monday) == "not_known"
    assert state("Mo-Fr 09:00-17:00", easter_monday, home=("Scotland", "UK")) == "open"
    # A city keeps the holidays of the nation around it.
    assert state("Mo-Fr 09:00-17:00", easter_monday, home=("Glasgow", "Scotland", "UK")) == "open"
    # A line for the whole country may sit in any of the four nations.
    assert state("Mo-Fr 09:00-17:00", easter_monday, home=("UK",)) == "not_known"


def test_the_next_opening_is_one_that_is_sure() -> None:
    friday_night = found("Mo-Fr 09:00-17:00", "2026-11-20T20:00")
    assert friday_night.opens_at == datetime(2026, 11, 23, 9, tzinfo=LONDON)
    before_christmas = found("Mo-Fr 09:00-17:00", "2026-12-24T20:00")
    assert before_christmas.opens_at == datetime(2026, 12, 29, 9, tzinfo=LONDON)
    assert found("2020 Mo-Fr 09:00-17:00", "2026-11-20T12:00").opens_at is None


def test_an_open_line_has_no_next_opening() -> None:
    assert found("Mo-Fr 09:00-17:00", "2026-11-20T12:00").opens_at is None


def test_hours_belong_to_the_contact_and_the_best_counts() -> None:
    night = line("night", hours="Mo-Su 20:00-24:00")
    one = service(hours="Mo-Fr 09:00-17:00", contacts=(line("day"), night))
    evening = datetime(2026, 11, 20, 21, tzinfo=LONDON)
    assert _opening(one, one.contacts, evening, LONDON, "GB", ENGLAND).state == "open"
    assert _opening(one, one.contacts[:1], evening, LONDON, "GB", ENGLAND).state == "closed"
    assert _opening(one, (), evening, LONDON, "GB", ENGLAND).state == "not_known"


def test_hours_are_read_in_the_time_of_the_line() -> None:
    canary, madrid = ZoneInfo("Atlantic/Canary"), ZoneInfo("Europe/Madrid")
    one = service(hours="Mo-Fr 09:00-17:00", country="ES")
    for_her = datetime(2026, 11, 20, 8, 30, tzinfo=canary)
    assert _opening(one, one.contacts, for_her, madrid, "ES").state == "open"
    assert _opening(one, one.contacts, for_her, canary, "ES").state == "closed"


def test_always_open_is_read_off_the_contact_first() -> None:
    one = service(hours="24/7", contacts=(line("a"), line("b", hours="Mo-Fr 09:00-17:00")))
    assert [is_always_open(one, contact) for contact in one.contacts] == [True, False]


@pytest.mark.parametrize("type_", ["web", "email", "app"])
def test_a_page_or_a_letterbox_is_never_open_whatever_the_services_hours(type_: str) -> None:
    moment = datetime.fromisoformat("2026-11-20T12:00").replace(tzinfo=LONDON)
    for hours in ("24/7", "Mo-Fr 09:00-17:00", '"by appointment"'):
        one = service(hours=hours, contacts=(line("x", type_),))  # a contact of this type alone
        assert _opening(one, one.contacts, moment, LONDON, "GB", ENGLAND) == Opening("not_known")
        assert not is_always_open(one, one.contacts[0])


@pytest.mark.parametrize("type_", ["voice", "sms", "whatsapp", "webchat"])
def test_a_line_at_whose_end_somebody_is_keeps_the_services_hours(type_: str) -> None:
    moment = datetime.fromisoformat("2026-11-20T12:00").replace(tzinfo=LONDON)
    one = service(hours="Mo-Fr 09:00-17:00", contacts=(line("x", type_), line("y", "web")))
    assert _opening(one, one.contacts, moment, LONDON, "GB", ENGLAND) == Opening("open")
