"""The staff pages over a small directory, with a clock that the test moves, and people."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from argon2 import PasswordHasher

from bot.admin.application import application_for
from bot.admin.desk import Desk, StartedWith
from bot.admin.open_desk import Parts, desk_of
from bot.admin.second_factor import open_second_factors, with_factor
from bot.admin.secrets import hashed
from bot.admin.work import FromFiles
from bot.exchange.service_files import DirectoryFiles, read_directory_files
from bot.i18n.catalog import Catalogues
from bot.messages import Button, Card
from bot.signposting.directory import Directory
from bot.signposting.service import Service
from bot.storage.accounts import Account
from bot.storage.approval import Role
from bot.storage.open_directory import LiveDirectory
from bot.storage.store import DirectoryStore, open_store
from tests.storage.conftest import any_url, database, postgresql, url

__all__ = ["any_url", "database", "postgresql", "url"]
"""Fixtures of the storage's tests: what is promised of one kind of store is promised of all."""

ROOT = Path(__file__).parents[2]
HERE = "http://pages.test"
OURS = {"origin": HERE, "sec-fetch-site": "same-origin"}
PASSWORD = "correct horse battery"  # noqa: S105  # of made-up people
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # the same


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


def plain_card(service: Service, _directory: Directory, language: str, _now: datetime, /) -> Card:
    """Stand in for what draws her card: tests of the pages ask only that it is shown."""
    return Card(
        "service", language, "ltr", f"The card of {service.name}", (Button("leave", "Leave"),)
    )


class Person:
    """A browser, and who sits before it."""

    def __init__(self, house: "House", name: str) -> None:
        self.house, self.name = house, name
        transport = httpx.ASGITransport(house.application, raise_app_exceptions=False)
        self.browser = httpx.AsyncClient(transport=transport, base_url=HERE)
        self.form_token = ""

    async def signs_in(self, password: str = PASSWORD, code: str | None = None) -> httpx.Response:
        if code is None:
            code = pyotp.TOTP(SECRET).at(self.house.clock.now)
        form = {"name": self.name, "password": password, "code": code}
        answer = await self.browser.post("/sign-in", data=form, headers=OURS)
        if answer.status_code == 303:
            page = await self.sees("/me")
            self.form_token = page.text.partition('name="form_token" value="')[2].partition('"')[0]
        return answer

    async def sees(self, path: str) -> httpx.Response:
        return await self.browser.get(path)

    async def does(self, path: str, **form: str | list[str]) -> httpx.Response:
        fields = {"form_token": self.form_token} | form
        return await self.browser.post(path, data=fields, headers=OURS)


@dataclass
class House:
    """Everything behind the pages, and the pages."""

    desk: Desk
    store: DirectoryStore
    clock: Clock
    files: DirectoryFiles
    url: str
    application: Any  # httpx names the type of an ASGI application otherwise

    async def live(self, id_: str) -> Service:
        return (await self.store.snapshot()).by_id[id_]

    async def person(self, name: str, role: Role, *, signed_in: bool = True) -> Person:
        """Make an account with the password and, for a keeper, the second factor."""
        secret = SECRET if role == "keeper" else None
        account = with_factor(Account(name, role, hashed(PASSWORD)), secret, self.desk.factors)
        await self.desk.accounts.add(account)
        person = Person(self, name)
        if signed_in:
            answer = await person.signs_in()
            assert answer.status_code == 303, answer.text
        return person


@pytest.fixture(autouse=True)
def _quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is meant to be slow to try; a test that tries many asks for quick ones."""
    if "real_hashes" not in request.fixturenames:
        quick = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        monkeypatch.setattr("bot.admin.secrets.PasswordHasher", quick)


@pytest.fixture
def real_hashes() -> None:
    """For a test that looks at what is kept of a password in earnest."""


@pytest.fixture(scope="session")
def shipped() -> DirectoryFiles:
    return read_directory_files(ROOT / "services_data")


@pytest.fixture
def files(shipped: DirectoryFiles) -> DirectoryFiles:
    """A few British services that can be reached, with all areas."""
    british = [one for one in shipped.services if one.country == "GB" and one.confirmed_contacts]
    alone = [replace(one, partners=(), refers_to=(), reached_through=None) for one in british[:8]]
    return replace(shipped, services=tuple(alone))


def plain_agreement(group: Service, specialist: Service, language: str, form: str) -> bytes:
    """Stand in for what draws up an agreement."""
    return f"{form} {language}: {group.name}, {specialist.name}".encode()


@pytest.fixture
async def house(any_url: str, files: DirectoryFiles, tmp_path: Path) -> AsyncIterator[House]:
    clock, url = Clock(), any_url
    store = await open_store(url)
    await store.load(files)
    mark, snapshot = await store.marked_snapshot()
    live = LiveDirectory(url, mark, snapshot, lambda: 0.0)
    desk = await desk_of(
        Parts(
            url=url,
            files=files,
            directory=live,
            card=plain_card,
            agreement=plain_agreement,
            locales=ROOT / "locales",
            catalogues=Catalogues(ROOT / "locales"),
            growing_old=FromFiles(),
            factors=open_second_factors(tmp_path / "state"),
            started_with=StartedWith(15, "SQLite", "the_bot"),
            clock=clock,
        )
    )
    yield House(desk, store, clock, files, url, application_for(desk))
    for one in (desk, live, store):
        await one.close()


@pytest.fixture
async def keeper(house: House) -> AsyncIterator[Person]:
    person = await house.person("kim", "keeper")
    yield person
    await person.browser.aclose()


@pytest.fixture
async def editor(house: House) -> AsyncIterator[Person]:
    person = await house.person("edda", "editor")
    yield person
    await person.browser.aclose()


@pytest.fixture
async def volunteer(house: House) -> AsyncIterator[Person]:
    person = await house.person("vera", "volunteer")
    yield person
    await person.browser.aclose()
