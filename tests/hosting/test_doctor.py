"""The doctor: each thing is broken on purpose and found, and nothing is changed or given away."""

import io
import logging
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from bot.app.clocks import utc_now
from bot.channels.telegram.doctor import (
    ask_telegram,
    clock_is_right,
    secret_is_sound,
    spoken,
    telegram_unreached,
    token_refused,
    token_works,
    updates_arrive,
)
from bot.findings import Finding, State, fault, look, well
from bot.hosting.content import directory_opens, languages_are_ready, services_are_sound
from bot.hosting.doctor import show
from bot.hosting.ledger import key_and_ledger, ledger_opens
from bot.hosting.loudness import logs_are_silent
from bot.hosting.machine import (
    files_are_private,
    folder_is_writable,
    run_by_its_user,
    there_is_room,
)
from bot.sessions.erasure import Ledger
from bot.sessions.keys import ChatAddress
from bot.sessions.ledger_key import new_ledger_key, read_ledger_key
from bot.storage.store import open_store
from bot.verbs.telegram import telegram_doctor
from tests.conversation.visit import NOW
from tests.telegram.fake.client import ROOT, FakeTelegram

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

SERVICES = ROOT / "services_data"
KEY = new_ledger_key()
CHAT = ChatAddress(987_654_321)


def written_ledger(folder: Path, messages: int = 2) -> Path:
    path = folder / "ledger"
    ledger = Ledger.open(path, read_ledger_key(KEY), NOW)
    for number in range(messages):
        ledger.typed(CHAT, number + 1, NOW + timedelta(minutes=15), NOW)
    ledger.close()
    return path


# The key and the ledger


@pytest.mark.parametrize("key", [None, "", "no base64", "AAAA"])
def test_a_key_that_is_none_is_a_fault_with_the_command_that_makes_one(
    key: str | None, tmp_path: Path
) -> None:
    (found,) = key_and_ledger(key, tmp_path / "ledger")
    assert found.state == "fault"
    assert "python -c" in found.remedy


def test_the_ledger_is_counted_and_not_changed(tmp_path: Path) -> None:
    path = written_ledger(tmp_path)
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert before["ledger"]
    key, found = key_and_ledger(KEY, path)
    assert (key.state, found.state) == ("well", "well")
    assert found.sentence == "Messages still to be erased: 2."
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_ledger_that_is_empty_or_not_there_is_well(tmp_path: Path) -> None:
    key = read_ledger_key(KEY)
    assert ledger_opens(tmp_path / "ledger", key).state == "well"
    found = ledger_opens(written_ledger(tmp_path, 0), key)
    assert found == well("ledger", "Messages still to be erased: 0.")


def test_another_key_is_a_fault_and_sets_nothing_aside(tmp_path: Path) -> None:
    path = written_ledger(tmp_path)
    found = ledger_opens(path, read_ledger_key(new_ledger_key()))
    assert found.state == "fault"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ledger", "ledger.lock"]


def test_damage_and_what_was_set_aside_are_to_be_known(tmp_path: Path) -> None:
    path, key = written_ledger(tmp_path), read_ledger_key(KEY)
    with path.open("ab") as file:
        file.write(b"half a record")
    assert "1 records are damaged" in ledger_opens(path, key).sentence
    (tmp_path / "ledger.aside-1700000000").write_bytes(b"")
    assert "1 older files" in ledger_opens(path, key).sentence


def test_a_ledger_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    assert ledger_opens(tmp_path / "ledger", read_ledger_key(KEY)).state == "fault"


# The machine


def test_root_is_told_that_it_sees_too_much() -> None:
    assert (run_by_its_user(0).state, run_by_its_user(1000).state) == ("look", "well")


def test_a_folder_that_cannot_be_written_to_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder_is_writable(tmp_path).state == "well"
    assert folder_is_writable(tmp_path / "a" / "b").state == "well"
    (tmp_path / "file").touch()
    assert folder_is_writable(tmp_path / "file").state == "fault"
    # Root may write everywhere, so rights alone cannot be tried by everybody.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != tmp_path)
    assert folder_is_writable(tmp_path).state == "fault"


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_s41_a_state_folder_that_others_can_enter_is_a_fault(mode: int, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir(mode=0o700)
    assert files_are_private(state, state / "directory.sqlite3").state == "well"
    state.chmod(mode)
    found = files_are_private(state, None)
    assert (found.state, found.remedy) == ("fault", f"Run: chmod 700 {state}")


def test_a_database_elsewhere_that_others_can_open_is_a_fault(tmp_path: Path) -> None:
    state, database = tmp_path / "state", tmp_path / "directory.sqlite3"
    state.mkdir(mode=0o700)
    database.touch(0o600)
    assert files_are_private(state, database).state == "well"
    database.chmod(0o644)
    assert files_are_private(state, database).remedy == f"Run: chmod 600 {database}"


def test_a_full_disc_is_a_fault(tmp_path: Path) -> None:
    assert there_is_room(tmp_path, wanted=1).state == "well"
    assert there_is_room(tmp_path / "later", wanted=2**70).state == "fault"


# What the bot would show


async def test_the_directory_opens_and_says_its_revision(tmp_path: Path) -> None:
    file = tmp_path / "directory.sqlite3"
    url = f"sqlite:///{file}"
    assert (await directory_opens(url)).state == "well"
    assert not file.exists()
    store = await open_store(url)
    await store.close()
    assert await directory_opens(url) == well("directory", "It opens, at revision 0.")


@pytest.mark.parametrize("url", ["sqlite:///{}", "nonsense", "mysql://host/name"])
async def test_a_directory_that_does_not_open_is_a_fault(url: str, tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"no database at all")
    found = await directory_opens(url.format(tmp_path / "broken"))
    assert (found.subject, found.state) == ("directory", "fault")


def test_services_that_are_wrong_are_a_fault_and_old_ones_to_be_known(tmp_path: Path) -> None:
    assert services_are_sound(SERVICES, date(2099, 1, 1)).state == "look"
    copy = tmp_path / "services_data"
    shutil.copytree(SERVICES, copy)
    (copy / "emergency.yaml").write_text("GB: nonsense\n")
    assert services_are_sound(copy, NOW.date()).state == "fault"


def test_languages_that_are_missing_or_drafts_are_to_be_known(tmp_path: Path) -> None:
    path = tmp_path / "languages.yaml"
    english = "- {code: en, name: English, review: source}\n"
    path.write_text(english)
    assert languages_are_ready(tmp_path) == well("languages", "Offered: en.")
    path.write_text(f"{english}- {{code: sq, name: Shqip, review: draft}}\n")
    found = languages_are_ready(tmp_path)
    assert (found.state, found.remedy) == ("look", "Run: python -m bot check locales sq")
    path.write_text("nothing")
    assert languages_are_ready(tmp_path).state == "fault"


def test_drafts_that_are_offered_are_named() -> None:
    found = languages_are_ready(ROOT / "locales")
    assert found.state == "look"
    assert "sq" in found.sentence + found.remedy


# Logs


def test_s42_libraries_that_are_not_silenced_are_heard() -> None:
    assert logs_are_silent(lambda: None).state == "fault"


def test_s42_libraries_that_are_silenced_are_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    # Put back afterwards: silencing in earnest would hold for all tests of this process.
    def silence() -> None:
        monkeypatch.setattr(logging.Logger, "handle", lambda *_: None)

    assert logs_are_silent(silence).state == "well"


# Telegram


@pytest.mark.parametrize(
    ("ahead", "state"), [(0, "well"), (59, "well"), (-59, "well"), (61, "fault"), (-3700, "fault")]
)
def test_a_clock_that_is_off_by_more_than_a_minute_is_a_fault(ahead: int, state: State) -> None:
    date_header = NOW.strftime("%a, %d %b %Y %H:%M:%S GMT")
    found = clock_is_right(date_header, NOW + timedelta(seconds=ahead))
    assert found.state == state
    assert ("behind" in found.sentence) == (ahead < -60)


@pytest.mark.parametrize("header", ["", "soon", "Fri, 20 Nov 2026 12:00:00"])
def test_without_a_date_the_clock_is_to_be_compared_by_hand(header: str) -> None:
    assert clock_is_right(header, NOW).state == "look"


SECRET_PARTS = {"url": "https://MARKER/telegram", "ip_address": "203.0.113.9-MARKER"}


@pytest.mark.parametrize(
    ("info", "listens", "state", "said"),
    [
        ({"url": ""}, False, "well", "The bot fetches them. 0 are waiting."),
        ({"url": "", "pending_update_count": 500}, False, "look", "500 are waiting"),
        (SECRET_PARTS, False, "fault", "gets nothing"),
        ({"url": ""}, True, "look", "No webhook is set"),
        ({**SECRET_PARTS, "pending_update_count": 3}, True, "well", "3 are waiting"),
        (
            {**SECRET_PARTS, "last_error_date": int(NOW.timestamp()) - 7300},
            True,
            "look",
            "failed was 2 hours ago",
        ),
    ],
)
def test_how_updates_arrive_is_said_without_an_address(
    info: dict[str, object], listens: bool, state: State, said: str
) -> None:
    found = updates_arrive(info, listens, NOW)
    assert found.state == state
    assert said in found.sentence
    assert "MARKER" not in f"{found}"


@pytest.mark.parametrize("text", ["too-short", "sixteen letters and spaces"])
def test_a_webhook_secret_that_telegram_would_not_take_is_a_fault_and_not_shown(text: str) -> None:
    (found,) = secret_is_sound(text)
    assert found.state == "fault"
    assert "secrets.token_urlsafe" in (found.remedy or "")
    assert text not in f"{found}"
    assert secret_is_sound(None) == secret_is_sound("a-good-and-long-secret") == ()


def test_lengths_of_time_are_spoken() -> None:
    lengths = (5, 60, 7200, 90_000, 200_000, -4)
    assert [spoken(timedelta(seconds=one)) for one in lengths] == [
        "5 seconds", "1 minute", "2 hours", "1 day", "2 days", "0 seconds",
    ]  # fmt: skip


def test_a_token_that_works_is_said_by_its_public_name() -> None:
    assert token_works({"username": "info_bot", "id": 1}).sentence.endswith("@info_bot.")
    assert {token_refused(401).state, telegram_unreached().state} == {"fault"}


# The verb itself


def doctor(environment: dict[str, str], folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "bot", "telegram", "doctor"]
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={
            **inherited,
            "FINGERPOST_STATE_DIR": str(folder / "state"),
            "COLUMNS": "200",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def row(page: str, subject: str) -> str:
    rows = [line for line in page.splitlines() if line[3:].startswith(f"  {subject}")]
    assert len(rows) == 1, page
    return rows[0]


async def test_the_doctor_finds_all_well_and_writes_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    given = {
        "FINGERPOST_API_URL": telegram.api_url,
        "BOT_TOKEN": telegram.token,
        "FINGERPOST_LEDGER_KEY": KEY,
    }
    status, page = doctor(given, tmp_path)
    assert (status, "✗" in page) == (0, False), page
    for subject in ("token", "clock", "updates", "logs", "ledger key", "state folder", "disc"):
        assert row(page, subject).strip().startswith("✓")
    assert not (tmp_path / "state").exists()
    assert {call["method"] for call in await telegram.calls()} == {"getMe", "getWebhookInfo"}
    assert telegram.token not in page
    assert KEY not in page


async def test_the_doctor_finds_what_is_broken_and_gives_no_secret_away(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir(mode=0o755)
    written_ledger(tmp_path / "state")
    (tmp_path / "state" / "directory.sqlite3").write_bytes(b"broken")
    other = new_ledger_key()
    given = {
        "FINGERPOST_API_URL": telegram.api_url,
        "BOT_TOKEN": "1:MARKER-of-a-wrong-token",
        "FINGERPOST_LEDGER_KEY": other,
    }
    status, page = doctor(given, tmp_path)
    assert status == 1
    for subject in ("token", "ledger  ", "files", "directory"):
        assert row(page, subject).strip().startswith("✗")
    assert "MARKER" not in page
    assert other not in page
    assert str(CHAT.id) not in page


async def test_a_webhook_that_is_in_the_way_is_found(telegram: FakeTelegram) -> None:
    await telegram.call("setWebhook", url="http://127.0.0.1:9/telegram")
    found = await ask_telegram(telegram.token, telegram.api_url, False, utc_now)
    assert [(one.subject, one.state) for one in found] == [
        ("token", "well"), ("clock", "well"), ("updates", "fault"),
    ]  # fmt: skip
    assert "setup --no-webhook" in found[2].remedy
    assert "127.0.0.1" not in f"{found}"


async def test_a_clock_that_is_wrong_is_found_by_what_answers_are_stamped_with(
    telegram: FakeTelegram,
) -> None:
    late = partial(ask_telegram, telegram.token, telegram.api_url, False)
    found = await late(lambda: utc_now() - timedelta(minutes=5))
    assert [one.state for one in found if one.subject == "clock"] == ["fault"]


@pytest.mark.parametrize("token", [None, "1:MARKER"])
async def test_no_token_or_nobody_answering_is_a_fault_and_not_a_failure(token: str | None) -> None:
    (found,) = await ask_telegram(token, "http://127.0.0.1:9/bot", False, utc_now)
    assert (found.subject, found.state) == ("token", "fault")
    assert "MARKER" not in f"{found}"


async def test_an_answer_that_says_nothing_is_a_fault(telegram: FakeTelegram) -> None:
    await telegram.fail("bad_gateway", "getWebhookInfo")
    (found,) = await ask_telegram(telegram.token, telegram.api_url, False, utc_now)
    assert found == telegram_unreached()


def test_a_wrong_setting_is_a_finding_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FINGERPOST_IDLE_MINUTES", "90")
    with pytest.raises(SystemExit) as ended:
        telegram_doctor()
    assert ended.value.code == 1
    assert "FINGERPOST_IDLE_MINUTES is '90'." in capsys.readouterr().out


def test_the_table_shows_every_mark_and_no_markup_of_its_own() -> None:
    findings: list[Finding] = [
        well("a", "Good."), look("b", "Look at [red].", "Do."), fault("c", "Bad.", "Mend it"),
    ]  # fmt: skip
    page = io.StringIO()
    assert not show(findings, Console(file=page, width=100))
    for part in ("✓", "!", "✗", "[red]", "→ Mend it", "1 to mend, 1 to know of"):
        assert part in page.getvalue()
    assert show(findings[:2], Console(file=io.StringIO()))
