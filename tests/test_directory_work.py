"""The verbs of the directory, as somebody types them: what is printed, and the exit status."""

import csv
import re
import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import application, main

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the shipped directory in it."""
    state = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FINGERPOST_STATE_DIR", str(state))
        done = CliRunner().invoke(
            application, ["services", "export", "--format", "csv", str(state / "a.csv")]
        )
    assert done.exit_code == 0, done.output
    return state


@pytest.fixture
def state(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own for each test."""
    state = Path(shutil.copytree(prepared, tmp_path / "state"))
    monkeypatch.setenv("FINGERPOST_STATE_DIR", str(state))
    return state


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str, str]:
    """Return the exit status of a verb, and what it wrote on both outputs."""
    monkeypatch.setattr("sys.argv", ["fingerpost", "services", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def edited(path: Path, column: str, value: str, id_: str | None = None) -> None:
    """Change one column of the record with an id, or of the first."""
    rows = list(csv.reader(StringIO(path.read_text("utf-8-sig"))))
    ids = [row[rows[0].index("id")] for row in rows]
    rows[ids.index(id_) if id_ else 1][rows[0].index(column)] = value
    text = StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def test_out_edited_and_in_again(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = state / "a.csv"
    edited(table, "hours_words", "Every day at noon")
    status, out, _ = run(monkeypatch, capsys, "import", str(table), "--yes")
    assert status == 0
    assert "(hours_words)" in out
    status, out, _ = run(monkeypatch, capsys, "export", "--format", "csv", str(state / "b.csv"))
    assert status == 0
    assert "Every day at noon" in (state / "b.csv").read_text("utf-8-sig")
    status, out, _ = run(monkeypatch, capsys, "import", str(state / "b.csv"), "--yes")
    assert "Nothing to do" in out


def test_what_is_refused_ends_with_status_2_and_row_column_and_remedy(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = state / "a.csv"
    edited(table, "contact_1_value", "4.42E+11")
    status, _, err = run(monkeypatch, capsys, "import", str(table), "--yes")
    assert status == 2
    assert f"{table}: row 2, column contact_1_value: is '4.42E+11'" in err
    assert "type the number again" in err
    assert "Nothing was imported" in err
    table.write_text("id,confidential\nx,yes\n", encoding="utf-8")
    status, _, err = run(monkeypatch, capsys, "import", str(table), "--yes")
    assert status == 2
    assert "row 1, column confidential: is no column of a service" in err


def test_a_copy_is_made_and_put_back(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = state / "copy.gz"
    assert run(monkeypatch, capsys, "backup", str(copy))[0] == 0
    edited(state / "a.csv", "show", "hold")
    assert "(show)" in run(monkeypatch, capsys, "import", str(state / "a.csv"), "--yes")[1]
    assert run(monkeypatch, capsys, "restore", str(copy), "--yes")[0] == 0
    again = run(monkeypatch, capsys, "import", str(state / "a.csv"), "--yes")[1]
    assert "(show)" in again, "what was changed after the copy is undone"


def test_the_coverage_is_printed_or_written(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(monkeypatch, capsys, "coverage", "--country", "MT")
    assert status == 0
    assert "cells are empty" in out
    cells = str(state / "cells.csv")
    asked = ("coverage", "--country", "MT", "--language", "so", "--csv", cells)
    assert "cells" in run(monkeypatch, capsys, *asked)[1]
    assert run(monkeypatch, capsys, "coverage", "--country", "XX")[0] == 2
    assert run(monkeypatch, capsys, "export", "--format", "doc", cells)[0] == 2


def test_partnerships_are_shown_with_the_day_of_their_review(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(monkeypatch, capsys, "partnerships")
    assert status == 0
    for id_ in ("shpresa-programme", "solace-womens-aid"):
        assert f" {id_} " in out, "`lessons agreement` is told of the two by their ids"
    counted = re.search(r"(\d+) of (\d+) are to be reviewed: not in 365 days, or never", out)
    assert counted is not None
    assert counted[1] == counted[2], "of no shipped partnership is a review known"
    path = state / "edit.csv"
    run(monkeypatch, capsys, "export", "--format", "csv", str(path))
    rows = list(csv.DictReader(StringIO(path.read_text("utf-8-sig"))))
    first = next(row for row in rows if row["partners"])
    today = datetime.now(UTC).date().isoformat()
    edited(path, "partners", f"{first['partners'].split('; ')[0]} {today}", first["id"])
    assert run(monkeypatch, capsys, "import", str(path), "--yes")[0] == 0
    _, out, _ = run(monkeypatch, capsys, "partnerships")
    assert today in out
    assert f"{int(counted[1]) - 1} of {counted[2]} are to be reviewed" in out
    _, out, _ = run(monkeypatch, capsys, "partnerships", "--due")
    assert today not in out
