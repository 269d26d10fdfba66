"""Texts held in one piece, and found by their checksums, are the same texts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.compact.numbered import begun, checksums, numbered, whole
from bot.compact.texts import Texts, lines_of, texts
from bot.understanding.command_texts import COMMANDS, command_texts
from bot.understanding.skeleton import plain

WORDS = st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=40)


@given(WORDS, st.integers(-50, 50), st.integers(-50, 50))
def test_texts_are_read_as_they_were_given(words: list[str], begin: int, end: int) -> None:
    held = texts(words)
    assert list(held) == words
    assert [held[at] for at in range(-len(words), len(words))] == words + words
    assert list(held[begin:end]) == words[begin:end]
    assert held == words
    assert held != [*words, "one more"]
    assert Texts(held.letters, held.bounds) == held


def test_lines_are_read_without_their_ends() -> None:
    assert lines_of("Qaxootiga\tሓደ\n\nlast\r\n".encode()) == ["Qaxootiga\tሓደ", "", "last"]
    assert lines_of(b"") == []


@given(WORDS)
def test_every_text_is_found_by_its_checksum_and_by_its_beginning(words: list[str]) -> None:
    index = numbered(
        pair
        for at, word in enumerate(words)
        for pair in ((whole(word), at), (begun(word[:2]), len(words) + at))
    )
    for at, word in enumerate(words):
        assert at in set(index.of([whole(word)]))
        if word:
            found = set(index.of(checksums(word)))
            assert {at, len(words) + at} <= found
    assert not list(index.of([]))
    assert not list(numbered([]).of([whole("word")]))


def test_a_whole_word_is_no_beginning_of_a_longer_one() -> None:
    index = numbered([(whole("help"), 1), (begun("help"), 2)])
    assert list(index.of(checksums("help"))) == [2, 1]
    assert list(index.of(checksums("helper"))) == [2]
    assert not list(index.of(checksums("hel")))


def test_a_command_is_found_as_it_is_and_one_slip_away() -> None:
    known = command_texts({"leave": ["Goodbye", "out"], "urgent": ["Émergency", "out"]})
    assert [known.get(plain(text)) for text in ("goodbye", "emergency", "out")] == [
        "leave", "urgent", "urgent",
    ]  # fmt: skip
    assert known.get("good") is None
    for typed in ("goodby", "goodbyes", "godobye", "goodbie", "goodbye"):
        assert list(known.near(plain(typed), 5)) == ["leave"]
    assert not list(known.near("oyt", 5))
    assert not list(known.near("goodmorning", 5))
    assert set(COMMANDS) >= {"leave", "urgent"}
