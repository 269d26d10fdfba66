"""
A clock that moves forward: checked records age, leave, and the national line takes their place.

The same in the listing and on the card, on made and on the shipped records (S61).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.presentation.service_card import service_text
from bot.scenes import scene_of
from bot.signposting.directory import Directory
from bot.signposting.freshness import AGEING_DAYS, FRESH_DAYS, STALE_DAYS
from bot.signposting.listing import Listing, UrgentNumber
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.service import Service
from bot.signposting.shown import as_shown
from tests.conversation import visit
from tests.signposting.made import AREAS, NOON, need, service

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
CHECKED_ON = NOON.date()
AT_HOME: dict[str, Any] = {"serves": ("London",), "hours": "24/7"}
LOCAL = service("local", **AT_HOME, assured_date=CHECKED_ON)
NEVER = service("never", **AT_HOME)
NATIONAL = service("national", assured_date=CHECKED_ON, confidence="low")


def listed(days: int, *services: Service) -> Listing:
    asked = need(area="London")
    directory = Directory(1, services, AREAS)
    return make_listing(asked, directory, (), NOON + timedelta(days=days))


def ids(found: Listing) -> list[str]:
    return [one.service.id for one in found.entries]


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, "fresh"),
        (FRESH_DAYS, "fresh"),
        (FRESH_DAYS + 1, "ageing"),
        (AGEING_DAYS, "ageing"),
        (AGEING_DAYS + 1, "stale"),
        (STALE_DAYS, "stale"),
    ],
)
def test_s61_until_a_year_after_its_check_a_local_record_is_listed_and_says_its_age(
    days: int, state: str
) -> None:
    found = listed(days, LOCAL, NATIONAL)
    assert ids(found) == ["local", "national"]
    assert found.entries[0].checked.state == state
    assert found.entries[0].checked.on == CHECKED_ON


def test_s61_a_day_after_that_year_the_national_line_takes_its_place() -> None:
    before, after = listed(STALE_DAYS, LOCAL, NATIONAL), listed(STALE_DAYS + 1, LOCAL, NATIONAL)
    assert (before.pair.call_first, after.pair.call_first) == ("local", "national")
    assert ids(after) == ["national"]
    assert after.entries[0].checked.state == "stale"
    assert {one.entry.service.id for one in after.plan_b} == {"national"}
    assert after.met == before.met


def test_s61_what_was_checked_again_passes_what_went_stale() -> None:
    day = AGEING_DAYS + 1
    again = replace(NATIONAL, assured_date=CHECKED_ON + timedelta(days=day))
    assert ids(listed(0, LOCAL, NATIONAL)) == ["local", "national"]
    assert ids(listed(day, LOCAL, again)) == ["national", "local"]


def test_s61_what_nobody_checked_stays_after_every_check_and_outlives_them() -> None:
    for days in (0, FRESH_DAYS + 1, AGEING_DAYS + 1, STALE_DAYS):
        assert ids(listed(days, NEVER, LOCAL)) == ["local", "never"]
    assert ids(listed(STALE_DAYS + 1, NEVER, LOCAL)) == ["never"]
    assert ids(listed(10 * STALE_DAYS, NEVER, LOCAL)) == ["never"]


def test_s61_a_record_that_leaves_while_she_reads_keeps_its_number_and_goes() -> None:
    asked = need(area="London")
    directory = Directory(1, (LOCAL, NATIONAL), AREAS)
    after = NOON + timedelta(days=STALE_DAYS + 1)
    on_screen = tuple(ids(listed(STALE_DAYS, LOCAL, NATIONAL)))
    fresh = make_listing(asked, directory, (), after)
    gone, stays = as_shown(on_screen, fresh, asked, directory, after)
    assert on_screen == ("local", "national")
    assert gone is None
    assert stays is not None
    assert stays.service.id == "national"


def card(days: int, *services: Service) -> str:
    moment = visit.visit("en").tap("in_confidence", "me", "GB", "skip", "skip")
    assert moment.session is not None
    scene = scene_of(moment.session, visit.world(), visit.directory(), visit.NOW)
    found = listed(days, *services)
    return service_text(replace(scene, local=NOON + timedelta(days=days)), 1, found.entries[0])


def test_s61_the_card_counts_the_days_and_warns_when_they_are_many() -> None:
    assert "Checked 0 days ago" in card(0, LOCAL)
    assert "Checked 1 day ago" in card(1, LOCAL)
    assert "may have changed" not in card(AGEING_DAYS, LOCAL)
    assert f"Checked {STALE_DAYS} days ago; it may have changed" in card(STALE_DAYS, LOCAL)
    late = f"Checked {STALE_DAYS + 1} days ago; it may have changed"
    assert late in card(STALE_DAYS + 1, LOCAL, NATIONAL)
    assert "nobody has phoned it" in card(10 * STALE_DAYS, NEVER)


@pytest.fixture(scope="module")
def all_checked_today(shipped: Directory) -> Directory:
    """The shipped records as if somebody had checked every one of them on the same day."""
    services = tuple(replace(one, assured_date=CHECKED_ON) for one in shipped.services)
    return replace(shipped, services=services)


@pytest.mark.parametrize("country", COUNTRIES)
def test_s61_when_nobody_checks_for_a_year_only_national_lines_are_left_and_never_nothing(
    country: str, all_checked_today: Directory, urgent: tuple[UrgentNumber, ...]
) -> None:
    whole = all_checked_today.areas.country(country).id
    after = NOON + timedelta(days=STALE_DAYS + 1)
    for area in (None, *(one.id for one in all_checked_today.areas.choices(country))):
        asked = Need(country, area, ("domestic_abuse",))
        found = make_listing(asked, all_checked_today, urgent, after)
        assert found.urgent
        assert found.entries
        assert found.plan_b
        assert all(whole in one.service.serves for one in found.entries)
        assert {one.checked.state for one in found.entries} == {"stale"}


def test_s61_in_newham_the_pair_is_gone_after_a_year_and_the_check_brings_it_back(
    all_checked_today: Directory,
) -> None:
    asked = Need("GB", "London/Newham", ("domestic_abuse",), ("sq",))

    def pair(directory: Directory, at: datetime) -> set[str]:
        found = make_listing(asked, directory, (), at).pair
        return {one.service.id for one in (found.community, found.specialist) if one}

    model = {"shpresa-programme", "solace-womens-aid"}
    after = NOON + timedelta(days=STALE_DAYS + 1)
    assert pair(all_checked_today, NOON) == model
    assert pair(all_checked_today, after).isdisjoint(model)
    again = tuple(
        replace(one, assured_date=after.date()) if one.id in model else one
        for one in all_checked_today.services
    )
    assert pair(replace(all_checked_today, services=again), after) == model
