"""Journeys: a conversation seen by hand can be read aloud and played again."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.channels.acts import acts_from, card_to_json, play
from bot.channels.journey import RECORDING_WARNING, Recorder, Seen, read_acts, read_journey
from bot.errors import ContentError, SettingError
from bot.messages import Card, Start
from bot.yaml_file import read_yaml, write_yaml
from tests.channels.little import LittleBot

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LINES = ["#find", "#London/Barking and Dagenham", "typed: no", "/urgent", "/leave"]


async def recorded(path: Path, lines: list[str], start: Start) -> list[Card]:
    recorder = Recorder(LittleBot(), path, "A visit", NOON)
    return [card async for card in play(recorder, acts_from(lines, "script"), start)]


@pytest.mark.parametrize(
    "lines", [LINES, [*LINES, "#find", "/leave"], [*LINES, "/start", "/leave"]]
)
@pytest.mark.parametrize("language", [None, "en"])
async def test_a_recorded_journey_plays_again_with_the_same_cards(
    tmp_path: Path, lines: list[str], language: str | None
) -> None:
    path = tmp_path / "visit.yaml"
    await recorded(path, lines, Start(language))
    journey = read_journey(path)
    cards = [Seen.on(card) async for card in play(LittleBot(), read_acts(path), journey.start)]
    assert tuple(cards) == journey.seen()
    assert len(cards) > len(LINES)
    assert journey.start == Start(language)


async def test_a_journey_holds_only_what_was_chosen_and_seen(tmp_path: Path) -> None:
    path = tmp_path / "visit.yaml"
    await recorded(path, LINES, Start("ar"))
    value = read_yaml(path).value
    assert list(value) == ["title", "language", "at", "opening", "acts"]
    assert [act["do"] for act in value["acts"]] == LINES
    cards = [value["opening"], *(act["sees"] for act in value["acts"])]
    assert all(list(card) == ["step", "text", "buttons", "services"] for card in cards)


async def test_text_of_several_lines_stands_in_the_file_as_it_was_shown(tmp_path: Path) -> None:
    path = tmp_path / "visit.yaml"
    cards = await recorded(path, LINES, Start())
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    assert "text: |-" in lines
    assert set(cards[0].text.splitlines()) <= set(lines)


async def test_arabic_is_written_as_arabic(tmp_path: Path) -> None:
    path = tmp_path / "visit.yaml"
    await recorded(path, ["#ar", "/leave"], Start())
    assert "ابحثي عن مساعدة" in path.read_text(encoding="utf-8")


@settings(max_examples=60)
@given(
    some.text(
        some.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=40
    )
)
def test_whatever_was_shown_is_read_back_letter_for_letter(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "visit.yaml"
        write_yaml(path, {"text": text, "buttons": [{"id": text}]})
        assert read_yaml(path).value == {"text": text, "buttons": [{"id": text}]}


def test_a_script_and_a_journey_are_told_apart_by_name_or_by_content(tmp_path: Path) -> None:
    script, named, unnamed = (tmp_path / name for name in ("a.txt", "b.yaml", "c.txt"))
    script.write_text("\ufeff#find\n\n/leave\n", encoding="utf-8")
    named.write_text('acts:\n  - do: "#find"\n  - do: /leave\n', encoding="utf-8")
    unnamed.write_bytes(named.read_bytes())
    for path in (script, named, unnamed):
        assert [act.written for act in read_acts(path)] == ["#find", "/leave"]
    assert [act.line for act in read_acts(script)] == [1, 3]
    assert [act.line for act in read_acts(named)] == [2, 3]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("title: none\n", 1),
        ("acts:\n  - do: a\n  - see: b\n", 3),
        ("acts:\n  - do: a\n    sees:\n      text: b\n", 3),
        ("acts:\n  - do: a\n    sees:\n      step: b\n      buttons:\n        - [x]\n", 6),
        ("acts:\n  - do: a\n  - do: [\n", 4),
    ],
)
def test_a_broken_journey_is_refused_with_file_and_line(
    tmp_path: Path, content: str, line: int
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"broken\.yaml:{line}: "):
        read_acts(path)


def test_a_missing_script_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"none\.txt:1: "):
        read_acts(tmp_path / "none.txt")


@pytest.mark.parametrize("place", ["missing/visit.yaml", "."])
def test_a_recording_that_cannot_be_written_is_refused_before_anything_is_typed(
    tmp_path: Path, place: str
) -> None:
    with pytest.raises(SettingError, match="Name a file in a folder"):
        Recorder(LittleBot(), tmp_path / place, "A visit", NOON)


def test_what_was_recorded_before_stands_until_the_new_visit_is_written(tmp_path: Path) -> None:
    file = tmp_path / "visit.yaml"
    file.write_text("title: Before", encoding="utf-8")
    Recorder(LittleBot(), file, "A visit", NOON)
    assert file.read_text(encoding="utf-8") == "title: Before"


def test_the_warning_says_that_what_is_typed_is_written_and_where() -> None:
    warning = RECORDING_WARNING.format(path="visit.yaml")
    assert "typed" in warning
    assert "visit.yaml" in warning


async def test_s27_a_journey_holds_what_was_read_in_a_pop_up(tmp_path: Path) -> None:
    path, card = tmp_path / "visit.yaml", Card("list", "en", "ltr", "A list", pop_up="1: 116 016")
    seen = Seen.on(card)
    write_yaml(path, {"title": "x", "opening": seen.as_written(), "acts": []})
    assert read_journey(path).seen() == (seen,)
    assert card_to_json(card)["pop_up"] == "1: 116 016"
    assert "pop_up" not in card_to_json(replace(card, pop_up=""))
