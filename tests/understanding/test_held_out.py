"""
Typed texts held out: written by eyes that had not seen the lists of words, and never tuned on.

The bars are those of the project: in every language at least 90 in 100 sentences of danger or
despair are heard and at most 3 in 100 ordinary ones are mistaken for them; over all languages 97
and 2. They are not all held yet: README.md has the figures, counts.yaml of each folder the counts.
`held_out_later` was written when all else was done, and judged once; so was `held_out_third`, which
has wishes too: what is typed instead of tapping an answer.
`pytest -s -m whole tests/understanding/test_held_out.py` prints the table. Whoever mends a list of
words looks at the counts, never at the sentences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.i18n.languages import read_languages
from bot.presentation.labels import every_option
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import Meaning, understand
from bot.understanding.places import PlaceIndex
from bot.yaml_file import read_yaml
from tests.conversation.visit import world

HERE = Path(__file__).parent
LOCALES = HERE.parents[1] / "locales"
LANGUAGES = [one.code for one in read_languages(LOCALES / "languages.yaml")]
FOLDERS = ("held_out", "held_out_later", "held_out_third")
FEWEST = {"held_out_third": 36}
"""How many sentences of danger a list has at least, where it is not forty."""

ASKED = ("what_about", "in_confidence_about")
COMMANDS = {"leave", "back", "restart", "language", "urgent"}

pytestmark = pytest.mark.whole


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The texts of one language; each command with what it means, each wish with its answer."""

    distress: tuple[str, ...]
    ordinary: tuple[str, ...]
    commands: tuple[tuple[str, str], ...]
    wishes: tuple[tuple[str, str, str], ...]


@cache
def _held_out(folder: str, language: str) -> HeldOut:
    value = read_yaml(HERE / folder / f"{language}.yaml").value
    commands = [(text, name) for name, texts in value["commands"].items() for text in texts]
    wishes = [
        (text, slot, option)
        for slot in ASKED
        for option, texts in value.get(slot, {}).items()
        for text in texts
    ]
    return HeldOut(
        tuple(value["distress"]), tuple(value["ordinary"]), tuple(commands), tuple(wishes)
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """
    What came of one language: heard, mistaken and understood, each out of how many.

    `mistaken` are ordinary sentences that were taken for danger or for any command, `alarmed` those
    of them that brought the urgent numbers.
    """

    heard: int
    distress: int
    mistaken: int
    alarmed: int
    ordinary: int
    understood: int
    commands: int
    answered: int
    wishes: int


def _counted(folder: str, language: str, lexicons: tuple[Lexicon, ...]) -> Counted:
    held_out, nowhere = _held_out(folder, language), PlaceIndex({})

    def meaning(text: str) -> Meaning:
        return understand(text, lexicons, {}, nowhere, language=language)

    # A command for the urgent numbers brings the same card as a word of danger.
    brings_the_card = ("distress", "urgent", "safe_word")
    return Counted(
        _count(meaning(text).kind in brings_the_card for text in held_out.distress),
        len(held_out.distress),
        _count(meaning(text).kind != "unknown" for text in held_out.ordinary),
        _count(meaning(text).kind in brings_the_card for text in held_out.ordinary),
        len(held_out.ordinary),
        _count(_is_meant(meaning(text), name) for text, name in held_out.commands),
        len(held_out.commands),
        _count(_is_answered(*one, lexicons, language) for one in held_out.wishes),
        len(held_out.wishes),
    )


def _is_answered(
    text: str, slot: str, option: str, lexicons: tuple[Lexicon, ...], language: str
) -> bool:
    """Whether a text is taken for its answer, on a card with all answers of its question."""
    asked = next(one for one in world().dialogue.questions if one.slot == slot)
    words = world().catalogues.words(language)
    every = every_option(world().dialogue, words)
    labels = {one.id: every[one.id] for one in asked.options}
    nowhere = PlaceIndex({})
    meaning = understand(text, lexicons, labels, nowhere, "GB", language=language, asked=[slot])
    # What she says of her life may bring the urgent numbers instead, and mostly should.
    is_danger = slot != "what_about" and meaning.kind == "distress"
    return is_danger or (meaning.kind, meaning.detail) == ("option", option)


def _is_meant(meaning: Meaning, name: str) -> bool:
    return meaning.kind == name or (name == "urgent" and meaning.kind == "distress")


def _count(found: Iterable[bool]) -> int:
    return sum(found)


@pytest.fixture(scope="module", params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def counted(folder: str, lexicons: tuple[Lexicon, ...]) -> dict[str, Counted]:
    found = {code: _counted(folder, code, lexicons) for code in LANGUAGES}
    print(folder)
    for code, one in found.items():
        print(
            f"{code:4} heard {one.heard} of {one.distress}, mistaken {one.mistaken} "
            f"({one.alarmed} for danger) of {one.ordinary}, "
            f"commands {one.understood} of {one.commands}, wishes {one.answered} of {one.wishes}"
        )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_long_enough_and_says_nothing_twice(folder: str, language: str) -> None:
    held_out = _held_out(folder, language)
    assert len(held_out.distress) >= FEWEST.get(folder, 40)
    assert len(held_out.ordinary) >= 60
    assert len(held_out.commands) >= 40
    assert {name for _, name in held_out.commands} == COMMANDS
    for texts in (held_out.distress, held_out.ordinary, held_out.commands):
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_s11_no_language_is_heard_worse_than_it_was(
    folder: str, language: str, counted: dict[str, Counted]
) -> None:
    """Whoever makes it better writes the new counts into the folder's counts.yaml."""
    was = read_yaml(HERE / folder / "counts.yaml").value[language]
    assert counted[language].heard >= was["heard"]
    assert counted[language].mistaken <= was["mistaken"]
    assert counted[language].understood >= was["understood"]
    assert counted[language].answered >= was.get("answered", 0)


def test_the_bars_and_how_far_they_are(counted: dict[str, Counted]) -> None:
    every = counted.values()
    assert len(counted) == len(LANGUAGES)
    heard = sum(one.heard for one in every) / sum(one.distress for one in every)
    mistaken = sum(one.mistaken for one in every) / sum(one.ordinary for one in every)
    alarmed = sum(one.alarmed for one in every) / sum(one.ordinary for one in every)
    understood = sum(one.understood for one in every) / sum(one.commands for one in every)
    print(
        f"of 100: heard {100 * heard:.1f} (bar 97), mistaken {100 * mistaken:.1f} (bar 2; "
        f"{100 * alarmed:.1f} for danger), "
        f"commands {100 * understood:.1f}, wishes {_share(counted):.1f}"
    )
    assert heard >= 0.85
    assert mistaken <= 0.08


def _share(counted: dict[str, Counted]) -> float:
    """Return how many wishes of a hundred are answered; 0 where there are none."""
    wishes = sum(one.wishes for one in counted.values())
    return 100 * sum(one.answered for one in counted.values()) / wishes if wishes else 0.0
