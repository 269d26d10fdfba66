"""The `check` verb as a whole, and its checks of promises and of the cover."""

import shutil
from pathlib import Path

import pytest

from bot.checks.cover import check_cover
from bot.checks.own_words import check_own_words
from bot.checks.promises import check_promises
from bot.checks.run import PARTS, run_checks
from bot.checks.typed_words import NEEDED, NEEDED_BY_ALL, check_missing_words
from bot.errors import SettingError
from bot.settings import Settings, read_settings
from bot.understanding.courtesy import FILE as POLITE
from bot.understanding.own_words import FILE
from bot.yaml_file import read_yaml, write_yaml

ROOT = Path(__file__).parents[2]
LONG = pytest.mark.whole
"""One of a kind is enough for `make test`."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A copy of the content that a test may spoil."""
    for folder in ("dialogues", "locales", "services_data", "bot"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return read_settings({"FINGERPOST_CONTENT_DIR": str(tmp_path)})


@pytest.mark.whole  # make test runs the check itself
def test_there_is_nothing_to_mend_in_what_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    found = run_checks(read_settings({"FINGERPOST_CONTENT_DIR": str(ROOT)}), None, None, None)
    printed = capsys.readouterr().out
    assert found == 0, printed
    assert all(f"{part}: nothing to mend" in printed for part in PARTS)


def test_a_part_or_a_language_that_is_not_there_is_refused(settings: Settings) -> None:
    with pytest.raises(SettingError, match="dialogues, services"):
        run_checks(settings, "colours", None, None)
    with pytest.raises(SettingError, match=r"use one of en, .*sq"):
        run_checks(settings, "locales", "zz", None)
    for part in ("services", None):
        with pytest.raises(SettingError, match="write: check locales sq"):
            run_checks(settings, part, "sq", None)


@pytest.mark.whole
def test_a_broken_list_of_typed_words_is_found(settings: Settings) -> None:
    (settings.locales / "sq" / "understanding.yaml").unlink()
    assert run_checks(settings, "locales", None, None) > 0


def test_s11_a_list_of_typed_words_that_is_missing_is_said_with_what_is_lost(
    settings: Settings,
) -> None:
    assert check_missing_words(settings.locales) == []
    for name in NEEDED:
        (settings.locales / "sq" / name).unlink()
    for name in NEEDED_BY_ALL:
        (settings.locales / name).unlink()
    polite = settings.locales / POLITE
    polite.write_text(polite.read_text("utf-8").replace("\nsq:", "\nzz:"), encoding="utf-8")
    found = list(map(str, check_missing_words(settings.locales)))
    assert len(found) == len(NEEDED) + len(NEEDED_BY_ALL) + 1
    for folder, needed in (("sq", NEEDED), ("", NEEDED_BY_ALL)):
        for name, (lost, remedy) in needed.items():
            place = settings.locales / folder / name
            assert f"{place}:1: this file is not there: {lost}. {remedy}" in found
    assert any(one.startswith(f"{polite}:1: sq has no list here") for one in found)
    polite.unlink()
    assert sum(str(polite) in str(one) for one in check_missing_words(settings.locales)) > 20


def test_words_for_an_answer_that_there_is_not_are_found(settings: Settings) -> None:
    file = settings.locales / "sq" / FILE
    assert check_own_words(settings.locales, settings.dialogues) == []
    assert file.is_file()
    file.write_text("what_about:\n  castle: [kështjell*]\nmoon: {a: [b]}\n", encoding="utf-8")
    castle, moon = map(str, check_own_words(settings.locales, settings.dialogues))
    assert castle.startswith(f"{file}:2: what_about has no answer 'castle'. Use one of children, ")
    assert moon.startswith(f"{file}:3: no question with answers of its own fills 'moon'. Use one")
    file.write_text("what_about: [kështjell*]\n", encoding="utf-8")
    (problem,) = check_own_words(settings.locales, settings.dialogues)
    assert str(problem) == f"{file}:1: a list is needed for each answer. Mend it"
    (settings.dialogues / "welcome.yaml").write_text("flows: [", encoding="utf-8")
    assert check_own_words(settings.locales, settings.dialogues) == []


@pytest.mark.parametrize(
    ("part", "schema", "spoilt"),
    [
        ("dialogues", "dialogues/schema.json", None),
        pytest.param("dialogues", "dialogues/lessons_schema.json", b"\xff", marks=LONG),
        pytest.param("services", "services_data/schema/services.json", b"{", marks=LONG),
        pytest.param("services", "services_data/schema/countries.json", b"[1]", marks=LONG),
    ],
    ids=["gone", "no text", "no JSON", "no schema"],
)
def test_a_schema_that_cannot_be_read_is_said_with_what_to_do(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    part: str,
    schema: str,
    spoilt: bytes | None,
) -> None:
    path = settings.content / schema
    path.unlink() if spoilt is None else path.write_bytes(spoilt)
    assert run_checks(settings, part, None, None) > 0
    printed = capsys.readouterr().out
    assert f"{schema}:1: this schema cannot be read" in printed
    assert "take it anew" in printed


def test_s6_a_text_that_promises_and_is_not_listed_is_found(settings: Settings) -> None:
    file = settings.dialogues / "welcome.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("It does not ask your name.", "We alert the police."), "utf-8")
    problems = [str(one) for one in check_promises(settings.content)]
    assert any("nothing is said of the promise" in one for one in problems)
    assert any("no text reads" in one for one in problems)


def test_s6_a_promise_that_no_code_keeps_is_found(settings: Settings) -> None:
    path = settings.locales / "en" / "promises.yaml"
    entries = read_yaml(path).value
    entries[0]["kept_by"] = "bot/turn.py:call_the_police"
    write_yaml(path, entries)
    assert "no code that keeps this promise" in str(check_promises(settings.content)[0])


def test_s6_a_promise_is_looked_up_in_the_running_bot_not_beside_the_content(
    settings: Settings,
) -> None:
    keepers = (settings.locales / "en" / "promises.yaml").read_text(encoding="utf-8")
    assert "kept_by: bot/" in keepers, "no promise names code: this test would pass on nothing"
    shutil.rmtree(settings.content / "bot")
    assert check_promises(settings.content) == []


def test_s6_only_the_bots_own_code_keeps_a_promise(settings: Settings) -> None:
    path = settings.locales / "en" / "promises.yaml"
    entries = read_yaml(path).value
    entries[0]["kept_by"] = "tests/checks/test_run.py:settings"
    write_yaml(path, entries)
    assert "no code that keeps this promise" in str(check_promises(settings.content)[0])


def test_s25_a_record_not_marked_telling_whose_name_tells_is_found(settings: Settings) -> None:
    assert check_cover(settings.content) == []
    file = settings.services_data / "services_uk.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: Praxis", "name: Praxis against violence"), "utf-8")
    assert ["praxis" in str(one) for one in check_cover(settings.content)] == [True]
