"""Schemathesis sends what nobody would: no page fails, forgets its headers or shows what it got."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyotp
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from bot.admin.application import pages_of
from bot.admin.headers import HEADERS
from bot.admin.record_form import ROWS
from tests.admin.browsing import PASSWORD, Site, running_site

pytestmark = pytest.mark.whole

EXAMPLES = 15
"""Requests for each route and each way of making them up."""

ANY = {"type": "string"}
QUERY = (
    "q", "country", "only", "language", "seen_in", "said", "shelter", "by", "kind", "stage",
    "community", "specialist", "form",
)  # fmt: skip
FIELDS = (
    "act", "base", "by_and_for", "change", "code", "confidence", "country", "how", "hours.way",
    "note", "hours.written", "hours.Mo", "is_shelter", "kind", "language", "min_age", "name",
    "needs", "new", "old", "password", "phoned", "role", "run_by", "sector", "seen_in", "serves",
    "show", "source.page", "source.year", "status", "takes.man", "takes.other", "takes.woman",
    "telling", "type", "value",
    *(f"{name}.{at}.{part}" for name in ROWS for at in (0, 7) for part in ROWS[name]),
)  # fmt: skip


def described(routes: list[Any]) -> dict[str, Any]:
    """Describe every route as OpenAPI: any text in any field that some form has."""
    paths: dict[str, Any] = {}
    for route in routes:
        for method in sorted(route.methods & {"GET", "POST"}):
            path = route.path.replace(":int", "")
            paths.setdefault(path, {})[method.lower()] = _operation(route.path, method)
    return {"openapi": "3.0.3", "info": {"title": "staff", "version": "1"}, "paths": paths}


def _operation(path: str, method: str) -> dict[str, Any]:
    named = [
        {"name": name, "in": "path", "required": True, "schema": {"type": kind}}
        for name, kind in _in_the_path(path).items()
    ]
    asked = [{"name": name, "in": "query", "schema": ANY} for name in QUERY]
    answers = {"responses": {"200": {"description": "a page"}}}
    if method == "GET":
        return {"parameters": named + asked, **answers}
    body = {"type": "object", "properties": dict.fromkeys(FIELDS, ANY)}
    content = {"application/x-www-form-urlencoded": {"schema": body}}
    return {"parameters": named, "requestBody": {"content": content}, **answers}


def _in_the_path(path: str) -> dict[str, str]:
    found = re.findall(r"\{(\w+)(:int)?\}", path)
    return {name: "integer" if whole else "string" for name, whole in found}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("state"), "kim") as running:
        yield running


class Attacker:
    """Somebody who is signed in, and sends whatever a program makes up."""

    def __init__(self, site: Site) -> None:
        self.site, self.session = site, requests.Session()
        self.session.headers.update({"Origin": site.address, "Sec-Fetch-Site": "same-origin"})
        code = pyotp.TOTP(site.secrets["kim"]).now()
        form = {"name": "kim", "password": PASSWORD, "code": code}
        self.session.post(f"{site.address}/sign-in", data=form, timeout=30)
        page = self.session.get(f"{site.address}/me", timeout=30).text
        self.form_token = page.partition('name="form_token" value="')[2].partition('"')[0]
        assert self.form_token, "not signed in"
        self.answers: Counter[int] = Counter()
        self.slowest = 0.0

    def sends(self, case: Any) -> None:
        """Send one made-up request, and look at what comes back."""
        asked = case.as_transport_kwargs(base_url=self.site.address)
        if isinstance(asked.get("data"), dict):
            asked["data"] = {"form_token": self.form_token} | asked["data"]
        asked |= {"headers": dict(self.session.headers), "cookies": self.session.cookies}
        begun = time.monotonic()
        answer = self.session.request(**asked, timeout=30, allow_redirects=False)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.answers[answer.status_code] += 1
        self.looks_at(answer)

    def looks_at(self, answer: requests.Response) -> None:
        assert answer.status_code < 500, (answer.request.url, answer.request.body)
        assert answer.headers.get("location") != "/sign-in", "she was signed out"
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, name
        assert "Traceback" not in answer.text


@pytest.fixture(scope="module")
def attacker(site: Site) -> Attacker:
    return Attacker(site)


def operations() -> list[Any]:
    """Return every operation of the pages but those that would end the attack."""

    class Nothing:
        texts: dict[str, Any] = {}  # noqa: RUF012

    routes = [one for one in pages_of(Nothing()).routes if one.path != "/sign-out"]  # type: ignore[arg-type, attr-defined]
    schema = schemathesis.openapi.from_dict(described(routes))
    results: list[Any] = list(schema.get_all_operations())
    found = [one.ok() for one in results]
    assert len(found) > 30
    return found


def test_no_made_up_request_breaks_a_page(attacker: Attacker) -> None:
    for operation in operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _attack(operation, mode, attacker)
    total = sum(attacker.answers.values())
    print(f"{total} requests, {dict(sorted(attacker.answers.items()))}, "
          f"slowest {attacker.slowest:.2f} s")  # fmt: skip
    assert total > 700
    assert attacker.answers[200] > 100, "the pages were hardly reached"


def _attack(operation: Any, mode: GenerationMode, attacker: Attacker) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def attack(case: Any) -> None:
        attacker.sends(case)

    attack()


@given(st.data())
@settings(max_examples=200, deadline=None, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_no_form_of_a_service_breaks_its_page(attacker: Attacker, data: st.DataObject) -> None:
    """Whole forms, with some fields of a real one replaced by anything."""
    fields = dict(_a_form(attacker))
    for name in data.draw(st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=6)):
        fields[name] = data.draw(st.text(max_size=60))
    answer = attacker.session.post(
        f"{attacker.site.address}/services/shpresa-programme/card",
        data=fields | {"form_token": attacker.form_token}, timeout=30,
    )  # fmt: skip
    attacker.looks_at(answer)


def _a_form(attacker: Attacker) -> dict[str, str]:
    page = attacker.session.get(f"{attacker.site.address}/services/shpresa-programme", timeout=30)
    inputs = re.findall(r'<input[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)")?', page.text)
    return {name: value for name, value in inputs if name != "form_token"}
