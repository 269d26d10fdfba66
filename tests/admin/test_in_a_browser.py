"""In a real browser: no barriers, no errors, propose and agree, and seen in a running bot."""

import asyncio
import re
import threading
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.app.telegram import open_visits
from bot.messages import Choice, Start, Text
from bot.sessions.keys import SessionKey
from bot.settings import read_settings
from bot.visits import Visits
from tests.admin.browsing import DESK, PHONE, Site, barriers, browser, running_site, signed_in

pytestmark = pytest.mark.whole

SERVICE = "/services/shpresa-programme"
PAGES = (
    "/", "/services", "/services?q=shprsa", SERVICE, f"{SERVICE}?seen_in=ar", f"{SERVICE}/history",
    "/services/new?country=GB", "/services/new?country=DE&shelter=yes", "/changes", "/coverage",
    "/partnerships",
    "/coverage?country=IT&by=language", "/accounts", "/settings", "/me", "/services/none",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("state"), "kim", "lee", "max") as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def kim(chromium: Browser, site: Site) -> Page:
    return signed_in(chromium, site, "kim")


@pytest.fixture(scope="module")
def lee(chromium: Browser, site: Site) -> Page:
    return signed_in(chromium, site, "lee")


def test_no_page_has_a_barrier_on_a_desk_or_a_phone(kim: Page, site: Site) -> None:
    """Against axe's rules for WCAG 2.2 AA, in English and in German."""
    errors: list[str] = []
    kim.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    kim.on("pageerror", lambda error: errors.append(str(error)))
    asked: list[str] = []
    kim.on("request", lambda request: asked.append(request.url))
    looked = 0
    for language in ("en", "de"):
        kim.goto(f"{site.address}/me")
        kim.select_option("#language", language)
        kim.click("main form:first-of-type button")
        for path in PAGES:
            for size in (DESK, PHONE):
                kim.set_viewport_size(size)  # type: ignore[arg-type]
                kim.goto(f"{site.address}{path}")
                assert barriers(kim) == [], (path, size, language)
                wider = kim.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert wider <= 0, (path, size, language)
                looked += 1
    kim.goto(f"{site.address}/me")
    kim.select_option("#language", "en")
    kim.click("main form:first-of-type button")
    assert looked == len(PAGES) * 4
    # A page that there is not is an error to the browser, and nothing else is.
    assert {re.sub(r"\d+ \(.*", "", one) for one in errors} <= {
        "Failed to load resource: the server responded with a status of "
    }
    assert all(url.startswith(site.address) for url in asked), "something came from elsewhere"
    print(f"axe: {looked} pages and sizes, no violation")


def test_the_sign_in_has_no_barrier(chromium: Browser, site: Site) -> None:
    page = chromium.new_page()
    page.goto(f"{site.address}/sign-in?language=fr")
    assert barriers(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_everything_can_be_done_with_the_keyboard(kim: Page, site: Site) -> None:
    kim.set_viewport_size(DESK)  # type: ignore[arg-type]
    kim.goto(f"{site.address}{SERVICE}")
    reached, before = set(), None
    for _ in range(250):
        kim.keyboard.press("Tab")
        here = kim.evaluate(
            "(e => e.id || (e.tagName !== 'BUTTON' && e.name) || (e.textContent || '').trim())"
            "(document.activeElement)"
        )
        visible = kim.evaluate(
            "(e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0; })"
            "(document.activeElement)"
        )
        assert visible or here == before, here
        reached.add(here)
        before = here
    assert {"name", "contacts.0.value", "hours.written", "admin_notes", "phoned"} <= reached
    assert {"Save", "Only show the card", "Hide at once", "I checked this"} <= reached


def test_the_card_and_the_week_follow_what_is_typed(kim: Page, site: Site) -> None:
    kim.goto(f"{site.address}{SERVICE}")
    kim.fill("#name", "Typed this moment")
    expect(kim.locator("#card")).to_contain_text("Typed this moment")
    kim.check("input[name='hours.way'][value='week']")
    kim.fill("[id='hours.Tu']", "9-12:30")
    expect(kim.locator("#week")).to_contain_text("09:00–12:30")
    kim.fill("[id='contacts.0.value']", "12")
    expect(kim.locator("[id='contacts.0.value-said']")).to_contain_text("no number")
    kim.fill("[id='contacts.0.value']", "020 7946 0018")
    expect(kim.locator("[id='contacts.0.value-said']")).to_contain_text("+442079460018")


def test_the_form_works_without_the_script(chromium: Browser, site: Site) -> None:
    max_ = signed_in(chromium, site, "max", script=False)
    max_.goto(f"{site.address}{SERVICE}")
    max_.fill("[id='contacts.0.value']", "12")
    max_.click("button[value='look']")
    assert "no number of that country" in max_.inner_text("#summary")
    max_.fill("[id='contacts.0.value']", "020 7511 1586")
    max_.fill("#name", "Shpresa, only looked at")
    max_.click("button[value='look']")
    assert "only looked at" in max_.inner_text("#card")
    max_.goto(f"{site.address}{SERVICE}")
    assert max_.inner_text("h1") == "Shpresa Programme"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_that_two_met_takes_one_tap_and_is_seen_at_once(
    kim: Page, site: Site, size: dict[str, int]
) -> None:
    kim.set_viewport_size(size)  # type: ignore[arg-type]
    kim.goto(f"{site.address}/partnerships")
    row = kim.locator("ul.lines > li").first
    names = row.locator("a").nth(0).inner_text(), row.locator("a").nth(1).inner_text()
    expect(row).to_contain_text("not reviewed yet")
    row.get_by_role("button", name="We met and reviewed this today").click()
    expect(kim.get_by_role("status")).to_have_text("Saved: this partnership was reviewed today.")
    row = kim.locator("ul.lines > li").filter(has_text=names[0]).filter(has_text=names[1])
    expect(row).to_contain_text("last reviewed 20")
    expect(row.get_by_role("button")).to_have_count(0)
    row.get_by_role("link", name="enter a day").click()
    kim.locator("input[type='date']").first.fill("")
    kim.click("button[value='save']")
    expect(kim.get_by_role("status").first).to_contain_text("Saved")
    kim.goto(f"{site.address}/partnerships")
    expect(row).to_contain_text("not reviewed yet")


class RunningBot:
    """The bot that many people use, on the same database, in the middle of a visit."""

    def __init__(self, site: Site) -> None:
        # Playwright has an event loop of its own in this thread.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        settings = read_settings({"FINGERPOST_STATE_DIR": str(site.state)})
        self._visits: Visits = self._done(open_visits(settings))

    def _done(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)

    def card(self) -> str:
        """Return the card of the first service for an Albanian speaker in Newham."""
        return str(self._done(self._card()))

    async def _card(self) -> str:
        key, text = SessionKey("somebody"), ""
        way = (
            Start("sq"), Choice("in_confidence"), Choice("me"), Choice("GB"), Choice("London"),
            Text("newham"), Choice("skip"), Choice("1"),
        )  # fmt: skip
        for incoming in way:
            text = (await self._visits(key, incoming)).card.text
        return text

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def test_proposed_agreed_and_seen_in_a_running_bot_within_five_seconds(
    kim: Page, lee: Page, site: Site
) -> None:
    bot = RunningBot(site)
    assert "Shpresa" in bot.card()
    new = "020 7946 0018"
    kim.goto(f"{site.address}{SERVICE}")
    kim.fill("[id='contacts.0.value']", new)
    kim.select_option("[id='contacts.0.status']", "confirmed")
    kim.fill("[id='contacts.0.source_url']", "https://www.shpresaprogramme.org/contact")
    kim.fill("[id='contacts.0.source_year']", "2026")
    kim.check("input[name='phoned']")
    kim.fill("#note", "phoned today")
    kim.click("button[value='save']")
    assert "It waits for a second person" in kim.inner_text("main")
    time.sleep(1.2)  # a running bot looks once a second
    assert new not in bot.card(), "what waits is seen by nobody"

    lee.goto(f"{site.address}/")
    lee.click("section[aria-labelledby='waiting'] li a")
    assert new in lee.inner_text("table")
    lee.click("text=I agree: make it live")
    agreed = time.monotonic()
    while new not in bot.card():
        assert time.monotonic() - agreed < 5, "not seen within five seconds"
        time.sleep(0.05)
    delay = time.monotonic() - agreed
    print(f"agreed and seen in a running bot after {delay:.2f} s")

    lee.goto(f"{site.address}{SERVICE}")
    lee.click("summary:has-text('Hide at once')")
    lee.click(f"button:has-text('Hide {new}')")
    hidden = time.monotonic()
    while new in bot.card():
        assert time.monotonic() - hidden < 5, "not hidden within five seconds"
        time.sleep(0.05)
    print(f"hidden and gone from a running bot after {time.monotonic() - hidden:.2f} s")
    bot.close()


def test_nothing_that_was_typed_is_in_the_log(kim: Page, site: Site) -> None:
    kim.goto(f"{site.address}/services?q=a-word-nobody-writes")
    log = (site.state / "admin.log").read_text("utf-8")
    assert log.splitlines() == [f"Staff pages: {site.address}"]
    assert "a-word-nobody-writes" not in log


def test_the_state_folder_keeps_no_password(site: Site) -> None:
    from tests.admin.browsing import PASSWORD

    kept = [path.read_bytes() for path in Path(site.state).iterdir() if path.is_file()]
    assert kept
    assert not any(PASSWORD.encode() in one for one in kept)
