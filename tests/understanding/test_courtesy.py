"""Politeness around a command changes nothing, and politeness alone is no command."""

from collections.abc import Sequence

import pytest

from bot.understanding.commands import exact_command, misspelt_command
from bot.understanding.courtesy import FILE, bare, read_polite_words
from bot.understanding.distress import is_known_as_danger
from bot.understanding.lexicon import Lexicon
from bot.understanding.meaning import understand
from bot.understanding.places import PlaceIndex
from tests.languages import LOCALES, marked, offered


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("please go back", "back"),
        ("i want to go back now please", "back"),
        ("je veux quitter svp", "leave"),
        ("por favor otro idioma", "language"),
        ("bitte zurück", "back"),
        ("please", None),
        ("thank you", None),
        ("i want to learn to go back to work", None),
    ],
)
def test_a_command_may_be_said_politely(
    typed: str, command: str | None, lexicons: tuple[Lexicon, ...]
) -> None:
    found = exact_command(typed, lexicons)
    assert (found.name if found else None) == command


def test_a_polite_command_may_have_a_slip(lexicons: tuple[Lexicon, ...]) -> None:
    found = misspelt_command("please emergancy", lexicons)
    assert found is not None
    assert found.name == "urgent"


def test_every_language_has_its_polite_words_and_none_is_a_command(
    lexicons: tuple[Lexicon, ...],
) -> None:
    words = read_polite_words(LOCALES / FILE)
    assert set(words) == set(offered())
    for lexicon in lexicons:
        assert len(lexicon.polite) >= 10
        for word in lexicon.polite:
            assert bare(word, lexicon.polite) == ""


def test_no_more_is_left_away_than_stands_around() -> None:
    polite = ("can you", "please", "now")
    assert bare("please can you close now please", polite) == "close"
    assert bare("close it", polite) == "close it"
    assert bare("nowhere", polite) == "nowhere"


@pytest.mark.parametrize("language", marked(sorted(read_polite_words(LOCALES / FILE))))
def test_courtesy_alone_is_no_danger_and_leaves_nothing(
    language: str, lexicons: Sequence[Lexicon]
) -> None:
    own = next(one for one in lexicons if one.language == language)
    assert own.polite
    for word in own.polite:
        found = understand(word, lexicons, {}, PlaceIndex({}), language=language)
        told = is_known_as_danger(word, own) or exact_command(word, [own]) is not None
        assert told or found.kind in {"unknown", "urgent"}, (word, found)
