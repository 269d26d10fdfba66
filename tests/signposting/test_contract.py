"""Whatever is asked, the listing keeps the contract. Asked of the shipped records."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.errors import NeedError
from bot.exchange.need_json import listing_to_json
from bot.signposting.directory import EMPTY, Directory
from bot.signposting.listing import (
    CheckedState,
    Listing,
    Met,
    OpenState,
    PlanBWhen,
    Spoken,
    UrgentNumber,
    Why,
)
from bot.signposting.match import make_listing
from bot.signposting.need import NEEDS, Need
from bot.signposting.service import ContactType

COUNTRIES = ("GB", "MT", "ES", "DE", "IT", "FR")
LANGUAGES = ("sq", "ar", "en", "es", "ckb", "so", "fr", "de", "uk", "xx")


@pytest.fixture(scope="module")
def needs_of(shipped: Directory) -> some.SearchStrategy[Need]:
    """Any need at all in the six countries."""
    return some.sampled_from(COUNTRIES).flatmap(lambda country: _needs(country, shipped))


def _needs(country: str, shipped: Directory) -> some.SearchStrategy[Need]:
    areas = [area.id for area in shipped.area_list if area.country == country]
    return some.builds(
        Need,
        country=some.just(country),
        area=some.none() | some.sampled_from(areas),
        needs=_some_of(NEEDS, 4),
        languages=_some_of(LANGUAGES, 3),
        papers=some.sampled_from(
            (None, "no_recourse", "asylum", "spouse_visa", "undocumented", "settled")
        ),
        age=some.sampled_from((None, "child", "adult")),
        who=some.sampled_from((None, "woman", "man", "other")),
        groups=_some_of(("deaf", "disabled", "lgbt"), 3),
        contact=_some_of(("voice", "text", "web"), 3),
        tonight=some.sampled_from((None, True, False)),
        stage=some.sampled_from((None, "now", "recovery")),
        in_confidence=some.sampled_from((None, True, False)),
    )


def _some_of(values: tuple[str, ...], most: int) -> some.SearchStrategy[tuple[Any, ...]]:
    return some.lists(some.sampled_from(values), unique=True, max_size=most).map(tuple)


def services_of(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pair = made["pair"]
    yield from (one for one in (pair["community"], pair["specialist"]) if one)
    yield from made["others"]


def check_service(one: dict[str, Any], asked: Need) -> None:
    assert list(one) == [
        "id", "name", "kind", "why", "papers", "spoken", "open", "opens_at", "contacts", "checked",
    ]  # fmt: skip
    assert one["kind"] in {"community", "specialist", "statutory"}
    assert set(one["why"]) <= set(get_args(Why))
    assert len(one["why"]) == len(set(one["why"])) > 0
    assert one["papers"] in {"yes", "ask", "not_asked"}
    assert list(one["spoken"]) == list(asked.languages)
    assert set(one["spoken"].values()) <= set(get_args(Spoken))
    assert one["open"] in get_args(OpenState)
    assert one["opens_at"] is None or datetime.fromisoformat(one["opens_at"]).tzinfo
    assert one["checked"]["state"] in get_args(CheckedState)
    for contact in one["contacts"]:
        assert list(contact) == ["type", "value", "dial", "call_cost", "bill"]
        assert contact["type"] in get_args(ContactType)
        assert isinstance(contact["value"], str)


def check_listing(found: Listing, asked: Need, shipped: Directory) -> None:
    made = json.loads(json.dumps(listing_to_json(found)))
    assert list(made) == ["urgent", "pair", "others", "plan_b", "met"]
    assert made["urgent"]
    assert made["met"] in get_args(Met)
    services = list(services_of(made))
    assert len(services) <= 8
    ids = [one["id"] for one in services]
    values = [contact["value"] for one in services for contact in one["contacts"]]
    assert len(ids) == len(set(ids))
    assert len(values) == len(set(values))
    community = made["pair"]["community"]
    assert all(one["contacts"] for one in services if one != community)
    assert made["pair"]["call_first"] in {*ids, None}
    whens = [one["when"] for one in made["plan_b"]]
    assert whens == [when for when in get_args(PlanBWhen) if when in whens]
    planned = [one["service"] for one in made["plan_b"]]
    assert all(one["contacts"] for one in planned)
    for one in services + planned:
        check_service(one, asked)
        check_honest(one, asked, shipped)


def check_honest(one: dict[str, Any], asked: Need, shipped: Directory) -> None:
    record = shipped.by_id[one["id"]]
    confirmed = {contact.value for contact in record.confirmed_contacts}
    assert {contact["value"] for contact in one["contacts"]} <= confirmed, "S60"
    assert record.show == "yes"
    assert record.run_by != "police"
    assert asked.who == "man" or record.takes.woman != "no" or asked.who == "other"
    assert not (asked.is_ordinary and record.telling), "S25"


@settings(max_examples=150, deadline=None)
@given(data=some.data())
def test_whatever_is_asked_the_contract_is_kept(
    data: some.DataObject,
    needs_of: some.SearchStrategy[Need],
    shipped: Directory,
    urgent: tuple[UrgentNumber, ...],
    now: datetime,
) -> None:
    asked = data.draw(needs_of)
    check_listing(make_listing(asked, shipped, urgent, now), asked, shipped)


@settings(max_examples=25, deadline=None)
@given(data=some.data())
def test_the_order_of_the_files_changes_nothing(
    data: some.DataObject, needs_of: some.SearchStrategy[Need], shipped: Directory, now: datetime
) -> None:
    asked = data.draw(needs_of)
    seed = data.draw(some.randoms(use_true_random=False))
    services = list(shipped.services)
    seed.shuffle(services)
    shuffled = Directory(2, tuple(services), shipped.area_list)
    assert make_listing(asked, shuffled, (), now) == make_listing(asked, shipped, (), now)


def test_what_the_records_say_they_do_is_in_the_list_of_needs(shipped: Directory) -> None:
    said = {one for record in shipped.services for one in record.needs}
    assert said == set(NEEDS)
    assert len(NEEDS) == len(set(NEEDS)) == 22


def test_s64_urgent_numbers_come_with_an_empty_directory(
    urgent: tuple[UrgentNumber, ...], now: datetime
) -> None:
    for country in COUNTRIES:
        found = make_listing(Need(country), EMPTY, urgent, now)
        assert found.urgent
        assert {number.country for number in found.urgent} == {country}


def test_the_moment_of_the_need_goes_before_the_clock(shipped: Directory, now: datetime) -> None:
    asked = Need("GB", "London", ("domestic_abuse",), at=now + timedelta(days=40, hours=9))
    later = Need("GB", "London", ("domestic_abuse",))
    assert make_listing(asked, shipped, (), now) == make_listing(
        later, shipped, (), now + timedelta(days=40, hours=9)
    )


def test_an_area_that_is_none_is_refused_with_a_remedy(shipped: Directory, now: datetime) -> None:
    with pytest.raises(NeedError, match="'Atlantis'"):
        make_listing(Need("GB", "Atlantis"), shipped, (), now)
