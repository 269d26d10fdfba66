"""Settings from the environment, credentials, a file; what is wrong is said with its line."""

import base64
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.errors import SettingError
from bot.given import credential_name
from bot.settings import read_settings
from tests.test_docs import read_by_the_code

UNKNOWN = "FINGERPOST_" + "STATE_DRI"
"""In two pieces: a name that is nowhere may stand nowhere."""

SECRETS = ("BOT_TOKEN", "FINGERPOST_LEDGER_KEY", "FINGERPOST_WEBHOOK_SECRET")
TOKEN = "123:MARKER-TOKEN"  # noqa: S105  # opens nothing


def file_with(folder: Path, text: str, mode: int = 0o600) -> dict[str, str]:
    """Write a settings file and return the environment that names it."""
    path = folder / "settings"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return {"FINGERPOST_SETTINGS": str(path)}


def refused(environment: dict[str, str]) -> str:
    with pytest.raises(SettingError) as caught:
        read_settings(environment)
    assert "MARKER" not in str(caught.value)
    return str(caught.value)


def test_a_file_sets_what_the_environment_does_not(tmp_path: Path) -> None:
    environment = file_with(
        tmp_path, "# a remark\n\nFINGERPOST_IDLE_MINUTES = 20\nFINGERPOST_STATE_DIR='/var/a b'\n"
    )
    found = read_settings({**environment, "FINGERPOST_STATE_DIR": str(tmp_path)})
    assert (found.silence, found.state) == (timedelta(minutes=20), tmp_path)
    assert read_settings(environment).state == Path("/var/a b")


def test_s41_the_key_can_come_from_a_system_credential(tmp_path: Path) -> None:
    for name in SECRETS:
        value = TOKEN if name == "BOT_TOKEN" else f"MARKER-of-{credential_name(name)}"
        (tmp_path / credential_name(name)).write_text(f"{value}\n")
    found = read_settings({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert found.token is not None
    assert found.token.reveal() == TOKEN
    assert found.ledger_key is not None
    assert found.ledger_key.reveal() == "MARKER-of-ledger-key"
    assert found.webhook_secret is not None
    assert found.webhook_secret.reveal() == "MARKER-of-webhook-secret"
    assert "MARKER" not in repr(found)


def test_the_environment_wins_over_a_credential_and_that_over_a_file(tmp_path: Path) -> None:
    environment = file_with(tmp_path, "BOT_TOKEN=1:file\nFINGERPOST_LEDGER_KEY=file\n")
    (tmp_path / "bot-token").write_text("1:credential")
    environment["CREDENTIALS_DIRECTORY"] = str(tmp_path)
    found = read_settings(environment)
    assert found.token is not None
    assert found.token.reveal() == "1:credential"
    assert found.ledger_key is not None
    assert found.ledger_key.reveal() == "file"
    given = read_settings({**environment, "BOT_TOKEN": "1:environment"})
    assert given.token is not None
    assert given.token.reveal() == "1:environment"


@pytest.mark.parametrize("in_file", [True, False])
def test_an_unknown_setting_is_refused_and_the_nearest_named(in_file: bool, tmp_path: Path) -> None:
    if in_file:
        said = refused(file_with(tmp_path, f"\n{UNKNOWN}=MARKER\n"))
        assert said.startswith(f"{tmp_path / 'settings'}:2: {UNKNOWN} is no setting")
    else:
        said = refused({UNKNOWN: "MARKER"})
        assert said.startswith(f"{UNKNOWN} is no setting")
    assert "Write FINGERPOST_STATE_DIR, if that is meant" in said


def test_every_setting_can_stand_in_a_file_but_the_one_that_names_it(tmp_path: Path) -> None:
    names = sorted(read_by_the_code() - {"FINGERPOST_SETTINGS"})
    assert len(names) > 6
    read_settings(file_with(tmp_path, "".join(f"{name}=\n" for name in names)))
    said = refused(file_with(tmp_path, "FINGERPOST_SETTINGS=/etc/MARKER\n"))
    assert "settings:1: FINGERPOST_SETTINGS is set in the environment" in said


@pytest.mark.parametrize("name", [*SECRETS, "FINGERPOST_DATABASE_URL"])
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_s41_a_file_that_shows_a_secret_to_others_is_refused(
    name: str, mode: int, tmp_path: Path
) -> None:
    value = "postgresql://bot:MARKER@host/name" if name.endswith("URL") else TOKEN
    said = refused(file_with(tmp_path, f"\n{name}={value}\n", mode))
    assert said.endswith(f"Run: chmod 600 {tmp_path / 'settings'}")
    assert "settings:2: a secret stands here" in said


def test_a_file_without_secrets_may_be_read_by_everybody(tmp_path: Path) -> None:
    read_settings(file_with(tmp_path, "FINGERPOST_IDLE_MINUTES=20\nBOT_TOKEN=\n", 0o644))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FINGERPOST_IDLE_MINUTES=90", ":1: FINGERPOST_IDLE_MINUTES is '90'. Set it to 5 to 60"),
        ("\nBOT_TOKEN=MARKER", ":2: BOT_TOKEN does not look like a token"),
        ("FINGERPOST_API_URL=MARKER", ":1: FINGERPOST_API_URL is no address"),
        ("MARKER", ":1: not a setting. Write NAME=value"),
        ("export BOT_TOKEN=MARKER", ":1: not a setting"),
        ("BOT_TOKEN=1:a\nBOT_TOKEN=MARKER", ":2: BOT_TOKEN is set in "),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_file_and_line(
    text: str, said: str, tmp_path: Path
) -> None:
    assert f"{tmp_path / 'settings'}{said}" in refused(file_with(tmp_path, text))


def test_what_is_wrong_in_the_environment_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    environment = file_with(tmp_path, "FINGERPOST_IDLE_MINUTES=20")
    said = refused({**environment, "FINGERPOST_IDLE_MINUTES": "90"})
    assert said.startswith("FINGERPOST_IDLE_MINUTES is '90'")


@given(some.binary(min_size=32, max_size=32))
@settings(max_examples=60)
def test_s41_a_key_pasted_without_its_name_is_never_shown(secret: bytes) -> None:
    pasted = base64.b64encode(secret).decode()
    with TemporaryDirectory() as folder, pytest.raises(SettingError) as caught:
        read_settings(file_with(Path(folder), pasted))
    assert pasted.rstrip("=") not in str(caught.value)


def test_a_file_that_is_not_there_or_no_text_is_named_with_what_to_do(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    said = refused({"FINGERPOST_SETTINGS": str(missing)})
    assert said.startswith(f"{missing}: the settings file cannot be read (No such file")
    (tmp_path / "settings").write_bytes(b"\xff\xfe\x00")
    said = refused({"FINGERPOST_SETTINGS": str(tmp_path / "settings")})
    assert said.endswith("not a text in UTF-8. Save it as one")


def test_a_credential_that_is_no_text_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bot-token").write_bytes(b"\xff\xfe\x00")
    said = refused({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert said.startswith(f"{tmp_path / 'bot-token'}: this credential cannot be read")
