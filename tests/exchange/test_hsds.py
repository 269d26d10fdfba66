"""HSDS both ways: nothing of ours is lost, and nothing that a schema lets pass gets in."""

import copy
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from bot.checks.services_one import Judge
from bot.errors import ExchangeError
from bot.exchange.formats import open_writer, read_lines
from bot.exchange.hsds_package import read_package, write_package
from bot.exchange.hsds_tables import Nester, flattened
from bot.exchange.hsds_write import to_hsds
from bot.exchange.lines import Line
from bot.exchange.plain import to_plain
from bot.exchange.service_files import read_directory_files
from bot.signposting.service import Contact, Service
from tests.exchange.records import services

DATA = Path(__file__).parents[2] / "services_data"
TODAY = date(2026, 11, 30)

Record = dict[str, Any]


@pytest.fixture(scope="module")
def shipped() -> list[Service]:
    return list(read_directory_files(DATA).services)


@pytest.fixture(scope="module")
def judge(shipped: list[Service]) -> Judge:
    return Judge(DATA, {service.id for service in shipped}, TODAY)


def foreign() -> Record:
    """A service as another directory might publish it, with most objects that HSDS has."""
    phone = {
        "id": "8f1c4d1e-0000-4000-8000-000000000002",
        "number": "020 7946 0018",
        "type": "voice",
        "languages": [{"id": "8f1c4d1e-0000-4000-8000-000000000003", "code": "so"}],
    }
    address = {
        "id": "8f1c4d1e-0000-4000-8000-000000000004",
        "address_1": "12 Invented Street",
        "city": "London",
        "state_province": "London",
        "postal_code": "E15 1AA",
        "country": "GB",
        "address_type": "physical",
    }
    location = {
        "id": "8f1c4d1e-0000-4000-8000-000000000005",
        "location_type": "physical",
        "latitude": 51.5,
        "longitude": 0,
        "addresses": [address],
    }
    return {
        "id": "8f1c4d1e-0000-4000-8000-000000000001",
        "name": "Invented Women's Group",
        "description": "Somali-speaking women meet and help each other",
        "status": "active",
        "minimum_age": 16,
        "maximum_age": 99,
        "assured_date": "2026-03-02",
        "email": "hello@example.org",
        "url": "https://example.org",
        "phones": [phone],
        "languages": [{"id": "8f1c4d1e-0000-4000-8000-000000000006", "code": "so"}],
        "schedules": [
            {
                "id": "8f1c4d1e-0000-4000-8000-000000000007",
                "freq": "WEEKLY",
                "byday": "MO,TU",
                "opens_at": "10:00",
                "closes_at": "16:00",
            }
        ],
        "organization": {
            "id": "8f1c4d1e-0000-4000-8000-000000000008",
            "name": "Invented Group",
            "description": "A charity",
            "contacts": [{"id": "8f1c4d1e-0000-4000-8000-000000000009", "phones": [phone]}],
        },
        "service_at_locations": [
            {"id": "8f1c4d1e-0000-4000-8000-00000000000a", "location": location}
        ],
        "attributes": [
            {
                "id": "8f1c4d1e-0000-4000-8000-00000000000b",
                "link_entity": "service",
                "taxonomy_term": {
                    "id": "8f1c4d1e-0000-4000-8000-00000000000c",
                    "name": "Peer support",
                    "description": "People help each other",
                    "taxonomy_detail": {
                        "id": "8f1c4d1e-0000-4000-8000-00000000000d",
                        "name": "Invented terms",
                        "description": "A list",
                    },
                },
            }
        ],
    }


def lines(tmp_path: Path, given: object) -> list[Line]:
    path = tmp_path / "given.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    return list(read_lines(path))


@pytest.mark.parametrize(
    "name",
    [
        "out.json",
        pytest.param("out.zip", marks=pytest.mark.whole),
        pytest.param("folder", marks=pytest.mark.whole),
    ],
)
def test_every_shipped_record_comes_back_without_its_notes(
    shipped: list[Service], tmp_path: Path, name: str
) -> None:
    writer = open_writer("hsds", tmp_path / name, 9)
    for service in shipped:
        writer.add(service)
    assert "notes for administrators" in writer.close()[0]
    found = list(read_lines(tmp_path / name))
    assert [line.faults for line in found if line.faults] == []
    assert {line.untold for line in found} == {("admin_notes",)}
    back = [msgspec.convert(line.plain, Service) for line in found]
    assert back == [replace(service, admin_notes=None) for service in shipped]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(service=services())
def test_any_record_comes_back(tmp_path: Path, service: Service) -> None:
    service = replace(service, admin_notes=None)
    record = to_hsds(service)
    record.pop("url", None)  # where a contact is any text, HSDS's own place for it would refuse it
    [line] = lines(tmp_path, [record])
    assert line.faults == ()
    assert msgspec.convert(line.plain, Service) == service


def test_a_nought_in_a_contact_comes_back(tmp_path: Path, shipped: list[Service]) -> None:
    contact = Contact("voice", "112", "unconfirmed", source_year=0)
    [line] = lines(tmp_path, [to_hsds(replace(shipped[0], contacts=(contact,)))])
    assert msgspec.convert(line.plain, Service).contacts == (contact,)


def test_ids_are_the_same_in_every_export(shipped: list[Service]) -> None:
    once, again = to_hsds(shipped[0]), to_hsds(replace(shipped[0], name="Another name"))
    assert once["id"] == again["id"]
    assert [one["id"] for one in once["phones"]] == [one["id"] for one in again["phones"]]
    assert len({to_hsds(service)["id"] for service in shipped}) == len(shipped)


@pytest.mark.parametrize("name", ["package.zip", "package"])
def test_json_and_the_tabular_package_hold_the_same(tmp_path: Path, name: str) -> None:
    tables = flattened([foreign()])
    assert {"services", "phones", "addresses", "taxonomies"} <= set(tables)
    assert len(tables["phones"]) == 1, "the same phone in two places is one row"
    write_package(tmp_path / name, tables)
    read = read_package(tmp_path / name)
    assert read == tables
    assert list(Nester(read).services()) == [foreign()]


def test_a_row_that_belongs_to_nobody_stays_in_its_table(tmp_path: Path) -> None:
    tables = flattened([foreign()])
    tables["attributes"].append({"id": "x", "link_id": "nowhere", "value": "1"})
    write_package(tmp_path / "package.zip", tables)
    assert read_package(tmp_path / "package.zip") == tables


def test_what_somebody_else_wrote_waits_for_a_person(tmp_path: Path, judge: Judge) -> None:
    [line] = lines(tmp_path, {"contents": [foreign()]})
    assert line.faults == ()
    service, faults = judge.service(line, line.plain)
    assert faults == []
    assert service is not None
    assert service.show == "hold"
    assert service.telling
    assert service.confirmed_contacts == ()
    assert [(one.type, one.value) for one in service.contacts] == [
        ("voice", "+442079460018"), ("email", "hello@example.org"), ("web", "https://example.org"),
    ]  # fmt: skip
    assert service.country == "GB"
    assert "does not say: kind" in str(service.admin_notes)
    assert line.column(("contacts", 0, "value")) == "phones[0].number"


def test_s62_an_address_in_hsds_is_left_out_and_said_so(tmp_path: Path, judge: Judge) -> None:
    [line] = lines(tmp_path, [foreign()])
    assert (
        "service_at_locations",
        "no address, place or way there is kept of any service (S62)",
    ) in (line.left_out)
    service, _ = judge.service(line, line.plain)
    held = json.dumps(msgspec.to_builtins(service))
    for secret in ("Invented Street", "E15", "51.5"):
        assert secret not in held


def test_what_a_person_filled_in_since_is_not_undone(tmp_path: Path) -> None:
    [line] = lines(tmp_path, [foreign()])
    assert {"kind", "needs", "takes", "contacts", "show", "telling"} <= set(line.untold)
    assert not {"name", "status", "min_age"} & set(line.untold)


def changed(*way: str | int, value: Any) -> Record:
    """Return the foreign service with one value changed."""
    record: Any = copy.deepcopy(foreign())
    inside = record
    for step in way[:-1]:
        inside = inside[step]
    inside[way[-1]] = value
    return record  # type: ignore[no-any-return]  # it was made as a record


PLACE = ("service_at_locations", 0, "location")
TRAPS = {
    "latitude 100": (changed(*PLACE, "latitude", value=100), "latitude", "at most 90"),
    "checked yesterday": (changed("assured_date", value="yesterday"), "assured_date", "calendar"),
    "checked in 2031": (changed("assured_date", value="2031-01-01"), "assured_date", "future"),
    "a phone in words": (
        changed("phones", 0, "number", value="call us"), "phones[0].number", "neither a number",
    ),
    "no such language": (
        changed("languages", 0, "code", value="zz-nope"), "languages", "not one of the languages",
    ),
    "ages upside down": (changed("minimum_age", value=100), "minimum_age", "above the oldest"),
    "open at 25:99": (
        changed("schedules", 0, "opens_at", value="25:99"), "schedules[0].opens_at", "time of day",
    ),
    "a script for an address": (
        changed("url", value="javascript:alert(1)"), "url", "no web address",
    ),
    "a formula for a name": (changed("name", value='=HYPERLINK("x")'), "name", "formula"),
    "a key that nobody heeds": (
        changed("confidential", value=True), "confidential", "no reader of HSDS heeds this key",
    ),
    "a key inside": (changed(*PLACE, "confidential", value=True), "confidential", "no key of a"),
    "a number in quotes": (changed("minimum_age", value="16"), "minimum_age", "no number"),
    "no id": (changed("id", value=None), "id", "is missing"),
    "another country": (
        changed(*PLACE, "addresses", 0, "country", value="US"), "country", "allowed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_what_the_schema_of_hsds_lets_pass_is_refused(
    tmp_path: Path, judge: Judge, name: str
) -> None:
    record, column, words = TRAPS[name]
    [line] = lines(tmp_path, [record])
    faults = list(line.faults) or judge.service(line, line.plain)[1]
    assert faults, "it was let in"
    assert any(column in where and words in f"{what}. {remedy}" for where, what, remedy in faults)


def test_a_trap_in_a_file_of_ours_is_refused_too(
    shipped: list[Service], judge: Judge, tmp_path: Path
) -> None:
    record = to_hsds(next(one for one in shipped if one.contacts[0].type == "voice"))
    record["phones"][0]["number"] = "call us"
    [line] = lines(tmp_path, [record])
    [(where, what, _)] = judge.service(line, line.plain)[1]
    assert where == "phones[0].number"
    assert "neither a number" in what


def test_files_that_are_no_hsds_are_refused(tmp_path: Path) -> None:
    for text in ("[1", '{"contents": 3}', "\x00"):
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        with pytest.raises(ExchangeError):
            list(read_lines(tmp_path / "a.json"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExchangeError, match=r"holds neither datapackage\.json"):
        list(read_lines(tmp_path / "folder"))
    assert lines(tmp_path, ["no service"])[0].faults


def test_a_column_that_hsds_does_not_have_is_refused_in_a_package(tmp_path: Path) -> None:
    write_package(tmp_path / "package", flattened([foreign()]))
    table = tmp_path / "package" / "services.csv"
    head, rest = table.read_text("utf-8").split("\n", 1)
    table.write_text(f"{head},confidential\n{rest}", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"row 1, column confidential: is not known"):
        list(read_lines(tmp_path / "package"))


def test_s94_no_cell_of_a_package_begins_like_a_formula(tmp_path: Path) -> None:
    record = changed("name", value="=1+1")
    write_package(tmp_path / "package", flattened([record]))
    assert ",=" not in (tmp_path / "package" / "services.csv").read_text("utf-8")
    assert list(Nester(read_package(tmp_path / "package")).services()) == [record]


def test_open_referral_uk_says_what_it_drops(shipped: list[Service], tmp_path: Path) -> None:
    path = tmp_path / "uk.json"
    writer = open_writer("oruk", path, 9)
    for service in shipped:
        writer.add(service)
    said = "\n".join(writer.close())
    page = json.loads(path.read_text("utf-8"))
    shown = [service for service in shipped if service.show == "yes"]
    assert page["total_items"] == len(page["contents"]) == len(shown)
    for one in ("telephone numbers", "languages", "papers"):
        assert one in said
    assert f"Left out: {len(shipped) - len(shown)} services" in said
    text = path.read_text("utf-8")
    assert "phones" not in text
    assert "attributes" not in text
    assert {one["id"] for one in page["contents"]} == {to_hsds(one)["id"] for one in shown}


def test_the_plain_values_of_a_record_are_what_a_file_holds(shipped: list[Service]) -> None:
    assert all(msgspec.convert(to_plain(one), Service) == one for one in shipped)
