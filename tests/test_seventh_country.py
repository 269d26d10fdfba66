"""
A country is added by its files alone, and a woman is walked through it.

Austria stands for any: its language has words to say already. Its five services, its numbers but
for 112, and its notes are invented here, and nothing of them is true.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.signposting.country_notes import SUBJECTS
from bot.yaml_file import read_yaml, write_yaml

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
COUNTRY = "AT"
WHOLE = "Austria"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def areas() -> list[dict[str, Any]]:
    return [
        {
            "id": WHOLE, "country": COUNTRY, "kind": "country", "time_zone": "Europe/Vienna",
            "names": {"en": "Austria", "de": "Österreich"},
        },
        {
            "id": "Vienna", "parent": WHOLE, "country": COUNTRY, "kind": "region",
            "names": {"en": "Vienna", "de": "Wien"},
        },
        {
            "id": "Tyrol", "parent": WHOLE, "country": COUNTRY, "kind": "region",
            "names": {"en": "Tyrol", "de": "Tirol"},
        },
        {
            "id": "Innsbruck", "parent": "Tyrol", "country": COUNTRY, "kind": "place",
            "names": {"en": "Innsbruck"},
        },
    ]  # fmt: skip


def service(number: int, kind: str, serves: str, needs: list[str], **more: Any) -> dict[str, Any]:
    """Return an invented service."""
    return {
        "id": f"at-invented-{number}",
        "name": f"Erfundener Verein {number}",
        "country": COUNTRY,
        "kind": kind,
        "by_and_for": "no",
        "sector": ["survivor_specialist" if kind == "specialist" else "migrant_refugee_support"],
        "run_by": "independent",
        "telling": False,
        "is_shelter": False,
        "serves": [serves],
        "contacts": [
            {
                "type": "voice",
                "value": f"+4315000{number:03}",
                "dial": f"01 5000{number:03}",
                "status": "confirmed",
                "source_url": "https://example.org/at",
                "source_year": 2026,
            }
        ],
        "takes": {"woman": "yes", "man": "ask", "other": "yes"},
        "needs": needs,
        "shares_with_immigration": "not_confirmed",
        "source": {"url": "https://example.org/at", "year": 2026, "page": "own"},
        "confidence": "low",
        "service_free": True,
        "show": "yes",
    } | more


def services() -> list[dict[str, Any]]:
    albanian = {"languages": [{"code": "sq", "how": "staff", "basis": "stated"}]}
    return [
        service(1, "specialist", WHOLE, ["domestic_abuse", "someone_to_talk_to"], stage=["now"]),
        service(
            2, "community", "Vienna", ["community_peer_support", "language_integration"],
            by_and_for="yes", community=["albanian"], **albanian,
        ),
        service(3, "specialist", "Tyrol", ["housing_homelessness", "money_food_nrpf"]),
        service(4, "statutory", WHOLE, ["health_medical", "maternity"], run_by="state"),
        service(5, "specialist", WHOLE, ["legal_advice", "immigration_asylum"]),
    ]  # fmt: skip


def note(subject: str) -> dict[str, Any]:
    return {
        "id": f"at-{subject.replace('_', '-')}",
        "country": COUNTRY,
        "subject": subject,
        "areas": [WHOLE],
        "text": "How this is in this invented place is not known.",
        "not_known": True,
        "telling": False,
        "looked_for": "2026-11-20",
        "expires": "2027-05-20",
        "advice_from": ["at-invented-5"],
    }


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's content with a seventh country in it, by files alone."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(ROOT / "dialogues", folder / "dialogues")
    locales = Path(shutil.copytree(ROOT / "locales", folder / "locales"))
    languages = read_yaml(locales / "languages.yaml").value
    few = [one for one in languages if one["code"] in {"en", "de"}]  # the others take a minute
    write_yaml(locales / "languages.yaml", few)
    data = Path(shutil.copytree(ROOT / "services_data", folder / "services_data"))
    write_yaml(data / "areas.yaml", [*read_yaml(data / "areas.yaml").value, *areas()])
    urgent = {"id": "at-112", "dial": "112", "how": "voice", "kind": "emergency"}
    numbers = {COUNTRY: [urgent | {"basis": "general_knowledge"}]}
    write_yaml(data / "emergency.yaml", read_yaml(data / "emergency.yaml").value | numbers)
    code = {"country": COUNTRY, "code": "112", "name": "Emergency", "source": "general_knowledge"}
    write_yaml(data / "short_codes.yaml", [*read_yaml(data / "short_codes.yaml").value, code])
    write_yaml(data / "services_austria.yaml", services())
    write_yaml(data / "countries" / "austria.yaml", [note(subject) for subject in SUBJECTS])
    return folder


@pytest.fixture(scope="module")
def run(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the program on that content, as a host would."""
    environment = {
        "FINGERPOST_CONTENT_DIR": str(content),
        "FINGERPOST_STATE_DIR": str(tmp_path_factory.mktemp("state")),
        "PATH": "/usr/bin:/bin",
    }

    def work(*words: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bot", *words],
            input=given, env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return work


def test_the_check_finds_nothing_wrong_with_it(run: Run) -> None:
    for part in ("services", "dialogues"):
        done = run("check", part)
        assert done.stdout == f"{part}: nothing to mend\n", done.stdout
    # The names of its areas and its notes are new texts: translators hear of them, and no more.
    assert run("locales", "update").returncode == 0
    told = run("check", "locales").stdout.splitlines()
    assert told
    assert all("messages untranslated, shown in English" in line for line in told[:-1]), told[:9]


def test_a_need_there_is_answered(run: Run) -> None:
    need = {"country": COUNTRY, "area": "Vienna", "needs": ["domestic_abuse"], "languages": ["sq"]}
    done = run("match", "--json", given=json.dumps(need))
    assert done.returncode == 0, done.stderr
    listing = json.loads(done.stdout)
    assert [number["dial"] for number in listing["urgent"]] == ["112"]
    assert listing["pair"]["specialist"]["id"] == "at-invented-1"
    assert listing["pair"]["community"]["id"] == "at-invented-2"
    assert listing["pair"]["community"]["spoken"] == {"sq": "staff"}
    assert listing["plan_b"]
    elsewhere = run("match", "--json", given=json.dumps(need | {"area": "Wales"}))
    assert elsewhere.returncode == 2
    assert "Vienna" in elsewhere.stderr


class Walk:
    """A conversation in English, one act after another."""

    def __init__(self, run: Run, script: Path) -> None:
        self._run, self._script, self._acts = run, script, list[str]()
        self.card = self.act()

    def act(self, *acts: str) -> dict[str, Any]:
        """Do more, and return the card that stands there then."""
        self._acts += acts
        self._script.write_text("".join(f"{act}\n" for act in self._acts), encoding="utf-8")
        done = self._run("chat", "--script", str(self._script), "--json", "--language", "en")
        assert done.returncode == 0, done.stderr
        self.card = json.loads(done.stdout.splitlines()[-1])
        return self.card

    def tap(self, label: str) -> dict[str, Any]:
        """Tap the button that is called so."""
        found = [one["id"] for one in self.card["buttons"] if one["label"] == label]
        assert found, f"no button {label!r} on: {self.card}"
        return self.act(f"#{found[0]}")


def test_a_woman_walks_through_it(run: Run, tmp_path: Path) -> None:
    walk = Walk(run, tmp_path / "acts.txt")
    for label in ("Someone to talk to, in confidence", "For me", "Austria", "Vienna"):
        walk.tap(label)
    for _ in range(4):
        if not walk.card["services"]:
            walk.act("/skip")
    assert "at-invented-1" in walk.card["services"]
    assert "01 5000001" in walk.tap("1")["text"]
    assert "112" in walk.act("/urgent")["text"]


def test_the_coverage_and_a_spreadsheet_know_it(run: Run, tmp_path: Path) -> None:
    shown = run("services", "coverage", "--country", COUNTRY)
    assert "AT Vienna" in shown.stdout
    assert "AT Tyrol" in shown.stdout
    table = tmp_path / "all.csv"
    assert run("services", "export", "--format", "csv", str(table)).returncode == 0
    assert table.read_text("utf-8-sig").count("at-invented-") == len(services())
    assert "Nothing to do" in run("services", "import", str(table), "--yes").stdout
