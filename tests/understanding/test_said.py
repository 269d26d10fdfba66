"""
Whole sentences, in each language: those that must bring the urgent card, and those that must not.

The sentences were written beside the lists that they try, so they are not held out (each file says
so). The figures are printed: `pytest -s tests/understanding/test_said.py`.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.i18n.languages import read_languages
from bot.understanding.distress import distress_language
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import understand
from bot.understanding.places import PlaceIndex
from bot.understanding.skeleton import plain
from bot.yaml_file import read_yaml
from tests.languages import marked

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EVERY = read_languages(ROOT / "locales" / "languages.yaml")
FEW = ("en", "ti")
"""The languages that `make test` tries; `make test-all` tries every one."""

LANGUAGES = [one.code for one in EVERY if (HERE / f"said_{one.code}.yaml").is_file()]


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of one language."""

    distress: tuple[str, ...]
    ordinary: tuple[str, ...]
    commands: tuple[tuple[str, str], ...]


def _said(language: str) -> Said:
    value = read_yaml(HERE / f"said_{language}.yaml").value
    commands = ((text, name) for name, texts in value.get("commands", {}).items() for text in texts)
    return Said(tuple(value["distress"]), tuple(value["ordinary"]), tuple(commands))


def test_there_are_languages_to_try() -> None:
    assert len(LANGUAGES) >= 3


def test_no_language_counts_as_read_by_a_speaker_before_its_sentences_are_tried() -> None:
    untried = [one for one in EVERY if one.code not in LANGUAGES]
    print(f"without sentences: {[one.code for one in untried]}")
    assert [one.code for one in untried if one.review != "draft"] == []


@pytest.mark.parametrize("language", marked(LANGUAGES, few=FEW))
def test_a_file_holds_sixty_of_each_and_none_twice(language: str) -> None:
    said = _said(language)
    for sentences in (said.distress, said.ordinary):
        assert len({plain(sentence) for sentence in sentences}) == len(sentences) >= 60
    assert not {*map(plain, said.distress)} & {*map(plain, said.ordinary)}


@pytest.mark.parametrize("language", marked(LANGUAGES, few=FEW))
def test_s11_at_least_95_of_100_in_danger_are_heard(
    language: str, lexicons: tuple[Lexicon, ...]
) -> None:
    sentences = _said(language).distress
    missed = [one for one in sentences if distress_language(one, lexicons, language) is None]
    print(f"{language}: {len(sentences) - len(missed)} of {len(sentences)} heard, not: {missed}")
    assert len(missed) <= 0.05 * len(sentences), missed


@pytest.mark.parametrize("language", marked(LANGUAGES, few=FEW))
def test_at_most_2_of_100_ordinary_sentences_are_mistaken(
    language: str, lexicons: tuple[Lexicon, ...]
) -> None:
    sentences = _said(language).ordinary
    mistaken = [one for one in sentences if distress_language(one, lexicons, language)]
    print(f"{language}: {len(mistaken)} of {len(sentences)} ordinary ones mistaken: {mistaken}")
    assert len(mistaken) <= 0.02 * len(sentences), mistaken


@pytest.mark.parametrize("language", marked(LANGUAGES, few=FEW))
def test_at_least_95_of_100_commands_are_understood(
    language: str, lexicons: tuple[Lexicon, ...]
) -> None:
    commands, nowhere = _said(language).commands, PlaceIndex({})
    kinds = {
        text: understand(text, lexicons, {}, nowhere, language=language).kind
        for text, _ in commands
    }
    # A word of danger brings the card of the urgent numbers too.
    wrong = [
        (text, name)
        for text, name in commands
        if kinds[text] not in {name, "distress" if name == "urgent" else name}
    ]
    print(f"{language}: {len(commands) - len(wrong)} of {len(commands)} commands, not: {wrong}")
    assert len(wrong) <= 0.05 * len(commands), wrong


def test_no_place_sounds_like_distress(lexicons: tuple[Lexicon, ...]) -> None:
    areas = read_yaml(ROOT / "services_data" / "areas.yaml").value
    names = {str(name) for area in areas for name in area["names"].values()}
    assert len(names) > 100
    assert {name for name in names if distress_language(name, lexicons)} == set()
