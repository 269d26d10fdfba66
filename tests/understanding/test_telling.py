"""Ordinary words that a hasty list of telling words would catch (S25)."""

from pathlib import Path

import pytest

from bot.checks.telling import read_telling_words, telling_word_in

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "طلب الجنسية"),
        ("ar", "جنسيتي"),
        ("ar", "لم شمل أسري"),
        ("ar", "من لا مأوى لهم"),
        ("sq", "një ndër grupet"),
        ("sq", "rehabilitim"),
        ("sq", "strehim"),
        ("en", "refugees"),
        ("en", "domestic workers"),
    ],
)
def test_an_ordinary_word_does_not_tell(language: str, text: str) -> None:
    assert telling_word_in(text, read_telling_words(LOCALES, language)) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "الصحة الجنسية"),
        ("ar", "اعتداءات جنسية"),
        ("ar", "العنف"),
        ("ar", "للناجين"),
        ("sq", "e lënduar"),
        ("sq", "strehimore"),
        ("sq", "vrasje për nderin"),
        ("en", "survivors"),
    ],
)
def test_a_word_that_gives_her_away_tells(language: str, text: str) -> None:
    assert telling_word_in(text, read_telling_words(LOCALES, language))
