"""A form gives back the record that it was filled from, and says what is wrong beside the field."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.admin.numbers import number_from
from bot.admin.pages.record import new_form
from bot.admin.plain_hours import DAYS, PlainHours, kept_hours, kept_times, plain_hours
from bot.admin.record_form import RecordReader, form_of_record
from bot.admin.soundness import faults_by_field, messages
from bot.checks.services import CHECKS
from bot.checks.services_known import Known
from bot.exchange.service_files import DirectoryFiles, read_directory_files
from bot.i18n.staff_texts import StaffTexts
from bot.signposting.places import Areas
from bot.signposting.service import Service

ENGLISH = StaffTexts("en")
DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture(scope="module")
def files() -> DirectoryFiles:
    return read_directory_files(DATA)


@pytest.fixture(scope="module")
def known(files: DirectoryFiles) -> Known:
    return Known(
        areas=Areas(files.areas),
        short_codes=frozenset((one.country, one.code) for one in files.short_codes),
        taxonomy=files.taxonomy,
        services=frozenset(one.id for one in files.services),
        latest=datetime(2026, 11, 30, tzinfo=UTC).date(),
        today=None,
    )


def test_every_shipped_record_comes_back_out_of_its_form(
    files: DirectoryFiles, known: Known
) -> None:
    assert len(files.services) > 200
    for service in files.services:
        reader = RecordReader(form_of_record(service), service, known, ENGLISH)
        assert reader.record(service.id) == service, reader.errors
        assert faults_by_field(service, known, ENGLISH) == {}


def test_every_check_has_its_words() -> None:
    named = {check.__name__ for check in CHECKS}
    # These ask of a file what no form can get wrong.
    of_files = {
        "assured_by_a_role", "checked_not_long_ago", "reviewed_not_long_ago",
        "the_country_is_known",
    }  # fmt: skip
    without = named - set(messages(ENGLISH)) - of_files
    assert without == set(), "say in bot/admin/soundness.py what it means for who fills a form"
    assert set(messages(ENGLISH)) <= named


def british(files: DirectoryFiles) -> Service:
    return next(one for one in files.services if one.country == "GB" and one.confirmed_contacts)


def test_a_number_is_taken_as_it_is_dialled(files: DirectoryFiles, known: Known) -> None:
    service = british(files)
    form = form_of_record(service) | {"contacts.0.value": ["(020) 7946-0018"]}
    form |= {"contacts.0.type": ["voice"]}
    made = RecordReader(form, service, known, ENGLISH).record(service.id)
    assert made is not None
    assert (made.contacts[0].value, made.contacts[0].dial) == ("+442079460018", "(020) 7946-0018")


@pytest.mark.parametrize("typed", ["12", "call us", "020 7946", "٠٢٠", "+49 30 1"])
def test_what_is_no_number_is_said_beside_it(
    files: DirectoryFiles, known: Known, typed: str
) -> None:
    service = british(files)
    form = form_of_record(service)
    form |= {"contacts.0.value": [typed], "contacts.0.type": ["voice"]}
    reader = RecordReader(form, service, known, ENGLISH)
    assert reader.record(service.id) is None
    assert list(reader.errors) == ["contacts.0.value"]


def test_a_short_code_of_ours_is_a_number(known: Known) -> None:
    found = number_from("116 016", "DE", known)
    assert found is not None
    assert found.value == "116016"
    assert number_from("116 016", "GB", known) is None


def test_a_shelter_begins_hidden_and_telling_and_may_name_no_place(known: Known) -> None:
    form = new_form("GB", shelter=True)
    assert (form["telling"], form["show"], form["is_shelter"]) == (["yes"], ["hold"], ["yes"])
    form |= {"name": ["A house"], "sector": ["survivor_specialist"], "serves": ["hackney"]}
    made = RecordReader(form, None, known, ENGLISH).record("gb-a-house")
    assert made is not None
    assert made.telling
    place = next(one for one in known.areas.all if one.kind == "place" and one.country == "GB")
    nearer = replace(made, serves=(place.id,))
    assert "serves.0" in faults_by_field(nearer, known, ENGLISH)


def test_the_day_of_a_check_is_in_no_form(files: DirectoryFiles, known: Known) -> None:
    service = british(files)
    form = form_of_record(service)
    assert not any("assure" in name for name in form)
    form |= {"assured_date": ["2026-11-30"], "assurer_role": ["keeper"]}
    assert RecordReader(form, service, known, ENGLISH).record(service.id) == service


def test_hours_that_were_written_are_not_passed_over(files: DirectoryFiles, known: Known) -> None:
    service = replace(british(files), hours=None)
    form = form_of_record(service) | {"hours.Mo": ["9-12"]}
    reader = RecordReader(form, service, known, ENGLISH)
    assert reader.record(service.id) is None
    assert list(reader.errors) == ["hours"]
    kept = replace(service, hours="Mo 09:00-12:00")
    gone = form_of_record(kept) | {"hours.way": ["not_known"]}
    made = RecordReader(gone, kept, known, ENGLISH).record(service.id)
    assert made is not None
    assert made.hours is None, "she said that they are not known any more"


# Hours


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9-17", "09:00-17:00"),
        ("9:30 – 12, 13.30-17.00", "09:30-12:00,13:30-17:00"),
        ("9h-12h30 et 14h - 18h", "09:00-12:30,14:00-18:00"),
        ("9 bis 12 und 13 bis 15", "09:00-12:00,13:00-15:00"),
        ("22-02", "22:00-02:00"),
        ("0-24", "00:00-24:00"),
        ("", ""),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert kept_times(typed) == kept


@pytest.mark.parametrize("typed", ["morning", "9", "25-26", "9:75-10", "24:30-25", "9-", "9-12-15"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert kept_times(typed) is None


a_day = st.lists(
    st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 45]), st.integers(0, 23)), max_size=2
).map(lambda parts: ", ".join(f"{a:02}:{m:02}-{b:02}:00" for a, m, b in parts))


@given(st.lists(a_day, min_size=7, max_size=7), st.booleans())
def test_a_week_comes_back_as_it_was_written(days: list[str], closed: bool) -> None:
    plain = PlainHours(tuple(days), closed)
    kept = kept_hours(plain)
    if any(days):
        assert kept is not None
        assert plain_hours(kept) == plain
    else:
        assert kept is None


@pytest.mark.parametrize("kept", ['Mo-Fr 09:00-17:00 "by phone"', "sunrise-sunset", "24/7", "Sa-Mo 10:00-12:00", "PH 09:00-12:00"])  # fmt: skip  # noqa: E501
def test_hours_that_say_more_are_left_as_they_are(kept: str) -> None:
    assert plain_hours(kept) is None


def test_the_days_are_those_of_openstreetmap() -> None:
    assert plain_hours("Mo,We-Fr 09:00-12:00; Sa 10:00-12:00; PH off") == PlainHours(
        ("09:00-12:00", "", *["09:00-12:00"] * 3, "10:00-12:00", ""), holidays_closed=True
    )
    assert len(DAYS) == 7
