"""The page for hosts cannot lie: its verbs, paths, files and words are those of the code."""

import re
from pathlib import Path

import pytest

from bot.given import credential_name
from bot.settings import read_settings
from tests.hosting.test_unit import HOSTING, UNIT, unit
from tests.test_docs import ROOT, read_by_the_code, wrong_command

PAGE = HOSTING / "README.md"
RELEASE = ROOT / ".github" / "RELEASE.md"


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def typed() -> list[str]:
    """Return every line that the page has somebody type, and each that is named in a sentence."""
    found = re.findall(r"^[#$] (.+)$", text(), re.MULTILINE)
    found += re.findall(r"`(as-the-bot [^`]+)`", text())
    assert len(found) > 25
    return found


def test_every_verb_that_is_run_as_the_bot_is_one() -> None:
    found = [line.partition("as-the-bot ")[2] for line in typed() if line.startswith("as-the-bot")]
    assert len(found) > 8
    assert [one for one in found if wrong_command(one) is not None] == []


def test_every_file_of_the_project_that_is_typed_is_there() -> None:
    found = {word for line in typed() for word in line.split() if word.startswith("bot/hosting/")}
    assert found == {f"bot/hosting/{one}" for one in ("as-the-bot", "settings.example", UNIT.name)}
    assert all((ROOT / one).is_file() for one in found)
    assert "--file=bot/hosting/Containerfile" in text()


def test_the_credentials_are_called_as_the_bot_reads_them() -> None:
    names = {credential_name(name) for name in read_by_the_code()}
    written = set(re.findall(r"/etc/fingerpost/credentials/([a-z-]+)", text()))
    listed = set(re.findall(r"`([a-z]+-[a-z]+)`", text())) & {*names, *written}
    assert {"bot-token", "ledger-key", "webhook-secret"} <= written | listed <= names


def test_the_paths_are_those_of_the_unit() -> None:
    assert f"/var/lib/{unit()['StateDirectory'][0]}/ledger" in text()
    assert "/etc/fingerpost/settings" in text()
    assert unit()["ExecStart"][0] in text()
    for credential in unit()["LoadCredential"]:
        assert credential.partition(":")[2] in text()


def test_what_is_made_with_the_page_is_what_the_bot_takes(tmp_path: Path) -> None:
    from bot.channels.telegram.webhook_address import COMMAND as SECRET_COMMAND
    from bot.sessions.ledger_key import COMMAND as KEY_COMMAND

    for command in (KEY_COMMAND, SECRET_COMMAND):
        assert command.removeprefix("python ") in text()
    copy = tmp_path / "settings"
    copy.write_bytes((HOSTING / "settings.example").read_bytes())
    copy.chmod(0o644)
    read_settings({"FINGERPOST_SETTINGS": str(copy)})


@pytest.mark.parametrize(
    "message",
    ["another bot is working in this state folder", "this bot is set up to be called by Telegram"],
)
def test_messages_that_the_page_explains_are_said_by_the_code(message: str) -> None:
    assert message in text()
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    assert any(message in source for source in sources)


def test_s42_no_server_in_front_of_the_bot_writes_who_called() -> None:
    (nginx,) = re.findall(r"^```nginx\n(.*?)^```", text(), re.MULTILINE | re.DOTALL)
    assert "access_log off;" in nginx
    assert "error_log /dev/null;" in nginx
    (caddy,) = re.findall(r"^```caddy\n(.*?)^```", text(), re.MULTILINE | re.DOTALL)
    assert "exclude http.log.error" in caddy
    assert caddy.count("log {") == 1, "a log in a site is a log of who called"


def test_what_only_a_person_sees_is_a_list_to_tick_with_a_place_to_write() -> None:
    lines = RELEASE.read_text(encoding="utf-8").splitlines()
    boxes = [line for line in lines if line.startswith("- [")]
    assert len(boxes) > 30
    assert all(line.startswith("- [ ] ") for line in boxes), "nothing was seen by this project yet"
    assert any(line.startswith("| date |") for line in lines)
