"""The two forms that scripts rely on, tried as scripts do: in another process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RESERVED = {"leave", "back", "urgent", "skip", "more"}


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder whose directory has been built once."""
    folder = tmp_path_factory.mktemp("state")
    assert bot(folder, "match", "--json", typed='{"country": "MT"}').returncode == 0
    return folder


def bot(state: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FINGERPOST_STATE_DIR": str(state)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=typed, capture_output=True, text=True, cwd=ROOT, env=environment, check=False,
    )  # fmt: skip


def chat(state: Path, tmp_path: Path, script: str, language: str = "sq") -> list[dict[str, object]]:
    file = tmp_path / "script.txt"
    file.write_text(script, encoding="utf-8")
    done = bot(state, "chat", "--language", language, "--script", str(file), "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


ALBANIAN = "#in_confidence\n/skip\n#GB\n#London\nNewham\n#not_safe_at_home\n/more\n/leave\n#find\n"


def test_chat_prints_one_object_for_the_opening_and_one_for_each_act(
    state: Path, tmp_path: Path
) -> None:
    cards = chat(state, tmp_path, ALBANIAN)
    assert len(cards) == 1 + len(ALBANIAN.splitlines())
    assert [card["step"] for card in cards] == [
        "welcome", "for_whom", "country", "region", "place", "in_confidence_about", "results",
        "results", "left", "for_whom",
    ]  # fmt: skip
    assert cards[6]["services"][:2] == ["shpresa-programme", "solace-womens-aid"]  # type: ignore[index]
    assert cards[8] == {"step": "left", "text": "", "buttons": [], "services": []}


def test_every_card_has_the_keys_of_the_contract(state: Path, tmp_path: Path) -> None:
    cards = chat(state, tmp_path, "#find\n#me\n#FR\n", language="ar")
    for card in cards:
        assert list(card) == ["step", "language", "direction", "text", "buttons", "services"]
        assert (card["language"], card["direction"]) == ("ar", "rtl")
        buttons = card["buttons"]
        assert isinstance(buttons, list)
        assert all(set(button) == {"id", "label"} for button in buttons)
        assert {"leave", "urgent"} <= {button["id"] for button in buttons}
    assert {"skip", "more"} <= {button["id"] for button in cards[3]["buttons"]} & RESERVED  # type: ignore[attr-defined]


def test_an_act_that_is_not_offered_ends_with_2_and_says_what_is(
    state: Path, tmp_path: Path
) -> None:
    file = tmp_path / "script.txt"
    file.write_text("#find\n#narrow\n", encoding="utf-8")
    done = bot(state, "chat", "--language", "en", "--script", str(file), "--json")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    assert '"#narrow" is not offered by the card "for_whom"' in done.stderr
    assert "#me_under_18" in done.stderr


def test_a_recorded_journey_is_a_script_too(state: Path) -> None:
    journey = sorted((ROOT / "tests" / "journeys").glob("*_sq.yaml"))[0]
    done = bot(state, "chat", "--script", str(journey), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["language"] == "sq"
    assert json.loads(done.stdout.splitlines()[-1])["step"] == "left"


def test_recording_warns_and_writes(state: Path, tmp_path: Path) -> None:
    file, written = tmp_path / "script.txt", tmp_path / "seen.yaml"
    file.write_text("#find\n/leave\n", encoding="utf-8")
    done = bot(state, "chat", "--language", "en", "--script", str(file), "--record", str(written))
    assert done.returncode == 0
    assert "everything that is typed" in done.stderr
    assert "do: '#find'" in written.read_text(encoding="utf-8")


def test_match_prints_a_listing_of_the_contract(state: Path) -> None:
    need = {"country": "GB", "area": "London/Newham", "languages": ["sq"], "needs": None}
    done = bot(state, "match", "--json", typed=json.dumps(need))
    assert done.returncode == 0, done.stderr
    listing = json.loads(done.stdout)
    assert set(listing) == {"urgent", "pair", "others", "plan_b", "met"}
    assert listing["pair"]["community"]["id"] == "shpresa-programme"
    assert listing["pair"]["specialist"]["id"] == "solace-womens-aid"
    assert listing["pair"]["together"] is True
    assert listing["pair"]["call_first"] == "shpresa-programme"
    assert listing["urgent"][0]["dial"] == "999"


@pytest.mark.parametrize(
    ("need", "says"),
    [
        ('{"country": "GB", "area": "London/Newhm"}', "London/Newham"),
        ('{"country": "GB", "papers": "none"}', "no_recourse"),
        ('{"country": "XX"}', "GB"),
        ('{"country": "GB", "colour": "red"}', "colour"),
        ("nothing", "JSON"),
    ],
)
def test_a_need_outside_the_contract_ends_with_2_and_one_line(
    state: Path, need: str, says: str
) -> None:
    done = bot(state, "match", "--json", typed=need)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert says in done.stderr


def test_a_language_that_is_not_offered_ends_with_2(state: Path) -> None:
    done = bot(state, "chat", "--language", "zz", "--json")
    assert done.returncode == 2
    assert "use en, ar" in done.stderr


def test_a_missing_file_is_one_line_and_no_traceback(state: Path, tmp_path: Path) -> None:
    done = bot(state, "chat", "--script", str(tmp_path / "none.txt"), "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "none.txt" in done.stderr


def test_understand_prints_one_object_for_each_line(state: Path) -> None:
    lines = ["en\the hits me", "sq\tdil", "\tshqip", "\tumbrella", "en\tCoventry"]
    lines += ["en\tsomewhere to live", "en\t"]
    done = bot(state, "understand", "--json", typed="\n".join(lines))
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["meaning"], one["detail"]) for one in answers] == [
        ("distress", "en"),
        ("leave", "sq"),
        ("language", "sq"),
        ("urgent", "en"),
        ("place", ["GB:Coventry"]),
        ("option", "housing"),
        ("unknown", None),
    ]
    assert all(list(one) == ["text", "meaning", "detail"] for one in answers)


@pytest.mark.parametrize("line", ["he hits me\n", "zz\the hits me\n"])
def test_a_line_that_understand_cannot_read_ends_with_status_2(state: Path, line: str) -> None:
    done = bot(state, "understand", "--json", typed=line)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
