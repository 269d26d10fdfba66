"""Words held as one sorted text: what a dictionary holds, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compact.sorted_names import SortedNames

WORD = st.text(st.characters(categories=("Ll", "Lo", "Nd")), min_size=1, max_size=8)


@given(st.dictionaries(WORD, st.sampled_from(["he", "hit", "me"])), WORD)
def test_it_holds_what_a_dictionary_holds(named: dict[str, str], other: str) -> None:
    held = SortedNames.of(named)
    assert held == named
    assert len(held) == len(named)
    assert list(held) == sorted(named)
    assert held.get(other) == named.get(other)


def test_a_word_that_is_not_there_is_none_of_its_neighbours() -> None:
    held = SortedNames.of({"schlag": "hit", "schlagen": "hit"})
    assert held.get("schlage") is held.get("") is held.get("zz") is None
    with pytest.raises(KeyError):
        held["schla"]
    assert SortedNames.of({}).get("schlag") is None


@given(st.dictionaries(WORD, st.sampled_from(["he", "hit", "me"])), WORD)
def test_the_longest_beginning_is_found(named: dict[str, str], word: str) -> None:
    beginnings = [word[:end] for end in range(len(word), 0, -1)]
    longest = next((one for one in beginnings if one in named), None)
    found = SortedNames.of(named).longest_beginning(word)
    assert found == (None if longest is None else named[longest])


def test_a_shorter_beginning_is_found_behind_words_that_are_none() -> None:
    held = SortedNames.of({"he": "1", "heard": "2", "hearth": "3", "heat": "4"})
    words = ("hearts", "hearths", "hearing", "h", "z", "")
    assert [held.longest_beginning(one) for one in words] == ["1", "3", "1", None, None, None]
