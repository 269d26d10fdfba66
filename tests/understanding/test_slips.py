"""Words of danger with a slip in them are heard; ordinary words that are near to them are not."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.understanding.distress import distress_language
from bot.understanding.lexicon import Lexicon
from bot.understanding.slips import SHORTEST, Vocabulary
from bot.yaml_file import read_yaml

QUICK = {"said_en", "said_ti"}
SAID = sorted(Path(__file__).parent.glob("said_*.yaml"))


def _with_a_slip(text: str, chance: random.Random) -> str | None:
    """Return a text with one slip in one word that is long enough, None where no word is."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST]
    if not long:
        return None
    at = chance.choice(long)
    words[at] = chance.choice([*_slips(words[at], chance.randrange(1, len(words[at]) - 1))])
    return " ".join(words)


def _slips(word: str, at: int) -> Iterator[str]:
    yield word[:at] + word[at + 1 :]
    yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    yield word[:at] + word[0] + word[at + 1 :]
    yield word[:at] + word[0] + word[at:]


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(one, marks=() if one.stem in QUICK else pytest.mark.whole, id=one.stem)
        for one in SAID
    ],
)
def test_s11_most_words_of_danger_are_heard_with_a_slip_in_them(
    file: Path, lexicons: tuple[Lexicon, ...]
) -> None:
    language, chance = file.stem.removeprefix("said_"), random.Random(11)  # noqa: S311  # no secret
    slipped = [_with_a_slip(text, chance) for text in read_yaml(file).value["distress"]]
    typed = [text for text in slipped if text is not None]
    heard = sum(distress_language(text, lexicons, language) is not None for text in typed)
    print(f"{language}: {heard} of {len(typed)} with a slip are heard")
    assert len(typed) >= 40
    assert heard >= 0.6 * len(typed)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("my husbnad beats me", True),
        ("he is goign to kill me", True),
        ("my husband eats meat", False),
        ("grope", False),
        ("the group meets on monday", False),
    ],
)
def test_a_slip_is_read_as_the_word_it_nearly_is(
    typed: str, heard: bool, lexicons: tuple[Lexicon, ...]
) -> None:
    assert (distress_language(typed, lexicons, "en") is not None) is heard


def test_a_word_that_stands_in_a_list_is_no_slip() -> None:
    words = Vocabulary(["he strangled me", "threaten* me"], ["bread dough", "strangely"])
    assert list(words.readings("he strangeld me")) == ["he strangled me"]
    assert list(words.readings("he threatned me")) == ["he threaten me"]
    assert list(words.readings("strangely he strangled me")) == []
    assert list(words.readings("he saw me")) == []


def test_a_text_has_few_readings_however_many_slips() -> None:
    words = Vocabulary([f"danger{end} me" for end in "abcdefgh"], [])
    assert 0 < len(list(words.readings(" ".join(["dangerx"] * 30)))) <= 8
