"""What people do on the pages, as their browser sends it: propose, agree, hide, check, undo."""

import asyncio
import csv
import html
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.admin.record_form import form_of_record
from bot.i18n.staff_texts import STAFF_LANGUAGES
from bot.signposting.missed import Missed
from bot.signposting.service import Service
from bot.storage.rows import digest
from tests.admin.conftest import OURS, House, Person

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

PAGES = (
    "/", "/services", "/services?q=refuge", "/changes", "/me", "/coverage", "/partnerships",
    "/coverage?country=DE&by=language&kind=community&stage=now",
)  # fmt: skip


async def saves(person: Person, service: Service, **changed: str) -> Any:
    """Send the form of a service with some fields changed."""
    fields = form_of_record(service) | {name: [value] for name, value in changed.items()}
    sent = {"form_token": [person.form_token], "base": [digest(service)], "act": ["save"]}
    return await person.browser.post(
        f"/services/{service.id}", data={**fields, **sent}, headers=OURS
    )


def a_phone(house: House) -> Service:
    """A service whose first contact is a confirmed telephone number."""
    found = next(one for one in house.files.services if one.contacts[0].type == "voice")
    assert found.contacts[0].confirmed
    return found


async def waiting(house: House) -> int:
    (change,) = await house.desk.changes.waiting()
    return change.id


async def test_s93_a_volunteer_proposes_and_a_second_person_makes_it_live(
    house: House, volunteer: Person, editor: Person
) -> None:
    service = a_phone(house)
    answer = await saves(volunteer, service, **{"contacts.0.value": "020 7946 0018"})
    assert answer.headers["location"] == "/changes?said=waiting"
    assert await house.live(service.id) == service
    number = await waiting(house)
    page = await editor.sees(f"/changes/{number}")
    assert "020 7946 0018" in page.text
    assert service.contacts[0].value in page.text
    assert "a new or changed number" in page.text
    assert f"The card of {html.escape(service.name)}" in page.text, "as it would look then"
    assert (await volunteer.does(f"/changes/{number}/agree")).status_code == 403
    agreed = await editor.does(f"/changes/{number}/agree")
    assert agreed.headers["location"] == f"/services/{service.id}?said=live"
    assert (await house.live(service.id)).contacts[0].value == "+442079460018"
    history = (await editor.sees(f"/services/{service.id}/history")).text
    assert "vera" in history
    assert "edda" in history


async def test_s93_a_lone_keeper_is_led_through_her_two_calls(house: House, keeper: Person) -> None:
    service = a_phone(house)
    await saves(keeper, service, **{"contacts.0.value": "020 7946 0018"})
    number = await waiting(house)
    assert "You are alone" in (await keeper.sees(f"/changes/{number}")).text
    assert (await keeper.does(f"/changes/{number}/agree")).status_code == 409
    await keeper.does(f"/changes/{number}/phoned")
    early = await keeper.does(f"/changes/{number}/agree")
    assert (early.status_code, "24 hours" in early.text) == (409, True)
    house.clock.later(hours=24)
    await keeper.signs_in()
    assert (await keeper.does(f"/changes/{number}/agree")).status_code == 303
    assert (await house.live(service.id)).contacts[0].value == "+442079460018"


async def test_s93_one_tap_of_anybody_hides_a_number_and_a_service(
    house: House, volunteer: Person
) -> None:
    service = a_phone(house)
    first = service.contacts[0]
    page = await volunteer.does(f"/services/{service.id}/hide", type=first.type, value=first.value)
    assert page.headers["location"] == f"/services/{service.id}?said=live"
    assert not (await house.live(service.id)).contacts[0].confirmed
    await volunteer.does(f"/services/{service.id}/hide")
    assert (await house.live(service.id)).show == "hold"


async def test_s61_i_checked_this_is_an_act_of_its_own(house: House, editor: Person) -> None:
    service = a_phone(house)
    assert (await saves(editor, service, name_en="Something new")).status_code == 303
    assert (await house.live(service.id)).assured_date is None
    assert (await editor.does(f"/services/{service.id}/check", how="guessed")).status_code == 404
    await editor.does(f"/services/{service.id}/check", how="phoned")
    assert (await house.live(service.id)).assured_date == house.clock.now.date()
    assert "phoned" in (await editor.sees(f"/services/{service.id}/history")).text


async def test_an_ordinary_change_of_an_editor_is_live_and_can_be_undone(
    house: House, editor: Person
) -> None:
    service = a_phone(house)
    hours = {"hours.way": "week", "hours.Mo": "9-12, 13-17", "hours.Sa": "10-12"}
    await saves(editor, service, **hours)
    assert (await house.live(service.id)).hours == "Mo 09:00-12:00,13:00-17:00; Sa 10:00-12:00"
    (change,) = await house.desk.changes.history(service.id)
    await editor.does(f"/changes/{change.id}/undo")
    assert await house.live(service.id) == service


async def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    house: House, editor: Person
) -> None:
    service = a_phone(house)
    wrong = {"contacts.0.value": "12", "hours_words": "kept as typed"}
    answer = await saves(editor, service, **wrong)
    assert answer.status_code == 422
    text = html.unescape(answer.text)
    assert 'id="contacts.0.value-wrong"' in text
    assert 'aria-invalid="true"' in text
    assert "kept as typed" in text
    assert await house.live(service.id) == service


async def test_s62_a_shelter_that_names_a_place_is_not_saved_by_anybody(
    house: House, keeper: Person
) -> None:
    service = a_phone(house)
    place = next(
        area for area in house.files.areas if area.country == "GB" and area.kind == "place"
    )
    answer = await saves(keeper, service, is_shelter="yes", based_in=place.id)
    assert answer.status_code == 422
    assert "A shelter is confidential" in answer.text
    assert not (await house.live(service.id)).is_shelter


async def test_two_who_edit_at_once_are_told(house: House, editor: Person, keeper: Person) -> None:
    service = a_phone(house)
    await saves(keeper, service, name="First")
    second = await saves(editor, service, name="Second")
    assert second.status_code == 409
    assert "Somebody changed this record after you opened it" in second.text
    assert "Second" in second.text, "what she wrote is still in the form"
    assert (await house.live(service.id)).name == "First"


async def test_a_new_service_begins_hidden_and_a_like_one_is_hinted_at(
    house: House, editor: Person
) -> None:
    page = await editor.sees("/services/new?country=GB")
    assert page.status_code == 200
    known = house.files.services[0]
    fields = {
        "country": "GB", "name": known.name, "kind": "community", "by_and_for": "no",
        "run_by": "independent", "sector": "legal", "is_shelter": "no", "telling": "yes",
        "shares_with_immigration": "not_confirmed", "show": "hold", "status": "active",
        "takes.woman": "yes", "takes.man": "ask", "takes.other": "ask", "source.page": "own",
        "confidence": "medium", "hours.way": "not_known",
    }  # fmt: skip
    looked = await editor.does("/services/new", act="look", **fields)
    assert looked.status_code == 200
    assert "Is it one of these?" in looked.text
    saved = await editor.does("/services/new", act="save", **fields)
    id_ = saved.headers["location"].split("/")[2].split("?")[0]
    made = await house.live(id_)
    assert (made.show, made.telling, made.name) == ("hold", True, known.name)
    assert id_.startswith("gb-")
    assert (await editor.sees("/services/new?country=XX")).status_code == 404


async def test_a_report_from_the_field_is_a_line_until_somebody_looked(
    house: House, editor: Person
) -> None:
    service = a_phone(house)
    await house.desk.reports.note(service.id, "number_failed", "2026-W48")
    page = html.unescape((await editor.sees("/")).text)
    assert "This number did not work" in page
    assert service.name in page
    await editor.does(f"/services/{service.id}/seen-to")
    assert "This number did not work" not in (await editor.sees("/")).text


async def test_an_unconfirmed_contact_is_confirmed_by_two(
    house: House, volunteer: Person, editor: Person
) -> None:
    service = a_phone(house)
    first = service.contacts[0]
    hidden = replace(first, status="unconfirmed")
    await house.store.save(replace(service, contacts=(hidden, *service.contacts[1:])))
    await volunteer.does(f"/services/{service.id}/confirm", type=first.type, value=first.value)
    assert not (await house.live(service.id)).contacts[0].confirmed
    await editor.does(f"/changes/{await waiting(house)}/agree")
    assert (await house.live(service.id)).contacts[0].confirmed


async def test_the_card_the_week_and_a_number_answer_as_one_types(
    house: House, volunteer: Person
) -> None:
    service = a_phone(house)
    fields = {name: values[-1] for name, values in form_of_record(service).items() if values}
    fields |= {"name": "Typed just now", "hours.way": "week", "hours.We": "9-17"}
    card = await volunteer.does(f"/services/{service.id}/card", **fields)
    assert "Typed just now" in card.text
    week = await volunteer.does("/hours", **fields)
    assert "09:00–17:00" in week.text
    good = await volunteer.does("/numbers", type="voice", country="GB", value="020 7946 0018")
    assert "+442079460018" in good.text
    bad = await volunteer.does("/numbers", type="voice", country="GB", value="12")
    assert "no number of that country" in bad.text
    assert await house.live(service.id) == service


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
async def test_every_page_speaks_every_language_of_the_staff(
    house: House, keeper: Person, language: str
) -> None:
    await keeper.does("/me", act="language", language=language)
    service = a_phone(house)
    await saves(keeper, service, **{"contacts.0.value": "020 7946 0018"})
    own = (
        f"/services/{service.id}", f"/services/{service.id}/history", "/accounts",
        f"/changes/{await waiting(house)}", "/services/new?country=GB&shelter=yes",
    )  # fmt: skip
    english = set()
    for path in (*PAGES, *own):
        page = await keeper.sees(path)
        assert page.status_code == 200, path
        assert f'<html lang="{language}">' in page.text
        assert not re.search(r"\{[a-z]+\}", page.text), "a text has a hole"
        if "Sign out" in page.text:
            english.add(path)
    assert english == (set() if language != "en" else {*PAGES, *own})


async def test_what_somebody_wrote_is_never_markup(house: House, keeper: Person) -> None:
    service = a_phone(house)
    evil = '"><script>alert(1)</script>'
    await saves(keeper, service, admin_notes=evil, name=f"Name {evil}")
    for path in (*PAGES, f"/services/{service.id}", f"/services/{service.id}/history"):
        text = (await keeper.sees(path)).text
        assert "<script>alert" not in text, path
    assert "&lt;script&gt;alert" in (await keeper.sees(f"/services/{service.id}")).text


async def test_a_keeper_switches_counting_on_and_the_bot_and_the_page_follow(
    house: House, keeper: Person
) -> None:
    assert "Looked for and not found" not in (await keeper.sees("/coverage?country=GB")).text
    assert (await house.desk.directory()).counting is False
    answer = await keeper.does("/settings", name="counting", value="on")
    assert answer.status_code == 303
    assert (await house.desk.directory()).counting is True
    page = (await keeper.sees("/settings")).text
    assert "It is on." in page
    assert "Changed by kim on 2026-11-30." in page
    await house.desk.counts.write(
        "2026-W48", {Missed("GB", "language", "so"): 25}, house.desk.today
    )
    page = (await keeper.sees("/coverage?country=GB")).text
    assert "Somali" in page.partition("Looked for and not found")[2]
    assert "20 or more" in page
    assert "20 or more" not in (await keeper.sees("/coverage?country=FR")).text
    await keeper.does("/settings", name="counting", value="off")
    assert (await house.desk.directory()).counting is False
    assert "20 or more" not in (await keeper.sees("/coverage?country=GB")).text


async def test_a_setting_out_of_bounds_changes_nothing(house: House, keeper: Person) -> None:
    before = await house.desk.settings.read()
    wrong = (
        ("idle_minutes", "4"), ("idle_minutes", "61"), ("idle_minutes", "９"), ("idle_minutes", ""),
        ("notes_days", "1" * 40), ("counting", "maybe"), ("nothing", "1"), ("idle", "30"), ("", ""),
    )  # fmt: skip
    for name, value in wrong:
        answer = await keeper.does("/settings", name=name, value=value)
        assert answer.status_code == 422, (name, value)
        assert "This is no value of this setting" in answer.text
    assert await house.desk.settings.read() == before


async def test_a_sign_in_ends_after_as_many_minutes_as_the_keeper_set(
    house: House, keeper: Person
) -> None:
    await keeper.does("/settings", name="idle_minutes", value="5")
    house.clock.later(minutes=5)
    assert (await keeper.sees("/settings")).status_code == 200
    house.clock.later(minutes=5, seconds=1)
    assert (await keeper.sees("/settings")).status_code == 303


async def test_the_settings_say_in_words_what_nobody_can_change(
    house: House, keeper: Person
) -> None:
    page = (await keeper.sees("/settings")).text
    assert "She phones twice, 24 hours apart" in page
    assert "takes a second person" in page
    await house.person("eva", "editor", signed_in=False)
    assert "2 people may agree" in (await keeper.sees("/settings")).text


async def test_a_form_that_took_longer_than_the_sign_in_is_not_lost(
    house: House, keeper: Person
) -> None:
    service = house.files.services[0]
    path = f"/services/{service.id}"
    written = {"name": "A <b>new</b> name", "hours_words": "Ring twice"}
    house.clock.later(minutes=31)
    answer = await saves(keeper, service, **written)
    assert answer.status_code == 401
    assert "What you wrote is still on this page" in answer.text
    kept = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', answer.text))
    assert html.unescape(kept["name"]) == written["name"]
    assert "form_token" not in kept
    await keeper.signs_in()
    stale, keeper.form_token = keeper.form_token, "of the earlier sign-in"
    answer = await saves(keeper, service, **written)
    assert answer.status_code == 403
    assert "This is what you wrote" in answer.text
    assert "A &lt;b&gt;new&lt;/b&gt; name" in answer.text
    assert await house.live(service.id) == service, "nothing is saved before she says so"
    keeper.form_token = stale
    assert (await saves(keeper, service, **written)).status_code == 303
    assert (await house.live(service.id)).hours_words == "Ring twice"
    assert (await keeper.sees(path)).status_code == 200


async def test_s92_nothing_typed_elsewhere_is_shown_again(house: House, keeper: Person) -> None:
    """What another site sends is not drawn on a page of ours, signed in or not."""
    service, foreign = house.files.services[0], {"origin": "https://elsewhere.test"}
    fields = form_of_record(service) | {"name": ["Planted"]}
    for _ in range(2):
        answer = await keeper.browser.post(f"/services/{service.id}", data=fields, headers=foreign)
        assert answer.status_code in {303, 403}
        assert "Planted" not in answer.text
        house.clock.later(minutes=31)


async def test_the_coverage_goes_into_a_spreadsheet_as_it_is_shown(
    house: House, keeper: Person
) -> None:
    page = (await keeper.sees("/coverage?country=GB&by=language&kind=community")).text
    address = html.unescape(re.findall(r'href="(/coverage/table[^"]*)"', page)[0])
    answer = await keeper.sees(address)
    assert (
        answer.headers["content-disposition"] == 'attachment; filename="coverage-GB-language.csv"'
    )
    heads, *rows = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert heads[0] == "Region"
    assert {"Albanian", "Somali"} <= set(heads)
    assert "London" in [row[0] for row in rows]
    assert all(int(number) >= 0 for row in rows for number in row[1:])
    assert len(await house.desk.accounts.all()) == 1


async def test_what_breaks_inside_is_said_in_her_language_and_tells_nothing(
    house: House, keeper: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("PLANTED")

    monkeypatch.setattr(type(house.desk.changes), "number_waiting", broken)
    answer = await keeper.browser.get("/", headers={"accept-language": "fr"})
    assert answer.status_code == 500
    assert "n’a pas marché" in answer.text
    assert "PLANTED" not in answer.text


async def test_s93_two_editors_who_agree_in_the_same_moment_agree_once(house: House) -> None:
    service = a_phone(house)
    vera = await house.person("vera", "volunteer")
    await saves(vera, service, name="Another name")
    number = await waiting(house)
    editors = [await house.person(name, "editor") for name in ("eva", "ida", "ana")]
    answers = await asyncio.gather(*(one.does(f"/changes/{number}/agree") for one in editors))
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409]
    assert (await house.live(service.id)).name == "Another name"


async def test_s93_two_editors_who_save_in_the_same_moment_lose_nothing(house: House) -> None:
    service = a_phone(house)
    eva, ida = [await house.person(name, "editor") for name in ("eva", "ida")]
    answers = await asyncio.gather(
        saves(eva, service, name="By Eva"), saves(ida, service, hours_words="By Ida")
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "Somebody changed this record after you opened it" in late.text
    assert "By Eva" in late.text or "By Ida" in late.text, "what she wrote is gone"
    live = await house.live(service.id)
    assert (live.name == "By Eva") != (live.hours_words == "By Ida")
