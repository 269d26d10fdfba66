"""Words that mean danger together are heard in any order, and not beside an ordinary idea."""

from itertools import product
from pathlib import Path

import pytest

from bot.errors import CatalogueError
from bot.understanding.distress import distress_language
from bot.understanding.lexicon import Lexicon
from bot.understanding.skeleton import plain
from bot.understanding.together import ORDINARY, TABLE, Together, read_table, read_together

LOCALES = Path(__file__).parents[2] / "locales"
SMALL = """
ideas: {person: who, hurt: blows, despair: no more}
danger: [[hurt, person], [despair]]
"""
WORDS = """
person: [husband, boss]
hurt: [hit*, pull* * hair]
despair: [cannot go on]
ordinary: [ball]
"""


@pytest.fixture
def small(tmp_path: Path) -> Together:
    (tmp_path / TABLE).write_text(SMALL, encoding="utf-8")
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    return read_together(tmp_path / "words.yaml", read_table(tmp_path / TABLE))


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("my husband hits me", True),
        ("hit again and again and again by my boss", True),
        ("my boss pulled my hair", True),
        ("I cannot go on", True),
        ("my husband hits the ball", False),
        ("my husband", False),
        ("hits", False),
        ("", False),
    ],
)
def test_s11_ideas_mean_danger_together_in_any_order(
    small: Together, text: str, danger: bool
) -> None:
    assert small.mean_danger(plain(text)) is danger


def test_every_pair_of_words_from_two_ideas_that_mean_danger_is_heard(small: Together) -> None:
    pairs = list(product(small.words("person"), ("hits", "hitting")))
    assert len(pairs) == 4
    for one, other in pairs:
        for text in (f"{one} {other}", f"{other} {one}"):
            assert small.mean_danger(plain(text))
            assert not small.mean_danger(plain(f"{text} {small.words(ORDINARY)[0]}"))


def test_a_word_with_a_slip_means_danger_too(lexicons: tuple[Lexicon, ...]) -> None:
    told = "evry nite my husbnad strangels"
    assert distress_language(told, lexicons, "en") == "en"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("person: [a]\n", "the keys here are"),
        (WORDS.replace("[cannot go on]", "cannot go on"), "a list of words is needed"),
        (WORDS.replace("[ball]", '["..."]'), "a list of words is needed"),
        (WORDS.replace("[ball]", "[ball"), ""),
    ],
)
def test_a_wrong_file_says_where_and_what(tmp_path: Path, written: str, said: str) -> None:
    (tmp_path / TABLE).write_text(SMALL, encoding="utf-8")
    path = tmp_path / "words.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"words\.yaml:\d+: .*{said}"):
        read_together(path, read_table(tmp_path / TABLE))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ideas: {}\n", "the keys here are"),
        (SMALL.replace("[despair]]", "[joy]]"), "'joy' is no idea"),
    ],
)
def test_a_wrong_table_says_where_and_what(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / TABLE
    path.write_text(written, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        read_table(path)


def test_the_table_uses_every_idea_and_says_what_it_is() -> None:
    table = read_table(LOCALES / TABLE)
    used = frozenset[str]().union(*table.dangers)
    assert len(table.ideas) >= 10
    # "now" and the like only ever stand beside another: still each must stand somewhere.
    assert used == set(table.ideas)
