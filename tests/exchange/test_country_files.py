"""Reading the notes on law and practice: all of them, or an error that says what to do."""

import shutil
from pathlib import Path

import pytest

from bot.app.world import country_notes
from bot.errors import ContentError, DirectoryError
from bot.exchange.country_files import read_country_notes
from bot.yaml_file import read_yaml

DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "countries", tmp_path / "countries")
    return tmp_path


def test_every_note_of_every_file_is_read() -> None:
    files = sorted((DATA / "countries").glob("*.yaml"))
    ids = [note["id"] for file in files for note in read_yaml(file).value]
    assert len(ids) > 100, "nothing was looked at"
    assert [note.id for note in read_country_notes(DATA)] == ids


def test_a_wrong_note_says_file_and_line(folder: Path) -> None:
    file = folder / "countries" / "malta.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('read: "2026-11-20"', 'read: "yesterday"', 1), encoding="utf-8")
    line = text[: text.index('read: "')].count("\n") + 1
    with pytest.raises(DirectoryError, match=rf"malta\.yaml:{line}: "):
        read_country_notes(folder)


def test_no_files_at_all_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="holds no notes"):
        read_country_notes(tmp_path)


def test_broken_notes_leave_the_bot_without_them_and_not_her_without_a_card(folder: Path) -> None:
    assert country_notes(folder)
    (folder / "countries" / "malta.yaml").write_text("- id: [", encoding="utf-8")
    assert country_notes(folder) == ()
