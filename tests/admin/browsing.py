"""A real browser before real staff pages: Debian's Chromium, and `admin` in its own process."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyotp
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""A browser that looks nowhere but where it is sent."""

PASSWORD = "four words of hers"  # noqa: S105  # of made-up people
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Site:
    """Staff pages that run: their address, the state folder, and each keeper's second factor."""

    address: str
    state: Path
    secrets: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "FINGERPOST_STATE_DIR": str(self.state)}


@contextmanager
def running_site(state: Path, *keepers: str) -> Iterator[Site]:
    """Make keepers on the command line, serve the pages, and stop them afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = Site(f"http://127.0.0.1:{port}", state, {})
    for name in keepers:
        made = _verb(site, "admin", "add-keeper", name, typed=f"{PASSWORD}\n")
        secret = re.search(r"second factor: (\w+)", made)
        assert secret is not None
        site.secrets[name] = secret[1]
    command = [sys.executable, "-m", "bot", "admin", "--port", str(port)]
    with (state / "admin.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=site.environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=20)


def _verb(site: Site, *words: str, typed: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=typed, capture_output=True, text=True, cwd=ROOT, env=site.environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _wait_for(site: Site, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, (site.state / "admin.log").read_text("utf-8")
        try:
            urllib.request.urlopen(f"{site.address}/sign-in", timeout=2).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the staff pages did not start within a minute")


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium with an empty profile of its own."""
    assert Path(CHROMIUM).exists(), "Chromium is not installed. Run: tests/install.sh"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


def signed_in(started: Browser, site: Site, name: str, *, script: bool = True) -> Page:
    """Sign somebody in, in a browser context of her own."""
    page = started.new_context(java_script_enabled=script, viewport=DESK).new_page()  # type: ignore[arg-type]
    page.goto(f"{site.address}/sign-in")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.fill("#code", pyotp.TOTP(site.secrets[name]).now())
    page.click("main button")
    assert page.url == f"{site.address}/", page.inner_text("main")
    return page


def barriers(page: Page) -> list[str]:
    """Return what axe finds on a page against WCAG 2.2 AA and its own good practice."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(found => ({"
        "passes: found.passes.length,"
        "violations: found.violations.map(v => v.id + ': ' + v.nodes[0].html)}))",
        list(WCAG),
    )
    assert found["passes"] > 10, "axe looked at nothing"
    return list(found["violations"])
