"""The work list names what is pressing first, and search forgives spelling."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.admin.search import alike_services, found_services
from bot.admin.work import FromFiles, missing_pairs, overdue_among, work_of
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.country_notes import CountryNote
from bot.signposting.directory import Directory
from bot.signposting.listing import UrgentNumber
from bot.signposting.partnership import with_review
from bot.signposting.service import Partner
from bot.storage.house_settings import HouseSettings
from bot.storage.reports import Report

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def directory_of(files: DirectoryFiles) -> Directory:
    return Directory(1, files.services, files.areas)


def test_the_riskiest_and_longest_unchecked_come_first(files: DirectoryFiles) -> None:
    plain = replace(
        files.services[0], is_shelter=False, telling=False, stage=(), kind="community",
        needs=("language_integration",), sector=("migrant_refugee_support",),
    )  # fmt: skip
    shelter = replace(plain, is_shelter=True)
    made = [
        replace(plain, id="fresh", assured_date=TODAY - timedelta(days=90)),
        replace(plain, id="late", assured_date=TODAY - timedelta(days=91)),
        replace(plain, id="later", assured_date=TODAY - timedelta(days=200)),
        replace(plain, id="never"),
        replace(shelter, id="shelter-late", assured_date=TODAY - timedelta(days=91)),
        replace(shelter, id="shelter-never"),
    ]
    order = [one.service.id for one in overdue_among(made, TODAY)]
    assert order == ["shelter-never", "shelter-late", "never", "later", "late"]


def test_s64_an_urgent_number_of_an_old_page_is_on_the_work_list(files: DirectoryFiles) -> None:
    old = UrgentNumber("old", "GB", "999", "voice", "emergency", "stated", source_year=2019)
    new = replace(old, id="new", source_year=2024)
    work = work_of(
        directory_of(files), (), (), FromFiles(urgent=(old, new)), TODAY, HouseSettings()
    )
    assert work.urgent == (old,)


def test_what_expires_is_reported_and_rests_on_nothing_is_on_the_list(
    files: DirectoryFiles,
) -> None:
    one, other, *rest = files.services
    one = replace(one, partners=(Partner(other.id, "stated"),))
    contact = replace(other.contacts[0], status="unconfirmed")
    other = replace(other, contacts=(*other.contacts, contact))
    directory = Directory(1, (one, other, *rest), files.areas)
    soon = CountryNote("a", "GB", "children", (), "x", True, TODAY + timedelta(days=60), ())
    later = replace(soon, id="b", expires=TODAY + timedelta(days=61))
    reports = (Report(one.id, "number_failed", "2026-W48", 2), Report("gone", "x", "2026-W48", 1))  # type: ignore[arg-type]
    work = work_of(directory, (), reports, FromFiles(notes=(later, soon)), TODAY, HouseSettings())
    assert work.notes == (soon,)
    assert [service.id for service, _ in work.reported] == [one.id]
    assert (other.id, contact) in [(service.id, way) for service, way in work.unconfirmed]
    assert all(not way.confirmed for _, way in work.unconfirmed)
    assert [(pair.one.id, pair.other.id) for pair in work.partners] == [(one.id, other.id)]
    reviewed = with_review(one, other.id, TODAY)
    fresh = Directory(2, (reviewed, other, *rest), files.areas)
    assert work_of(fresh, (), (), FromFiles(), TODAY, HouseSettings()).partners == ()
    eager = HouseSettings(notes_days=7)
    assert work_of(fresh, (), (), FromFiles(notes=(soon,)), TODAY, eager).notes == ()
    assert (work.shown, work.checked) == (len(directory.services), 0)


def test_a_language_without_a_group_is_named_with_where(shipped: DirectoryFiles) -> None:
    directory = Directory(1, shipped.services, shipped.areas)
    missing = {
        (one.country, one.language): one
        for one in missing_pairs(directory, ("sq", "en", "vi"), NOW)
    }
    assert ("GB", "en") not in missing, "its own language is no gap"
    assert ("GB", "vi") in missing
    albanian = missing.get(("GB", "sq"))
    assert albanian is None or len(albanian.areas) < albanian.parts, "Shpresa speaks it"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("shpresa", "Shpresa Programme"),
        ("Shprsa programe", "Shpresa Programme"),
        ("solas womens aid", "Solace Women's Aid"),
        ("karma nirvna", "Karma Nirvana Honour Based Abuse Helpline"),
        ("papatia", "PAPATYA (Türkisch-Deutscher Frauenverein) mit Onlineberatung SIBEL"),
        ("linea de atencion conducta suicida", "024 Línea de atención a la conducta suicida"),
        ("0808 2000 247", "National Domestic Abuse Helpline (Refuge)"),
    ],
)
def test_search_forgives_spelling(shipped: DirectoryFiles, typed: str, name: str) -> None:
    found = [one.name for one in found_services(typed, shipped.services)]
    assert name in found[:5]


def test_what_is_like_nothing_finds_nothing(shipped: DirectoryFiles) -> None:
    assert found_services("xqzw vvkk", shipped.services) == []
    assert len(found_services("  ", shipped.services)) == len(shipped.services)


def test_a_service_that_is_there_already_is_hinted_at(files: DirectoryFiles) -> None:
    known = files.services[0]
    same_name = replace(known, id="new", contacts=())
    same_number = replace(known, id="new", name="Something else entirely")
    other = replace(known, id="new", name="Something else entirely", contacts=())
    assert known in alike_services(same_name, files.services)
    assert known in alike_services(same_number, files.services)
    assert alike_services(other, files.services) == []
    assert alike_services(known, [known]) == []
