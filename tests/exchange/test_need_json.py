"""What goes into `match` and comes out of it keeps the contract, and says so when it does not."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.errors import NeedError
from bot.exchange.need_json import (
    CLOSED,
    COUNTRIES,
    KEYS,
    LISTS,
    countries,
    listing_to_json,
    nearest_areas,
    print_listing,
    read_need,
)
from bot.signposting.directory import EMPTY, Directory
from bot.signposting.languages import OF_THE_PROJECT
from bot.signposting.listing import (
    Checked,
    Entry,
    Listing,
    Opening,
    Pair,
    PlanB,
    UrgentNumber,
)
from bot.signposting.match import make_listing
from bot.signposting.need import Need
from bot.signposting.places import Area
from bot.signposting.service import SpokenLanguage
from bot.yaml_file import read_yaml
from tests.signposting.made import line, listing, service

AREAS = Path(__file__).parents[2] / "services_data" / "areas.yaml"


@pytest.fixture(scope="session")
def places() -> Directory:
    """The shipped areas without any service."""
    areas = msgspec.convert(read_yaml(AREAS).value, tuple[Area, ...])
    assert len(areas) > 200
    return Directory(1, (), areas)


def refusal(text: str, directory: Directory) -> str:
    with pytest.raises(NeedError) as caught:
        read_need(text, directory)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert "allowed" in message or "the keys are" in message or "each key once" in message
    return message


def test_every_key_of_the_contract_is_read(places: Directory) -> None:
    said: dict[str, Any] = {
        "country": "GB",
        "area": "London/Newham",
        "needs": ["domestic_abuse"],
        "languages": ["sq", "en", "sq"],
        "papers": "no_recourse",
        "age": "adult",
        "who": "woman",
        "groups": ["deaf"],
        "children": "with_me",
        "contact": ["text"],
        "tonight": True,
        "stage": "now",
        "in_confidence": False,
        "at": "2026-11-20T09:30:00+01:00",
    }
    assert tuple(said) == KEYS
    assert read_need(json.dumps(said), places) == Need(
        "GB",
        "London/Newham",
        ("domestic_abuse",),
        ("sq", "en"),
        "no_recourse",
        "adult",
        "woman",
        ("deaf",),
        "with_me",
        ("text",),
        True,
        "now",
        False,
        datetime(2026, 11, 20, 9, 30, tzinfo=timezone(timedelta(hours=1))),
    )


def test_every_key_but_the_country_may_be_missing_or_null(places: Directory) -> None:
    nothing = dict.fromkeys(KEYS) | {"country": "MT"}
    assert read_need(json.dumps(nothing), places) == Need("MT")
    assert read_need('{"country": "MT"}', places) == Need("MT")


def test_no_recourse_is_read_as_not_said_outside_the_united_kingdom(places: Directory) -> None:
    assert countries(places)
    for country in countries(places):
        need = read_need(json.dumps({"country": country, "papers": "no_recourse"}), places)
        assert need.papers == ("no_recourse" if country == "GB" else None)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"GB"', "1", "9" * 5000, "[" * 100_000])
def test_what_is_no_object_is_refused(text: str, places: Directory) -> None:
    refusal(text, places)


def test_without_a_country_the_six_are_named(places: Directory) -> None:
    for text in ("{}", '{"country": null}', '{"country": "UK"}'):
        assert "GB, MT, ES, DE, IT, FR" in refusal(text, places)


def test_a_seventh_country_comes_by_data_alone(places: Directory) -> None:
    portugal = Area("Portugal", "PT", "country", {"en": "Portugal"}, time_zone="Europe/Lisbon")
    seven = Directory(1, (), (*places.area_list, portugal))
    assert countries(seven) == (*COUNTRIES, "PT")
    need = read_need('{"country": "PT", "area": "Portugal"}', seven)
    assert need == Need("PT", "Portugal")
    assert make_listing(need, seven, (), datetime(2026, 11, 20, tzinfo=UTC)).entries == ()
    assert "DE, IT, FR, PT" in refusal('{"country": "GR"}', seven)
    assert refusal('{"country": "PT"}', places).endswith("IT, FR")


def test_with_an_empty_directory_the_six_countries_are_still_read() -> None:
    assert countries(EMPTY) == COUNTRIES
    assert read_need('{"country": "MT"}', EMPTY) == Need("MT")


def test_a_language_that_is_none_is_refused_and_one_that_a_service_lists_is_not(
    places: Directory,
) -> None:
    message = refusal('{"country": "GB", "languages": ["sq", "zz"]}', places)
    assert "'zz' is not allowed in 'languages': allowed are en, fr, es," in message
    assert "another ISO 639 code that a service lists" in message
    on_hold = service("one", show="hold", languages=(SpokenLanguage("zu", "ask", "assumed"),))
    listing_it = Directory(1, (on_hold,), places.area_list)
    for one in (*OF_THE_PROJECT, "ku", "zu"):
        said = json.dumps({"country": "GB", "languages": [one]})
        assert read_need(said, listing_it).languages == (one,)
    assert len(OF_THE_PROJECT) == 26


def test_an_unknown_key_is_refused_with_the_known_ones(places: Directory) -> None:
    message = refusal('{"country": "GB", "name": "x"}', places)
    assert "'name'" in message
    assert all(key in message for key in KEYS)


def test_a_key_that_stands_twice_is_refused(places: Directory) -> None:
    assert "'country' stands twice" in refusal('{"country": "GB", "country": "FR"}', places)


@pytest.mark.parametrize("key", [*CLOSED, *LISTS])
@pytest.mark.parametrize("wrong", ["unheard_of", 7, True, ["unheard_of"], [None], {"a": 1}])
def test_an_unknown_value_is_refused_with_the_allowed_ones(
    key: str, wrong: object, places: Directory
) -> None:
    message = refusal(json.dumps({"country": "GB", key: wrong}), places)
    assert f"{key!r}" in message
    if key in CLOSED or isinstance(wrong, list):
        assert all(one in message for one in {**CLOSED, **LISTS}[key])


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("tonight", "true"),
        ("tonight", 1),
        ("in_confidence", "no"),
        ("languages", ["english"]),
        ("languages", ["EN"]),
        ("languages", "sq"),
        ("languages", [3]),
        ("area", 3),
        ("area", "\ud800"),
        ("at", "2026-11-20"),
        ("at", "2026-11-20T09:30:00"),
        ("at", "2026-02-30T09:30:00Z"),
        ("at", "2026-11-20T25:30:00Z"),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("at", "9999-12-31T23:59:59-12:00"),
        ("at", 1_700_000_000),
    ],
)
def test_what_is_misshapen_is_refused(key: str, wrong: object, places: Directory) -> None:
    message = refusal(json.dumps({"country": "GB", key: wrong}), places)
    assert f"{key!r}" in message or "is no area of GB" in message
    assert message.encode("utf-8")


@pytest.mark.parametrize(
    ("country", "typed", "nearest"),
    [
        ("GB", "Newam", "London/Newham"),
        ("GB", "london/newham", "London/Newham"),
        ("DE", "Bayren", "Bayern"),
        ("FR", "Ile-de-France", "Île-de-France"),
        ("ES", "Andalucia", "Andalucía"),
    ],
)
def test_a_mistyped_area_is_refused_with_the_three_nearest(
    country: str, typed: str, nearest: str, places: Directory
) -> None:
    message = refusal(json.dumps({"country": country, "area": typed}), places)
    found = nearest_areas(country, typed, places)
    assert len(found) == 3
    assert found[0] == nearest
    assert ", ".join(found) in message


def test_an_area_of_another_country_is_refused(places: Directory) -> None:
    assert "is no area of FR" in refusal('{"country": "FR", "area": "London"}', places)


def test_a_long_or_broken_value_stays_one_short_line(places: Directory) -> None:
    message = refusal(json.dumps({"country": "GB", "who": "x\n\u2028" * 5000}), places)
    assert len(message) < 200


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3),
    max_leaves=4,
)


def outcome(text: str, directory: Directory) -> str:
    try:
        read_need(text, directory)
    except NeedError as error:
        return str(error)
    return "a need"


@settings(max_examples=100, deadline=None)
@given(said=some.dictionaries(some.sampled_from(KEYS), JSON, max_size=4))
def test_whatever_comes_it_is_a_need_or_one_line(said: dict[str, Any], places: Directory) -> None:
    assert len(outcome(json.dumps({"country": "GB"} | said), places).splitlines()) == 1


def test_a_listing_for_a_person_cuts_no_id_and_no_address_in_a_narrow_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    one = service(f"a{'-long' * 12}", contacts=(line(f"https://{'b' * 60}.org", "web"),))
    print_listing(listing(one), as_json=False)
    table = capsys.readouterr().out
    assert "…" not in table
    rows = [row for row in table.splitlines() if row.startswith("│")]
    said = "".join(row.split("│")[2].strip() for row in rows)
    assert one.id in said
    assert one.contacts[0].value in said


def test_a_listing_goes_out_as_the_contract_says() -> None:
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    number = line("+442070000000", dial="020 7000 0000", call_cost="free", bill="not_shown")
    one = Entry(
        service("one", contacts=(number,)),
        ("need", "area"),
        "ask",
        {"sq": "staff"},
        Opening("closed", moment),
        (number,),
        Checked("fresh", moment.date(), 2024),
    )
    urgent = UrgentNumber("gb-999", "GB", "999", "voice", "emergency", "stated")
    pair = Pair(None, one, together=False, call_first="one")
    made = listing_to_json(Listing((urgent,), pair, (), (PlanB("refused", one),), "need"))
    as_made = {
        "id": "one",
        "name": "Plain",
        "kind": "specialist",
        "why": ["need", "area"],
        "papers": "ask",
        "spoken": {"sq": "staff"},
        "open": "closed",
        "opens_at": "2026-11-23T09:00:00+00:00",
        "contacts": [
            {
                "type": "voice",
                "value": "+442070000000",
                "dial": "020 7000 0000",
                "call_cost": "free",
                "bill": "not_shown",
            }
        ],
        "checked": {"state": "fresh", "date": "2026-11-23", "source_year": 2024},
    }
    assert made == {
        "urgent": [{"id": "gb-999", "dial": "999", "kind": "emergency", "how": "voice"}],
        "pair": {"community": None, "specialist": as_made, "together": False, "call_first": "one"},
        "others": [],
        "plan_b": [{"when": "refused", "service": as_made}],
        "met": "need",
    }
    assert json.loads(json.dumps(made)) == made
