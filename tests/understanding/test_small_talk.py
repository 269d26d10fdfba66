"""Small talk of a language is no command, and no danger, of another language."""

from collections.abc import Sequence

import pytest

from bot.understanding.lexicon import ORDINARY_WORDS, Lexicon, read_lists_of_words
from bot.understanding.meaning import understand
from bot.understanding.places import PlaceIndex
from bot.understanding.skeleton import plain
from tests.languages import LOCALES, marked, offered

WORDS = read_lists_of_words(LOCALES / ORDINARY_WORDS)


def test_every_language_has_its_small_talk() -> None:
    assert set(WORDS) == set(offered())
    assert [language for language, words in WORDS.items() if len(words) < 100] == []


@pytest.mark.parametrize("language", marked(sorted(WORDS)))
def test_small_talk_is_heard_in_no_other_language(
    language: str, lexicons: Sequence[Lexicon]
) -> None:
    nowhere = PlaceIndex({})
    for word in WORDS[language]:
        found = understand(word, lexicons, {}, nowhere, language=language, everyday=[plain(word)])
        own = found.kind in {"unknown", "language"} or found.detail == language
        assert own, (word, found)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "да"),
        ("ar", "تمام"),
        ("uk", "добре"),
        ("bn", "এটা কি"),
        ("ro", "da"),
        ("ur", "یہ کیا ہے"),
        ("ti", "ከመይ ኣለኺ"),
        ("vi", "cảm ơn"),
    ],
)
def test_small_talk_means_nothing_at_all(
    language: str, said: str, lexicons: Sequence[Lexicon]
) -> None:
    words = WORDS[language]
    found = understand(
        said, lexicons, {}, PlaceIndex({}), language=language, everyday=[*map(plain, words)]
    )
    assert found.kind == "unknown"
