"""Partnerships: who works together, when they last reviewed it, and an agreement to print."""

from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import httpx
import pytest

from bot.admin.record_form import form_of_record
from bot.admin.work import FromFiles, work_of
from bot.exchange.service_files import DirectoryFiles
from bot.i18n.staff_texts import STAFF_LANGUAGES
from bot.signposting.directory import Directory
from bot.signposting.partnership import REVIEW_DAYS, partnerships_in, reviewed_on, with_review
from bot.signposting.service import Partner, Service
from bot.storage.house_settings import HouseSettings
from bot.storage.rows import digest
from tests.admin.conftest import House, Person
from tests.languages import marked

TODAY = date(2026, 11, 30)


def pair_in(files: DirectoryFiles) -> tuple[Service, Service]:
    """Return a group, and a specialist whose record alone says that they work together."""
    one, other = files.services[:2]
    group = replace(one, kind="community", assured_date=None, partners=())
    partner = Partner(group.id, "stated")
    return group, replace(other, kind="specialist", assured_date=None, partners=(partner,))


def directory_with(files: DirectoryFiles, *services: Service) -> Directory:
    return Directory(1, services, files.areas)


def test_two_who_work_together_stand_there_once_whoever_says_so(files: DirectoryFiles) -> None:
    group, specialist = pair_in(files)
    both = replace(group, partners=(Partner(specialist.id, "stated"),))
    alone = replace(files.services[2], kind="specialist", partners=())
    for said in (group, both):
        found = partnerships_in(directory_with(files, specialist, said, alone).by_id)
        assert [(pair.one.id, pair.other.id) for pair in found] == [(group.id, specialist.id)]


def test_nobody_is_asked_about_a_service_that_is_gone(files: DirectoryFiles) -> None:
    group, specialist = pair_in(files)
    assert partnerships_in(directory_with(files, group, specialist).by_id)
    gone = replace(group, status="defunct")
    assert partnerships_in(directory_with(files, gone, specialist).by_id) == ()


def test_a_check_of_either_side_is_no_review_of_what_they_do_together(
    files: DirectoryFiles,
) -> None:
    group, specialist = pair_in(files)
    checked = replace(group, assured_date=TODAY)
    (pair,) = partnerships_in(directory_with(files, checked, specialist).by_id)
    assert pair.reviewed is None
    assert pair.is_due(TODAY)


def test_a_review_counts_for_as_long_as_the_agreement_says(files: DirectoryFiles) -> None:
    days = HouseSettings().partners_days
    assert days == REVIEW_DAYS == 365, "the agreement is read again once a year"
    group, specialist = pair_in(files)
    reviewed = with_review(specialist, group.id, TODAY - timedelta(days=days))
    (pair,) = partnerships_in(directory_with(files, group, reviewed).by_id)
    assert pair.reviewed == TODAY - timedelta(days=days)
    assert not pair.is_due(TODAY)
    assert pair.is_due(TODAY + timedelta(days=1))


def test_where_the_two_records_differ_the_earlier_day_counts(files: DirectoryFiles) -> None:
    group, specialist = pair_in(files)
    late, early = date(2026, 5, 1), date(2025, 5, 1)
    with_late = replace(group, partners=(Partner(specialist.id, "stated", late),))
    assert reviewed_on(with_late, specialist) == late, "the other side names none"
    with_early = with_review(specialist, group.id, early)
    assert reviewed_on(with_late, with_early) == reviewed_on(with_early, with_late) == early


def test_what_was_reviewed_longest_ago_is_asked_about_first(files: DirectoryFiles) -> None:
    """Somebody here kept it up once; of the others only a page tells."""
    group, specialist = pair_in(files)
    more = [replace(specialist, id=f"specialist-{at}") for at in range(3)]
    days = (None, TODAY - timedelta(days=400), TODAY - timedelta(days=900))
    others = [with_review(one, group.id, day) for one, day in zip(more, days, strict=True)]
    directory = directory_with(files, group, *others)
    work = work_of(directory, (), (), FromFiles(), TODAY, HouseSettings())
    assert [pair.other.id for pair in work.partners] == [
        "specialist-2", "specialist-1", "specialist-0",
    ]  # fmt: skip


async def test_the_page_offers_an_agreement_between_any_two(
    house: House, volunteer: Person
) -> None:
    directory = await house.desk.directory()
    page = (await volunteer.sees("/partnerships")).text
    assert 'action="/partnerships/agreement"' in page
    specialist = next(one for one in directory.services if one.kind == "specialist")
    group = directory.services[0]
    address = f"/partnerships/agreement?community={group.id}&specialist={specialist.id}"
    for asked, form, language in (("", "pdf", "en"), ("&form=txt&language=sq", "txt", "sq")):
        answer = await volunteer.browser.get(f"{address}{asked}")
        assert answer.status_code == 200
        assert answer.text.startswith(f"{form} {language}: ")
        assert "attachment" in answer.headers["content-disposition"]


async def test_an_agreement_with_nobody_leads_back_to_the_page(volunteer: Person) -> None:
    answer = await volunteer.browser.get("/partnerships/agreement?community=x&specialist=y")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/partnerships"


@pytest.fixture
async def pair(house: House, files: DirectoryFiles) -> tuple[str, str]:
    """Two services of the house that name each other, by their ids."""
    one, other = files.services[:2]
    await house.store.save(replace(one, partners=(Partner(other.id, "stated"),)))
    await house.store.save(replace(other, partners=(Partner(one.id, "stated"),)))
    return one.id, other.id


async def days_in(house: House, pair: tuple[str, str]) -> list[date | None]:
    return [(await house.live(id_)).partners[0].reviewed for id_ in pair]


async def test_one_button_says_that_two_met_and_reviewed_it_today(
    house: House, editor: Person, pair: tuple[str, str]
) -> None:
    for path in ("/partnerships", "/"):
        page = (await editor.sees(path)).text
        assert "not reviewed yet" in page
        assert "We met and reviewed this today" in page
    answer = await editor.does("/partnerships/reviewed", one=pair[0], other=pair[1])
    assert answer.headers["location"] == "/partnerships?said=reviewed"
    assert await days_in(house, pair) == [house.clock.now.date()] * 2
    page = (await editor.sees("/partnerships?said=reviewed")).text
    assert "Saved: this partnership was reviewed today." in page
    assert "last reviewed 2026-11-30" in page
    assert "We met and reviewed this today" not in page, "twice a day says nothing more"
    assert "to be reviewed" not in page
    for id_ in pair:
        history = (await editor.sees(f"/services/{id_}/history")).text
        assert "reviewed a partnership (met them)" in history
        assert "edda (editor)" in history
    house.clock.later(days=366)
    await editor.signs_in()
    assert "last reviewed 2026-11-30 · to be reviewed" in (await editor.sees("/partnerships")).text


async def test_s93_what_a_volunteer_says_was_reviewed_waits(
    house: House, volunteer: Person, editor: Person, pair: tuple[str, str]
) -> None:
    answer = await volunteer.does("/partnerships/reviewed", one=pair[0], other=pair[1])
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/changes?said=waiting"
    assert await days_in(house, pair) == [None, None]
    (change,) = await house.desk.changes.waiting()
    assert "last reviewed 2026-11-30" in (await editor.sees(f"/changes/{change.id}")).text
    await editor.does(f"/changes/{change.id}/agree")
    assert await days_in(house, pair) == [house.clock.now.date()] * 2


async def test_what_cannot_be_reviewed_is_said_and_changes_nothing(
    house: House, editor: Person, pair: tuple[str, str], files: DirectoryFiles
) -> None:
    before = (await house.desk.directory()).services
    for other, said in ((files.services[2].id, "Neither record says"), ("gone", "not there any")):
        answer = await editor.does("/partnerships/reviewed", one=pair[0], other=other)
        assert answer.status_code == 409
        assert said in answer.text
    await editor.does("/partnerships/reviewed", one=pair[0], other=pair[1])
    again = await editor.does("/partnerships/reviewed", one=pair[1], other=pair[0])
    assert (again.status_code, "Nothing was changed" in again.text) == (409, True)
    for old, new in zip(before, (await house.desk.directory()).services, strict=True):
        assert with_review(new, pair[0], None) == old or with_review(new, pair[1], None) == old


async def test_a_wrong_day_is_corrected_in_the_form_and_in_both_records(
    house: House, editor: Person, pair: tuple[str, str]
) -> None:
    await editor.does("/partnerships/reviewed", one=pair[0], other=pair[1])
    for typed, kept in (("2026-05-04", date(2026, 5, 4)), ("", None)):
        answer = await saves(house, editor, pair[0], typed)
        assert answer.status_code == 303, answer.text
        assert await days_in(house, pair) == [kept, kept]
    for wrong, said in (
        ("last spring", "Write the day like 2026-03-02"),
        ("2026-12-01", "This day is in the future."),
    ):
        answer = await saves(house, editor, pair[0], wrong)
        assert answer.status_code == 422
        assert said in answer.text
    assert await days_in(house, pair) == [None, None]


async def saves(house: House, who: Person, id_: str, day: str) -> httpx.Response:
    service = await house.live(id_)
    form = form_of_record(service) | {"partners.0.reviewed": [day], "base": [digest(service)]}
    return await who.does(f"/services/{id_}", act="save", **form)


@pytest.mark.parametrize("language", marked(STAFF_LANGUAGES, few=("en",)))
async def test_the_page_speaks_every_language_of_the_staff(
    house: House, editor: Person, pair: tuple[str, str], language: str
) -> None:
    assert pair
    say = house.desk.texts[language].say
    await editor.does("/me", act="language", language=language)
    page = unescape((await editor.sees("/partnerships")).text)
    for english in ("We met and reviewed this today", "not reviewed yet", "to be reviewed"):
        assert say(english) in page
        assert (say(english) == english) == (language == "en")
