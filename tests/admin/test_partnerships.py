"""Partnerships: who is known to work together, what is due, and an agreement to print."""

from dataclasses import replace
from datetime import date, timedelta

from bot.admin.work import is_review_due, last_review, partnerships_in
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.directory import Directory
from bot.signposting.service import Partner, Service
from bot.storage.house_settings import HouseSettings
from tests.admin.conftest import House, Person

TODAY = date(2026, 11, 30)


def pair_in(files: DirectoryFiles) -> tuple[Service, Service]:
    one, other = files.services[:2]
    group = replace(one, kind="community", assured_date=None, partners=())
    partner = Partner(group.id, "stated")
    return group, replace(other, kind="specialist", assured_date=None, partners=(partner,))


def test_a_group_and_its_specialist_stand_together_once_whoever_says_so(
    files: DirectoryFiles,
) -> None:
    group, specialist = pair_in(files)
    both = replace(group, partners=(Partner(specialist.id, "stated"),))
    alone = replace(files.services[2], kind="specialist", partners=())
    for said in (group, both):
        directory = Directory(1, (said, specialist, alone), files.areas)
        assert [(one.id, two.id) for one, two in partnerships_in(directory)] == [
            (group.id, specialist.id)
        ]


def test_a_partnership_was_last_reviewed_when_either_side_was_checked(
    files: DirectoryFiles,
) -> None:
    group, specialist = pair_in(files)
    settings = HouseSettings()
    assert last_review(group, specialist) is None
    assert is_review_due(group, specialist, TODAY, settings)
    day = TODAY - timedelta(days=settings.partners_days)
    checked = replace(group, assured_date=day)
    assert last_review(checked, specialist) == day
    assert not is_review_due(checked, specialist, TODAY, settings)
    assert is_review_due(checked, specialist, TODAY + timedelta(days=1), settings)


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
