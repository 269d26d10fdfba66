"""The staff pages are closed (S92): who gets in, who does not, and what every answer carries."""

import asyncio
import re
import subprocess
import sys
from datetime import timedelta
from typing import get_args

import httpx
import pyotp
import pytest
from starlette.routing import Route

from bot.admin.application import OPEN, pages_of
from bot.admin.headers import HEADERS, LARGEST
from bot.admin.secrets import (
    half_minute_of,
    hashed,
    is_good_password,
    is_password,
    new_password,
)
from bot.admin.sign_ins import LONGEST, MOST_TRIES, TRIES_WITHIN
from bot.storage.approval import Role
from bot.storage.house_settings import HouseSettings
from tests.admin.conftest import HERE, OURS, PASSWORD, ROOT, SECRET, House, Person

RANK = get_args(Role)
IDLE = HouseSettings().idle


def every_route(house: House) -> list[Route]:
    routes = [route for route in pages_of(house.desk).routes if isinstance(route, Route)]
    assert len(routes) > 25, "no routes were looked at"
    assert len(routes) == len(pages_of(house.desk).routes)
    return routes


def address_of(route: Route) -> str:
    return re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+\}", "one", route.path))


async def asked(browser: httpx.AsyncClient, route: Route, **form: str) -> httpx.Response:
    method = "POST" if "POST" in (route.methods or ()) else "GET"
    return await browser.request(method, address_of(route), data=form or None, headers=OURS)


async def test_s92_every_route_but_the_sign_in_needs_a_sign_in(house: House) -> None:
    stranger = Person(house, "nobody")
    seen = 0
    for route in every_route(house):
        if route.path in OPEN:
            continue
        seen += 1
        answer = await asked(stranger.browser, route)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), route.path
        assert answer.text == ""
    assert seen > 25
    assert {"/sign-in", "/static/{name}"} == OPEN


async def test_s92_a_role_reaches_as_far_as_it_says(house: House, volunteer: Person) -> None:
    for route in every_route(house):
        for_keepers = route.path.startswith(("/accounts", "/settings"))
        for_editors = route.path.endswith(("/agree", "/seen-to", "import/{number:int}/refuse"))
        if for_keepers or for_editors:
            answer = await asked(volunteer.browser, route, form_token=volunteer.form_token)
            assert answer.status_code == 403, route.path


async def test_s92_no_act_without_the_forms_token_or_from_elsewhere(
    house: House, keeper: Person
) -> None:
    acts = [one for one in every_route(house) if "POST" in (one.methods or ())]
    assert len(acts) > 15
    for route in acts:
        if route.path in OPEN:
            continue
        without = await asked(keeper.browser, route, form_token="x" * 43)
        assert without.status_code == 403, route.path
        for headers in (
            {},
            {"origin": "https://elsewhere.test"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site", "origin": HERE},
        ):
            data = {"form_token": keeper.form_token}
            answer = await keeper.browser.post(address_of(route), data=data, headers=headers)
            assert answer.status_code == 403, (route.path, headers)
    elsewhere = await keeper.browser.post(
        "/sign-in", data={"name": "kim"}, headers={"origin": "https://elsewhere.test"}
    )
    assert elsewhere.status_code == 403, "nobody is signed in by another site"


async def test_s92_every_answer_carries_strict_headers(house: House, keeper: Person) -> None:
    for route in every_route(house):
        answer = await asked(keeper.browser, route, form_token=keeper.form_token)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (route.path, name)
        if "html" in answer.headers.get("content-type", ""):
            text = answer.text
            assert not re.search(r"<script(?! src=\"/static/)", text), route.path
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), route.path
            assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", text), route.path
    for path in ("/nowhere", "/static/../application.py", "/static/secrets.py", "/changes/x"):
        answer = await keeper.browser.get(path)
        assert answer.status_code == 404
        assert answer.headers["x-frame-options"] == "DENY"


async def test_s92_a_wrong_name_password_or_code_is_answered_alike(house: House) -> None:
    await house.person("kim", "keeper", signed_in=False)
    answers = []
    for name, password, code in (
        ("kim", "wrong password", None),
        ("kim", PASSWORD, "000000"),
        ("kim", PASSWORD, ""),
        ("nobody", PASSWORD, None),
        ("", "", ""),
    ):
        answer = await Person(house, name).signs_in(password, code)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        answers.append(answer.text)
    assert len(set(answers)) == 1


async def test_s92_tries_are_limited_and_come_back(house: House) -> None:
    kim = await house.person("kim", "keeper", signed_in=False)
    for _ in range(MOST_TRIES):
        assert (await kim.signs_in("wrong password")).status_code == 401
    assert (await kim.signs_in()).status_code == 429, "the right one is too late now"
    for _ in range(MOST_TRIES):
        assert (await Person(house, "nobody").signs_in()).status_code == 401
    assert (await Person(house, "nobody").signs_in()).status_code == 429, "nor is it told apart"
    house.clock.later(seconds=TRIES_WITHIN.total_seconds() + 1)
    assert (await kim.signs_in()).status_code == 303


async def test_s92_many_tries_at_once_are_many_tries(house: House) -> None:
    kim = await house.person("kim", "keeper", signed_in=False)
    answers = await asyncio.gather(*(kim.signs_in(f"wrong {at}") for at in range(20)))
    assert sorted(answer.status_code for answer in answers) == [401] * MOST_TRIES + [429] * 15


async def test_s92_a_sign_in_ends_when_idle_and_at_last(house: House, keeper: Person) -> None:
    house.clock.later(seconds=IDLE.total_seconds() - 1)
    assert (await keeper.sees("/")).status_code == 200
    house.clock.later(seconds=IDLE.total_seconds() + 1)
    assert (await keeper.sees("/")).status_code == 303
    assert (await keeper.signs_in()).status_code == 303
    begun = house.clock.now
    while house.clock.now - begun <= LONGEST:
        house.clock.later(minutes=20)
        last = await keeper.sees("/me")
    assert last.status_code == 303


async def test_s92_signing_out_ends_it_for_a_copied_cookie_too(
    house: House, keeper: Person
) -> None:
    copied = dict(keeper.browser.cookies)
    assert (await keeper.does("/sign-out")).status_code == 303
    thief = Person(house, "kim")
    thief.browser.cookies.update(copied)
    assert (await thief.sees("/")).headers["location"] == "/sign-in"


async def test_s92_the_cookie_is_closed_to_scripts_and_to_other_sites(house: House) -> None:
    kim = await house.person("kim", "keeper", signed_in=False)
    cookie = (await kim.signs_in()).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    house.clock.later(minutes=1)
    safe = Person(house, "kim")
    safe.browser.base_url = httpx.URL("https://pages.test")
    form = {"name": "kim", "password": PASSWORD, "code": pyotp.TOTP(SECRET).at(house.clock.now)}
    headers = {"origin": "https://pages.test"}
    answer = await safe.browser.post("/sign-in", data=form, headers=headers)
    assert answer.headers["set-cookie"].startswith("__Host-staff=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


async def test_s92_a_token_from_before_the_sign_in_is_not_taken_over(house: House) -> None:
    kim = await house.person("kim", "keeper", signed_in=False)
    kim.browser.cookies.set("staff", "chosen-by-somebody-else")
    await kim.signs_in()
    assert (await kim.sees("/me")).status_code == 200
    thief = Person(house, "kim")
    thief.browser.cookies.set("staff", "chosen-by-somebody-else")
    assert (await thief.sees("/me")).status_code == 303


async def test_s92_a_closed_account_is_out_at_once(keeper: Person, editor: Person) -> None:
    assert (await editor.sees("/")).status_code == 200
    assert (await keeper.does("/accounts/edda/close")).status_code == 200
    assert (await editor.sees("/")).status_code == 303
    assert (await editor.signs_in()).status_code == 401


async def test_s92_a_given_password_is_changed_first(house: House, keeper: Person) -> None:
    page = await keeper.does("/accounts", name="vera", role="volunteer")
    given = re.search(r'class="once">([a-z0-9-]+)<', page.text)
    assert given is not None
    assert given[1] not in (await keeper.sees("/accounts")).text, "it is shown once"
    vera = Person(house, "vera")
    await vera.signs_in(given[1], "")
    assert (await vera.sees("/")).headers["location"] == "/me"
    weak = await vera.does("/me", act="password", old=given[1], new="short")
    assert weak.status_code == 422
    own = "three or four words"
    assert (await vera.does("/me", act="password", old=given[1], new=own)).status_code == 303
    assert (await vera.sees("/")).status_code == 200
    assert (await Person(house, "vera").signs_in(given[1], "")).status_code == 401
    assert (await Person(house, "vera").signs_in(own, "")).status_code == 303


async def test_s92_a_keeper_gets_a_second_factor_and_no_other_way_in(
    house: House, keeper: Person
) -> None:
    page = await keeper.does("/accounts", name="lee", role="keeper")
    password, secret = re.findall(r'class="once">([A-Za-z0-9-]+)<', page.text)
    lee = Person(house, "lee")
    assert (await lee.signs_in(password, "")).status_code == 401
    code = pyotp.TOTP(secret).at(house.clock.now)
    assert (await lee.signs_in(password, code)).status_code == 303
    assert (await Person(house, "lee").signs_in(password, code)).status_code == 401, "twice"
    assert "<svg" in page.text


async def test_s92_what_is_too_large_is_not_read(keeper: Person) -> None:
    answer = await keeper.does("/services/new", name="x" * LARGEST)
    assert answer.status_code == 413


def test_s92_staff_pages_are_out_of_sight_of_every_visit() -> None:
    """Loading all of bot.admin loads nothing that a visit is made of."""
    code = (
        "import sys, bot.admin.application, bot.admin.run, bot.admin.open_desk, "
        "bot.admin.first_keeper; "
        "print(sorted(m for m in sys.modules if m.startswith(("
        "'bot.sessions', 'bot.dialogue', 'bot.channels', 'bot.turn', 'bot.conversation'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


async def test_an_address_that_no_database_could_hold_is_simply_not_there(
    house: House, keeper: Person
) -> None:
    for path in (f"/changes/{2**63}", "/services/a%00b", "/services/%ff"):
        assert (await keeper.sees(path)).status_code == 404, path
    for name in ("a%00b", "%f0%9f%98%80", "x" * 5000):
        assert (await keeper.does(f"/accounts/{name}/close")).status_code == 409
    assert (await keeper.does(f"/changes/{2**63}/undo")).status_code in {404, 409}
    assert (await keeper.does("/services/a%00b/seen-to")).status_code == 303
    assert house.files.services


@pytest.mark.usefixtures("real_hashes")
def test_s92_passwords_are_kept_as_slow_argon2_hashes() -> None:
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in kept
    assert is_password(kept, PASSWORD)
    assert not is_password(kept, f"{PASSWORD} ")
    assert not is_password(None, PASSWORD)
    assert not is_password("no hash", PASSWORD)


def test_a_code_holds_for_its_half_minute_and_its_neighbours(house: House) -> None:
    now = house.clock.now
    totp = pyotp.TOTP(SECRET)
    assert half_minute_of(SECRET, totp.at(now), now) is not None
    assert half_minute_of(SECRET, totp.at(now - timedelta(seconds=30)), now) is not None
    assert half_minute_of(SECRET, totp.at(now - timedelta(seconds=90)), now) is None
    for wrong in ("", "12345", "１２３４５６", "x" * 1000):
        assert half_minute_of(SECRET, wrong, now) is None


@pytest.mark.parametrize("weak", ["short", "a" * 20, "kim and nothing else", "x" * 201])
def test_a_weak_password_is_refused(weak: str) -> None:
    assert not is_good_password(weak, "kim")


def test_a_drawn_password_is_good_and_never_the_same() -> None:
    drawn = {new_password() for _ in range(100)}
    assert len(drawn) == 100
    # No drawn password holds an l or an o: this name cannot be in one by chance.
    assert all(is_good_password(one, "lola") for one in drawn)
